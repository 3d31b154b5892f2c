package io.github.entropykit.info;

/**
 * From the scores of a network (its <i>logits</i>) to probabilities, without overflow.
 *
 * <p>The softmax of n logits z is
 * <pre>    p_i = exp(z_i) / Σ_j exp(z_j)</pre>
 * and its logarithm is {@code z_i - logSumExp(z)}. Written like that both fail early: exp(710) is
 * already infinite. But adding a constant to all logits changes nothing, so everything here first
 * subtracts the largest one: the largest exponential is then exactly 1 and the others at most 1.
 * Probabilities that are too small for a double become 0, which is their right limit.
 *
 * <p>A logit may be {@code -Infinity}: that outcome is impossible (a masked class). NaN and {@code +Infinity} are
 * refused, and, but in {@link #logSumExp(double...)}, arrays without a finite logit: usually the network has diverged or
 * everything was masked.
 *
 * <pre>{@code
 * Softmax.of(new double[] {2, 1, 0, -1});    // [0.6439, 0.2369, 0.0871, 0.0321]
 * Softmax.of(new double[] {2, 1, 0, -1}, 5);    // [0.3292, 0.2695, 0.2207, 0.1807]
 * Softmax.log(new double[] {1000, 0});    // [0.0, -1000.0]
 * Softmax.logSumExp(1000, 1000);    // 1000.6931
 * }</pre>
 *
 * <p>Reference: P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp and
 * softmax functions", IMA Journal of Numerical Analysis 41, 2021. In physics this is the Gibbs
 * distribution at temperature T with energies -z.
 */
public final class Softmax {
    private Softmax() {
    }

    /**
     * The logarithm of a sum of exponentials, {@code ln Σ exp(z_i)}: a smooth maximum of z.
     *
     * @param z at least one number; {@code -Infinity} counts for nothing
     * @return the log-sum-exp, between max z and max z + ln n; {@code -Infinity} if every entry is
     * @throws IllegalArgumentException if {@code z} is null or empty or holds NaN or {@code +Infinity}
     */
    public static double logSumExp(double... z) {
        int top = Check.largest("z", z);
        if (z[top] == Double.NEGATIVE_INFINITY) {
            return z[top];
        }
        return z[top] + Math.log1p(sumOfOthers(z, top));
    }

    /**
     * The same as {@link #logSumExp(double...)} for a model's floats, computed in double.
     *
     * @param z at least one number; {@code -Infinity} counts for nothing
     * @return the log-sum-exp
     * @throws IllegalArgumentException if {@code z} is null or empty or holds NaN or {@code +Infinity}
     */
    public static double logSumExp(float... z) {
        return logSumExp(widen(z));
    }

    /**
     * The softmax of logits.
     *
     * @param z n logits
     * @return a new array of n probabilities
     * @throws IllegalArgumentException if {@code z} is null or empty, holds NaN or {@code +Infinity}, or
     *         nothing but {@code -Infinity}
     */
    public static double[] of(double[] z) {
        return of(z, 1);
    }

    /**
     * The softmax of logits at a temperature: {@code softmax(z / T)}.
     *
     * <p>T above 1 flattens the distribution towards the uniform one, T below 1 sharpens it towards its
     * largest entry; the order of the probabilities never changes. With H the entropy in nats,
     * dH/dT = Var_p(z) / T³, which is never negative.
     *
     * @param z           n logits
     * @param temperature T, positive and finite
     * @return a new array of n probabilities
     * @throws IllegalArgumentException if the temperature is not positive and finite, and as for {@link #of(double[])}
     */
    public static double[] of(double[] z, double temperature) {
        int top = Check.logits("z", z);
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("temperature = " + temperature + " must be positive and finite");
        }
        double[] p = new double[z.length];
        double sum = Kernels.BEST.exponentials(z, z[top], temperature, p);
        for (int i = 0; i < z.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /**
     * The same as {@link #of(double[])} for a model's floats, computed in double.
     *
     * @param z n logits
     * @return a new array of n probabilities
     * @throws IllegalArgumentException as for {@link #of(double[])}
     */
    public static double[] of(float[] z) {
        return of(widen(z), 1);
    }

    /**
     * The same as {@link #of(double[], double)} for a model's floats, computed in double.
     *
     * @param z           n logits
     * @param temperature T, positive and finite
     * @return a new array of n probabilities
     * @throws IllegalArgumentException as for {@link #of(double[], double)}
     */
    public static double[] of(float[] z, double temperature) {
        return of(widen(z), temperature);
    }

    /**
     * The logarithms of the softmax probabilities, {@code z_i - logSumExp(z)}.
     *
     * <p>Use it instead of {@code Math.log(softmax)}: it stays finite where the probability is too small
     * for a double, and keeps all digits where the probability is close to 1.
     *
     * @param z n logits
     * @return a new array of n logarithms in nats, each at most 0; {@code -Infinity} where the logit is
     * @throws IllegalArgumentException as for {@link #of(double[])}
     */
    public static double[] log(double[] z) {
        int top = Check.logits("z", z);
        double logOfSum = Math.log1p(sumOfOthers(z, top));
        double[] logs = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            logs[i] = (z[i] - z[top]) - logOfSum;
        }
        return logs;
    }

    /**
     * The same as {@link #log(double[])} for a model's floats, computed in double.
     *
     * @param z n logits
     * @return a new array of n logarithms in nats
     * @throws IllegalArgumentException as for {@link #of(double[])}
     */
    public static double[] log(float[] z) {
        return log(widen(z));
    }

    /** Σ exp(z_i - z_top) over all i but the top itself, whose 1 is left to log1p to keep the digits. */
    private static double sumOfOthers(double[] z, int top) {
        return Kernels.BEST.sumOfExponentials(z, 0, top, z[top])
                + Kernels.BEST.sumOfExponentials(z, top + 1, z.length, z[top]);
    }

    static double[] widen(float[] z) {
        Check.notEmpty("z", z);
        double[] wide = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            wide[i] = z[i];
        }
        return wide;
    }
}
