package io.github.entropykit.calibration;

/**
 * Platt scaling: a straight line through the log odds of a two-class model.
 *
 * <p>The score s of an example is its log odds, {@code ln(p(1) / p(0))}, which with logits is their difference. It becomes
 * <pre>    P(y = 1) = σ(a·s + b),    σ(m) = 1 / (1 + exp(-m)) .</pre>
 * a corrects the confidence like a temperature (a = 1/T), b the base rate. (Platt writes the signs the other way round: his
 * A and B are -a and -b.)
 *
 * <p>The labels are not taken as 1 and 0, but as the targets {@code (n₁ + 1)/(n₁ + 2)} and {@code 1/(n₀ + 2)} with n₁ and
 * n₀ the numbers of examples of the two classes: Laplace's rule for someone who has seen n examples and no exception. So a
 * minimum of the cross-entropy always exists, even for scores that separate the classes, or if only one class was seen. It
 * is found by Newton's method with step control, as Lin, Lin and Weng recommend. The price is that the fitted line is drawn
 * a little towards 1/2; with hundreds of examples that is nothing.
 *
 * <p>Platt's own use was for the raw scores of a support vector machine. For that, give each score s as the logits 0 and s:
 * their difference is s.
 *
 * <pre>{@code
 * float[] z = {4, 0,   4, 0,   4, 0,   0, 4};
 * Predictions validation = Predictions.ofLogits(z, new int[] {0, 0, 1, 1}, 2);
 * PlattScaling scaling = PlattScaling.fit(validation);
 * scaling.slope();    // 0.179386
 * scaling.intercept();    // 0.38107
 * scaling.apply(validation).probability(3, 1);    // 0.75
 * }</pre>
 *
 * <p>References: J. C. Platt, "Probabilistic Outputs for Support Vector Machines and Comparisons to Regularized Likelihood
 * Methods", in Advances in Large Margin Classifiers, MIT Press 1999; H.-T. Lin, C.-J. Lin and R. C. Weng, "A Note on Platt's
 * Probabilistic Outputs for Support Vector Machines", Machine Learning 68, 2007.
 */
public final class PlattScaling implements Calibrator {
    private final double slope;
    private final double intercept;

    private PlattScaling(double slope, double intercept) {
        this.slope = slope;
        this.intercept = intercept;
    }

    /**
     * Fits slope and intercept on validation data.
     *
     * <p>If all scores are equal, up to rounding, the slope is 0, and the intercept is the log odds of the mean target.
     *
     * @param validation predictions of two classes, on data that was used neither for training nor for testing
     * @return the scaling
     * @throws IllegalArgumentException if {@code validation} is null or has more than two classes, or if a probability is 0
     *         so that a score is infinite
     */
    public static PlattScaling fit(Predictions validation) {
        Check.twoClasses("validation", validation);
        int n = validation.size();
        double[] scores = new double[n];
        long ones = 0;
        for (int i = 0; i < n; i++) {
            scores[i] = logOdds(validation, i);
            if (Double.isInfinite(scores[i])) {
                throw new IllegalArgumentException("validation: example " + i + " has a probability of 0, its log odds are "
                        + "infinite; make it with Predictions.ofLogits from the model's output before its softmax");
            }
            ones += validation.label(i);
        }
        double[] targets = new double[n];
        for (int i = 0; i < n; i++) {
            targets[i] = validation.label(i) == 1 ? (ones + 1.0) / (ones + 2) : 1.0 / (n - ones + 2);
        }
        Logistic.Fit fit = Logistic.fit(new double[][] {scores}, targets);
        return new PlattScaling(fit.weights()[0], fit.intercept());
    }

    /**
     * The slope of the line.
     *
     * @return a, the factor of the log odds; below 0 if on the validation data the mean score of class 1 is below that of
     *         class 0, as one outlier can make it
     */
    public double slope() {
        return slope;
    }

    /** {@return b, what is added to the log odds} */
    public double intercept() {
        return intercept;
    }

    /**
     * Puts the log odds through the line.
     *
     * @param p predictions of two classes; a probability of 0 stays 0 (if the slope is positive)
     * @return new predictions, with logits if {@code p} has them; for a positive slope the decision changes for scores
     *         between 0 and -b/a
     * @throws IllegalArgumentException if {@code p} is null or has more than two classes
     */
    @Override
    public Predictions apply(Predictions p) {
        Check.twoClasses("p", p);
        double[] odds = new double[p.size()];
        for (int i = 0; i < odds.length; i++) {
            // 0 · ∞ would be NaN; a slope of 0 ignores the score.
            odds[i] = slope == 0 ? intercept : slope * logOdds(p, i) + intercept;
        }
        return Logistic.predictions(p, odds);
    }

    /** {@return the line in words} */
    @Override
    public String toString() {
        return "log odds times " + slope + " plus " + intercept;
    }

    private static double logOdds(Predictions p, int i) {
        if (p.hasLogits()) {
            return p.logit(i, 1) - p.logit(i, 0);
        }
        return Math.log(p.probability(i, 1)) - Math.log(p.probability(i, 0));
    }
}
