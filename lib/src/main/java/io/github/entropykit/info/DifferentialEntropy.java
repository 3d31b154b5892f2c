package io.github.entropykit.info;

import java.util.Arrays;

/**
 * The entropy of a continuous source, estimated from a sample of it. In nats.
 *
 * <p>The differential entropy of a density f is {@code h = - ∫ f ln f}. Unlike the entropy of a discrete source it can
 * be negative, and it depends on the unit of measurement: {@code h(aX) = h(X) + d ln|a|} in d dimensions. Both
 * estimators here obey that law, and neither needs a histogram: where points lie close together, the density is high.
 *
 * <pre>{@code
 * double[] sample = {0.1, 0.4, 0.5, 0.9, 1.6};
 * DifferentialEntropy.vasicek(sample, 2);    // 0.131876
 * DifferentialEntropy.kozachenkoLeonenko(sample, 1);    // 1.360059
 * DifferentialEntropy.kozachenkoLeonenko(new double[][] {{0, 0}, {3, 4}, {0, 1}}, 1);    // 3.608187
 * }</pre>
 *
 * <p><b>Equal values.</b> A density gives no two equal observations. Where so many coincide that a distance is 0, the
 * estimate is {@code -Infinity}, the differential entropy of a distribution that has points of positive probability.
 * Data rounded to a few decimals do that too: they are discrete, and {@link EntropyEstimator} is for them.
 *
 * <p>For the entropy of a known Gaussian see {@link Gaussian}.
 */
public final class DifferentialEntropy {
    /** Coordinates are brought to about 2^500, where the square of no difference that matters over- or underflows. */
    private static final int EXPONENT = 500;

    private DifferentialEntropy() {
    }

    /**
     * The Kozachenko-Leonenko estimate, from the distances to the k-th nearest neighbours.
     *
     * <p>With ε_i the Euclidean distance of point i to its k-th nearest neighbour, d the number of coordinates, and V_d
     * = π^(d/2) / Γ(d/2 + 1) the volume of the unit ball, it is
     * <pre>    ψ(N) - ψ(k) + ln V_d + (d / N) Σ ln ε_i .</pre>
     * A small k has little bias and a large variance; 3 and 4 are usual. The bias comes from a density that varies
     * within the distance to the k-th neighbour, and grows with d.
     *
     * <p>References: L. F. Kozachenko and N. N. Leonenko, "Sample estimate of the entropy of a random vector", Problems
     * of Information Transmission 23, 1987, for k = 1 and with ln(N - 1) in place of ψ(N), about 1/(2N) less; for any k
     * A. Kraskov, H. Stögbauer and P. Grassberger, "Estimating mutual information", Physical Review E 69, 066138, 2004,
     * equation 20.
     *
     * @param points N points of d finite coordinates each, at least 2 points
     * @param k      which neighbour, from 1 to N-1
     * @return the estimate in nats; {@code -Infinity} if a point coincides with k others
     * @throws IllegalArgumentException if {@code points} is null or empty, its rows differ in length or hold anything but
     *         finite numbers, or {@code k} is out of range
     */
    public static double kozachenkoLeonenko(double[][] points, int k) {
        Points all = Points.of("points", points);
        Check.neighbours("points", all.size(), k);
        return kozachenkoLeonenko(all, k);
    }

    /**
     * The same as {@link #kozachenkoLeonenko(double[][], int)} for points on a line, where the unit ball has length 2.
     *
     * @param sample N finite numbers, at least 2
     * @param k      which neighbour, from 1 to N-1
     * @return the estimate in nats; {@code -Infinity} if a number occurs k + 1 times
     * @throws IllegalArgumentException if {@code sample} is null or empty, one of its entries is not finite, or {@code k}
     *         is out of range
     */
    public static double kozachenkoLeonenko(double[] sample, int k) {
        Points all = Points.of("sample", sample);
        Check.neighbours("sample", all.size(), k);
        return kozachenkoLeonenko(all, k);
    }

    private static double kozachenkoLeonenko(Points all, int k) {
        int n = all.size();
        int d = all.dimensions();
        int shift = EXPONENT - exponent(all.flat());
        for (int i = 0; i < all.flat().length; i++) {
            all.flat()[i] = Math.scalb(all.flat()[i], shift);
        }
        KdTree tree = KdTree.euclidean(all);
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            distances[i] = Math.scalb(Math.sqrt(tree.neighbourDistance(tree.points(), i * d, k)), -shift);
        }
        // Sorted, so that the order of the points changes nothing, not even by rounding.
        Arrays.sort(distances);
        return Digamma.of(n) - Digamma.of(k) + logUnitBall(d) + d * meanLog(distances);
    }

    /** The exponent of the largest coordinate. */
    private static int exponent(double[] values) {
        double largest = Double.MIN_NORMAL;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return Math.getExponent(largest);
    }

    /** ln V_d, from V_0 = 1, V_1 = 2 and V_d = V_(d-2) 2π/d. */
    static double logUnitBall(int d) {
        double log = d % 2 == 0 ? 0 : Math.log(2);
        for (int i = d; i > 1; i -= 2) {
            log += Math.log(2 * Math.PI / i);
        }
        return log;
    }

    /**
     * The Vasicek estimate, from the spacings of the sorted sample.
     *
     * <p>With x_(1) ≤ ... ≤ x_(n) the sorted sample, it is
     * <pre>    (1 / n) Σ ln( (n / 2m) (x_(i+m) - x_(i-m)) ) ,</pre>
     * where indices below 1 mean x_(1) and indices above n mean x_(n). It converges to the entropy if m grows with n,
     * but more slowly; the square root of n is a common choice. At small n it is too low.
     *
     * <p>Reference: O. Vasicek, "A Test for Normality Based on Sample Entropy", Journal of the Royal Statistical
     * Society B 38, 1976.
     *
     * @param sample n finite numbers in any order, at least 3
     * @param m      the window, at least 1 and less than n/2
     * @return the estimate in nats; {@code -Infinity} if m + 1 of the numbers at an end, or 2m + 1 anywhere, are equal
     * @throws IllegalArgumentException if {@code sample} is null, has less than 3 entries or one that is not finite, or
     *         {@code m} is out of range
     */
    public static double vasicek(double[] sample, int m) {
        Check.finite("sample", sample);
        int n = sample.length;
        if (n < 3) {
            throw new IllegalArgumentException("sample has " + n + " entries: at least 3 are needed");
        }
        if (m < 1 || m > (n - 1) / 2) {
            throw new IllegalArgumentException(
                    "m = " + m + ": a window must be at least 1 and less than half of the " + n + " entries");
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        double[] spacings = new double[n];
        for (int i = 0; i < n; i++) {
            spacings[i] = sorted[Math.min(i + m, n - 1)] - sorted[Math.max(i - m, 0)];
        }
        return Math.log(n / (2.0 * m)) + meanLog(spacings);
    }

    /** The mean of ln x, which is {@code -Infinity} as soon as one x is 0. */
    private static double meanLog(double[] values) {
        Sum sum = new Sum();
        for (double value : values) {
            if (value == 0) {
                return Double.NEGATIVE_INFINITY;
            }
            sum.add(Math.log(value));
        }
        return sum.value() / values.length;
    }
}
