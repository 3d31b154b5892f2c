package io.github.entropykit.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Accuracy against confidence, bin by bin: of the cases in which a model was 80 % sure, was it right in 80 %?
 *
 * <p>The confidences (probability of the predicted class) are sorted into B bins of equal width. Bin j holds those with
 * {@code j/B <= c < (j+1)/B}; the last one also holds 1. For each bin the diagram gives how many there are, their mean
 * confidence and the fraction that was right. A calibrated model lies on the diagonal, up to sampling noise; an
 * over-confident one below it.
 *
 * <p>There are three variants: {@link #rightClosed} puts a confidence that lies on an edge into the bin below, as some
 * programs do; {@link #equalMass} makes bins with equally many examples; {@link #ofClass} looks at the probability of one
 * class instead of the predicted one. {@link CalibrationError} turns any of them into one number.
 *
 * <pre>{@code
 * double[] p = {0.9, 0.1,   0.8, 0.2,   0.3, 0.7,   0.45, 0.55};
 * Predictions predictions = Predictions.ofProbabilities(p, new int[] {0, 1, 1, 1}, 2);
 * ReliabilityDiagram diagram = ReliabilityDiagram.of(predictions, 4);
 * diagram.bins().get(3).count();    // 2
 * diagram.bins().get(3).confidence();    // 0.85
 * diagram.bins().get(3).accuracy();    // 0.5
 * diagram.bins().get(0).count();    // 0
 * ReliabilityDiagram.equalMass(predictions, 2).bins().get(1).lower();    // 0.8
 * ReliabilityDiagram.ofClass(predictions, 1, 4).bins().get(0).count();    // 2
 * }</pre>
 *
 * <p>References: A. H. Murphy and R. L. Winkler, "Reliability of Subjective Probability Forecasts of Precipitation and
 * Temperature", Applied Statistics 26, 1977; A. Niculescu-Mizil and R. Caruana, "Predicting Good Probabilities With
 * Supervised Learning", ICML 2005.
 */
public final class ReliabilityDiagram {
    /**
     * One bar of the diagram.
     *
     * @param lower      its lower edge, j/B; in bins of equal mass the least confidence in it
     * @param upper      its upper edge, (j+1)/B; in bins of equal mass the largest confidence in it. Which of two
     *                   neighbours an edge belongs to depends on the variant
     * @param count      how many predictions fell into it
     * @param confidence their mean confidence (in {@link #ofClass}: their mean probability of the class); NaN if there
     *                   are none
     * @param accuracy   the fraction of them that was right (in {@link #ofClass}: that was of the class); NaN if there
     *                   are none
     */
    public record Bin(double lower, double upper, long count, double confidence, double accuracy) {
        /** {@return confidence less accuracy: positive where the model is over-confident; NaN if the bin is empty} */
        public double gap() {
            return confidence - accuracy;
        }
    }

    private final List<Bin> bins;
    private final long size;

    private ReliabilityDiagram(List<Bin> bins, long size) {
        this.bins = List.copyOf(bins);
        this.size = size;
    }

    /**
     * Sorts predictions into bins of equal width, {@code j/B <= c < (j+1)/B}.
     *
     * @param p    the predictions
     * @param bins how many bins, at least 1; 15 and 10 are usual
     * @return the diagram
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static ReliabilityDiagram of(Predictions p, int bins) {
        Check.notNull("p", p);
        Check.atLeast("bins", bins, 1);
        return of(p.top(), Binning.equalWidth(bins));
    }

    /**
     * The same with the other convention for the edges, {@code j/B < c <= (j+1)/B}, the first bin closed on both sides.
     * It is the one of Guo et al. 2017 (see {@link CalibrationError#expected}); it matters where confidences lie on
     * edges, as those of small decision trees and of rounded tables do.
     *
     * @param p    the predictions
     * @param bins how many bins, at least 1
     * @return the diagram
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static ReliabilityDiagram rightClosed(Predictions p, int bins) {
        Check.notNull("p", p);
        Check.atLeast("bins", bins, 1);
        return of(p.top(), Binning.rightClosed(bins));
    }

    /**
     * Sorts predictions into bins with equally many examples.
     *
     * <p>The confidences are sorted, and the N ranks cut into equal parts. Examples of the same confidence always share a
     * bin, the one in whose part their middle rank lies, so the order of the examples does not matter. Parts that get
     * nothing are left out: with ties, or with fewer examples than bins, there are fewer bins. None is empty.
     *
     * @param p    the predictions
     * @param bins how many bins at most, at least 1
     * @return the diagram; the edges of its bins are the least and the largest confidence in them
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static ReliabilityDiagram equalMass(Predictions p, int bins) {
        Check.notNull("p", p);
        Check.atLeast("bins", bins, 1);
        Scores scores = p.top();
        return of(scores, Binning.equalMass(scores.values(), bins));
    }

    /**
     * The diagram of one class: its probability, whether it was predicted or not, against how often it was true. In bins
     * of equal width, {@code j/B <= P(y = k) < (j+1)/B}.
     *
     * @param p    the predictions
     * @param k    the class
     * @param bins how many bins, at least 1
     * @return the diagram
     * @throws IllegalArgumentException if {@code p} is null, there is no class {@code k} or {@code bins} is less than 1
     */
    public static ReliabilityDiagram ofClass(Predictions p, int k, int bins) {
        Check.notNull("p", p);
        Check.index("k", k, p.classes());
        Check.atLeast("bins", bins, 1);
        return of(Scores.of(p, k), Binning.equalWidth(bins));
    }

    static ReliabilityDiagram of(Scores scores, Binning binning) {
        double[] values = scores.values();
        boolean[] hits = scores.hits();
        // Each bin has four cells that take turns. Most confidences of a good model fall into one bin, and with one cell
        // each addition would wait for the one before it. A cell counts examples in the lower half of a long, hits above.
        long[] tally = new long[4 * binning.bins()];
        double[] sum = new double[tally.length];
        for (int i = 0; i < values.length; i++) {
            int cell = 4 * binning.of(values[i]) + (i & 3);
            tally[cell] += hits[i] ? (1L << 32) + 1 : 1;
            sum[cell] += values[i];
        }
        long[] count = new long[binning.bins()];
        long[] correct = new long[count.length];
        double[] confidence = new double[count.length];
        for (int cell = 0; cell < tally.length; cell++) {
            count[cell / 4] += tally[cell] & 0xffffffffL;
            correct[cell / 4] += tally[cell] >>> 32;
            confidence[cell / 4] += sum[cell];
        }
        return of(binning, count, correct, confidence);
    }

    /** From the number of predictions in each bin, how many of them were right, and the sum of their confidences. */
    static ReliabilityDiagram of(Binning binning, long[] count, long[] correct, double[] confidence) {
        List<Bin> list = new ArrayList<>(count.length);
        long size = 0;
        for (int j = 0; j < count.length; j++) {
            // 0.0 / 0 is NaN: the mean of nothing.
            list.add(new Bin(binning.lower(j), binning.upper(j), count[j], confidence[j] / count[j],
                    (double) correct[j] / count[j]));
            size += count[j];
        }
        return new ReliabilityDiagram(list, size);
    }

    /** {@return all bins from low to high confidence, empty ones included; the list cannot be changed} */
    public List<Bin> bins() {
        return bins;
    }

    /** {@return how many predictions the diagram shows} */
    public long size() {
        return size;
    }

    /** {@return the diagram as a small text table, one line for each bin that is not empty} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("confidence     count    mean  accuracy     gap");
        for (Bin bin : bins) {
            if (bin.count() > 0) {
                text.append(String.format(Locale.ROOT, "%n%.3f-%.3f %7d  %.4f    %.4f %+.4f", bin.lower(), bin.upper(),
                        bin.count(), bin.confidence(), bin.accuracy(), bin.gap()));
            }
        }
        return text.toString();
    }
}
