package io.github.entropykit.calibration;

import java.util.Locale;

/**
 * Scores of more predictions than fit into memory, one by one, or in parts that are combined afterwards.
 *
 * <p>It keeps a few numbers for each bin and none for each example. Accumulators of parts of the data, filled in different
 * threads or on different machines, {@link #combine} to that of all: in which order does not matter beyond rounding, because
 * sums carry their rounding errors with them. The results are those of {@link LogLoss}, {@link BrierScore} and
 * {@link ReliabilityDiagram} on all predictions at once; give the {@link #diagram} to {@link CalibrationError} for the
 * top-label errors.
 *
 * <p>Unlike all else in this package it changes, and is not to be shared between threads.
 *
 * <pre>{@code
 * CalibrationAccumulator a = CalibrationAccumulator.of(2, 4);
 * a.accept(new double[] {0.9, 0.1}, 0);
 * a.accept(new double[] {0.8, 0.2}, 1);
 * CalibrationAccumulator b = CalibrationAccumulator.of(2, 4);
 * b.accept(new double[] {0.3, 0.7}, 1);
 * b.accept(new double[] {0.45, 0.55}, 1);
 * a.combine(b);
 * a.size();    // 4
 * a.accuracy();    // 0.75
 * a.brierScore();    // 0.47125
 * CalibrationError.expected(a.diagram());    // 0.3625
 * }</pre>
 */
public final class CalibrationAccumulator {
    private final int classes;
    private final Binning binning;
    private final long[] count;
    private final long[] correct;
    private final Total[] confidence;
    private final Total surprise = new Total();
    private final Total squares = new Total();
    /** How often something happened that had probability 0; the sum of the other surprises stays finite. */
    private long impossible;

    private CalibrationAccumulator(int classes, int bins) {
        this.classes = classes;
        binning = Binning.equalWidth(bins);
        count = new long[bins];
        correct = new long[bins];
        confidence = new Total[bins];
        for (int j = 0; j < bins; j++) {
            confidence[j] = new Total();
        }
    }

    /**
     * An accumulator without predictions.
     *
     * @param classes K, at least 2
     * @param bins    how many bins of equal width, at least 1
     * @return the accumulator
     * @throws IllegalArgumentException if there are too few classes or bins
     */
    public static CalibrationAccumulator of(int classes, int bins) {
        Check.atLeast("classes", classes, 2);
        Check.atLeast("bins", bins, 1);
        return new CalibrationAccumulator(classes, bins);
    }

    /**
     * Adds a prediction.
     *
     * @param p     K probabilities that sum to 1 within 1e-9·K
     * @param label the true class, from 0 to K-1
     * @throws IllegalArgumentException if {@code p} is not a distribution over K classes or there is no class {@code label}
     */
    public void accept(double[] p, int label) {
        Check.row("p", p, classes);
        Check.index("label", label, classes);
        Rows.requireDistributions(p, classes, Predictions.DOUBLE_TOLERANCE * classes);
        add(p, 0, Rows.argmax(p, classes)[0], label, LogLoss.of(p[label]));
    }

    /**
     * Adds a prediction that a model computed in float.
     *
     * @param p     K probabilities that sum to 1 within 1e-5
     * @param label the true class, from 0 to K-1
     * @throws IllegalArgumentException if {@code p} is not a distribution over K classes or there is no class {@code label}
     */
    public void accept(float[] p, int label) {
        double[] wide = Rows.widen(Check.notNull("p", p));
        Check.row("p", wide, classes);
        Check.index("label", label, classes);
        Rows.requireDistributions(wide, classes, Predictions.FLOAT_TOLERANCE);
        add(wide, 0, Rows.argmax(wide, classes)[0], label, LogLoss.of(wide[label]));
    }

    /**
     * Adds a batch; from logits, if there are any, the log loss is computed without loss of digits.
     *
     * @param p predictions of K classes
     * @throws IllegalArgumentException if {@code p} is null or has another number of classes
     */
    public void accept(Predictions p) {
        Check.classes("p", p, classes);
        for (int i = 0; i < p.size(); i++) {
            add(p.flat(), i * classes, p.choices()[i], p.truth()[i], LogLoss.of(p, i));
        }
    }

    /**
     * Adds all that another accumulator has seen; the other does not change.
     *
     * @param other of as many classes and bins
     * @return this
     * @throws IllegalArgumentException if {@code other} is null, or has another number of classes or bins
     */
    public CalibrationAccumulator combine(CalibrationAccumulator other) {
        if (Check.notNull("other", other).classes != classes || other.count.length != count.length) {
            throw new IllegalArgumentException("other has " + other.classes + " classes and " + other.count.length
                    + " bins, this has " + classes + " and " + count.length + ": only the same can be combined");
        }
        for (int j = 0; j < count.length; j++) {
            count[j] += other.count[j];
            correct[j] += other.correct[j];
            confidence[j].add(other.confidence[j]);
        }
        surprise.add(other.surprise);
        squares.add(other.squares);
        impossible += other.impossible;
        return this;
    }

    /** {@return how many predictions there were} */
    public long size() {
        return sum(count);
    }

    /** {@return the fraction of predictions that were right; NaN if there were none} */
    public double accuracy() {
        return (double) sum(correct) / size();
    }

    /** {@return the mean confidence; NaN if there were no predictions} */
    public double meanConfidence() {
        Total total = new Total();
        for (Total part : confidence) {
            total.add(part);
        }
        return total.value() / size();
    }

    /** {@return the mean surprise at the true class in nats, as {@link LogLoss}; NaN if there were no predictions} */
    public double logLoss() {
        return impossible > 0 ? Double.POSITIVE_INFINITY : surprise.value() / size();
    }

    /** {@return the Brier score, as {@link BrierScore}; NaN if there were no predictions} */
    public double brierScore() {
        return squares.value() / size();
    }

    /**
     * The reliability diagram of all predictions so far, as {@link ReliabilityDiagram#of}.
     *
     * @return a diagram that does not change with this; its bins are all empty if there were no predictions
     */
    public ReliabilityDiagram diagram() {
        double[] sums = new double[count.length];
        for (int j = 0; j < sums.length; j++) {
            sums[j] = confidence[j].value();
        }
        return ReliabilityDiagram.of(binning, count, correct, sums);
    }

    /** {@return one line for people: how many predictions and classes, the accuracy and the mean confidence} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d predictions over %d classes: accuracy %.4f, mean confidence %.4f",
                size(), classes, accuracy(), meanConfidence());
    }

    private void add(double[] flat, int from, int predicted, int label, double loss) {
        double c = flat[from + predicted];
        int j = binning.of(c);
        count[j]++;
        confidence[j].add(c);
        if (predicted == label) {
            correct[j]++;
        }
        squares.add(BrierScore.ofRow(flat, from, classes, label));
        if (loss == Double.POSITIVE_INFINITY) {
            impossible++;
        } else {
            surprise.add(loss);
        }
    }

    private static long sum(long[] parts) {
        long sum = 0;
        for (long part : parts) {
            sum += part;
        }
        return sum;
    }
}
