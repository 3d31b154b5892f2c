package io.github.entropykit.calibration;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Split conformal prediction: sets of classes that hold the true one with a chosen probability, however bad the model is.
 *
 * <p>Each class of an example gets a <i>conformity score</i>, computed from the model's probabilities. The threshold is the
 * largest score that the true class reaches in {@code ⌈(n + 1)(1 - α)⌉} of the n calibration examples (if that is more than
 * n, it is 0, which all reach). The set of a new example holds all classes that reach the threshold. If calibration and new
 * examples are exchangeable (drawn alike), then on average over both
 * <pre>    1 - α  <=  P(the true class is in the set)  <=  1 - α + 1/(n + 1) ,</pre>
 * the right side only if no two scores are equal. A bad model gets large sets, not wrong ones. The promise is about the
 * average: it does not hold for each class or each kind of example by itself, nor for data from elsewhere.
 *
 * <p>Three conformity scores (many papers use nonconformity scores, here 1 minus the conformity score):
 * <ul>
 *   <li>{@link #leastAmbiguous} (LAC): the probability of the class. The sets are small; some may be empty.</li>
 *   <li>{@link #adaptive} (APS): the probability of the class and of all that are ranked behind it, so the first always
 *       gets 1. A set is the shortest list of the most probable classes whose sum goes beyond a bound. It grows with the
 *       uncertainty of the example, so that easy and hard ones are covered more evenly; it is never empty, and if the model
 *       is more often right than asked, more is covered than asked.</li>
 *   <li>{@link #adaptiveRandomised}: the probability of all that are ranked behind it and a random part of the class's own.
 *       As long as the true class has a probability above 0, no two scores are equal (but by an accident of the random
 *       numbers), so the coverage is at most {@code 1/(n + 1)} above what was asked, even for such a model; some sets may be
 *       empty.</li>
 * </ul>
 *
 * <pre>{@code
 * double[] p = {0.9, 0.1,   0.8, 0.2,   0.7, 0.3,   0.4, 0.6};
 * Predictions calibration = Predictions.ofProbabilities(p, new int[] {0, 0, 0, 0}, 2);
 * ConformalSets sets = ConformalSets.leastAmbiguous(calibration, 0.25);
 * sets.threshold();    // 0.4, which 4 of 4 reach: ⌈5 · 0.75⌉ are needed
 * Predictions fresh = Predictions.ofProbabilities(new double[] {0.55, 0.45,   0.95, 0.05}, new int[] {1, 1}, 2);
 * sets.apply(fresh).classes(0);    // [0, 1]
 * sets.apply(fresh).classes(1);    // [0]
 * sets.apply(fresh).coverage();    // 0.5
 * sets.apply(fresh).meanSize();    // 1.5
 * }</pre>
 *
 * <p>References: V. Vovk, A. Gammerman and G. Shafer, "Algorithmic Learning in a Random World", Springer 2005; M. Sadinle, J.
 * Lei and L. Wasserman, "Least Ambiguous Set-Valued Classifiers With Bounded Error Levels", Journal of the American
 * Statistical Association 114, 2019, arXiv:1609.00451; Y. Romano, M. Sesia and E. Candès, "Classification with Valid and
 * Adaptive Coverage", NeurIPS 2020, arXiv:2006.02544.
 */
public final class ConformalSets {
    private enum Score { PROBABILITY, RANK, RANDOMISED_RANK }

    private final Score score;
    private final double threshold;
    private final int classes;

    private ConformalSets(Score score, double threshold, int classes) {
        this.score = score;
        this.threshold = threshold;
        this.classes = classes;
    }

    /**
     * Sets of all classes that are probable enough.
     *
     * @param calibration predictions on data that was used neither for training nor for testing
     * @param alpha       the share of sets that may miss the true class, between 0 and 1; it is taken as the decimal number
     *                    that it prints as, so that 0.1 is a tenth exactly
     * @return the rule that makes sets
     * @throws IllegalArgumentException if {@code calibration} is null or {@code alpha} is not between 0 and 1
     */
    public static ConformalSets leastAmbiguous(Predictions calibration, double alpha) {
        return fit(Score.PROBABILITY, calibration, alpha, 0);
    }

    /**
     * Sets of the most probable classes, as many as the example needs. Equally probable classes are ranked by their index.
     *
     * @param calibration predictions on data that was used neither for training nor for testing
     * @param alpha       the share of sets that may miss the true class, between 0 and 1
     * @return the rule that makes sets; on average at least a part {@code 1 - alpha} of them holds the true class
     * @throws IllegalArgumentException if {@code calibration} is null or {@code alpha} is not between 0 and 1
     */
    public static ConformalSets adaptive(Predictions calibration, double alpha) {
        return fit(Score.RANK, calibration, alpha, 0);
    }

    /**
     * Sets of the most probable classes; whether the last of them is in depends on a random number. They are made by
     * {@link #apply(Predictions, long)}.
     *
     * @param calibration predictions on data that was used neither for training nor for testing
     * @param alpha       the share of sets that may miss the true class, between 0 and 1
     * @param seed        of the random numbers for the calibration examples
     * @return the rule that makes sets
     * @throws IllegalArgumentException if {@code calibration} is null or {@code alpha} is not between 0 and 1
     */
    public static ConformalSets adaptiveRandomised(Predictions calibration, double alpha, long seed) {
        return fit(Score.RANDOMISED_RANK, calibration, alpha, seed);
    }

    /** {@return the conformity score that a class needs to be in a set, from 0 to 1; 0 if all classes always are} */
    public double threshold() {
        return threshold;
    }

    /**
     * The sets of new examples, for rules without random numbers.
     *
     * @param p predictions of the same model; their labels only matter for the coverage
     * @return a set for each example
     * @throws IllegalArgumentException if {@code p} is null or has another number of classes than the calibration data
     * @throws IllegalStateException    if the rule is {@link #adaptiveRandomised}, which needs a seed
     */
    public PredictionSets apply(Predictions p) {
        if (score == Score.RANDOMISED_RANK) {
            throw new IllegalStateException("randomised sets need random numbers for each batch: use apply(p, seed), "
                    + "with another seed each time");
        }
        return apply(p, 0);
    }

    /**
     * The sets of new examples, one random number for each. <b>Give each batch another seed</b>, say its number: with the
     * same one, example i of every batch gets the same random number, and the coverage over the batches is then that of
     * these few numbers and not what was asked.
     *
     * @param p    predictions of the same model; their labels only matter for the coverage
     * @param seed of the random numbers; the same batch and seed always give the same sets. It may be that of the
     *             calibration, which is used in another way. Rules without random numbers ignore it
     * @return a set for each example
     * @throws IllegalArgumentException if {@code p} is null or has another number of classes than the calibration data
     */
    public PredictionSets apply(Predictions p, long seed) {
        Check.classes("p", p, classes);
        // Split off, so that a seed that is used for the calibration too does not give the same numbers again.
        SplittableRandom random = new SplittableRandom(seed).split();
        boolean[] in = new boolean[p.size() * classes];
        for (int i = 0; i < p.size(); i++) {
            double[] scores = scores(score, p.probabilities(i), random);
            for (int k = 0; k < classes; k++) {
                in[i * classes + k] = scores[k] >= threshold;
            }
        }
        return new PredictionSets(in, p.truth(), classes);
    }

    /** {@return the threshold in words} */
    @Override
    public String toString() {
        return "classes with a conformity score of at least " + threshold;
    }

    private static ConformalSets fit(Score score, Predictions calibration, double alpha, long seed) {
        Check.notNull("calibration", calibration);
        Check.inside("alpha", alpha);
        int n = calibration.size();
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[n];
        for (int i = 0; i < n; i++) {
            scores[i] = scores(score, calibration.probabilities(i), random)[calibration.label(i)];
        }
        Arrays.sort(scores);
        // In decimals: in doubles (n + 1)(1 - alpha) may be a little above a whole number, and be rounded up to the next.
        int needed = BigDecimal.ONE.subtract(BigDecimal.valueOf(alpha)).multiply(BigDecimal.valueOf(n + 1L))
                .setScale(0, RoundingMode.CEILING).intValueExact();
        return new ConformalSets(score, needed > n ? 0 : scores[n - needed], calibration.classes());
    }

    /** The scores of all classes of an example, each at least 0. */
    private static double[] scores(Score score, double[] p, SplittableRandom random) {
        if (score == Score.PROBABILITY) {
            return p;
        }
        double part = score == Score.RANK ? 1 : Resampling.uniform(random);
        double[] scores = new double[p.length];
        double behind = 0;
        // From the least probable up, so that small probabilities are not lost in the sum.
        for (int k : byProbability(p)) {
            scores[k] = behind + part * p[k];
            behind += p[k];
        }
        // By now the sum of the row, 1 but for rounding; without the division the first class might get less than 1.
        for (int k = 0; k < p.length; k++) {
            scores[k] /= behind;
        }
        return scores;
    }

    /** The classes, least probable first; of equal ones the highest index. */
    private static int[] byProbability(double[] p) {
        int[] order = new int[p.length];
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        int[] used = new int[p.length];
        for (int k = p.length - 1; k >= 0; k--) {
            // Where the first of its equals stands, and how many of them came before.
            int first = firstOf(sorted, p[k]);
            order[first + used[first]++] = k;
        }
        return order;
    }

    private static int firstOf(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
