package io.github.entropykit.calibration;

import io.github.entropykit.calibration.Newton.Convex;
import java.util.Arrays;

/**
 * Logistic regression on one or two features: P(y = 1) = σ(Σ_j w_j x_j + c) with σ(m) = 1/(1 + exp(-m)).
 *
 * <p>Minimises the mean cross-entropy between targets t and predictions, {@code ln(1 + exp(m)) - t·m} for each example. Its
 * gradient is σ(m) - t, its curvature σ(m) σ(-m), times the features.
 */
final class Logistic implements Convex {
    /** A feature that varies by no more than this part of its size counts as constant: a few thousand roundings. */
    private static final double ROUNDING = 1e-12;

    /** The last of the features is the constant 1. */
    private final double[][] features;
    private final double[] targets;
    private final double[] predicted;

    /**
     * A fitted model.
     *
     * @param loss  the mean cross-entropy
     * @param found whether this is a minimum; if not, the loss falls forever as the weights grow
     */
    record Fit(double[] weights, double intercept, double loss, boolean found) {
    }

    private Logistic(double[][] features, double[] targets) {
        this.features = features;
        this.targets = targets;
        this.predicted = new double[targets.length];
    }

    /**
     * Fits the weights. The features are shifted to mean 0 and scaled to at most 1 for the search, which makes it
     * independent of their units. One that is constant gets weight 0; also one that varies only in its last digits, where a
     * weight large enough to see them would magnify the rounding of everything else.
     */
    static Fit fit(double[][] features, double[] targets) {
        int d = features.length;
        int n = targets.length;
        double[][] standard = new double[d + 1][n];
        double[] centre = new double[d];
        double[] scale = new double[d];
        for (int j = 0; j < d; j++) {
            double least = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (double x : features[j]) {
                least = Math.min(least, x);
                largest = Math.max(largest, x);
                centre[j] += x / n;
            }
            double noise = ROUNDING * Math.max(Math.abs(least), Math.abs(largest));
            scale[j] = largest - least > noise ? largest - least : 0;
            for (int i = 0; i < n && scale[j] > 0; i++) {
                standard[j][i] = (features[j][i] - centre[j]) / scale[j];
            }
        }
        Arrays.fill(standard[d], 1);
        Newton.End end = Newton.minimise(new Logistic(standard, targets), new double[d + 1]);
        double[] weights = new double[d];
        double intercept = end.x()[d];
        for (int j = 0; j < d; j++) {
            weights[j] = scale[j] > 0 ? end.x()[j] / scale[j] : 0;
            intercept -= weights[j] * centre[j];
        }
        return new Fit(weights, intercept, end.value(), end.found());
    }

    /** The same examples with these log odds of class 1; as logits if there were logits before. */
    static Predictions predictions(Predictions p, double[] logOdds) {
        double[] flat = new double[2 * logOdds.length];
        for (int i = 0; i < logOdds.length; i++) {
            double m = logOdds[i];
            // As logits one of the two is 0, and the other may be -Infinity.
            flat[2 * i] = p.hasLogits() ? Math.min(0, -m) : sigmoid(-m);
            flat[2 * i + 1] = p.hasLogits() ? Math.min(0, m) : sigmoid(m);
        }
        return p.hasLogits() ? p.withLogits(flat) : p.withProbabilities(flat);
    }

    /** 1 / (1 + exp(-m)), for m from -Infinity to +Infinity. */
    static double sigmoid(double m) {
        double e = Math.exp(-Math.abs(m));
        return m >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    @Override
    public double moveTo(double[] x) {
        double loss = 0;
        for (int i = 0; i < targets.length; i++) {
            double m = 0;
            for (int j = 0; j < x.length; j++) {
                m += x[j] * features[j][i];
            }
            predicted[i] = sigmoid(m);
            loss += Math.max(m, 0) + Math.log1p(Math.exp(-Math.abs(m))) - targets[i] * m;
        }
        return loss / targets.length;
    }

    @Override
    public double[] gradient() {
        double[] residuals = new double[targets.length];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = predicted[i] - targets[i];
        }
        return means(residuals, false);
    }

    @Override
    public double[] diagonal() {
        return means(variances(), true);
    }

    @Override
    public double[] curvature(double[] v) {
        double[] weights = variances();
        for (int i = 0; i < weights.length; i++) {
            double m = 0;
            for (int j = 0; j < v.length; j++) {
                m += v[j] * features[j][i];
            }
            weights[i] *= m;
        }
        return means(weights, false);
    }

    private double[] variances() {
        double[] variances = new double[targets.length];
        for (int i = 0; i < variances.length; i++) {
            variances[i] = predicted[i] * (1 - predicted[i]);
        }
        return variances;
    }

    /** The mean of each feature, or of its square, weighted. */
    private double[] means(double[] weights, boolean squared) {
        double[] means = new double[features.length];
        for (int j = 0; j < means.length; j++) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                double x = features[j][i];
                sum += weights[i] * (squared ? x * x : x);
            }
            means[j] = sum / weights.length;
        }
        return means;
    }
}
