package io.github.entropykit.calibration;

import io.github.entropykit.info.Softmax;

/**
 * Temperature scaling: divide all logits by one number T, and over-confidence is mostly gone on average, not for
 * every kind of example.
 *
 * <p>T is fitted on <b>validation</b> data by minimising the log loss, and then used on new data; one that is fitted on
 * the test set proves nothing. Dividing by a T above 1 softens all probabilities, by one below 1 sharpens them; no
 * decision changes, so the accuracy stays exactly the same.
 *
 * <p><b>How it is found.</b> As a function of β = 1/T the log loss is convex, with
 * <pre>    dL/dβ = mean( E_p[z] - z_label ),    d²L/dβ² = mean( Var_p[z] ) ,</pre>
 * p = softmax(β z). So the minimum is where the derivative is 0: the logit that the model expects equals, on average, the
 * one that the truth gets. It is found in ln β on [-10, 10] by Halley's method (Newton's with the third derivative, which
 * costs no further exponential), with bisection as the safety net. A network that is right on all validation data would
 * like β to be infinite, one that knows nothing zero or less: both end at a bound, see {@link #atBound()}.
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
    /** Halley's method cubes its error in each step, up to a small factor: after one of this size it is below 1e-15. */
    private static final double CLOSE = 3e-6;
    /** About so many examples are enough to start near the minimum. */
    private static final int SAMPLE = 500;

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
        int every = validation.size() / SAMPLE;
        // A start from a sample costs little, and saves steps over all examples.
        double start = every > 2 ? minimum(slope, 0, every) : 0;
        double t = minimum(slope, start, 1);
        return new TemperatureScaling(Math.exp(-t), Math.abs(t) == BOUND);
    }

    /** Where the loss of every so-many-th example is least, as ln β; a bound if it has no minimum between the bounds. */
    private static double minimum(Slope slope, double start, int every) {
        double low = -BOUND;
        double high = BOUND;
        double t = start;
        double last = high - low;
        while (high - low > 1e-14) {
            double step = slope.at(t, every).halley(t);
            if (slope.first == 0 && slope.second == 0) {
                // All right, and so sure that the loss is 0 in doubles. Or all logits of each example are equal.
                return slope.isBlind() ? 0 : BOUND;
            }
            boolean falls = slope.first < 0;
            if (falls) {
                low = t;
            } else {
                high = t;
            }
            boolean good = t + step >= low && t + step <= high && Math.abs(step) <= Math.abs(last) / 2;
            if (good && Math.abs(step) <= CLOSE) {
                return t + step;
            }
            if (!good) {
                double end = falls ? high : low;
                if (Math.abs(end) == BOUND && slope.at(end, every).first * end <= 0) {
                    return end;
                }
                // A step that leaves the bracket, or is not at most half as long as the last one, is replaced by bisection.
                step = (low + high) / 2 - t;
            }
            t += step;
            last = step;
        }
        return t;
    }

    /** {@return T, always positive} */
    public double temperature() {
        return temperature;
    }

    /**
     * Whether the fit stopped at the edge of its range, e⁻¹⁰ or e¹⁰, because the loss has no minimum inside: the model was
     * right on all validation data, or no better than chance (or its logits are smaller or larger than any network's). Do
     * not use such a temperature.
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

    /** The first three derivatives of the log loss with respect to β, at β = exp(t). */
    private static final class Slope {
        /** N x K: the logits of each example less their largest, which changes no derivative. */
        private final double[] z;
        private final int[] labels;
        private final int classes;
        private double first;
        private double second;
        private double third;

        Slope(Predictions validation) {
            labels = validation.truth();
            classes = validation.classes();
            z = new double[labels.length * classes];
            for (int i = 0; i < labels.length; i++) {
                System.arraycopy(validation.shiftedLogits(i), 0, z, i * classes, classes);
            }
        }

        /** Whether the logits of each example are all equal, but for impossible classes: no temperature matters then. */
        boolean isBlind() {
            for (double x : z) {
                if (x != 0 && x != Double.NEGATIVE_INFINITY) {
                    return false;
                }
            }
            return true;
        }

        /** The sums over the examples 0, every, 2·every, ...: all that is needed are ratios of the derivatives. */
        Slope at(double t, int every) {
            double beta = Math.exp(t);
            first = 0;
            second = 0;
            third = 0;
            for (int i = 0; i < labels.length; i += every) {
                double sum = 0;
                double sumZ = 0;
                double sumZZ = 0;
                double sumZZZ = 0;
                for (int j = i * classes; j < (i + 1) * classes; j++) {
                    double x = beta * z[j];
                    // Below that the exponential is 0. Also skips logits of -Infinity, for which 0 · ∞ would be NaN.
                    if (x > -746) {
                        double weight = Math.exp(x);
                        sum += weight;
                        weight *= z[j];
                        sumZ += weight;
                        weight *= z[j];
                        sumZZ += weight;
                        sumZZZ += weight * z[j];
                    }
                }
                double mean = sumZ / sum;
                double square = sumZZ / sum;
                first += mean - z[i * classes + labels[i]];
                second += square - mean * mean;
                third += sumZZZ / sum - (3 * square - 2 * mean * mean) * mean;
            }
            return this;
        }

        /** Halley's step in ln β to a derivative of 0. By the chain rule L'' becomes β L'', and L''' becomes β L'' + β² L'''. */
        double halley(double t) {
            double beta = Math.exp(t);
            double newton = -first / (beta * second);
            // Far away the correction may turn the step round: no more than twice Newton's step.
            return newton / Math.max(0.5, 1 + newton * (1 + beta * third / second) / 2);
        }
    }
}
