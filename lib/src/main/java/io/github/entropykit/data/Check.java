package io.github.entropykit.data;

/** The messages of bad arguments, in one place so that they all read alike: the name, the value, the remedy. */
final class Check {

    private Check() {
    }

    /** Refuses what is not a number from {@code low} to {@code high}. */
    static void within(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be from " + plain(low) + " to " + plain(high));
        }
    }

    /** Refuses what is not a whole number from {@code low} to {@code high}. */
    static void within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be from " + low + " to " + high);
        }
    }

    /** Refuses what is not positive and finite. */
    static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be positive and finite");
        }
    }

    /** Refuses what is not a finite number, or negative. */
    static void notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be at least 0 and finite");
        }
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be at least " + least);
        }
    }

    /** Refuses two ends of a range in the wrong order. */
    static void ordered(String low, double lowValue, String high, double highValue) {
        if (!(lowValue <= highValue)) {
            throw new IllegalArgumentException(low + " is " + lowValue + " and " + high + " is " + highValue
                    + ": give the smaller one first");
        }
    }

    static <T> T notNull(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is null: give one");
        }
        return value;
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
