package io.github.entropykit.calibration;

import io.github.entropykit.info.Softmax;

/**
 * Temperature scaling: divide all logits by one number T, and over-confidence is (mostly) gone.
 *
 * <p>T is fitted on <b>validation</b> data by minimising the log loss, and then used on new data; one that is fitted on
 * the test set proves nothing. Dividing by a T above 1 softens all probabilities, by one below 1 sharpens them; no
 * decision changes, so the accuracy stays exactly the same.
 *
 * <p><b>How it is found.</b> As a function of β = 1/T the log loss is convex, with
 * <pre>    dL/dβ = mean( E_p[z] - z_label ),    d²L/dβ² = mean( Var_p[z] ) ,</pre>
 * p = softmax(β z). So the minimum is where the derivative is 0: the logit that the model expects equals, on average, the
 * one that the truth gets. It is found in ln β on [-10, 10] by Newton's method, with bisection as the safety net. A network
 * that is right on all validation data would like β to be infinite, one that knows nothing zero or less: both end at a bound,
 * see {@link #atBound()}.
 *
 * <pre>{@code
 * float[] z = {4, 0,   4, 0,   4, 0,   0, 4};
 * Predictions validation = Predictions.ofLogits(z, new int[] {0, 0, 1, 1}, 2);
 * TemperatureScaling scaling = TemperatureScaling.fit(validation);
 * scaling.temperature();    // 3.640957 = 4 / ln 3, because 3 of 4 are right
 * scaling.apply(validation).meanConfidence();    // 0.75
 * LogLoss.of(validation);    // 1.01815
 * LogLoss.of(scaling.apply(validation));    // 0.562335
 * }</pre>
 *
 * <p>Reference: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017,
 * arXiv:1706.04599.
 */
public final class TemperatureScaling implements Calibrator {
    /** Bounds of ln β. Temperatures beyond 1/22026 and 22026 only say that there is no minimum. */
    private static final double BOUND = 10;
    /** Newton's method squares its error in each step: after one of this size it is about 1e-16. */
    private static final double CLOSE = 1e-8;

    private final double temperature;
    private final boolean atBound;

    private TemperatureScaling(double temperature, boolean atBound) {
        this.temperature = temperature;
        this.atBound = atBound;
    }

    /**
     * A scaling by a known temperature.
     *
     * @param temperature T, positive and finite
     * @return the scaling
     * @throws IllegalArgumentException if the temperature is not positive and finite
     */
    public static TemperatureScaling of(double temperature) {
        Check.temperature("temperature", temperature);
        return new TemperatureScaling(temperature, false);
    }

    /**
     * Finds the temperature that minimises the log loss on validation data.
     *
     * <p>If no temperature makes a difference, because the logits of each example are all equal, T is 1.
     *
     * @param validation predictions with logits, on data that was used neither for training nor for testing
     * @return the scaling
     * @throws IllegalArgumentException if {@code validation} is null or has no logits, or if a true label has a logit of
     *         {@code -Infinity} (the loss is infinite at every temperature)
     */
    public static TemperatureScaling fit(Predictions validation) {
        Slope slope = new Slope(Check.withPossibleLabels("validation", validation));
        double t = 0;
        double last = 2 * BOUND;
        while (Math.abs(last) > CLOSE) {
            double step = slope.at(t).newton(t);
            // Also if it is NaN, because nothing changes any more at this t.
            if (!(Math.abs(step) <= Math.abs(last) / 2 && Math.abs(t + step) < BOUND)) {
                return bracketed(slope);
            }
            t += step;
            last = step;
        }
        return new TemperatureScaling(Math.exp(-t), false);
    }

    /** The slow and safe way: a minimum that lies between two points cannot get lost. */
    private static TemperatureScaling bracketed(Slope slope) {
        double low = -BOUND;
        double high = BOUND;
        boolean falls = slope.at(low).first < 0;
        boolean rises = slope.at(high).first > 0;
        if (!falls && !rises) {
            return new TemperatureScaling(1, false);
        }
        if (!falls) {
            return new TemperatureScaling(Math.exp(-low), true);
        }
        if (!rises) {
            return new TemperatureScaling(Math.exp(-high), true);
        }
        double t = 0;
        double step = high - low;
        while (high - low > 1e-14 && Math.abs(step) > 1e-14 && slope.at(t).first != 0) {
            if (slope.first < 0) {
                low = t;
            } else {
                high = t;
            }
            // A step that leaves the bracket, or is not at most half as long as the last one, is replaced by bisection, so
            // the end is never far.
            double newton = slope.newton(t);
            boolean good = t + newton > low && t + newton < high && Math.abs(newton) <= Math.abs(step) / 2;
            step = good ? newton : (low + high) / 2 - t;
            t += step;
        }
        return new TemperatureScaling(Math.exp(-t), false);
    }

    /** {@return T, always positive} */
    public double temperature() {
        return temperature;
    }

    /**
     * Whether the fit stopped at the edge of its range, e⁻¹⁰ or e¹⁰, because the loss has no minimum inside: the model
     * was right on all validation data, or no better than chance. Do not use such a temperature.
     *
     * @return true if the temperature is a bound
     */
    public boolean atBound() {
        return atBound;
    }

    /**
     * Divides all logits by the temperature.
     *
     * @param p predictions with logits
     * @return new predictions; each predicted class is the same, exactly
     * @throws IllegalArgumentException if {@code p} is null or has no logits
     */
    @Override
    public Predictions apply(Predictions p) {
        return Check.withLogits("p", p).atTemperature(temperature);
    }

    /**
     * The log loss that predictions would have at a temperature, for a plot of the curve whose minimum is fitted.
     *
     * @param p           predictions with logits
     * @param temperature T, positive and finite
     * @return the log loss in nats
     * @throws IllegalArgumentException if {@code p} is null or has no logits, or the temperature is not positive and finite
     */
    public static double logLossAt(Predictions p, double temperature) {
        Check.withLogits("p", p);
        Check.temperature("temperature", temperature);
        double sum = 0;
        for (int i = 0; i < p.size(); i++) {
            double[] z = p.shiftedLogits(i);
            for (int k = 0; k < z.length; k++) {
                z[k] /= temperature;
            }
            sum -= Softmax.log(z)[p.label(i)];
        }
        return sum / p.size();
    }

    /** {@return the temperature in words} */
    @Override
    public String toString() {
        return "temperature " + temperature + (atBound ? " (at the bound: no minimum found)" : "");
    }

    /** First and second derivative of the log loss with respect to β, at β = exp(t). */
    private static final class Slope {
        /** N x K: the logits of each example less their largest, which changes neither derivative. */
        private final double[] z;
        private final int[] labels;
        private final int classes;
        private double first;
        private double second;

        Slope(Predictions validation) {
            labels = validation.truth();
            classes = validation.classes();
            z = new double[labels.length * classes];
            for (int i = 0; i < labels.length; i++) {
                System.arraycopy(validation.shiftedLogits(i), 0, z, i * classes, classes);
            }
        }

        Slope at(double t) {
            double beta = Math.exp(t);
            double slopes = 0;
            double curvatures = 0;
            for (int i = 0; i < labels.length; i++) {
                double sum = 0;
                double sumZ = 0;
                double sumZZ = 0;
                for (int j = i * classes; j < (i + 1) * classes; j++) {
                    // Below that the exponential is 0. Also skips logits of -Infinity, for which 0 · ∞ would be NaN.
                    if (beta * z[j] > -746) {
                        double weight = Math.exp(beta * z[j]);
                        sum += weight;
                        sumZ += weight * z[j];
                        sumZZ += weight * z[j] * z[j];
                    }
                }
                double mean = sumZ / sum;
                slopes += mean - z[i * classes + labels[i]];
                curvatures += sumZZ / sum - mean * mean;
            }
            first = slopes / labels.length;
            second = curvatures / labels.length;
            return this;
        }

        /** Newton's step in ln β: the chain rule turns the curvature into β L''. */
        double newton(double t) {
            return -first / (Math.exp(t) * second);
        }
    }
}
