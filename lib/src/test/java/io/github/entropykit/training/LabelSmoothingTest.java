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

import org.junit.jupiter.api.Test;

class LabelSmoothingTest {

    private static final float[][] LOGITS = {{2, 1, 0, -1}, {0.5f, 0.25f, -3, 4}, {0, 0, 0, 0}};
    private static final int[] LABELS = {0, 2, 3};

    @Test
    void withoutSmoothingItIsCrossEntropy() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDList labels = new NDList(manager.create(LABELS));
            NDList logits = new NDList(manager.create(LOGITS));
            float plain = Loss.softmaxCrossEntropyLoss().evaluate(labels, logits).getFloat();
            assertThat(new LabelSmoothing(0).evaluate(labels, logits).getFloat()).isCloseTo(plain, within(1e-6f));
        }
    }

    /** (1 - ε) CE + ε [KL(u ‖ p) + ln K]: Szegedy et al., section 7. */
    @Test
    void itIsCrossEntropyPlusDivergenceFromUniform() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (double epsilon : new double[] {0.05, 0.1, 0.5, 1}) {
                double expected = 0;
                for (int i = 0; i < LABELS.length; i++) {
                    double[] p = Softmax.of(new double[] {LOGITS[i][0], LOGITS[i][1], LOGITS[i][2], LOGITS[i][3]});
                    double divergence = Divergence.kl(Probabilities.uniform(4), p) + Math.log(4);
                    expected += ((1 - epsilon) * -Math.log(p[LABELS[i]]) + epsilon * divergence) / LABELS.length;
                }
                float loss = new LabelSmoothing(epsilon)
                        .evaluate(new NDList(manager.create(LABELS)), new NDList(manager.create(LOGITS))).getFloat();
                assertThat(loss).isCloseTo((float) expected, within(2e-6f));
            }
        }
    }

    /** The gradient with respect to the logits is (p - t) / N. */
    @Test
    void gradientIsPredictionMinusTarget() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray logits = manager.create(LOGITS);
            logits.setRequiresGradient(true);
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                collector.backward(new LabelSmoothing(0.2).evaluate(new NDList(manager.create(LABELS)), new NDList(logits)));
            }
            float[] gradient = logits.getGradient().toFloatArray();
            for (int i = 0; i < LABELS.length; i++) {
                double[] p = Softmax.of(new double[] {LOGITS[i][0], LOGITS[i][1], LOGITS[i][2], LOGITS[i][3]});
                for (int k = 0; k < 4; k++) {
                    double target = 0.05 + (k == LABELS[i] ? 0.8 : 0);
                    assertThat(gradient[4 * i + k]).isCloseTo((float) ((p[k] - target) / 3), within(1e-6f));
                }
            }
        }
    }

    /** ε = 0.1, K = 10: no logits get below H(t) = 0.500288 nats, and the logit gap ln 91 reaches it. */
    @Test
    void smallestValueIsTheEntropyOfTheTarget() {
        double floor = Entropy.shannon(0.91, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01);
        assertThat(floor).isCloseTo(0.500288, within(1e-6));
        try (NDManager manager = NDManager.newBaseManager()) {
            for (double gap : new double[] {1, 3, Math.log(91), 6, 12}) {
                float[][] logits = new float[1][10];
                logits[0][7] = (float) gap;
                float loss = new LabelSmoothing(0.1)
                        .evaluate(new NDList(manager.create(new int[] {7})), new NDList(manager.create(logits))).getFloat();
                if (gap == Math.log(91)) {
                    assertThat(loss).isCloseTo((float) floor, within(1e-6f));
                } else {
                    assertThat(loss).isGreaterThan((float) floor + 1e-3f);
                }
            }
        }
    }

    @Test
    void strengthOutOfRangeIsNamed() {
        for (double wrong : new double[] {-0.1, 1.5, Double.NaN}) {
            assertThatThrownBy(() -> new LabelSmoothing(wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("epsilon is " + wrong);
        }
    }
}
