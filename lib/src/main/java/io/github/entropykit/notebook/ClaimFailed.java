package io.github.entropykit.notebook;

/**
 * A measured or computed value lies outside the interval that its claim states. The message is the printed claim line.
 */
public final class ClaimFailed extends AssertionError {

    private static final long serialVersionUID = 1L;

    ClaimFailed(String line) {
        super(line);
    }
}
