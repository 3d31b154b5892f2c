package io.github.entropykit.calibration;

import io.github.entropykit.calibration.ReliabilityDiagram.Bin;

/**
 * A reliability diagram in one number: the gap between what a model promises and what it delivers.
 *
 * <p>Three questions have three families of errors, with different names and different values:
 * <ul>
 *   <li><i>top-label</i>, is the model right as often as it is confident: {@link #expected}, {@link #maximum},
 *       {@link #rootMeanSquare}, {@link #debiased} and {@link #adaptive};</li>
 *   <li>is the probability of every class right, predicted or not: {@link #classwise};</li>
 *   <li>for two classes, is P(y = 1) right: {@link #binary}.</li>
 * </ul>
 * Those that take a {@link ReliabilityDiagram} follow the bins of that diagram, whatever they are.
 *
 * <p><b>No calibration error without its noise floor.</b> Even a perfectly calibrated model almost always gets an error
 * above zero, because in a finite sample a bin is hardly ever right exactly as often as expected. How much depends on the
 * number of examples, the bins and the confidences; for 10,000 examples and 15 bins it is 0.012 if the confidences are
 * spread evenly from 0 to 1, and about 0.004 if most are near 1, with a mean of 0.95. {@link #noiseFloor} says what it is
 * in your case; an error at the floor means that no miscalibration can be seen, not that there is none.
 *
 * <pre>{@code
 * double[] p = {0.9, 0.1,   0.8, 0.2,   0.3, 0.7,   0.45, 0.55};
 * Predictions predictions = Predictions.ofProbabilities(p, new int[] {0, 1, 1, 1}, 2);
 * CalibrationError.expected(predictions, 4);    // 0.3625
 * CalibrationError.maximum(predictions, 4);    // 0.375
 * CalibrationError.rootMeanSquare(predictions, 4);    // 0.362715
 * CalibrationError.binary(predictions, 4);    // 0.3625
 * CalibrationError.expected(ReliabilityDiagram.rightClosed(predictions, 4));    // 0.3625
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
     * Between which values an error varies.
     *
     * @param lower its lower end
     * @param upper its upper end
     */
    public record Interval(double lower, double upper) {
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
        return expected(ReliabilityDiagram.of(p, bins));
    }

    /**
     * The mean of |confidence - accuracy| over the bins of a diagram, {@code Σ_j (n_j / N) |conf_j - acc_j|}.
     *
     * @param diagram of any kind
     * @return the error, from 0 to 1
     * @throws IllegalArgumentException if {@code diagram} is null
     */
    public static double expected(ReliabilityDiagram diagram) {
        return mean(diagram, bin -> Math.abs(bin.gap()));
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
        return maximum(ReliabilityDiagram.of(p, bins));
    }

    /**
     * The largest |confidence - accuracy| of all bins of a diagram that are not empty.
     *
     * @param diagram of any kind
     * @return the error, from 0 to 1
     * @throws IllegalArgumentException if {@code diagram} is null
     */
    public static double maximum(ReliabilityDiagram diagram) {
        double largest = 0;
        for (Bin bin : Check.notNull("diagram", diagram).bins()) {
            if (bin.count() > 0) {
                largest = Math.max(largest, Math.abs(bin.gap()));
            }
        }
        return largest;
    }

    /**
     * Root mean square calibration error, {@code sqrt( Σ_j (n_j / N) (conf_j - acc_j)² )}: large gaps weigh more than in
     * {@link #expected}, which it is never below, nor above {@link #maximum}.
     *
     * @param p    the predictions
     * @param bins how many bins of equal width, at least 1
     * @return the error, from 0 to 1
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static double rootMeanSquare(Predictions p, int bins) {
        return rootMeanSquare(ReliabilityDiagram.of(p, bins));
    }

    /**
     * The root mean square of confidence less accuracy over the bins of a diagram.
     *
     * @param diagram of any kind
     * @return the error, from 0 to 1
     * @throws IllegalArgumentException if {@code diagram} is null
     */
    public static double rootMeanSquare(ReliabilityDiagram diagram) {
        return Math.sqrt(mean(diagram, bin -> bin.gap() * bin.gap()));
    }

    /**
     * The mean <i>square</i> calibration error less what chance alone puts into it.
     *
     * <p>The accuracy of a bin scatters around its true value with a variance that can be estimated from the bin itself.
     * Subtracting it gives
     * <pre>    Σ_j (n_j / N) ( (conf_j - acc_j)² - acc_j (1 - acc_j) / (n_j - 1) ) ,</pre>
     * which for a model that answers with one value in each bin is an unbiased estimate of its mean square error if every
     * bin has at least two predictions: about 0 on average if it is calibrated, and then <b>negative somewhat more often
     * than positive</b>. So no root is taken. A bin with a single prediction gives no estimate and counts as 0. If the true
     * probabilities vary within a bin, the estimate is of the binned error, which is at most the true one because opposite
     * gaps cancel, and for given examples it is too low by their variance in the bin divided by n_j - 1.
     *
     * <p>Reference: A. Kumar, P. Liang and T. Ma, "Verified Uncertainty Calibration", NeurIPS 2019, arXiv:1909.10155. They
     * use bins of equal mass: for those give {@link ReliabilityDiagram#equalMass} to {@link #debiased(ReliabilityDiagram)}.
     *
     * @param p    the predictions
     * @param bins how many bins of equal width, at least 1
     * @return the estimate of the squared error, from -1/4 to 1
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static double debiased(Predictions p, int bins) {
        return debiased(ReliabilityDiagram.of(p, bins));
    }

    /**
     * The debiased mean square of confidence less accuracy over the bins of a diagram.
     *
     * @param diagram of any kind
     * @return the estimate of the squared error, which may be negative
     * @throws IllegalArgumentException if {@code diagram} is null
     * @see #debiased(Predictions, int)
     */
    public static double debiased(ReliabilityDiagram diagram) {
        return mean(diagram, bin -> bin.count() < 2 ? 0
                : bin.gap() * bin.gap() - bin.accuracy() * (1 - bin.accuracy()) / (bin.count() - 1));
    }

    /**
     * Expected calibration error in bins of equal mass, see {@link ReliabilityDiagram#equalMass}: without ties all bins hold
     * equally many examples, up to one, and where most predictions are there are most bins. Also called adaptive.
     *
     * <p>It is top-label, like {@link #expected}. (The "adaptive calibration error" of Nixon et al. 2019 also takes the
     * mean over all classes.) Reference for the bins: K. Nguyen and B. O'Connor, "Posterior calibration and exploratory
     * analysis for natural language processing models", EMNLP 2015, arXiv:1508.05154.
     *
     * @param p    the predictions
     * @param bins how many bins at most, at least 1
     * @return the error, from 0 to 1
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static double adaptive(Predictions p, int bins) {
        return expected(ReliabilityDiagram.equalMass(p, bins));
    }

    /**
     * Classwise calibration error: for each class the expected calibration error of its probability, whether it was
     * predicted or not, and of these the mean over the K classes.
     *
     * <p>A different quantity from the top-label error: it asks more, and with many classes it looks smaller, because most
     * probabilities are near 0 and so are their errors. References: M. Kull, M. Perello-Nieto, M. Kängsepp, T. Silva Filho,
     * H. Song and P. Flach, "Beyond temperature scaling", NeurIPS 2019, arXiv:1910.12656; J. Nixon, M. Dusenberry, L.
     * Zhang, G. Jerfel and D. Tran, "Measuring Calibration in Deep Learning", CVPR Workshops 2019, arXiv:1904.01685 (there
     * "static calibration error").
     *
     * @param p    the predictions
     * @param bins how many bins of equal width, at least 1
     * @return the error, from 0 to 2/K: compare it only between models of as many classes
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static double classwise(Predictions p, int bins) {
        Check.notNull("p", p);
        double sum = 0;
        for (int k = 0; k < p.classes(); k++) {
            sum += expected(ReliabilityDiagram.ofClass(p, k, bins));
        }
        return sum / p.classes();
    }

    /**
     * Expected calibration error of P(y = 1), for two classes: bins reach from 0 to 1, not from 1/2 to 1 as those of the
     * confidence do. Over-confidence for the one class and for the other, which share bins in the top-label error, are seen
     * apart.
     *
     * @param p    predictions of two classes
     * @param bins how many bins of equal width, at least 1
     * @return the error, from 0 to 1
     * @throws IllegalArgumentException if {@code p} is null or has more than two classes, or {@code bins} is less than 1
     */
    public static double binary(Predictions p, int bins) {
        Check.twoClasses("p", p);
        return expected(ReliabilityDiagram.ofClass(p, 1, bins));
    }

    /**
     * How much the expected calibration error would vary with another test set of the same size: a percentile bootstrap.
     *
     * <p>N of the N examples are drawn with replacement, again and again, and the interval holds the middle part of the
     * errors. <b>It is about scatter only.</b> The error is biased upwards, and the error of a resample even more. The
     * interval does not undo this: it may lie wholly above the estimate, and for a calibrated model it practically never
     * contains the true value, 0. To ask whether there is any miscalibration, compare with {@link #noiseFloor}.
     *
     * <p>Reference: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", Chapman and Hall 1993, chapter 13.
     *
     * @param p         the predictions
     * @param bins      how many bins of equal width, at least 1
     * @param level     which part of the errors it holds, between 0 and 1, for example 0.95
     * @param resamples how often to draw, at least 2; 1000 is usual
     * @param seed      of the random numbers; the same seed gives the same result on every machine and JDK
     * @return the interval
     * @throws IllegalArgumentException if {@code p} is null, {@code bins} is less than 1, {@code level} is not between 0 and
     *         1 or {@code resamples} is less than 2
     */
    public static Interval interval(Predictions p, int bins, double level, int resamples, long seed) {
        Check.notNull("p", p);
        Check.atLeast("bins", bins, 1);
        Check.inside("level", level);
        Check.atLeast("resamples", resamples, 2);
        return Resampling.bootstrap(p.top(), bins, level, resamples, seed);
    }

    /**
     * The expected calibration error that these predictions would have if they were perfectly calibrated.
     *
     * @param p      the predictions; only their confidences matter
     * @param bins   how many bins of equal width, at least 1
     * @param trials how often to draw, at least 2; 200 give the mean to 1.5 % if 15 bins are filled evenly, to 5 % if
     *               nearly all confidences fall into one: its standard error is the sd that is returned, divided by the
     *               root of the trials
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
        Check.probabilities("confidences", confidences);
        Check.atLeast("bins", bins, 1);
        Check.atLeast("trials", trials, 2);
        return Resampling.noiseFloor(confidences, bins, trials, seed);
    }

    private interface BinError {
        double of(Bin bin);
    }

    private static double mean(ReliabilityDiagram diagram, BinError error) {
        double sum = 0;
        for (Bin bin : Check.notNull("diagram", diagram).bins()) {
            if (bin.count() > 0) {
                sum += bin.count() * error.of(bin);
            }
        }
        return sum / diagram.size();
    }
}
