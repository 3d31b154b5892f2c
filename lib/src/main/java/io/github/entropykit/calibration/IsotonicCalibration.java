package io.github.entropykit.calibration;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Isotonic calibration: the rising curve that fits best, whatever its shape.
 *
 * <p>Of all functions that never fall, it takes the one with the least mean squared difference from the outcomes (1 if the
 * class was true, else 0). Examples of equal probability count together, with the mean of their outcomes. The algorithm
 * "pool adjacent violators" finds it exactly: wherever a higher probability came true less often than a lower one, the two
 * are pooled. What remains are steps, each with the frequency of its examples. Between the examples of two steps the curve
 * is a straight line, outside it goes on level.
 *
 * <p><b>Two classes:</b> the curve is fitted for P(y = 1). On the data of the fit all calibration errors but the debiased
 * one, which is 0 or below, are then 0 up to rounding, in any bins. That says nothing about new data.
 *
 * <p><b>More classes:</b> each class is fitted against all others, and the K results are divided by their sum. Dividing is a
 * compromise: the results did not sum to 1, so afterwards they are neither the best fit of their class nor rising in its
 * probability alone, and decisions may change. If all K results are 0, each class gets 1/K.
 *
 * <p>The lowest step is often exactly 0 and the highest 1; if the impossible then happens the {@link LogLoss} is infinite. Few
 * examples make many small steps that only repeat their noise: below about a thousand, {@link PlattScaling} or
 * {@link BetaCalibration} are usually better.
 *
 * <pre>{@code
 * double[] p = {0.9, 0.1,   0.8, 0.2,   0.7, 0.3,   0.4, 0.6};
 * Predictions validation = Predictions.ofProbabilities(p, new int[] {0, 1, 0, 1}, 2);
 * IsotonicCalibration calibration = IsotonicCalibration.fit(validation);
 * calibration.apply(validation).probabilities(1);    // [0.5, 0.5], because 0.2 came true and 0.3 did not
 * Predictions between = Predictions.ofProbabilities(new double[] {0.55, 0.45}, new int[] {0}, 2);
 * calibration.apply(between).probability(0, 1);    // 0.75, halfway from 0.5 to 1
 * }</pre>
 *
 * <p>References: M. Ayer, H. D. Brunk, G. M. Ewing, W. T. Reid and E. Silverman, "An Empirical Distribution Function for
 * Sampling with Incomplete Information", Annals of Mathematical Statistics 26, 1955; B. Zadrozny and C. Elkan, "Transforming
 * classifier scores into accurate multiclass probability estimates", KDD 2002.
 */
public final class IsotonicCalibration implements Calibrator {
    private final DoubleUnaryOperator[] maps;

    private IsotonicCalibration(DoubleUnaryOperator[] maps) {
        this.maps = maps;
    }

    /**
     * Fits the curve on validation data, one for each class if there are more than two.
     *
     * @param validation predictions on data that was used neither for training nor for testing
     * @return the calibration
     * @throws IllegalArgumentException if {@code validation} is null
     */
    public static IsotonicCalibration fit(Predictions validation) {
        Check.notNull("validation", validation);
        return new IsotonicCalibration(OneVsRest.fit(validation, Curve::fit));
    }

    /**
     * Puts each probability on its curve.
     *
     * @param p predictions
     * @return new predictions, without logits
     * @throws IllegalArgumentException if {@code p} is null or has another number of classes than the fit
     */
    @Override
    public Predictions apply(Predictions p) {
        return OneVsRest.apply(maps, p);
    }

    /** Steps from {@code from[j]} to {@code to[j]} at height {@code level[j]}, rising. */
    private record Curve(double[] from, double[] to, double[] level) implements DoubleUnaryOperator {
        static Curve fit(Scores scores) {
            double[] distinct = Arrays.stream(scores.values()).sorted().distinct().toArray();
            long[] seen = new long[distinct.length];
            long[] hits = new long[distinct.length];
            for (int i = 0; i < scores.size(); i++) {
                int j = Arrays.binarySearch(distinct, scores.values()[i]);
                seen[j]++;
                hits[j] += scores.hits()[i] ? 1 : 0;
            }
            double[] from = distinct.clone();
            double[] to = distinct.clone();
            int steps = 0;
            for (int j = 0; j < distinct.length; j++) {
                from[steps] = distinct[j];
                to[steps] = distinct[j];
                seen[steps] = seen[j];
                hits[steps++] = hits[j];
                // Fractions are compared as whole numbers, so equal ones are seen to be equal.
                while (steps > 1 && hits[steps - 2] * seen[steps - 1] >= hits[steps - 1] * seen[steps - 2]) {
                    steps--;
                    to[steps - 1] = to[steps];
                    seen[steps - 1] += seen[steps];
                    hits[steps - 1] += hits[steps];
                }
            }
            double[] level = new double[steps];
            for (int j = 0; j < steps; j++) {
                level[j] = (double) hits[j] / seen[j];
            }
            return new Curve(Arrays.copyOf(from, steps), Arrays.copyOf(to, steps), level);
        }

        @Override
        public double applyAsDouble(double p) {
            int found = Arrays.binarySearch(to, p);
            int j = found >= 0 ? found : -found - 1;
            if (j == level.length) {
                return level[j - 1];
            }
            if (j == 0 || p >= from[j]) {
                return level[j];
            }
            double way = (p - to[j - 1]) / (from[j] - to[j - 1]);
            return level[j - 1] + way * (level[j] - level[j - 1]);
        }
    }
}
