package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;

import io.github.entropykit.info.Divergence;
import io.github.entropykit.info.Entropy;
import io.github.entropykit.info.Probabilities;
import io.github.entropykit.info.Softmax;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The regularised losses against the formulas in double, and their gradients against finite differences of those. */
class LossesTest {

    private static final double[][] LOGITS = {{2, 1, 0, -1}, {0.5, 0.25, -3, 4}, {0, 0, 0, 0}, {-20, 30, 5, 1}};
    private static final int[] LABELS = {0, 2, 3, 1};
    private static final double[][] TEACHER = {{1, 1, 0, -2}, {0.5, 2, -1, 3}, {0, 1, 2, -4}, {0, 9, 5, 1}};
    private static final double[] REFERENCE = {0.4, 0.3, 0.2, 0.1};

    @Test
    void confidencePenaltyAndItsGradient() {
        for (double beta : new double[] {0, 0.1, 2}) {
            check(new ConfidencePenalty(beta), z -> mean(z, i -> crossEntropy(z, i) - beta * Entropy.fromLogits(z[i])));
            for (double threshold : new double[] {0, 0.9, 5}) {
                check(new ConfidencePenalty(beta, threshold), z -> mean(z,
                        i -> crossEntropy(z, i) + beta * Math.max(0, threshold - Entropy.fromLogits(z[i]))));
            }
        }
    }

    @Test
    void referencePenaltyAndItsGradientInBothDirections() {
        for (double beta : new double[] {0, 0.1, 2}) {
            check(ReferencePenalty.from(beta, REFERENCE), z -> mean(z,
                    i -> crossEntropy(z, i) + beta * Divergence.klFromLogits(logs(REFERENCE), z[i])));
            check(ReferencePenalty.to(beta, REFERENCE), z -> mean(z,
                    i -> crossEntropy(z, i) + beta * Divergence.klFromLogits(z[i], logs(REFERENCE))));
        }
        check(ReferencePenalty.from(0.5, 0.5, 0.5, 0, 0), z -> mean(z, i -> {
            double[] logP = Softmax.log(z[i]);
            return crossEntropy(z, i) + 0.5 * (-Math.log(2) - 0.5 * logP[0] - 0.5 * logP[1]);
        }));
    }

    @Test
    void labelSmoothingAndItsGradientForAnyPrior() {
        for (double epsilon : new double[] {0, 0.1, 1}) {
            for (double[] prior : new double[][] {Probabilities.uniform(4), REFERENCE, {0.5, 0.5, 0, 0}}) {
                check(LabelSmoothing.towards(epsilon, prior), z -> mean(z, i -> (1 - epsilon) * crossEntropy(z, i)
                        + epsilon * weighted(prior, Softmax.log(z[i]))));
            }
            check(new LabelSmoothing(epsilon), z -> mean(z, i -> (1 - epsilon) * crossEntropy(z, i)
                    + epsilon * weighted(Probabilities.uniform(4), Softmax.log(z[i]))));
        }
    }

    /** No logits get below the mean entropy of the targets, and logits that are the targets' logarithms reach it. */
    @Test
    void floorOfPriorSmoothingIsTheEntropyOfTheTargets() {
        Loss loss = LabelSmoothing.towards(0.3, REFERENCE);
        double[][] target = new double[LABELS.length][4];
        for (int i = 0; i < LABELS.length; i++) {
            for (int k = 0; k < 4; k++) {
                target[i][k] = 0.3 * REFERENCE[k] + (k == LABELS[i] ? 0.7 : 0);
            }
        }
        double floor = Arrays.stream(target).mapToDouble(Entropy::shannon).average().getAsDouble();
        double[][] optimum = Arrays.stream(target).map(LossesTest::logs).toArray(double[][]::new);
        float[][] there = evaluate(loss, optimum, false);
        assertThat((double) there[LABELS.length][0]).isCloseTo(floor, within(1e-6));
        for (int i = 0; i < LABELS.length; i++) {
            for (float slope : there[i]) {
                assertThat(slope).isCloseTo(0, within(1e-6f));
            }
        }
        assertThat(value(loss)).isGreaterThan(floor + 0.1);
    }

    @Test
    void distillationAndItsGradient() {
        for (double temperature : new double[] {0.5, 1, 4, 20}) {
            for (double weight : new double[] {0, 0.3, 1}) {
                check(new Distillation(temperature, weight), z -> mean(z, i -> weight * crossEntropy(z, i) + (1 - weight)
                        * temperature * temperature * Divergence.klFromLogits(divided(TEACHER[i], temperature), divided(z[i], temperature))));
            }
        }
    }

    /** Label smoothing is KL from the uniform distribution, the confidence penalty KL to it, up to constants. */
    @Test
    void theFamilyHangsTogether() {
        double[] uniform = Probabilities.uniform(4);
        double beta = 0.25;
        double entropy = Entropy.shannon(REFERENCE);
        assertThat(value(ReferencePenalty.from(beta, REFERENCE)))
                .isCloseTo((1 + beta) * value(LabelSmoothing.towards(beta / (1 + beta), REFERENCE)) - beta * entropy, within(1e-5));
        double smoothed = value(new LabelSmoothing(beta / (1 + beta)));
        assertThat(value(ReferencePenalty.from(beta, uniform)))
                .isCloseTo((1 + beta) * smoothed - beta * Math.log(4), within(1e-5));
        assertThat(value(ReferencePenalty.to(beta, uniform)))
                .isCloseTo(value(new ConfidencePenalty(beta)) + beta * Math.log(4), within(1e-5));
        assertThat(value(new ConfidencePenalty(beta, Math.log(4))))
                .isCloseTo(value(ReferencePenalty.to(beta, uniform)), within(1e-5));
    }

    /** With T² the pull of the teacher reaches a limit when T grows, (z - v) / K for centred logits; without it, it vanishes. */
    @Test
    void distillationAtHighTemperatureMatchesLogits() {
        double[] z = {2, 1, -1, -2};
        double[] v = {1, 1, 0, -2};
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray student = manager.create(new float[][] {floats(z)});
            student.setRequiresGradient(true);
            NDList labels = new NDList(manager.create(new int[] {0}), manager.create(new float[][] {floats(v)}));
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                collector.backward(new Distillation(200, 0).evaluate(labels, new NDList(student)));
            }
            float[] gradient = student.getGradient().toFloatArray();
            for (int k = 0; k < 4; k++) {
                assertThat((double) gradient[k]).isCloseTo((z[k] - v[k]) / 4, within(0.005));
            }
        }
    }

    @Test
    void parametersOutOfRangeAreNamed() {
        for (double wrong : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            refuses(() -> new ConfidencePenalty(wrong), "beta is " + wrong);
            refuses(() -> new ConfidencePenalty(0.1, wrong), "threshold is " + wrong);
            refuses(() -> ReferencePenalty.from(wrong, REFERENCE), "beta is " + wrong);
            refuses(() -> LabelSmoothing.towards(wrong, REFERENCE), "epsilon is " + wrong);
            refuses(() -> new Distillation(wrong, 0.5), "temperature is " + wrong);
            refuses(() -> new Distillation(2, wrong), "labelWeight is " + wrong);
        }
        refuses(() -> new Distillation(0, 0.5), "temperature is 0.0");
        refuses(() -> LabelSmoothing.towards(0.1, 0.5, 0.4), "prior sums to 0.9");
        refuses(() -> LabelSmoothing.towards(0.1), "prior");
        refuses(() -> value(LabelSmoothing.towards(0.1, 0.5, 0.5)), "the network has 4 outputs but the prior has 2 classes");
        refuses(() -> ReferencePenalty.from(0.1, 0.5, 0.4), "reference sums to 0.9");
        refuses(() -> ReferencePenalty.to(0.1, 1, 0), "reference[1] = 0");
        refuses(() -> value(ReferencePenalty.to(0.1, 0.5, 0.5)), "the network has 4 outputs but the reference has 2 classes");
        refuses(() -> evaluate(new Distillation(2, 0.5), LOGITS, false), "labels has 1 arrays");
    }

    private interface Example {
        double of(int i);
    }

    private static double mean(double[][] z, Example example) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += example.of(i);
        }
        return sum / z.length;
    }

    private static double crossEntropy(double[][] z, int i) {
        return -Softmax.log(z[i])[LABELS[i]];
    }

    private static double weighted(double[] target, double[] logP) {
        double sum = 0;
        for (int k = 0; k < target.length; k++) {
            sum -= target[k] * logP[k];
        }
        return sum;
    }

    private static double[] logs(double[] p) {
        return Arrays.stream(p).map(Math::log).toArray();
    }

    private static double[] divided(double[] z, double temperature) {
        return Arrays.stream(z).map(x -> x / temperature).toArray();
    }

    /** Value and all partial derivatives; the formula in double is differentiated numerically. */
    private static void check(Loss loss, ToDoubleFunction<double[][]> formula) {
        double expected = formula.applyAsDouble(LOGITS);
        assertThat(value(loss)).isCloseTo(expected, within(2e-6 * (1 + Math.abs(expected))));
        float[][] gradient = evaluate(loss, LOGITS, true);
        double h = 1e-5;
        for (int i = 0; i < LOGITS.length; i++) {
            for (int k = 0; k < 4; k++) {
                double slope = (formula.applyAsDouble(moved(i, k, h)) - formula.applyAsDouble(moved(i, k, -h))) / (2 * h);
                assertThat((double) gradient[i][k]).as(loss.getName() + ", logit " + i + ", " + k)
                        .isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
            }
        }
    }

    private static double[][] moved(int i, int k, double by) {
        double[][] z = Arrays.stream(LOGITS).map(double[]::clone).toArray(double[][]::new);
        z[i][k] += by;
        return z;
    }

    private static double value(Loss loss) {
        return evaluate(loss, LOGITS, loss instanceof Distillation)[LOGITS.length][0];
    }

    /** The gradient, a row for each example, and the value in a last row. */
    private static float[][] evaluate(Loss loss, double[][] z, boolean withTeacher) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(Arrays.stream(z).map(LossesTest::floats).toArray(float[][]::new));
            logits.setRequiresGradient(true);
            NDList labels = new NDList(manager.create(LABELS));
            if (withTeacher && loss instanceof Distillation) {
                labels.add(manager.create(Arrays.stream(TEACHER).map(LossesTest::floats).toArray(float[][]::new)));
            }
            float value;
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray result = loss.evaluate(labels, new NDList(logits));
                collector.backward(result);
                value = result.getFloat();
            }
            float[] flat = logits.getGradient().toFloatArray();
            float[][] rows = new float[z.length + 1][];
            for (int i = 0; i < z.length; i++) {
                rows[i] = Arrays.copyOfRange(flat, 4 * i, 4 * i + 4);
            }
            rows[z.length] = new float[] {value};
            return rows;
        }
    }

    private static float[] floats(double[] z) {
        float[] f = new float[z.length];
        for (int k = 0; k < z.length; k++) {
            f[k] = (float) z[k];
        }
        return f;
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
