package io.github.entropykit.calibration;

import java.util.Arrays;

/**
 * Vector scaling: a factor and a bias for the logit of each class.
 *
 * <p>Logits z become {@code w_k z_k + b_k}, with w and b that minimise the log loss on validation data. With all factors 1/T
 * and no bias this is {@link TemperatureScaling}, so on the data of the fit its loss is never higher. It can also repair base
 * rates that have changed, and classes that are over-confident to a different degree; decisions may change. With 2K
 * parameters it needs more data: a few hundred examples for each class.
 *
 * <p><b>A caution.</b> A softmax does not see a constant that is added to all logits of an example, but factors that differ
 * between classes do. Give the network's logits as they are.
 *
 * <p>The log loss is a convex function of w and b; its minimum is found by Newton's method. There is none at finite
 * parameters if scaled logits can tell a class from all others without a mistake on the validation data, or if a class does
 * not occur in it (its bias would fall forever): see {@link #converged()}.
 *
 * <pre>{@code
 * float[] z = {0, 0,   0, 0,   0, 0,   0, 0};
 * Predictions validation = Predictions.ofLogits(z, new int[] {0, 0, 0, 1}, 2);
 * VectorScaling scaling = VectorScaling.fit(validation);
 * scaling.apply(validation).probabilities(0);    // [0.75, 0.25]
 * scaling.biases();    // [0.549306, -0.549306]
 * scaling.converged();    // true
 * }</pre>
 *
 * <p>Reference: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017,
 * arXiv:1706.04599, section 4.2.
 */
public final class VectorScaling implements Calibrator {
    private final double[] factors;
    private final double[] biases;
    private final boolean converged;

    private VectorScaling(double[] factors, double[] biases, boolean converged) {
        this.factors = factors;
        this.biases = biases;
        this.converged = converged;
    }

    /**
     * Finds the factors and biases that minimise the log loss on validation data.
     *
     * <p>Adding a number to all biases changes no probability; those with mean 0 are chosen. A class whose logit is the same
     * for all examples needs no factor beside its bias, and gets 0.
     *
     * @param validation predictions with logits, on data that was used neither for training nor for testing
     * @return the scaling
     * @throws IllegalArgumentException if {@code validation} is null or has no logits, or if a true label has a logit of
     *         {@code -Infinity} (the loss is infinite for every scaling)
     */
    public static VectorScaling fit(Predictions validation) {
        Loss loss = new Loss(Check.withPossibleLabels("validation", validation));
        int classes = validation.classes();
        // From 0, where all classes are equally probable and the loss is curved in all directions.
        Newton.End end = Newton.minimise(loss, new double[2 * classes]);
        double[] factors = new double[classes];
        double[] biases = new double[classes];
        double mean = 0;
        for (int k = 0; k < classes; k++) {
            factors[k] = end.x()[k] / loss.scale[k];
            biases[k] = end.x()[classes + k] - factors[k] * loss.centre[k];
            mean += biases[k] / classes;
        }
        for (int k = 0; k < classes; k++) {
            biases[k] -= mean;
        }
        return new VectorScaling(factors, biases, end.found());
    }

    /** {@return w, the factor of each class; a copy} */
    public double[] factors() {
        return factors.clone();
    }

    /** {@return b, the bias of each class, with mean 0; a copy} */
    public double[] biases() {
        return biases.clone();
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
     * Scales all logits. A class that is impossible for an example, with a logit of {@code -Infinity}, stays so.
     *
     * @param p predictions with logits
     * @return new predictions with logits
     * @throws IllegalArgumentException if {@code p} is null, has no logits, or another number of classes than the fit
     */
    @Override
    public Predictions apply(Predictions p) {
        Check.classes("p", Check.withLogits("p", p), factors.length);
        double[] logits = new double[p.size() * factors.length];
        for (int j = 0; j < logits.length; j++) {
            int k = j % factors.length;
            double z = p.logit(j / factors.length, k);
            logits[j] = z == Double.NEGATIVE_INFINITY ? z : factors[k] * z + biases[k];
        }
        return p.withLogits(logits);
    }

    /** {@return the parameters in words} */
    @Override
    public String toString() {
        return "factors " + Arrays.toString(factors) + ", biases " + Arrays.toString(biases)
                + (converged ? "" : " (no minimum found)");
    }

    /**
     * The log loss, plus half the square of the mean bias, which pins down what no softmax sees: in its minimum that mean is
     * 0. The variables are K factors and K biases, for logits that are shifted to mean 0 and scaled to at most 1 for each
     * class, without which the search would be slow if all logits of a class are nearly equal.
     */
    private static final class Loss implements Newton.Convex {
        private final int n;
        private final int classes;
        private final int[] labels;
        private final double[] centre;
        private final double[] scale;
        /** The logits less the centre and divided by the scale of their class; 0 where the class is impossible. */
        private final double[] z;
        private final boolean[] impossible;
        private final double[] p;
        private double meanBias;

        Loss(Predictions validation) {
            n = validation.size();
            classes = validation.classes();
            labels = validation.truth();
            z = new double[n * classes];
            p = new double[n * classes];
            impossible = new boolean[n * classes];
            centre = new double[classes];
            scale = new double[classes];
            for (int k = 0; k < classes; k++) {
                standardise(validation, k);
            }
        }

        private void standardise(Predictions validation, int k) {
            int possible = 0;
            for (int i = 0; i < n; i++) {
                z[i * classes + k] = validation.logit(i, k);
                impossible[i * classes + k] = z[i * classes + k] == Double.NEGATIVE_INFINITY;
                possible += impossible[i * classes + k] ? 0 : 1;
            }
            for (int j = k; j < z.length; j += classes) {
                centre[k] += impossible[j] ? 0 : z[j] / possible;
            }
            for (int j = k; j < z.length; j += classes) {
                z[j] = impossible[j] ? 0 : z[j] - centre[k];
                scale[k] = Math.max(scale[k], Math.abs(z[j]));
            }
            scale[k] = scale[k] > 0 ? scale[k] : 1;
            for (int j = k; j < z.length; j += classes) {
                z[j] /= scale[k];
            }
        }

        @Override
        public double moveTo(double[] x) {
            double loss = 0;
            for (int i = 0; i < n; i++) {
                int from = i * classes;
                double top = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < classes; k++) {
                    double score = impossible[from + k] ? Double.NEGATIVE_INFINITY : x[k] * z[from + k] + x[classes + k];
                    p[from + k] = score;
                    top = Math.max(top, score);
                }
                double atLabel = p[from + labels[i]] - top;
                double sum = 0;
                for (int k = 0; k < classes; k++) {
                    p[from + k] = Math.exp(p[from + k] - top);
                    sum += p[from + k];
                }
                for (int k = 0; k < classes; k++) {
                    p[from + k] /= sum;
                }
                loss += Math.log(sum) - atLabel;
            }
            meanBias = meanBias(x);
            return loss / n + meanBias * meanBias / 2;
        }

        @Override
        public double[] gradient() {
            double[] sums = new double[2 * classes];
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < classes; k++) {
                    int j = i * classes + k;
                    double residual = k == labels[i] ? p[j] - 1 : p[j];
                    sums[k] += residual * z[j];
                    sums[classes + k] += residual;
                }
            }
            return divided(sums, meanBias / classes);
        }

        @Override
        public double[] diagonal() {
            double[] sums = new double[2 * classes];
            for (int j = 0; j < p.length; j++) {
                double variance = p[j] * (1 - p[j]);
                sums[j % classes] += variance * z[j] * z[j];
                sums[classes + j % classes] += variance;
            }
            return divided(sums, 1.0 / classes / classes);
        }

        /** With u_k = v_k z_k + v_{K+k}, the change of the logits: p_k (u_k - Σ p u) z_k, and the same without z_k. */
        @Override
        public double[] curvature(double[] v) {
            double[] sums = new double[2 * classes];
            double[] u = new double[classes];
            for (int i = 0; i < n; i++) {
                int from = i * classes;
                double mean = 0;
                for (int k = 0; k < classes; k++) {
                    u[k] = v[k] * z[from + k] + v[classes + k];
                    mean += p[from + k] * u[k];
                }
                for (int k = 0; k < classes; k++) {
                    double term = p[from + k] * (u[k] - mean);
                    sums[k] += term * z[from + k];
                    sums[classes + k] += term;
                }
            }
            return divided(sums, meanBias(v) / classes);
        }

        private double meanBias(double[] x) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += x[classes + k];
            }
            return sum / classes;
        }

        /** Means instead of sums, with what the mean bias adds to each bias. */
        private double[] divided(double[] sums, double ofMeanBias) {
            for (int j = 0; j < sums.length; j++) {
                sums[j] = sums[j] / n + (j < classes ? 0 : ofMeanBias);
            }
            return sums;
        }
    }
}
