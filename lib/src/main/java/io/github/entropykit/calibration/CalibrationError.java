package io.github.entropykit.calibration;

import io.github.entropykit.calibration.ReliabilityDiagram.Bin;
import java.util.SplittableRandom;

/**
 * A reliability diagram in one number: the gap between what a model promises and what it delivers.
 *
 * <p>All errors here are <i>top-label</i>: they compare the probability of the predicted class with how often it was
 * right, in the bins of {@link ReliabilityDiagram}.
 *
 * <p><b>No calibration error without its noise floor.</b> Even a perfectly calibrated model gets an error above zero,
 * because a finite bin is never right exactly as often as expected. How much depends on the number of examples, the
 * bins and the confidences; for 10,000 examples and 15 bins it is about 0.01. {@link #noiseFloor} says what it is in
 * your case; an error at the floor means that no miscalibration can be seen, not that there is none.
 *
 * <pre>{@code
 * double[] p = {0.9, 0.1,   0.8, 0.2,   0.3, 0.7,   0.45, 0.55};
 * Predictions predictions = Predictions.ofProbabilities(p, new int[] {0, 1, 1, 1}, 2);
 * CalibrationError.expected(predictions, 4);    // 0.3625
 * CalibrationError.maximum(predictions, 4);    // 0.375
 * CalibrationError.noiseFloor(predictions, 4, 1000, 1).mean();    // 0.25, with so few examples
 * }</pre>
 */
public final class CalibrationError {
    private CalibrationError() {
    }

    /**
     * What a perfectly calibrated model would score on expected calibration error.
     *
     * @param mean its mean over repeated draws of the labels
     * @param sd   the standard deviation over these draws (of one draw, not of the mean)
     */
    public record NoiseFloor(double mean, double sd) {
    }

    /**
     * Expected calibration error (ECE): the mean of |confidence - accuracy| over the bins, each bin weighted with the
     * fraction of predictions in it, {@code Σ_j (n_j / N) |conf_j - acc_j|}.
     *
     * <p>It depends on the number of bins, it is biased upwards (see {@link #noiseFloor}), and a model that always
     * answers with the base rates has none: read it beside a proper score such as {@link LogLoss}.
     *
     * <p>References: M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining Well Calibrated Probabilities Using
     * Bayesian Binning", AAAI 2015; C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On Calibration of Modern Neural
     * Networks", ICML 2017, arXiv:1706.04599.
     *
     * @param p    the predictions
     * @param bins how many bins of equal width, at least 1; 15 and 10 are usual
     * @return the error, from 0 to 1
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static double expected(Predictions p, int bins) {
        ReliabilityDiagram diagram = ReliabilityDiagram.of(p, bins);
        double sum = 0;
        for (Bin bin : diagram.bins()) {
            if (bin.count() > 0) {
                sum += bin.count() * Math.abs(bin.gap());
            }
        }
        return sum / diagram.size();
    }

    /**
     * Maximum calibration error (MCE): the largest |confidence - accuracy| of all bins that are not empty.
     *
     * <p>A bin with one or two predictions in it can decide the value. Reference: Naeini, Cooper and Hauskrecht 2015, as
     * for {@link #expected}.
     *
     * @param p    the predictions
     * @param bins how many bins of equal width, at least 1
     * @return the error, from 0 to 1
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static double maximum(Predictions p, int bins) {
        double largest = 0;
        for (Bin bin : ReliabilityDiagram.of(p, bins).bins()) {
            if (bin.count() > 0) {
                largest = Math.max(largest, Math.abs(bin.gap()));
            }
        }
        return largest;
    }

    /**
     * The expected calibration error that these predictions would have if they were perfectly calibrated.
     *
     * @param p      the predictions; only their confidences matter
     * @param bins   how many bins of equal width, at least 1
     * @param trials how often to draw, at least 2; 200 give the mean to about 2 %
     * @param seed   of the random numbers; the same seed gives the same result on every machine and JDK
     * @return mean and standard deviation over the trials
     * @throws IllegalArgumentException if {@code p} is null, {@code bins} is less than 1 or {@code trials} less than 2
     * @see #noiseFloor(double[], int, int, long)
     */
    public static NoiseFloor noiseFloor(Predictions p, int bins, int trials, long seed) {
        return noiseFloor(Check.notNull("p", p).confidences(), bins, trials, seed);
    }

    /**
     * The expected calibration error of a perfectly calibrated model with these confidences.
     *
     * <p>Perfectly calibrated means: right with probability c whenever the confidence is c. So each trial keeps the
     * confidences, decides by a biased coin for each whether it was right, and computes the error. This is the
     * "consistency resampling" of J. Bröcker and L. A. Smith, "Increasing the Reliability of Reliability Diagrams",
     * Weather and Forecasting 22, 2007, with the confidences held fixed.
     *
     * @param confidences at least one number between 0 and 1 (up to 1e-5 above, as sums of floats may be)
     * @param bins        how many bins of equal width, at least 1
     * @param trials      how often to draw, at least 2
     * @param seed        of the random numbers; the same seed gives the same result on every machine and JDK
     * @return mean and standard deviation over the trials
     * @throws IllegalArgumentException if {@code confidences} is null or empty, one of them is NaN or not a probability,
     *         {@code bins} is less than 1 or {@code trials} less than 2
     */
    public static NoiseFloor noiseFloor(double[] confidences, int bins, int trials, long seed) {
        requireConfidences(confidences);
        Check.atLeast("bins", bins, 1);
        Check.atLeast("trials", trials, 2);
        int[] bin = new int[confidences.length];
        double[] expectedHits = new double[bins];
        for (int i = 0; i < bin.length; i++) {
            bin[i] = ReliabilityDiagram.binOf(confidences[i], bins);
            expectedHits[bin[i]] += confidences[i];
        }
        SplittableRandom random = new SplittableRandom(seed);
        double mean = 0;
        double squares = 0;
        for (int trial = 1; trial <= trials; trial++) {
            double error = drawError(confidences, bin, expectedHits, random);
            // Welford's update: mean and sum of squared deviations without keeping all trials.
            double delta = error - mean;
            mean += delta / trial;
            squares += delta * (error - mean);
        }
        return new NoiseFloor(mean, Math.sqrt(squares / (trials - 1)));
    }

    /** One trial: (n_j / N) |conf_j - acc_j| is |expected hits - hits| / N, so hits per bin are all that is needed. */
    private static double drawError(double[] confidences, int[] bin, double[] expectedHits, SplittableRandom random) {
        int[] hits = new int[expectedHits.length];
        for (int i = 0; i < confidences.length; i++) {
            // 53 random bits as a number in [0, 1), spelled out so that no JDK can do it another way.
            double uniform = (random.nextLong() >>> 11) * 0x1.0p-53;
            if (uniform < confidences[i]) {
                hits[bin[i]]++;
            }
        }
        double sum = 0;
        for (int j = 0; j < hits.length; j++) {
            sum += Math.abs(expectedHits[j] - hits[j]);
        }
        return sum / confidences.length;
    }

    private static void requireConfidences(double[] confidences) {
        if (Check.notNull("confidences", confidences).length == 0) {
            throw new IllegalArgumentException("confidences is empty: at least one is needed");
        }
        for (int i = 0; i < confidences.length; i++) {
            if (!(confidences[i] >= 0 && confidences[i] <= 1 + Predictions.FLOAT_TOLERANCE)) {
                throw new IllegalArgumentException("confidences[" + i + "] = " + confidences[i]
                        + " is not a probability: it must lie between 0 and 1");
            }
        }
    }
}
