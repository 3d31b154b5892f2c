/**
 * What a notebook shows to its reader: figures in one house style, tables, progress, experiments over several seeds
 * ({@link io.github.entropykit.notebook.Runs}), claims that hold the prose to the numbers, and verdicts on exercises.
 *
 * <p>Everything goes through standard output or through the value of a cell's last expression, so it looks the same in
 * IJava, JJava and rapaio; the one class that knows a kernel is {@link io.github.entropykit.notebook.RapaioDisplay}.
 */
package io.github.entropykit.notebook;
