package io.github.entropykit.calibration;

/**
 * A repair of a classifier's probabilities, fitted on validation data and then applied to new predictions.
 *
 * <p>Which one to take depends on the number of examples and on how the model is wrong. Few parameters need few examples and
 * repair only what they can express:
 * <ul>
 *   <li>{@link TemperatureScaling}: one parameter, any number of classes; no decision changes;</li>
 *   <li>{@link PlattScaling}: two, {@link BetaCalibration}: three; two classes;</li>
 *   <li>{@link VectorScaling}: two for each class;</li>
 *   <li>{@link HistogramBinning} and {@link IsotonicCalibration}: a step for each bin, or as many as the data ask for.
 *       Histogram binning can repair any distortion, up to the width of its bins, isotonic calibration any rising one; both
 *       need thousands of examples, and may give probabilities of exactly 0.</li>
 * </ul>
 *
 * <p>Whatever is fitted on the data on which it is judged proves nothing: keep validation and test data apart.
 *
 * <pre>{@code
 * float[] z = {4, 0,   4, 0,   4, 0,   0, 4};
 * Predictions validation = Predictions.ofLogits(z, new int[] {0, 0, 1, 1}, 2);
 * Calibrator calibrator = PlattScaling.fit(validation);
 * calibrator.apply(validation).meanConfidence();    // 0.625, drawn towards 1/2 because four examples say little
 * }</pre>
 */
public interface Calibrator {
    /**
     * The repaired predictions.
     *
     * @param p predictions of the kind that the calibrator was fitted on
     * @return new predictions about the same examples
     * @throws IllegalArgumentException if {@code p} is null, has another number of classes than the calibrator was fitted on,
     *         or has no logits where it needs them
     */
    Predictions apply(Predictions p);
}
