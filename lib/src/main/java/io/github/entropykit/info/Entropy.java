package io.github.entropykit.info;

/**
 * Shannon entropy and its close relatives, in nats.
 *
 * <p>If an outcome has probability p, seeing it is a surprise of {@code -ln p}: nothing for the certain,
 * much for the rare. The entropy of a distribution is the average surprise,
 * <pre>    H(p) = - Σ p_i ln p_i ,</pre>
 * 0 when one outcome is certain and ln n, its largest value, when all n are equally likely. The
 * cross-entropy H(p, q) is the average surprise of someone who believes q while p is true; it is what a
 * classifier's loss measures, and it exceeds H(p) by exactly
 * the {@link Divergence#kl Kullback-Leibler divergence}.
 *
 * <pre>{@code
 * Entropy.shannon(0.5, 0.5);    // 0.693147
 * Entropy.shannon(Probabilities.uniform(6));    // 1.791759
 * Entropy.binary(0.3);    // 0.610864
 * Entropy.perplexity(0.5, 0.25, 0.25);    // 2.828427
 * Entropy.cross(new double[] {0.5, 0.5}, new double[] {0.9, 0.1});    // 1.203973
 * Entropy.fromLogits(2, 1, 0, -1);    // 0.947537
 * Entropy.renyi(2, 0.5, 0.25, 0.25);    // 0.980829
 * Entropy.tsallis(2, 0.5, 0.25, 0.25);    // 0.625
 * Entropy.conditional(new double[][] {{0.5, 0}, {0.25, 0.25}});    // 0.346574
 * }</pre>
 *
 * <p>In 5,000 random distributions the largest relative error of the Shannon entropy against 55-digit arithmetic was
 * 3.6e-16 (4.2e-16 on the Vector API). In 1,600 random distributions and orders from 1e-9 to 25, many of them as near to 1
 * as 1 ± 1e-12, the largest relative error of the Rényi and Tsallis entropies against 55-digit arithmetic was 4.6e-16; that
 * of the conditional entropy, down to 1e-35 nats, 2.3e-16. Order 1 is {@link #shannon} itself.
 *
 * <p>Reference: C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27,
 * 1948.
 */
public final class Entropy {
    private Entropy() {
    }

    /**
     * The Shannon entropy, {@code H(p) = - Σ p_i ln p_i} with 0 ln 0 = 0.
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
     * network, say 1e-300 nats, is not lost. What is left is the rounding of the gaps m - z_i, which the exponential
     * magnifies: in 7,500 random vectors the largest relative error against 55-digit arithmetic was 2e-15 with gaps up to
     * 15, and 6e-14 with gaps up to 700.
     *
     * @param z n logits; {@code -Infinity} is an impossible outcome
     * @return the entropy in nats, from 0 to ln n
     * @throws IllegalArgumentException if {@code z} is null or empty, holds NaN or {@code +Infinity}, or nothing
     *         but {@code -Infinity}
     */
    public static double fromLogits(double... z) {
        int top = Check.logits("z", z);
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

    /**
     * The Rényi entropy, {@code ln(Σ p_i^order) / (1 - order)}: one family from the size of the support to the most likely
     * outcome.
     *
     * <p>Order 0 is {@link #hartley}, order 1 {@link #shannon}, order 2 the collision entropy {@code -ln Σ p_i²}, order
     * {@code +Infinity} {@link #min}. It never rises with the order. Near order 1 the formula divides 0 by 0; here
     * it is computed from {@link #tsallis}, of which no term is negative, as
     * {@code ln(1 + (1 - order) S) / (1 - order)}, and keeps its digits.
     *
     * <p>Reference: A. Rényi, "On measures of entropy and information", Proceedings of the Fourth Berkeley Symposium on
     * Mathematical Statistics and Probability, volume 1, 1961.
     *
     * @param order the order, from 0 to {@code +Infinity}; at 0, 1 and {@code +Infinity} the value is the limit
     * @param p     a distribution over n outcomes
     * @return the entropy in nats, from 0 (one outcome is certain) to ln n (all are equally likely)
     * @throws IllegalArgumentException if {@code order} is NaN or negative or {@code p} is not a distribution
     */
    public static double renyi(double order, double... p) {
        Check.order(order);
        if (order == 1) {
            return shannon(p);
        }
        if (order == 0) {
            return hartley(p);
        }
        // It lies between the min-entropy and order / (order - 1) times that.
        if (order > 1e300) {
            return min(p);
        }
        double excess = (1 - order) * tsallis(order, p);
        if (excess > -0.5) {
            return notNegative(Math.log1p(excess) / (1 - order));
        }
        // Far from 1 the sum itself is precise. Only a high order can make it underflow, so there it is scaled.
        double scale = order < 2 ? 1 : max(p);
        Sum sum = new Sum();
        for (double x : p) {
            sum.add(Math.pow(x / scale, order));
        }
        return notNegative((order * Math.log(scale) + Math.log(sum.value())) / (1 - order));
    }

    /**
     * The Tsallis entropy, {@code (1 - Σ p_i^order) / (order - 1)}: like {@link #renyi} a function of Σ p_i^order, but
     * without the logarithm, and therefore not additive.
     *
     * <p>For independent p and r, {@code S(p × r) = S(p) + S(r) + (1 - order) S(p) S(r)}. Order 0 is the number of
     * possible outcomes less 1, order 1 {@link #shannon}, order 2 Gini's impurity {@code 1 - Σ p_i²}. It
     * is computed as {@code Σ p_i (1 - p_i^(order-1)) / (order - 1)}, where no term is negative.
     *
     * <p>Reference: C. Tsallis, "Possible generalization of Boltzmann-Gibbs statistics", Journal of Statistical Physics
     * 52, 1988.
     *
     * @param order the order, from 0 to {@code +Infinity}; at 1 and {@code +Infinity} the value is the limit
     * @param p     a distribution over n outcomes
     * @return the entropy, in nats if the order is 1, else without a unit: from 0 to {@code (1 - n^(1-order)) / (order - 1)}
     *         (ln n for order 1); 0 for the order {@code +Infinity}
     * @throws IllegalArgumentException if {@code order} is NaN or negative or {@code p} is not a distribution
     */
    public static double tsallis(double order, double... p) {
        Check.order(order);
        Probabilities.require("p", p);
        if (order == Double.POSITIVE_INFINITY) {
            return 0;
        }
        Sum sum = new Sum();
        for (double x : p) {
            if (x > 0) {
                sum.add(tsallisTerm(order, x));
            }
        }
        return notNegative(sum.value());
    }

    private static double tsallisTerm(double order, double x) {
        double power = order - 1;
        if (Math.abs(power * Math.log(x)) < 1) {
            return -x * PowerTerm.deformedLog(power, x, Math.log(x));
        }
        // Not x (1 - x^(order-1)): for a tiny x and an order below 1 the power may overflow.
        return (x - Math.pow(x, order)) / power;
    }

    /**
     * Min-entropy, {@code -ln max p_i}: the surprise of the most likely outcome, the least of all.
     *
     * <p>It is the Rényi entropy of order {@code +Infinity}, and tells how well the best single guess does:
     * it is right with probability {@code exp(-H)}.
     *
     * @param p a distribution over n outcomes
     * @return the entropy in nats, from 0 (one outcome is certain) to ln n (all are equally likely)
     * @throws IllegalArgumentException if {@code p} is not a distribution, see {@link Probabilities#require}
     */
    public static double min(double... p) {
        Probabilities.require("p", p);
        return notNegative(-Math.log(max(p)));
    }

    /**
     * The Hartley entropy, {@code ln k} for k possible outcomes, those with p_i > 0; how likely they are does not matter.
     *
     * <p>It is the Rényi entropy of order 0. Reference: R. V. L. Hartley, "Transmission of Information", Bell System
     * Technical Journal 7, 1928.
     *
     * @param p a distribution over n outcomes
     * @return the entropy in nats, from 0 (one outcome is possible) to ln n (all are)
     * @throws IllegalArgumentException if {@code p} is not a distribution, see {@link Probabilities#require}
     */
    public static double hartley(double... p) {
        Probabilities.require("p", p);
        int possible = 0;
        for (double x : p) {
            if (x > 0) {
                possible++;
            }
        }
        return Math.log(possible);
    }

    /**
     * The entropy of two variables together, {@code H(X, Y) = - ΣΣ p(x,y) ln p(x,y)}.
     *
     * @param joint {@code joint[i][j] = P(X = i, Y = j)}, rectangular; all entries together sum to 1
     * @return the entropy in nats, from 0 to the logarithm of the number of entries
     * @throws IllegalArgumentException if {@code joint} is null, empty, not rectangular or not a distribution
     */
    public static double joint(double[][] joint) {
        return shannon(Check.joint("joint", joint));
    }

    /**
     * The entropy that is left in Y once X is known, {@code H(Y|X) = - ΣΣ p(x,y) ln(p(x,y) / p(x))}: of the columns, given
     * the row.
     *
     * <p>By the chain rule it is {@code H(X, Y) - H(X)}, but where X nearly determines Y that is a difference of two
     * almost equal numbers. Here it is the sum over all entries, none of which is negative.
     *
     * @param joint {@code joint[i][j] = P(X = i, Y = j)}, rectangular; all entries together sum to 1
     * @return the entropy in nats, from 0 (X determines Y) to H(Y) (they are independent)
     * @throws IllegalArgumentException if {@code joint} is null, empty, not rectangular or not a distribution
     */
    public static double conditional(double[][] joint) {
        Check.joint("joint", joint);
        Sum sum = new Sum();
        for (double[] row : joint) {
            int top = 0;
            Sum total = new Sum();
            for (int j = 0; j < row.length; j++) {
                total.add(row[j]);
                top = row[j] > row[top] ? j : top;
            }
            Sum others = new Sum();
            for (int j = 0; j < row.length; j++) {
                if (j != top && row[j] > 0) {
                    others.add(row[j]);
                    sum.add(row[j] * PowerTerm.logRatio(total.value(), row[j]));
                }
            }
            if (others.value() > 0) {
                // ln(total / largest), by way of the others: precise also if there is little of them.
                sum.add(row[top] * Math.log1p(others.value() / row[top]));
            }
        }
        return sum.value();
    }

    private static double max(double[] p) {
        double max = 0;
        for (double x : p) {
            max = Math.max(max, x);
        }
        return max;
    }

    /** A p that sums to 1 + 1e-12 passes the check, and could push an entropy of 0 below it. */
    private static double notNegative(double entropy) {
        return Math.max(0, entropy);
    }
}
