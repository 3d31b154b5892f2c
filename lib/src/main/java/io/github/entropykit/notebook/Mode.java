package io.github.entropykit.notebook;

/**
 * How much a notebook computes.
 *
 * <p>By default every notebook runs in at most a few minutes on two cores. With the environment variable
 * {@code ENTROPYKIT_FULL=1} it runs the experiment at the scale of the paper it reproduces.
 */
public final class Mode {

    private Mode() {
    }

    /**
     * Whether the paper-scale version was asked for.
     *
     * @return true if and only if the environment variable {@code ENTROPYKIT_FULL} is {@code 1}
     */
    public static boolean full() {
        return "1".equals(System.getenv("ENTROPYKIT_FULL"));
    }
}
