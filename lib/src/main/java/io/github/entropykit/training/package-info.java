/**
 * The training call on Deep Java Library's own {@code Trainer} (seeds, history, progress, interruption), losses that it lacks, and
 * a monitor of entropy that any of its trainers takes as a listener.
 */
package io.github.entropykit.training;
