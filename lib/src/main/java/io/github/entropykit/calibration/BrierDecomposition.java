package io.github.entropykit.calibration;

/**
 * What the Brier score is made of: miscalibration, the skill to tell cases apart, and how hard the task is.
 *
 * <p>The probabilities of each class are sorted into bins of equal width, as in {@link ReliabilityDiagram#ofClass}. With
 * n_j forecasts in bin j, their mean f_j, the fraction o_j of them in which the class was true, and its fraction o among all
 * N, the Brier score is
 * <pre>    reliability - resolution + uncertainty + within-bin variance - within-bin covariance ,
 *
 *    reliability  =  (1/N) Σ_j n_j (f_j - o_j)²     0 if the bins are calibrated
 *    resolution   =  (1/N) Σ_j n_j (o_j - o)²       large if the bins differ in what happens
 *    uncertainty  =  o (1 - o)                      the score of someone who always says o</pre>
 * summed over the classes. The three are Murphy's, for forecasts that take one value in each bin. If forecasts vary within
 * a bin, his three do not add up to the score: what is missing are the last two, which for each bin are the variance of its
 * forecasts and twice their covariance with the outcome.
 *
 * <pre>{@code
 * double[] p = {0.9, 0.1,   0.8, 0.2,   0.3, 0.7,   0.45, 0.55};
 * Predictions predictions = Predictions.ofProbabilities(p, new int[] {0, 1, 1, 1}, 2);
 * BrierDecomposition parts = BrierDecomposition.of(predictions, 4);
 * parts.reliability();    // 0.263125
 * parts.resolution();    // 0.125
 * parts.uncertainty();    // 0.375
 * parts.score();    // 0.47125
 * BrierScore.of(predictions);    // 0.47125
 * }</pre>
 *
 * <p>Reliability and resolution of a finite sample are both too large on average, by what chance puts into each o_j: compare
 * {@link CalibrationError#noiseFloor}. References: A. H. Murphy, "A New Vector Partition of the Probability Score", Journal
 * of Applied Meteorology 12, 1973 (who groups forecasts that agree in all classes; here each class has its own bins); D. B.
 * Stephenson, C. A. S. Coelho and I. T. Jolliffe, "Two Extra Components in the Brier Score Decomposition", Weather and
 * Forecasting 23, 2008.
 *
 * @param reliability         the squared calibration error of the classes, summed; at least 0, and 0 is best
 * @param resolution          how far the bins' outcomes are from the base rate; from 0 to the uncertainty, which is best
 * @param uncertainty         the score of the base rates, 1 - Σ o²; a property of the labels alone
 * @param withinBinVariance   of the forecasts; at least 0
 * @param withinBinCovariance twice the covariance of forecast and outcome; positive if forecasts are skilful within bins
 */
public record BrierDecomposition(double reliability, double resolution, double uncertainty, double withinBinVariance,
                                 double withinBinCovariance) {
    /**
     * Splits the Brier score.
     *
     * @param p    the predictions
     * @param bins how many bins of equal width for each class, at least 1
     * @return the parts, each summed over the classes
     * @throws IllegalArgumentException if {@code p} is null or {@code bins} is less than 1
     */
    public static BrierDecomposition of(Predictions p, int bins) {
        Check.notNull("p", p);
        Check.atLeast("bins", bins, 1);
        Binning binning = Binning.equalWidth(bins);
        Total[] parts = {new Total(), new Total(), new Total(), new Total(), new Total()};
        for (int k = 0; k < p.classes(); k++) {
            add(Scores.of(p, k), binning, parts);
        }
        int n = p.size();
        return new BrierDecomposition(parts[0].value() / n, parts[1].value() / n, parts[2].value() / n,
                parts[3].value() / n, parts[4].value() / n);
    }

    /** {@return the sum of the parts with their signs, which is the Brier score up to rounding} */
    public double score() {
        return reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance;
    }

    /** One class; all parts times N. */
    private static void add(Scores scores, Binning binning, Total[] parts) {
        ReliabilityDiagram diagram = ReliabilityDiagram.of(scores, binning);
        long hits = 0;
        for (boolean hit : scores.hits()) {
            hits += hit ? 1 : 0;
        }
        double base = (double) hits / scores.size();
        for (ReliabilityDiagram.Bin bin : diagram.bins()) {
            if (bin.count() > 0) {
                parts[0].add(bin.count() * bin.gap() * bin.gap());
                parts[1].add(bin.count() * (bin.accuracy() - base) * (bin.accuracy() - base));
            }
        }
        parts[2].add(hits * (1 - base));
        // From deviations, not from sums of squares, which would lose the digits of a small variance.
        for (int i = 0; i < scores.size(); i++) {
            ReliabilityDiagram.Bin bin = diagram.bins().get(binning.of(scores.values()[i]));
            double deviation = scores.values()[i] - bin.confidence();
            parts[3].add(deviation * deviation);
            parts[4].add(2 * deviation * ((scores.hits()[i] ? 1 : 0) - bin.accuracy()));
        }
    }
}
