package io.github.entropykit.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Accuracy against confidence, bin by bin: of the cases in which a model was 80 % sure, was it right in 80 %?
 *
 * <p>The confidences (probability of the predicted class) are sorted into K bins of equal width. Bin j holds those with
 * {@code j/K <= c < (j+1)/K}; the last one also holds 1. For each bin the diagram gives how many there are, their mean
 * confidence and the fraction that was right. A calibrated model lies on the diagonal, up to sampling noise; an
 * over-confident one below it.
 *
 * <pre>{@code
 * double[] p = {0.9, 0.1,   0.8, 0.2,   0.3, 0.7,   0.45, 0.55};
 * Predictions predictions = Predictions.ofProbabilities(p, new int[] {0, 1, 1, 1}, 2);
 * ReliabilityDiagram diagram = ReliabilityDiagram.of(predictions, 4);
 * diagram.bins().get(3).count();    // 2
 * diagram.bins().get(3).confidence();    // 0.85
 * diagram.bins().get(3).accuracy();    // 0.5
 * diagram.bins().get(0).count();    // 0
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
     * @param lower      the least confidence in this bin, j/K
     * @param upper      its upper edge, (j+1)/K, which belongs to the next bin (to this one if it is the last)
     * @param count      how many predictions fell into it
     * @param confidence their mean confidence; NaN if there are none
     * @param accuracy   the fraction of them that was right; NaN if there are none
     */
    public record Bin(double lower, double upper, int count, double confidence, double accuracy) {
        /** {@return confidence less accuracy: positive where the model is over-confident; NaN if the bin is empty} */
        public double gap() {
            return confidence - accuracy;
        }
    }

    private final List<Bin> bins;
    private final int size;

    private ReliabilityDiagram(List<Bin> bins, int size) {
        this.bins = List.copyOf(bins);
        this.size = size;
    }

    /**
     * Sorts predictions into bins of equal width.
     *
     * @param p    the predictions
     * @param bins how many bins, at least 1; 15 and 10 are usual
     * @return the diagram
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static ReliabilityDiagram of(Predictions p, int bins) {
        Check.notNull("p", p);
        Check.atLeast("bins", bins, 1);
        int[] count = new int[bins];
        int[] correct = new int[bins];
        double[] confidence = new double[bins];
        for (int i = 0; i < p.size(); i++) {
            double c = p.confidence(i);
            int j = binOf(c, bins);
            count[j]++;
            confidence[j] += c;
            if (p.isCorrect(i)) {
                correct[j]++;
            }
        }
        List<Bin> list = new ArrayList<>(bins);
        for (int j = 0; j < bins; j++) {
            // 0.0 / 0 is NaN: the mean of nothing.
            list.add(new Bin((double) j / bins, (double) (j + 1) / bins, count[j], confidence[j] / count[j],
                    (double) correct[j] / count[j]));
        }
        return new ReliabilityDiagram(list, p.size());
    }

    /** {@return all bins from low to high confidence, empty ones included; the list cannot be changed} */
    public List<Bin> bins() {
        return bins;
    }

    /** {@return how many predictions the diagram shows} */
    public int size() {
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

    /**
     * The bin of a confidence: the j with {@code j/bins <= c < (j+1)/bins}, where the edges are the doubles that
     * {@code (double) j / bins} gives; the last bin is closed.
     *
     * <p>The product c·bins alone is not enough: it is rounded, and 0.58 · 50 gives 28.999999999999996 although
     * 0.58 is the edge 29/50 itself. So the product is a first guess, and the edges decide.
     */
    static int binOf(double c, int bins) {
        int j = Math.min((int) (c * bins), bins - 1);
        while (j + 1 < bins && c >= (double) (j + 1) / bins) {
            j++;
        }
        while (j > 0 && c < (double) j / bins) {
            j--;
        }
        return j;
    }
}
