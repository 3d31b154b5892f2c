package io.github.entropykit.training;

/** Checks a parameter of a loss. */
final class Strength {

    private Strength() {
    }

    /** The value as DJL computes with it, if it is finite and not negative. */
    static float of(String name, double value) {
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be finite and 0 or more");
        }
        return (float) value;
    }
}
