package io.github.entropykit.info;

import java.util.Arrays;

/**
 * Discrete probability distributions as plain {@code double[]}: make them, and check them.
 *
 * <p>A distribution over n outcomes is an array of n entries that are finite, not negative, and sum
 * to 1. Every method of this package insists on that, and none repairs it behind your back: an array
 * that sums to 0.97 is far more often a mistake than a rounding error. If you do have weights, say so
 * with {@link #normalise}.
 *
 * <pre>{@code
 * Probabilities.normalise(2, 1, 1);    // [0.5, 0.25, 0.25]
 * Probabilities.fromCounts(7, 0, 1);    // [0.875, 0.0, 0.125]
 * Probabilities.uniform(4);    // [0.25, 0.25, 0.25, 0.25]
 * Probabilities.oneHot(3, 1);    // [0.0, 1.0, 0.0]
 * Probabilities.smooth(Probabilities.oneHot(4, 1), 0.1);    // [0.025, 0.925, 0.025, 0.025]
 * }</pre>
 */
public final class Probabilities {
    /** How far the sum of n doubles may be from 1, per outcome. */
    static final double TOLERANCE = 1e-9;

    private Probabilities() {
    }

    /**
     * Checks that an array is a probability distribution, and returns it.
     *
     * @param name what to call the array in an error message
     * @param p    n entries, each between 0 and 1, with sum 1 within 1e-9·n
     * @return {@code p} itself, not a copy, so that a check can be written where the array is used
     * @throws IllegalArgumentException if {@code p} is null or empty, if an entry is NaN, infinite,
     *         negative or above 1 (beyond the tolerance), or if the sum is not 1; the message has the
     *         name, the index and the value
     */
    public static double[] require(String name, double... p) {
        if (name == null) {
            throw new IllegalArgumentException("name is null: give the name that error messages should use");
        }
        Check.notEmpty(name, p);
        if (!isDistribution(p)) {
            throw refusal(name, p);
        }
        return p;
    }

    static boolean isDistribution(double[] p) {
        return Kernels.isOne(Kernels.mass(p, 0, p.length), p);
    }

    /** Why {@code p} is not a distribution: its first bad entry or, if there is none, its sum. */
    static IllegalArgumentException refusal(String name, double[] p) {
        double tolerance = TOLERANCE * p.length;
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            if (!(p[i] >= 0 && p[i] <= 1 + tolerance)) {
                return new IllegalArgumentException(
                        name + "[" + i + "] = " + p[i] + " is not a probability: it must lie between 0 and 1");
            }
            sum += p[i];
        }
        return new IllegalArgumentException(name + " sums to " + sum + ", not to 1 (tolerance " + tolerance
                + "): call Probabilities.normalise if these are weights");
    }

    /**
     * Divides weights by their sum.
     *
     * @param weights finite, not negative, at least one positive; their sum may overflow a double
     * @return a new array of the same length that sums to 1
     * @throws IllegalArgumentException if {@code weights} is null, empty or all zero, or if an entry is
     *         NaN, infinite or negative
     */
    public static double[] normalise(double... weights) {
        Check.notEmpty("weights", weights);
        double largest = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "weights[" + i + "] = " + weights[i] + " is not a weight: it must be finite and not negative");
            }
            largest = Math.max(largest, weights[i]);
        }
        if (largest == 0) {
            throw new IllegalArgumentException("weights are all 0: there is nothing to normalise");
        }
        // Dividing by the largest weight first keeps the sum from overflowing or vanishing.
        double[] p = new double[weights.length];
        Sum sum = new Sum();
        for (int i = 0; i < p.length; i++) {
            p[i] = weights[i] / largest;
            sum.add(p[i]);
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum.value();
        }
        return p;
    }

    /**
     * The relative frequencies of observed counts: {@code counts[i] / N} with N their total.
     *
     * @param counts how often each outcome was seen, not negative, at least one positive
     * @return a new array of the same length that sums to 1
     * @throws IllegalArgumentException if {@code counts} is null, empty or all zero, or if one is negative
     */
    public static double[] fromCounts(int... counts) {
        double total = Check.total(counts);
        double[] p = new double[counts.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = counts[i] / total;
        }
        return p;
    }

    /**
     * The uniform distribution, the one of highest entropy: every outcome has probability 1/n.
     *
     * @param n the number of outcomes, at least 1
     * @return a new array of length {@code n}
     * @throws IllegalArgumentException if {@code n} is less than 1
     */
    public static double[] uniform(int n) {
        requireOutcomes(n);
        double[] p = new double[n];
        Arrays.fill(p, 1.0 / n);
        return p;
    }

    /**
     * The distribution of a certain outcome, the one of entropy 0: outcome i has probability 1.
     *
     * @param n the number of outcomes, at least 1
     * @param i the certain one, from 0 to n-1
     * @return a new array of length {@code n}
     * @throws IllegalArgumentException if {@code n} is less than 1 or {@code i} is not below it
     */
    public static double[] oneHot(int n, int i) {
        requireOutcomes(n);
        if (i < 0 || i >= n) {
            throw new IllegalArgumentException(
                    "i = " + i + " is not one of the " + n + " outcomes 0 to " + (n - 1));
        }
        double[] p = new double[n];
        p[i] = 1;
        return p;
    }

    /**
     * A distribution mixed with the uniform one, {@code (1 - epsilon) p + epsilon / n}.
     *
     * <p>With an epsilon above 0 no outcome stays impossible, so that {@code KL(r||result)} is finite for every r; for a
     * one-hot p this is label smoothing. It is a choice that changes the numbers, which is why nothing here makes it
     * for you.
     *
     * @param p       a distribution over n outcomes
     * @param epsilon the weight of the uniform distribution, from 0 (p unchanged) to 1 (uniform)
     * @return a new array of the same length
     * @throws IllegalArgumentException if {@code p} is not a distribution or {@code epsilon} is not between 0 and 1
     */
    public static double[] smooth(double[] p, double epsilon) {
        require("p", p);
        Check.between("epsilon", epsilon, 0, 1);
        double[] smoothed = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            smoothed[i] = (1 - epsilon) * p[i] + epsilon / p.length;
        }
        return smoothed;
    }

    private static void requireOutcomes(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("n = " + n + " outcomes: at least 1 is needed");
        }
    }
}
