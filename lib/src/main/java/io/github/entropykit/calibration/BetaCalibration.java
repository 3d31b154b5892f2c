package io.github.entropykit.calibration;

import io.github.entropykit.info.Softmax;
import java.util.Arrays;

/**
 * Beta calibration: three parameters for a two-class model, which can bend what {@link PlattScaling} can only tilt.
 *
 * <p>With s = P(y = 1) as the model says it, the repaired probability has the log odds
 * <pre>    ln( P / (1 - P) ) = a ln s - b ln(1 - s) + c ,    a, b at least 0 .</pre>
 * That is the exact answer if the scores of each class follow a beta distribution. The curve rises, and it contains the
 * identity (a = b = 1, c = 0), so a model that is calibrated can stay as it is; a = b is a line in the log odds. Probabilities
 * 0 and 1 stay what they are, for positive a and b.
 *
 * <p>This is a logistic regression on the features ln s and -ln(1 - s). If its best a or b would be negative, that one is 0
 * and the rest is fitted again, as in the paper. There is no minimum if a threshold on s has all of class 1 at or above it
 * and all of class 0 at or below, or if only one class was seen: see {@link #converged()}. Scores that are all equal, up to
 * rounding, say nothing: a and b are then 0, and c is the log odds of the base rate.
 *
 * <pre>{@code
 * double[] p = {0.8, 0.2,   0.8, 0.2,   0.4, 0.6,   0.4, 0.6};
 * Predictions validation = Predictions.ofProbabilities(p, new int[] {0, 1, 0, 1}, 2);
 * BetaCalibration calibration = BetaCalibration.fit(validation);
 * calibration.apply(validation).probabilities(0);    // [0.5, 0.5]
 * calibration.converged();    // true
 * }</pre>
 *
 * <p>Reference: M. Kull, T. Silva Filho and P. Flach, "Beta calibration: a well-founded and easily implemented improvement on
 * logistic calibration for binary classifiers", AISTATS 2017.
 */
public final class BetaCalibration implements Calibrator {
    private final double a;
    private final double b;
    private final double c;
    private final boolean converged;

    private BetaCalibration(double a, double b, double c, boolean converged) {
        this.a = a;
        this.b = b;
        this.c = c;
        this.converged = converged;
    }

    /**
     * Fits the three parameters on validation data, by the least log loss.
     *
     * <p>An example with a probability of exactly 0 for the class that was not true is not used: its loss is 0 for all
     * positive a and b. One with a probability of 0 for the class that was true would make every loss infinite.
     *
     * @param validation predictions of two classes, on data that was used neither for training nor for testing
     * @return the calibration
     * @throws IllegalArgumentException if {@code validation} is null or has more than two classes, if a true label has
     *         probability 0 (or a logit of {@code -Infinity}), or if in every example the class that is not true has
     *         probability 0
     */
    public static BetaCalibration fit(Predictions validation) {
        Check.twoClasses("validation", validation);
        double[] log0 = new double[validation.size()];
        double[] log1 = new double[validation.size()];
        double[] targets = new double[validation.size()];
        int n = 0;
        for (int i = 0; i < validation.size(); i++) {
            double[] logs = logs(validation, i);
            int label = validation.label(i);
            if (logs[label] == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException("validation: the true label " + label + " of example " + i
                        + " has probability 0, so its loss is infinite; if the model gives logits, use Predictions.ofLogits");
            }
            if (logs[1 - label] > Double.NEGATIVE_INFINITY) {
                log0[n] = -logs[0];
                log1[n] = logs[1];
                targets[n++] = label;
            }
        }
        if (n == 0) {
            throw new IllegalArgumentException("validation: every probability is 0 or 1, which no calibration can change");
        }
        return best(Arrays.copyOf(log0, n), Arrays.copyOf(log1, n), Arrays.copyOf(targets, n));
    }

    /** {@return a, the power of s; at least 0} */
    public double a() {
        return a;
    }

    /** {@return b, the power of 1 - s; at least 0} */
    public double b() {
        return b;
    }

    /** {@return c, what is added to the log odds} */
    public double c() {
        return c;
    }

    /**
     * Whether the fit found a minimum. If not, the loss was flat but the next step still long, as where it falls forever
     * (or 200 steps were not enough): the parameters then depend on where the search stopped; do not use them.
     *
     * @return true if a minimum was found
     */
    public boolean converged() {
        return converged;
    }

    /**
     * Puts the probabilities on the curve.
     *
     * @param p predictions of two classes
     * @return new predictions, with logits if {@code p} has them
     * @throws IllegalArgumentException if {@code p} is null or has more than two classes
     */
    @Override
    public Predictions apply(Predictions p) {
        Check.twoClasses("p", p);
        double[] odds = new double[p.size()];
        for (int i = 0; i < odds.length; i++) {
            double[] logs = logs(p, i);
            // 0 · ∞ would be NaN; a power of 0 ignores its probability.
            odds[i] = (a == 0 ? 0 : a * logs[1]) - (b == 0 ? 0 : b * logs[0]) + c;
        }
        return Logistic.predictions(p, odds);
    }

    /** {@return the parameters in words} */
    @Override
    public String toString() {
        return "a = " + a + ", b = " + b + ", c = " + c + (converged ? "" : " (no minimum found)");
    }

    /**
     * The best with a and b not negative. The loss is convex: if its minimum is outside, the best allowed point is on the
     * edge, a = 0 or b = 0, and each edge is a smaller problem of the same kind.
     */
    private static BetaCalibration best(double[] log0, double[] log1, double[] targets) {
        Logistic.Fit both = Logistic.fit(new double[][] {log1, log0}, targets);
        if (both.weights()[0] >= 0 && both.weights()[1] >= 0) {
            return new BetaCalibration(both.weights()[0], both.weights()[1], both.intercept(), both.found());
        }
        Logistic.Fit onlyA = Logistic.fit(new double[][] {log1}, targets);
        Logistic.Fit onlyB = Logistic.fit(new double[][] {log0}, targets);
        boolean aIsGood = onlyA.weights()[0] >= 0;
        boolean bIsGood = onlyB.weights()[0] >= 0;
        if (aIsGood && (!bIsGood || onlyA.loss() <= onlyB.loss())) {
            return new BetaCalibration(onlyA.weights()[0], 0, onlyA.intercept(), onlyA.found());
        }
        if (bIsGood) {
            return new BetaCalibration(0, onlyB.weights()[0], onlyB.intercept(), onlyB.found());
        }
        Logistic.Fit neither = Logistic.fit(new double[0][], targets);
        return new BetaCalibration(0, 0, neither.intercept(), neither.found());
    }

    /** ln P(y = 0) and ln P(y = 1), from the logits if there are any: they know probabilities that round to 0 or 1. */
    private static double[] logs(Predictions p, int i) {
        if (!p.hasLogits()) {
            // Not ln(1 - s): a small probability has its digits in its own column.
            return new double[] {Math.log(p.probability(i, 0)), Math.log(p.probability(i, 1))};
        }
        return Softmax.log(p.shiftedLogits(i));
    }
}
