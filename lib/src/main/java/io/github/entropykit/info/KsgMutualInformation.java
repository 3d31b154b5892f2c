package io.github.entropykit.info;

/**
 * The mutual information of two continuous quantities, estimated from pairs of observations by nearest neighbours
 * (the estimators of Kraskov, Stögbauer and Grassberger). In nats.
 *
 * <p>The mutual information {@code I(X; Y) = h(X) + h(Y) - h(X, Y)} says how much knowing one quantity tells about the
 * other, whatever the form of their dependence; it is 0 if and only if they are independent. Estimating the three
 * entropies one by one and adding them up would add up their biases. Here all three are estimated at the same distance
 * around each point, so that the biases mostly cancel: for independent quantities nearly completely.
 *
 * <pre>{@code
 * double[] x = {1.0, 2.1, 2.9, 4.2, 5.1, 5.8};
 * double[] y = {1.1, 1.9, 3.2, 3.9, 5.0, 6.1};
 * KsgMutualInformation.ksg1(x, y, 2);    // 0.866667
 * KsgMutualInformation.ksg2(x, y, 2);    // 0.783333
 * }</pre>
 *
 * <p>What to know:
 * <ul>
 *   <li>Distances are measured with the maximum norm, in X, in Y and jointly. Mutual information does not depend on the
 *       units of measurement, but the estimate does a little: give quantities of comparable spread, for instance each
 *       divided by its standard deviation.</li>
 *   <li>An estimate can be negative, since it scatters around a value that may be 0. It is not clipped: that would be a
 *       bias.</li>
 *   <li>The order of the pairs, and which quantity is called x, change nothing, not even the last bit.</li>
 *   <li>A larger k gives less variance and, for dependent quantities, more bias; 3 and 4 are usual.</li>
 *   <li>Continuous quantities have no ties. With ties (rounded data) both estimators are still defined, but they are
 *       biased; the authors advise to add very small noise in that case.</li>
 *   <li>Strong dependence needs many pairs: without ties no estimate exceeds {@code ψ(N) - ψ(k)}, about ln(N/k).</li>
 * </ul>
 *
 * <p>Reference: A. Kraskov, H. Stögbauer and P. Grassberger, "Estimating mutual information", Physical Review E 69,
 * 066138, 2004, equations 8 and 9.
 */
public final class KsgMutualInformation {
    private KsgMutualInformation() {
    }

    /**
     * The first estimator, {@code ψ(k) + ψ(N) - mean(ψ(n_x + 1) + ψ(n_y + 1))}.
     *
     * <p>With ε the distance from a pair to its k-th nearest neighbour, n_x is the number of other observations whose x
     * is strictly nearer than ε, and n_y likewise. It varies less than {@link #ksg2}.
     *
     * @param x N finite numbers
     * @param y the N finite numbers observed with them
     * @param k which neighbour, from 1 to N-1
     * @return the estimate in nats, without ties at most ψ(N) - ψ(k); it may be negative
     * @throws IllegalArgumentException if an array is null or empty, holds anything but finite numbers, the lengths
     *         differ, or {@code k} is out of range
     */
    public static double ksg1(double[] x, double[] y, int k) {
        return estimate(Points.of("x", x), Points.of("y", y), k, false);
    }

    /**
     * The same as {@link #ksg1(double[], double[], int)} for quantities of several coordinates.
     *
     * @param x N points, all of the same number of finite coordinates
     * @param y the N points observed with them, of any number of finite coordinates
     * @param k which neighbour, from 1 to N-1
     * @return the estimate in nats
     * @throws IllegalArgumentException as for {@link #ksg1(double[], double[], int)}, or if rows differ in length
     */
    public static double ksg1(double[][] x, double[][] y, int k) {
        return estimate(Points.of("x", x), Points.of("y", y), k, false);
    }

    /**
     * The second estimator, {@code ψ(k) - 1/k + ψ(N) - mean(ψ(n_x) + ψ(n_y))}.
     *
     * <p>With ε_x the largest distance in x from a pair to one of its k nearest neighbours, n_x is the number of other
     * observations whose x is not farther than ε_x, and n_y likewise. Where the dependence is strong it has less bias
     * than {@link #ksg1}, though still much with few pairs: for Gaussians of correlation 0.999, 100 pairs and k = 4,
     * -0.52 nats of 3.1 where the first has -0.56. (If several neighbours tie for the k-th place, all of them count
     * among the nearest.)
     *
     * @param x N finite numbers
     * @param y the N finite numbers observed with them
     * @param k which neighbour, from 1 to N-1
     * @return the estimate in nats, at most ψ(N) - ψ(k) - 1/k; it may be negative
     * @throws IllegalArgumentException if an array is null or empty, holds anything but finite numbers, the lengths
     *         differ, or {@code k} is out of range
     */
    public static double ksg2(double[] x, double[] y, int k) {
        return estimate(Points.of("x", x), Points.of("y", y), k, true);
    }

    /**
     * The same as {@link #ksg2(double[], double[], int)} for quantities of several coordinates.
     *
     * @param x N points, all of the same number of finite coordinates
     * @param y the N points observed with them, of any number of finite coordinates
     * @param k which neighbour, from 1 to N-1
     * @return the estimate in nats
     * @throws IllegalArgumentException as for {@link #ksg2(double[], double[], int)}, or if rows differ in length
     */
    public static double ksg2(double[][] x, double[][] y, int k) {
        return estimate(Points.of("x", x), Points.of("y", y), k, true);
    }

    private static double estimate(Points x, Points y, int k, boolean second) {
        int n = x.size();
        if (y.size() != n) {
            throw new IllegalArgumentException("x has " + n + " observations and y has " + y.size()
                    + ": each x needs the y that was observed with it");
        }
        Check.neighbours("x", n, k);
        KdTree joint = KdTree.maximum(x.beside(y));
        // How often each argument of ψ occurs. Whole numbers: the order of the pairs cannot matter.
        int[] tally = second ? secondTally(joint, x, y, k) : firstTally(joint, x, y, k);
        Sum sum = new Sum();
        for (int i = 1; i < tally.length; i++) {
            if (tally[i] > 0) {
                sum.add(tally[i] * Digamma.of(i));
            }
        }
        return Digamma.of(k) - (second ? 1.0 / k : 0) + Digamma.of(n) - sum.value() / n;
    }

    private static int[] firstTally(KdTree joint, Points x, Points y, int k) {
        KdTree ofX = KdTree.maximum(x);
        KdTree ofY = KdTree.maximum(y);
        double[] points = joint.points();
        int[] tally = new int[x.size() + 1];
        for (int at = 0; at < points.length; at += x.dimensions() + y.dimensions()) {
            double radius = joint.neighbourDistance(points, at, k);
            // The point itself is counted too, which makes n + 1, unless the radius is 0.
            tally[Math.max(1, ofX.count(points, at, radius, false))]++;
            tally[Math.max(1, ofY.count(points, at + x.dimensions(), radius, false))]++;
        }
        return tally;
    }

    private static int[] secondTally(KdTree joint, Points x, Points y, int k) {
        KdTree ofX = KdTree.maximum(x);
        KdTree ofY = KdTree.maximum(y);
        double[] points = joint.points();
        double[] sides = new double[x.dimensions() + y.dimensions()];
        int[] tally = new int[x.size() + 1];
        for (int at = 0; at < points.length; at += sides.length) {
            joint.box(points, at, joint.neighbourDistance(points, at, k), sides);
            double radiusX = largest(sides, 0, x.dimensions());
            double radiusY = largest(sides, x.dimensions(), sides.length);
            // Less the point itself.
            tally[ofX.count(points, at, radiusX, true) - 1]++;
            tally[ofY.count(points, at + x.dimensions(), radiusY, true) - 1]++;
        }
        return tally;
    }

    private static double largest(double[] values, int from, int to) {
        double largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }
}
