package io.github.entropykit.notebook;

import java.io.PrintStream;
import java.util.Objects;
import java.util.concurrent.CancellationException;

/**
 * One line that shows how far a long cell has come.
 *
 * <p>It works on plain standard output: the line is rewritten after a carriage return, at most five times a second, and
 * closing leaves one clean last line without times, the same in every run.
 * <pre>{@code
 * try (var progress = Progress.of("Training 3 networks", 300, "epochs")) {
 *     ... progress.step("loss 0.31");
 * }
 * // Training 3 networks: 300 of 300 epochs
 * }</pre>
 *
 * <p>Each step looks whether the thread was interrupted and then ends with a {@link CancellationException}, so that the
 * kernel's stop button ends a cell. If the work ends early the last line says where it stopped. Steps may come from
 * several threads.
 */
public final class Progress implements AutoCloseable {

    private static final long BETWEEN_UPDATES_NANOS = 200_000_000L;
    private static final int WIDEST = 100;

    private final String what;
    private final int total;
    private final String unit;
    private final PrintStream out;
    private int done;
    private int shownLength;
    private long lastShown;
    private boolean closed;

    private Progress(String what, int total, String unit) {
        this.what = what;
        this.total = total;
        this.unit = unit;
        // kernels replace System.out for each cell
        this.out = System.out;
        this.lastShown = System.nanoTime();
    }

    /**
     * Starts a progress line that counts "steps".
     *
     * @param what  what is going on, such as {@code "Training 3 networks"}
     * @param total number of steps to come, at least 1
     * @return the open progress line
     */
    public static Progress of(String what, int total) {
        return of(what, total, "steps");
    }

    /**
     * Starts a progress line.
     *
     * @param what  what is going on, such as {@code "Training 3 networks"}
     * @param total number of steps to come, at least 1
     * @param unit  what is counted, such as {@code "epochs"}
     * @return the open progress line
     */
    public static Progress of(String what, int total, String unit) {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(unit, "unit");
        if (total < 1) {
            throw new IllegalArgumentException("total is " + total + "; a progress line needs at least 1 step");
        }
        Progress progress = new Progress(what, total, unit);
        progress.show(progress.count());
        progress.out.flush();
        return progress;
    }

    /** Counts one step. */
    public void step() {
        step("");
    }

    /**
     * Counts one step and shows a remark beside the count.
     *
     * @param remark such as {@code "loss 0.31"}; empty for none
     * @throws CancellationException if the thread was interrupted
     * @throws IllegalStateException if the line is closed or all steps are done
     */
    public synchronized void step(String remark) {
        if (Thread.interrupted()) {
            throw new CancellationException(what + ": stopped at " + done + " of " + total + " " + unit);
        }
        if (closed) {
            throw new IllegalStateException("the progress line \"" + what + "\" is closed");
        }
        if (done == total) {
            throw new IllegalStateException("all " + total + " steps of \"" + what + "\" are done: the total is too small");
        }
        done++;
        long now = System.nanoTime();
        if (now - lastShown >= BETWEEN_UPDATES_NANOS) {
            lastShown = now;
            show(count() + (remark.isBlank() ? "" : ", " + remark.strip()));
            out.flush();
        }
    }

    /** Leaves the last line: how many steps were done, and whether that was all. Closing twice changes nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        show(done == total ? count() : what + ": stopped at " + done + " of " + total + " " + unit);
        out.println();
        out.flush();
    }

    private String count() {
        return what + ": " + done + " of " + total + " " + unit;
    }

    private void show(String text) {
        String line = text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
        // blanks wipe what a longer line before it left
        int wipe = Math.max(0, shownLength - line.length());
        out.print((shownLength == 0 ? "" : "\r") + line + " ".repeat(wipe) + (wipe == 0 ? "" : "\r" + line));
        shownLength = line.length();
    }
}
