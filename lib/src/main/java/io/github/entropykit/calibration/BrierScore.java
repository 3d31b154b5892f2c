package io.github.entropykit.calibration;

/**
 * Brier score: the mean squared distance between the predicted distribution and the one-hot truth.
 *
 * <p>A proper score like {@link LogLoss}, but bounded: a single confident mistake costs at most 2. This is Brier's
 * original form, which sums over all classes. For two classes many programs report the square for one class alone,
 * which is half of it. {@link BrierDecomposition} says how much of it is miscalibration.
 *
 * <pre>{@code
 * double[] p = {1, 0, 0,   0.5, 0.25, 0.25};
 * BrierScore.of(Predictions.ofProbabilities(p, new int[] {0, 0}, 3));    // 0.1875
 * }</pre>
 *
 * <p>Reference: G. W. Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78,
 * 1950.
 */
public final class BrierScore {
    private BrierScore() {
    }

    /**
     * The Brier score, {@code (1/N) Σ_i Σ_k (p_i(k) - [k = label_i])²}.
     *
     * @param p the predictions
     * @return the score, from 0 (certain and right) to 2 (certain and wrong, always)
     * @throws IllegalArgumentException if {@code p} is null
     */
    public static double of(Predictions p) {
        int[] truth = Check.notNull("p", p).truth();
        Total total = new Total();
        for (int i = 0; i < truth.length; i++) {
            total.add(ofRow(p.flat(), i * p.classes(), p.classes(), truth[i]));
        }
        return total.value() / truth.length;
    }

    /** The squared distance of the row that begins at an index of a flat array. */
    static double ofRow(double[] flat, int from, int classes, int label) {
        double sum = 0;
        int at = from + label;
        for (int j = from; j < at; j++) {
            sum += flat[j] * flat[j];
        }
        for (int j = at + 1; j < from + classes; j++) {
            sum += flat[j] * flat[j];
        }
        return sum + (1 - flat[at]) * (1 - flat[at]);
    }
}
