package io.github.entropykit.calibration;

import io.github.entropykit.info.Entropy;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a classifier said about N examples, and what was true: the starting point of every score in this package.
 *
 * <p>For each example there is a probability for each of K classes and one true label from 0 to K-1. Where the model
 * gave logits, they are kept: losses are then computed in the log domain, and a temperature can be fitted.
 *
 * <pre>{@code
 * float[] logits = {2, 0, 0,   0, 1, 3};
 * int[] labels = {0, 1};
 * Predictions p = Predictions.ofLogits(logits, labels, 3);
 * p.size();    // 2
 * p.predicted(1);    // 2
 * p.isCorrect(1);    // false
 * p.accuracy();    // 0.5
 * p.probabilities(0);    // [0.786986, 0.106507, 0.106507]
 * p.meanConfidence();    // 0.81539
 * }</pre>
 *
 * <p>The predicted class is the one with the largest logit or probability, the lowest index winning a tie; its
 * probability is the <i>confidence</i>. Immutable: arrays are copied on the way in and on the way out.
 */
public final class Predictions {
    /** How far the sum of a row may be from 1, per class, for double and in all for float probabilities. */
    static final double DOUBLE_TOLERANCE = 1e-9;
    static final double FLOAT_TOLERANCE = 1e-5;

    private final int classes;
    private final int[] labels;
    /** Null if the model gave probabilities. */
    private final Logits logits;
    private final double[] probabilities;
    private final int[] predicted;
    /** The confidences, and where the predicted class is the true one. */
    private final Scores top;

    private Predictions(Logits logits, double[] probabilities, int[] predicted, int[] labels, int classes) {
        this.logits = logits;
        this.probabilities = probabilities;
        this.predicted = predicted;
        this.labels = labels;
        this.classes = classes;
        top = Scores.top(probabilities, predicted, labels, classes);
    }

    /**
     * Predictions from logits, the scores before a softmax.
     *
     * @param logits  N x K, row by row; {@code -Infinity} marks an impossible class
     * @param labels  the N true classes, each from 0 to K-1
     * @param classes K, at least 2
     * @return the predictions, with {@link #hasLogits()}
     * @throws IllegalArgumentException if an array is null or empty, the sizes do not fit, a label is out of range, a
     *         logit is NaN or {@code +Infinity}, or a row holds nothing but {@code -Infinity}
     */
    public static Predictions ofLogits(float[] logits, int[] labels, int classes) {
        Rows.requireShape("logits", logits == null ? -1 : logits.length, labels, classes);
        Logits.require(logits, classes);
        return scaled(new Logits(Rows.widen(logits), classes), labels.clone(), classes);
    }

    /**
     * Predictions from probabilities that a model computed in float.
     *
     * @param p       N x K, row by row, each row summing to 1 within 1e-5
     * @param labels  the N true classes, each from 0 to K-1
     * @param classes K, at least 2
     * @return the predictions, without logits
     * @throws IllegalArgumentException if an array is null or empty, the sizes do not fit, a label is out of range, or
     *         a row is not a distribution
     */
    public static Predictions ofProbabilities(float[] p, int[] labels, int classes) {
        return ofRounded(p == null ? null : Rows.widen(p), labels, classes);
    }

    /** From probabilities that are right to about six digits, as floats and printed tables are. Keeps the array p. */
    static Predictions ofRounded(double[] p, int[] labels, int classes) {
        Rows.requireShape("p", p == null ? -1 : p.length, labels, classes);
        Rows.requireDistributions(p, classes, FLOAT_TOLERANCE);
        return unscaled(p, labels.clone(), classes);
    }

    /**
     * Predictions from probabilities in double.
     *
     * @param p       N x K, row by row, each row summing to 1 within 1e-9·K
     * @param labels  the N true classes, each from 0 to K-1
     * @param classes K, at least 2
     * @return the predictions, without logits
     * @throws IllegalArgumentException if an array is null or empty, the sizes do not fit, a label is out of range, or
     *         a row is not a distribution
     */
    public static Predictions ofProbabilities(double[] p, int[] labels, int classes) {
        Rows.requireShape("p", p == null ? -1 : p.length, labels, classes);
        Rows.requireDistributions(p, classes, DOUBLE_TOLERANCE * classes);
        return unscaled(p.clone(), labels.clone(), classes);
    }

    /**
     * An ensemble's prediction: the arithmetic mean of its members' probabilities.
     *
     * @param members predictions of at least one model about the same examples, in the same order
     * @return the averaged predictions, without logits
     * @throws IllegalArgumentException if {@code members} is null or empty or holds null, or if sizes, classes or
     *         labels differ
     */
    public static Predictions average(List<Predictions> members) {
        Check.sameExamples("members", members);
        Predictions first = members.get(0);
        double[] mean = new double[first.probabilities.length];
        for (Predictions member : members) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += member.probabilities[j];
            }
        }
        for (int j = 0; j < mean.length; j++) {
            mean[j] /= members.size();
        }
        return first.withProbabilities(mean);
    }

    /** {@return the number of examples, N} */
    public int size() {
        return labels.length;
    }

    /** {@return the number of classes, K} */
    public int classes() {
        return classes;
    }

    /**
     * The true class of an example.
     *
     * @param i from 0 to N-1
     * @return its label, from 0 to K-1
     * @throws IllegalArgumentException if there is no example {@code i}
     */
    public int label(int i) {
        Check.index("i", i, size());
        return labels[i];
    }

    /** {@return all true classes, a copy} */
    public int[] labels() {
        return labels.clone();
    }

    /** {@return whether the model gave logits, which temperature scaling needs} */
    public boolean hasLogits() {
        return logits != null;
    }

    /**
     * The logits of an example, after any scaling that was applied, rounded to float.
     *
     * @param i from 0 to N-1
     * @return its K logits, a copy
     * @throws IllegalStateException    if these predictions were made from probabilities
     * @throws IllegalArgumentException if there is no example {@code i}
     */
    public float[] logits(int i) {
        if (!hasLogits()) {
            throw new IllegalStateException("these predictions have no logits: they were made from probabilities");
        }
        Check.index("i", i, size());
        return logits.row(i);
    }

    /**
     * The probability that the model gave to one class.
     *
     * @param i the example, from 0 to N-1
     * @param k the class, from 0 to K-1
     * @return the probability
     * @throws IllegalArgumentException if there is no example {@code i} or no class {@code k}
     */
    public double probability(int i, int k) {
        Check.index("i", i, size());
        Check.index("k", k, classes);
        return probabilities[i * classes + k];
    }

    /**
     * The probabilities of all classes for one example.
     *
     * @param i from 0 to N-1
     * @return its K probabilities, a copy
     * @throws IllegalArgumentException if there is no example {@code i}
     */
    public double[] probabilities(int i) {
        Check.index("i", i, size());
        return Arrays.copyOfRange(probabilities, i * classes, (i + 1) * classes);
    }

    /**
     * The class that the model would choose.
     *
     * @param i from 0 to N-1
     * @return the class with the largest logit or probability, the lowest one of several
     * @throws IllegalArgumentException if there is no example {@code i}
     */
    public int predicted(int i) {
        Check.index("i", i, size());
        return predicted[i];
    }

    /**
     * The probability of the predicted class.
     *
     * @param i from 0 to N-1
     * @return the confidence, from 1/K to 1, up to the tolerance of the rows
     * @throws IllegalArgumentException if there is no example {@code i}
     */
    public double confidence(int i) {
        Check.index("i", i, size());
        return top.values()[i];
    }

    /** {@return the confidence of each example, a copy} */
    public double[] confidences() {
        return top.values().clone();
    }

    /**
     * Whether the predicted class is the true one.
     *
     * @param i from 0 to N-1
     * @return true if the model was right
     * @throws IllegalArgumentException if there is no example {@code i}
     */
    public boolean isCorrect(int i) {
        Check.index("i", i, size());
        return top.hits()[i];
    }

    /** {@return the fraction of examples that were predicted correctly} */
    public double accuracy() {
        int correct = 0;
        for (int i = 0; i < size(); i++) {
            if (isCorrect(i)) {
                correct++;
            }
        }
        return (double) correct / size();
    }

    /** {@return the mean confidence; above the accuracy if the model is over-confident} */
    public double meanConfidence() {
        double sum = 0;
        for (double confidence : top.values()) {
            sum += confidence;
        }
        return sum / size();
    }

    /** {@return the mean entropy of the predicted distributions in nats, from 0 to ln K} */
    public double meanEntropy() {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += hasLogits() ? Entropy.fromLogits(logits.shifted(i))
                    : Rows.entropy(probabilities, i * classes, (i + 1) * classes);
        }
        return sum / size();
    }

    /**
     * A contiguous part of the examples.
     *
     * @param from the first example
     * @param to   one past the last example
     * @return predictions of size {@code to - from}
     * @throws IllegalArgumentException unless {@code 0 <= from < to <= N}
     */
    public Predictions slice(int from, int to) {
        if (from < 0 || to > size() || from >= to) {
            throw new IllegalArgumentException("from = " + from + ", to = " + to
                    + " is not a part of the examples: 0 <= from < to <= " + size() + " is needed");
        }
        return new Predictions(hasLogits() ? logits.slice(from, to) : null,
                Arrays.copyOfRange(probabilities, from * classes, to * classes),
                Arrays.copyOfRange(predicted, from, to), Arrays.copyOfRange(labels, from, to), classes);
    }

    /** {@return one line for people: how many examples and classes, the accuracy and the mean confidence} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d predictions over %d classes: accuracy %.4f, mean confidence %.4f",
                size(), classes, accuracy(), meanConfidence());
    }

    /** The same predictions with all logits divided by t: softer for t > 1, sharper for t < 1. */
    Predictions atTemperature(double t) {
        return scaled(logits.atTemperature(t), labels, classes);
    }

    /** The same examples with other logits, N x K, which are kept as they are, not copied. */
    Predictions withLogits(double[] changed) {
        return scaled(new Logits(changed, classes), labels, classes);
    }

    /** The same examples with other probabilities and without logits; the array is not copied. */
    Predictions withProbabilities(double[] changed) {
        return unscaled(changed, labels, classes);
    }

    /** Logit k of example i, after any scaling, in double. */
    double logit(int i, int k) {
        return logits.at(i, k);
    }

    /** The logits of example i, after any scaling, less their largest. */
    double[] shiftedLogits(int i) {
        return logits.shifted(i);
    }

    // The arrays themselves, for loops that cannot afford a check at every access. Only to be read.

    /** All probabilities, N x K. */
    double[] flat() {
        return probabilities;
    }

    int[] truth() {
        return labels;
    }

    int[] choices() {
        return predicted;
    }

    Scores top() {
        return top;
    }

    private static Predictions scaled(Logits logits, int[] labels, int classes) {
        return new Predictions(logits, logits.softmax(), logits.top(), labels, classes);
    }

    private static Predictions unscaled(double[] probabilities, int[] labels, int classes) {
        return new Predictions(null, probabilities, Rows.argmax(probabilities, classes), labels, classes);
    }
}
