package io.github.entropykit.calibration;

import java.util.function.DoubleUnaryOperator;

/**
 * Histogram binning: what happened in a bin is what is predicted for it.
 *
 * <p>The probabilities are sorted into bins with equally many validation examples; each bin answers with the fraction of them
 * that came true. Equal probabilities share a bin, as in {@link ReliabilityDiagram#equalMass}; no bin is empty, because with
 * ties or few examples there are fewer. The border between two bins is halfway between the nearest examples.
 *
 * <p><b>Two classes:</b> P(y = 1) is binned. On the data of the fit all calibration errors but the debiased one,
 * which is 0 or below, are then 0 up to rounding, in any bins. That says nothing about new data.
 *
 * <p><b>More classes:</b> each class is binned against all others, and the K results are divided by their sum. Dividing is a
 * compromise: the results of the bins did not sum to 1, so afterwards a class no longer has the frequency of its bin, and
 * decisions may change. If all K results are 0, each class gets 1/K.
 *
 * <p>A bin in which something never happened predicts exactly 0 for it, and if it then happens the {@link LogLoss} is
 * infinite. That is no fault of the score.
 *
 * <pre>{@code
 * double[] p = {0.9, 0.1,   0.8, 0.2,   0.7, 0.3,   0.4, 0.6,   0.3, 0.7,   0.2, 0.8};
 * Predictions validation = Predictions.ofProbabilities(p, new int[] {0, 1, 0, 0, 1, 1}, 2);
 * HistogramBinning binning = HistogramBinning.fit(validation, 2);
 * binning.apply(validation).probabilities(0);    // [0.666667, 0.333333]
 * binning.apply(validation).probabilities(5);    // [0.333333, 0.666667]
 * }</pre>
 *
 * <p>Reference: B. Zadrozny and C. Elkan, "Obtaining calibrated probability estimates from decision trees and naive Bayesian
 * classifiers", ICML 2001.
 */
public final class HistogramBinning implements Calibrator {
    private final DoubleUnaryOperator[] maps;

    private HistogramBinning(DoubleUnaryOperator[] maps) {
        this.maps = maps;
    }

    /**
     * Counts what happened in each bin of validation data.
     *
     * @param validation predictions on data that was used neither for training nor for testing
     * @param bins       how many bins at most, at least 1; 10 or 15 are usual
     * @return the binning
     * @throws IllegalArgumentException if {@code validation} is null or {@code bins} is less than 1
     */
    public static HistogramBinning fit(Predictions validation, int bins) {
        Check.notNull("validation", validation);
        Check.atLeast("bins", bins, 1);
        return new HistogramBinning(OneVsRest.fit(validation, scores -> fit(scores, bins)));
    }

    private static DoubleUnaryOperator fit(Scores scores, int bins) {
        Binning binning = Binning.equalMass(scores.values(), bins);
        ReliabilityDiagram diagram = ReliabilityDiagram.of(scores, binning);
        return p -> diagram.bins().get(binning.of(p)).accuracy();
    }

    /**
     * Looks up each probability's bin.
     *
     * @param p predictions
     * @return new predictions, without logits
     * @throws IllegalArgumentException if {@code p} is null or has another number of classes than the fit
     */
    @Override
    public Predictions apply(Predictions p) {
        return OneVsRest.apply(maps, p);
    }
}
