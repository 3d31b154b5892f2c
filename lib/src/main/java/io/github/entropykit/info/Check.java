package io.github.entropykit.info;

/** The messages of bad input, in one place so that they all read alike. */
final class Check {
    private Check() {
    }

    static void array(String name, Object array, int length) {
        if (array == null) {
            throw new IllegalArgumentException(name + " is null");
        }
        if (length == 0) {
            throw new IllegalArgumentException(name + " is empty: at least one entry is needed");
        }
    }

    static void notEmpty(String name, double[] values) {
        array(name, values, values == null ? 0 : values.length);
    }

    static void notEmpty(String name, float[] values) {
        array(name, values, values == null ? 0 : values.length);
    }

    static void notEmpty(String name, int[] values) {
        array(name, values, values == null ? 0 : values.length);
    }

    /** Checks that two distributions are both valid and speak of the same outcomes. */
    static void pair(double[] p, double[] q) {
        lengths(p, q);
        Probabilities.require("p", p);
        Probabilities.require("q", q);
    }

    static void lengths(double[] p, double[] q) {
        notEmpty("p", p);
        notEmpty("q", q);
        if (p.length != q.length) {
            throw new IllegalArgumentException("p has " + p.length + " outcomes and q has " + q.length
                    + ": both must describe the same outcomes, in the same order");
        }
    }

    /** What is wrong with p or else with q, of which one is not a distribution. */
    static IllegalArgumentException refusal(double[] p, double[] q) {
        return Probabilities.isDistribution(p) ? Probabilities.refusal("q", q) : Probabilities.refusal("p", p);
    }

    /** Returns the total of non-negative counts, which is at least 1. */
    static long total(int[] counts) {
        notEmpty("counts", counts);
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException(
                        "counts[" + i + "] = " + counts[i] + " is negative: a count is 0 or more");
            }
            total += counts[i];
        }
        if (total == 0) {
            throw new IllegalArgumentException(
                    "counts are all 0: nothing was observed, so there is no frequency to speak of");
        }
        return total;
    }

    /** Returns the total of non-negative counts, which is at least 1 and fits a long. */
    static long total(long[] counts) {
        array("counts", counts, counts == null ? 0 : counts.length);
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException(
                        "counts[" + i + "] = " + counts[i] + " is negative: a count is 0 or more");
            }
            if (counts[i] > Long.MAX_VALUE - total) {
                throw new IllegalArgumentException("counts sum to more than " + Long.MAX_VALUE);
            }
            total += counts[i];
        }
        if (total == 0) {
            throw new IllegalArgumentException(
                    "counts are all 0: nothing was observed, so there is no frequency to speak of");
        }
        return total;
    }

    /** Checks that values are finite, and small enough for the difference of any two to be finite too. */
    static void finite(String name, double[] values) {
        notEmpty(name, values);
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= Double.MAX_VALUE / 2)) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] = " + values[i] + " must be finite, and at most 2^1023 in size");
            }
        }
    }

    /** Checks a number of neighbours k among n points. */
    static void neighbours(String name, int n, int k) {
        if (n < 2) {
            throw new IllegalArgumentException(name + " holds a single point: at least 2 are needed to have a neighbour");
        }
        if (k < 1 || k >= n) {
            throw new IllegalArgumentException("k = " + k + ": each of the " + n + " points has 1 to " + (n - 1)
                    + " neighbours");
        }
    }
}
