package io.github.entropykit.info;

/**
 * Entropy, divergence and mutual information of Gaussian (normal) distributions in closed form. In nats.
 *
 * <p>Of all densities with a given covariance matrix the Gaussian has the largest differential entropy: to assume a
 * Gaussian is to assume nothing beyond mean and covariance. Its quantities are also the ones known exactly, against
 * which an estimator such as {@link DifferentialEntropy} or {@link KsgMutualInformation} can be tried.
 *
 * <p>Independent coordinates are given by their <i>standard deviations</i>, dependent ones by their <i>covariance
 * matrix</i>, which has the squares of the standard deviations on its diagonal.
 *
 * <pre>{@code
 * Gaussian.entropy(1);    // 1.418939
 * Gaussian.entropy(1, 2);    // 3.531024
 * Gaussian.entropy(new double[][] {{1, 0.6}, {0.6, 1}});    // 2.614734
 * Gaussian.kl(0, 1, 1, 2);    // 0.443147
 * Gaussian.mutualInformation(0.9);    // 0.830366
 * }</pre>
 *
 * <p>Reference: T. M. Cover and J. A. Thomas, Elements of Information Theory, 2nd edition, 2006, theorems 8.4.1 and
 * 8.6.5 and example 8.5.1.
 */
public final class Gaussian {
    /** The entropy of the standard normal distribution, ln(2πe) / 2. */
    private static final double STANDARD = (1 + Math.log(2 * Math.PI)) / 2;
    /** Below this divergence two Gaussians are compared by the difference of their covariances. */
    private static final double NEAR = 0.05;

    private Gaussian() {
    }

    /**
     * The differential entropy of one Gaussian coordinate, {@code ln(2πe σ²) / 2}, or the sum of those of d independent
     * ones.
     *
     * @param sd the standard deviation σ of each coordinate, positive and finite
     * @return the entropy in nats; negative if the standard deviations are small
     * @throws IllegalArgumentException if {@code sd} is null or empty, or an entry is not positive and finite
     */
    public static double entropy(double... sd) {
        requireDeviations("sd", sd);
        double sum = 0;
        for (double s : sd) {
            sum += Math.log(s);
        }
        return sum + sd.length * STANDARD;
    }

    /**
     * The differential entropy of a Gaussian in d dimensions, {@code (d ln(2πe) + ln det Σ) / 2}.
     *
     * @param covariance the d x d covariance matrix Σ: symmetric and positive definite
     * @return the entropy in nats
     * @throws IllegalArgumentException if {@code covariance} is null, empty, not square, not symmetric (within 1e-9
     *         times the product of the two standard deviations), or not positive definite; the message has
     *         the row, the column and the value
     */
    public static double entropy(double[][] covariance) {
        double[][] root = Covariance.cholesky("covariance", covariance);
        double sum = 0;
        for (int i = 0; i < root.length; i++) {
            sum += Math.log(root[i][i]);
        }
        return sum + root.length * STANDARD;
    }

    /**
     * The Kullback-Leibler divergence between two Gaussians on a line,
     * {@code KL(P||Q) = ln(σ_q/σ_p) + (σ_p² + (μ_p - μ_q)²) / (2σ_q²) - 1/2}.
     *
     * <p>It is computed as a sum of parts that are never negative, so that small divergences keep their digits: with
     * r = σ_p/σ_q it is {@code (r - 1 - ln r) + (r - 1)²/2 + ((μ_p - μ_q)/σ_q)²/2}.
     *
     * @param meanP the mean of P, finite and at most 2^1023 in size
     * @param sdP   the standard deviation of P, positive and finite
     * @param meanQ the mean of Q, likewise
     * @param sdQ   the standard deviation of Q, likewise
     * @return the divergence in nats, 0 if P and Q are equal
     * @throws IllegalArgumentException if a mean is not finite or too large, or a standard deviation not positive and finite
     */
    public static double kl(double meanP, double sdP, double meanQ, double sdQ) {
        requireFinite("meanP", meanP);
        requireDeviation("sdP", sdP);
        requireFinite("meanQ", meanQ);
        requireDeviation("sdQ", sdQ);
        return scaleTerm(sdP, sdQ) + halfSquare((meanP - meanQ) / sdQ);
    }

    /**
     * The Kullback-Leibler divergence between two Gaussians with independent coordinates: the sum of the divergences of
     * the coordinates.
     *
     * @param meanP the d means of P, finite and at most 2^1023 in size
     * @param sdP   the d standard deviations of P, positive and finite
     * @param meanQ the d means of Q, likewise
     * @param sdQ   the d standard deviations of Q, positive and finite
     * @return the divergence in nats, 0 if P and Q are equal
     * @throws IllegalArgumentException if an array is null or empty, an entry is not as said, or the lengths differ
     */
    public static double kl(double[] meanP, double[] sdP, double[] meanQ, double[] sdQ) {
        requireFinite("meanP", meanP);
        requireDeviations("sdP", sdP);
        requireFinite("meanQ", meanQ);
        requireDeviations("sdQ", sdQ);
        requireSize("sdP", sdP.length, meanP.length);
        requireSize("meanQ", meanQ.length, meanP.length);
        requireSize("sdQ", sdQ.length, meanP.length);
        Sum sum = new Sum();
        for (int i = 0; i < meanP.length; i++) {
            sum.add(scaleTerm(sdP[i], sdQ[i]));
            sum.add(halfSquare((meanP[i] - meanQ[i]) / sdQ[i]));
        }
        return sum.value();
    }

    /**
     * The Kullback-Leibler divergence between two Gaussians in d dimensions,
     * {@code (tr(Σ_q⁻¹Σ_p) - d - ln det(Σ_q⁻¹Σ_p) + δᵀΣ_q⁻¹δ) / 2} with {@code δ = μ_p - μ_q}.
     *
     * @param meanP       the d means of P, finite and at most 2^1023 in size
     * @param covarianceP the d x d covariance matrix of P: symmetric and positive definite
     * @param meanQ       the d means of Q, likewise
     * @param covarianceQ the d x d covariance matrix of Q: symmetric and positive definite
     * @return the divergence in nats, 0 if P and Q are equal
     * @throws IllegalArgumentException if an array is null or empty, a mean is not as said, the sizes differ, or a matrix
     *         is not a covariance matrix, as for {@link #entropy(double[][])}
     */
    public static double kl(double[] meanP, double[][] covarianceP, double[] meanQ, double[][] covarianceQ) {
        requireFinite("meanP", meanP);
        requireFinite("meanQ", meanQ);
        double[][] rootP = Covariance.cholesky("covarianceP", covarianceP);
        double[][] rootQ = Covariance.cholesky("covarianceQ", covarianceQ);
        requireSize("covarianceP", rootP.length, meanP.length);
        requireSize("meanQ", meanQ.length, meanP.length);
        requireSize("covarianceQ", rootQ.length, meanP.length);
        double shape = shape(rootP, rootQ);
        if (shape < NEAR) {
            shape = shapeOfNear(covarianceP, covarianceQ, rootQ);
        }
        double[][] shift = new double[meanP.length][1];
        for (int i = 0; i < shift.length; i++) {
            shift[i][0] = meanP[i] - meanQ[i];
        }
        Sum sum = new Sum();
        for (double[] row : Covariance.solve(rootQ, shift)) {
            sum.add(halfSquare(row[0]));
        }
        return shape + sum.value();
    }

    /**
     * The mutual information of two jointly Gaussian quantities, {@code -ln(1 - ρ²) / 2}.
     *
     * <p>It depends on nothing but their correlation ρ. (For quantities that are not jointly Gaussian, correlation 0
     * does not mean mutual information 0.)
     *
     * @param rho the correlation, from -1 to 1
     * @return the mutual information in nats, 0 if ρ is 0; {@code +Infinity} if it is -1 or 1
     * @throws IllegalArgumentException if {@code rho} is NaN or not between -1 and 1
     */
    public static double mutualInformation(double rho) {
        if (!(rho >= -1 && rho <= 1)) {
            throw new IllegalArgumentException("rho = " + rho + " is not a correlation: it must lie between -1 and 1");
        }
        double size = Math.abs(rho);
        // Near 1 the square would be rounded where it matters; 1 - ρ is exact there.
        return (size < 0.5 ? Math.log1p(-rho * rho) : Math.log((1 - size) * (1 + size))) / -2;
    }

    /** What different standard deviations cost: r - 1 - ln r + (r - 1)²/2 = (r² - 1 - ln r²)/2 with r = p/q. */
    private static double scaleTerm(double p, double q) {
        return PowerTerm.excess(0, p / q, PowerTerm.logRatio(p, q)) + halfSquare((p - q) / q);
    }

    private static double halfSquare(double x) {
        return x * x / 2;
    }

    /**
     * (tr M - d - ln det M)/2 for M = Σ_q⁻¹Σ_p. With T = L_q⁻¹L_p, also triangular, tr M is the sum of the squares of
     * T, and ln det M that of the logarithms of the squares on its diagonal: again nothing is negative.
     */
    private static double shape(double[][] rootP, double[][] rootQ) {
        double[][] t = Covariance.solve(rootQ, rootP);
        Sum sum = new Sum();
        for (int i = 0; i < t.length; i++) {
            sum.add(scaleTerm(rootP[i][i], rootQ[i][i]));
            for (int j = 0; j < i; j++) {
                sum.add(halfSquare(t[i][j]));
            }
        }
        return sum.value();
    }

    /**
     * The same from the difference of the covariances, which is exact where they are close.
     *
     * <p>E = L_q⁻¹ (Σ_p - Σ_q) L_q⁻ᵀ is small, and I + E = G Gᵀ. With g_i² = 1 + c_i on the diagonal of G, tr E - ln
     * det(I + E) is the sum of c_i - ln(1 + c_i) and of the squares of G below its diagonal. The c_i come from E and
     * never meet the 1.
     */
    private static double shapeOfNear(double[][] covarianceP, double[][] covarianceQ, double[][] rootQ) {
        int d = rootQ.length;
        double[][] difference = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                difference[i][j] = covarianceP[i][j] - covarianceQ[i][j];
                difference[j][i] = difference[i][j];
            }
        }
        double[][] e = Covariance.solve(rootQ, Covariance.transpose(Covariance.solve(rootQ, difference)));
        double[][] g = new double[d][d];
        Sum sum = new Sum();
        for (int i = 0; i < d; i++) {
            double c = e[i][i];
            for (int j = 0; j < i; j++) {
                double rest = e[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= g[i][k] * g[j][k];
                }
                g[i][j] = rest / g[j][j];
                c -= g[i][j] * g[i][j];
                sum.add(halfSquare(g[i][j]));
            }
            g[i][i] = Math.sqrt(1 + c);
            sum.add(excessOverLog(c) / 2);
        }
        return sum.value();
    }

    /** x - ln(1 + x) for x above -1, with all digits: for small x by the series of ln(1 + x) in x / (2 + x). */
    private static double excessOverLog(double x) {
        if (Math.abs(x) >= 0.2) {
            return x - Math.log1p(x);
        }
        double r = x / (2 + x);
        double s = r * r;
        double series = 1.0 / 17;
        for (int k = 15; k >= 3; k -= 2) {
            series = series * s + 1.0 / k;
        }
        return r * (x - 2 * s * series);
    }

    static void requireFinite(String name, double[] values) {
        Check.notEmpty(name, values);
        for (int i = 0; i < values.length; i++) {
            requireFinite(name + "[" + i + "]", values[i]);
        }
    }

    private static void requireDeviations(String name, double[] values) {
        Check.notEmpty(name, values);
        for (int i = 0; i < values.length; i++) {
            requireDeviation(name + "[" + i + "]", values[i]);
        }
    }

    private static void requireFinite(String name, double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE / 2)) {
            throw new IllegalArgumentException(name + " = " + value + " must be finite, and at most 2^1023 in size");
        }
    }

    private static void requireDeviation(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " = " + value + " must be positive and finite");
        }
    }

    static void requireSize(String name, int size, int expected) {
        if (size != expected) {
            throw new IllegalArgumentException(name + " has " + size + " entries where " + expected + " are needed");
        }
    }
}
