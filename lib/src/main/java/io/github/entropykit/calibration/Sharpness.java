package io.github.entropykit.calibration;

/**
 * How concentrated the predicted distributions are, whatever was true.
 *
 * <p>Sharpness is a property of the predictions alone; the labels play no part. By itself it is no virtue, for anyone can be
 * sure of something wrong: the aim is to be as sharp as possible <i>subject to calibration</i>.
 *
 * <p>{@link #entropy} and {@link #giniImpurity} are small for sharp predictions, and are the proper scores that a
 * calibrated model expects of itself: if labels are drawn from the predicted distributions, {@link LogLoss} is on average
 * {@link #entropy}, and {@link BrierScore} is on average {@link #giniImpurity}. A score far above them is a sign of
 * over-confidence.
 *
 * <pre>{@code
 * double[] p = {1, 0,   0.5, 0.5};
 * Predictions predictions = Predictions.ofProbabilities(p, new int[] {0, 1}, 2);
 * Sharpness.entropy(predictions);    // 0.346574
 * Sharpness.giniImpurity(predictions);    // 0.25
 * Sharpness.variance(predictions);    // 0.125
 * }</pre>
 *
 * <p>Reference: T. Gneiting, F. Balabdaoui and A. E. Raftery, "Probabilistic Forecasts, Calibration and Sharpness", Journal
 * of the Royal Statistical Society B 69, 2007.
 */
public final class Sharpness {
    private Sharpness() {
    }

    /**
     * The mean entropy of the predicted distributions, as {@link Predictions#meanEntropy()}.
     *
     * @param p the predictions
     * @return nats, from 0 (always certain) to ln K (always uniform)
     * @throws IllegalArgumentException if {@code p} is null
     */
    public static double entropy(Predictions p) {
        return Check.notNull("p", p).meanEntropy();
    }

    /**
     * The mean Gini impurity of the predicted distributions, {@code (1/N) Σ_i Σ_k p_i(k) (1 - p_i(k))}: the probability
     * that two draws from a prediction differ.
     *
     * @param p the predictions
     * @return the impurity, from 0 (always certain) to 1 - 1/K (always uniform), without a unit
     * @throws IllegalArgumentException if {@code p} is null
     */
    public static double giniImpurity(Predictions p) {
        Total total = new Total();
        for (double x : Check.notNull("p", p).flat()) {
            // A float probability may be above 1 by its rounding.
            total.add(Math.max(0, x * (1 - x)));
        }
        return total.value() / p.size();
    }

    /**
     * How much the predictions differ from each other: the variance of each class's probability over the examples, summed
     * over the classes, {@code (1/N) Σ_i Σ_k (p_i(k) - mean p(k))²}. Here <b>large</b> is sharp.
     *
     * <p>Always giving the same answer has none, whatever the answer. With the mean prediction m,
     * {@code variance = Σ_k m(k) (1 - m(k)) - giniImpurity}.
     *
     * @param p the predictions
     * @return the variance, from 0 to 1 - 1/K
     * @throws IllegalArgumentException if {@code p} is null
     */
    public static double variance(Predictions p) {
        double[] flat = Check.notNull("p", p).flat();
        double[] mean = new double[p.classes()];
        for (int j = 0; j < flat.length; j++) {
            mean[j % mean.length] += flat[j] / p.size();
        }
        Total total = new Total();
        for (int j = 0; j < flat.length; j++) {
            double deviation = flat[j] - mean[j % mean.length];
            total.add(deviation * deviation);
        }
        return total.value() / p.size();
    }
}
