/** The training call on Deep Java Library's own {@code Trainer}: seeds, history, progress, interruption. */
package io.github.entropykit.training;
