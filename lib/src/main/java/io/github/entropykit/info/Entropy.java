package io.github.entropykit.info;

/**
 * Shannon's entropy and its close relatives, in nats.
 *
 * <p>If an outcome has probability p, seeing it is a surprise of {@code -ln p}: nothing for the certain,
 * much for the rare. The entropy of a distribution is the average surprise,
 * <pre>    H(p) = - Σ p_i ln p_i ,</pre>
 * 0 when one outcome is certain and ln n, its largest value, when all n are equally likely. The
 * cross-entropy H(p, q) is the average surprise of someone who believes q while p is true; it is what a
 * classifier's loss measures, and it exceeds H(p) by exactly
 * {@link Divergence#kl Kullback and Leibler's divergence}.
 *
 * <pre>{@code
 * Entropy.shannon(0.5, 0.5);    // 0.693147
 * Entropy.shannon(Probabilities.uniform(6));    // 1.791759
 * Entropy.binary(0.3);    // 0.610864
 * Entropy.perplexity(0.5, 0.25, 0.25);    // 2.828427
 * Entropy.cross(new double[] {0.5, 0.5}, new double[] {0.9, 0.1});    // 1.203973
 * Entropy.fromLogits(2, 1, 0, -1);    // 0.947537
 * }</pre>
 *
 * <p>Reference: C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27,
 * 1948.
 */
public final class Entropy {
    private Entropy() {
    }

    /**
     * Shannon's entropy, {@code H(p) = - Σ p_i ln p_i} with 0 ln 0 = 0.
     *
     * @param p a distribution over n outcomes
     * @return the entropy in nats, from 0 (one outcome is certain) to ln n (all are equally likely)
     * @throws IllegalArgumentException if {@code p} is not a distribution, see {@link Probabilities#require}
     */
    public static double shannon(double... p) {
        Check.notEmpty("p", p);
        double entropy = Kernels.BEST.entropy(p);
        if (Double.isNaN(entropy)) {
            throw Probabilities.refusal("p", p);
        }
        return notNegative(entropy);
    }

    /**
     * The entropy of a coin that shows heads with probability p:
     * {@code - p ln p - (1-p) ln(1-p)}.
     *
     * @param p the probability of one of the two outcomes, between 0 and 1
     * @return the entropy in nats, from 0 (p is 0 or 1) to ln 2 (p is 1/2)
     * @throws IllegalArgumentException if {@code p} is NaN, negative or above 1
     */
    public static double binary(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("p = " + p + " is not a probability: it must lie between 0 and 1");
        }
        if (p == 0 || p == 1) {
            return 0;
        }
        // log1p(-p) keeps the digits of a small p, which 1 - p would round away.
        return -p * Math.log(p) - (1 - p) * Math.log1p(-p);
    }

    /**
     * Perplexity, {@code exp(H(p))}: the number of equally likely outcomes that would be just as uncertain.
     *
     * @param p a distribution over n outcomes
     * @return the perplexity, from 1 to n, without a unit
     * @throws IllegalArgumentException if {@code p} is not a distribution, see {@link Probabilities#require}
     */
    public static double perplexity(double... p) {
        return Math.exp(shannon(p));
    }

    /**
     * Cross-entropy, {@code H(p, q) = - Σ p_i ln q_i}: the average surprise of a model q in a world p.
     *
     * <p>It is never below {@code H(p)} (Gibbs' inequality) and {@code H(p, q) = H(p) + KL(p||q)}.
     *
     * @param p the true distribution over n outcomes
     * @param q the model's distribution over the same outcomes
     * @return the cross-entropy in nats; {@code +Infinity} if an outcome that occurs (p_i > 0) is impossible
     *         for the model (q_i = 0)
     * @throws IllegalArgumentException if either is not a distribution or their lengths differ
     */
    public static double cross(double[] p, double[] q) {
        Check.lengths(p, q);
        double entropy = Kernels.BEST.cross(p, q);
        if (Double.isNaN(entropy)) {
            throw Check.refusal(p, q);
        }
        return notNegative(entropy);
    }

    /**
     * The entropy of {@code softmax(z)}, straight from the logits.
     *
     * <p>With m the largest logit and S = Σ exp(z_i - m), substituting the softmax in - Σ p ln p gives
     * <pre>    H = ln S + Σ p_i (m - z_i) ,</pre>
     * a sum of terms none of which is negative. Nothing can cancel, so even the entropy of a very confident
     * network, say 1e-300 nats, has all its digits.
     *
     * @param z n logits; {@code -Infinity} is an impossible outcome
     * @return the entropy in nats, from 0 to ln n
     * @throws IllegalArgumentException if {@code z} is null or empty, holds NaN or {@code +Infinity}, or nothing
     *         but {@code -Infinity}
     */
    public static double fromLogits(double... z) {
        int top = Softmax.possible(z);
        Sum others = new Sum();
        Sum gaps = new Sum();
        for (int i = 0; i < z.length; i++) {
            double gap = z[top] - z[i];
            double weight = Math.exp(-gap);
            if (i != top && weight > 0) {
                others.add(weight);
                gaps.add(weight * gap);
            }
        }
        return Math.log1p(others.value()) + gaps.value() / (1 + others.value());
    }

    /**
     * The same as {@link #fromLogits(double...)} for a model's floats, computed in double.
     *
     * @param z n logits; {@code -Infinity} is an impossible outcome
     * @return the entropy in nats, from 0 to ln n
     * @throws IllegalArgumentException as for {@link #fromLogits(double...)}
     */
    public static double fromLogits(float... z) {
        return fromLogits(Softmax.widen(z));
    }

    /** A p that sums to 1 + 1e-12 passes the check, and could push an entropy of 0 below it. */
    private static double notNegative(double entropy) {
        return Math.max(0, entropy);
    }
}
