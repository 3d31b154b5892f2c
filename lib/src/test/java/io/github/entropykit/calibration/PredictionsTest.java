package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.info.Entropy;
import io.github.entropykit.info.Softmax;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PredictionsTest {
    private static final int[] LABELS = {0, 1};

    @Property(tries = 200)
    void logitsBecomeTheSoftmaxOfEachRow(@ForAll long seed) {
        Predictions p = Samples.random(seed, 20);
        for (int i = 0; i < p.size(); i++) {
            assertThat(p.probabilities(i)).containsExactly(Softmax.of(p.logits(i)), within(1e-15));
            for (int k = 0; k < p.classes(); k++) {
                assertThat(p.probability(i, k)).isEqualTo(p.probabilities(i)[k]);
            }
        }
    }

    @Property(tries = 200)
    void logitsAndTheirProbabilitiesAgreeOnEverything(@ForAll long seed) {
        Predictions p = Samples.random(seed, 20);
        Predictions q = Predictions.ofProbabilities(flat(p), p.labels(), p.classes());
        for (int i = 0; i < p.size(); i++) {
            assertThat(q.predicted(i)).isEqualTo(p.predicted(i));
            assertThat(q.confidence(i)).isEqualTo(p.confidence(i));
        }
        assertThat(q.accuracy()).isEqualTo(p.accuracy());
        assertThat(q.meanConfidence()).isEqualTo(p.meanConfidence());
        assertThat(q.meanEntropy()).isCloseTo(p.meanEntropy(), within(1e-14));
        assertThat(LogLoss.of(q)).isCloseTo(LogLoss.of(p), within(1e-13));
        assertThat(BrierScore.of(q)).isEqualTo(BrierScore.of(p));
    }

    @Property(tries = 200)
    void confidenceIsTheLargestProbability(@ForAll long seed) {
        Predictions p = Samples.random(seed, 20);
        double correct = 0;
        for (int i = 0; i < p.size(); i++) {
            for (double x : p.probabilities(i)) {
                assertThat(x).isLessThanOrEqualTo(p.confidence(i));
            }
            correct += p.predicted(i) == p.label(i) ? 1 : 0;
        }
        assertThat(p.accuracy()).isEqualTo(correct / p.size());
    }

    @Example
    void tiesGoToTheLowestIndex() {
        assertThat(Predictions.ofLogits(new float[] {1, 3, 3}, new int[] {0}, 3).predicted(0)).isEqualTo(1);
        assertThat(Predictions.ofProbabilities(new double[] {0.2, 0.4, 0.4}, new int[] {0}, 3).predicted(0)).isEqualTo(1);
    }

    @Example
    void logitsDecideWhereProbabilitiesAreRoundedAlike() {
        Predictions p = Predictions.ofLogits(new float[] {0, 1e-20f}, new int[] {1}, 2);
        assertThat(p.probability(0, 0)).isEqualTo(p.probability(0, 1));
        assertThat(p.predicted(0)).isEqualTo(1);
    }

    @Example
    void meanEntropyIsTheMeanOfTheRows() {
        Predictions p = Predictions.ofProbabilities(new double[] {1, 0, 0.5, 0.5}, LABELS, 2);
        assertThat(p.meanEntropy()).isEqualTo(Math.log(2) / 2);
        Predictions q = Predictions.ofLogits(new float[] {2, 1, 0, -1}, new int[] {0}, 4);
        assertThat(q.meanEntropy()).isEqualTo(Entropy.fromLogits(2, 1, 0, -1));
    }

    @Example
    void anImpossibleClassIsAllowed() {
        Predictions p = Predictions.ofLogits(new float[] {0, Float.NEGATIVE_INFINITY, 0}, new int[] {0}, 3);
        assertThat(p.probabilities(0)).containsExactly(0.5, 0, 0.5);
        assertThat(p.meanEntropy()).isEqualTo(Math.log(2));
    }

    @Example
    void arraysAreCopiedInAndOut() {
        float[] logits = {2, 0, 0, 1};
        int[] labels = {0, 1};
        Predictions p = Predictions.ofLogits(logits, labels, 2);
        logits[0] = -9;
        labels[0] = 1;
        p.labels()[1] = 0;
        p.logits(0)[0] = -9;
        p.probabilities(0)[0] = 0;
        p.confidences()[0] = 0;
        assertThat(p.logits(0)).containsExactly(2, 0);
        assertThat(p.labels()).containsExactly(0, 1);
        assertThat(p.confidence(0)).isEqualTo(Softmax.of(new double[] {2, 0})[0]);
        assertThat(p.accuracy()).isEqualTo(1);
    }

    @Property(tries = 100)
    void sliceKeepsItsExamples(@ForAll long seed) {
        Predictions p = Samples.random(seed, 12);
        Predictions part = p.slice(3, 8);
        assertThat(part.size()).isEqualTo(5);
        assertThat(part.classes()).isEqualTo(p.classes());
        for (int i = 0; i < part.size(); i++) {
            assertThat(part.label(i)).isEqualTo(p.label(3 + i));
            assertThat(part.predicted(i)).isEqualTo(p.predicted(3 + i));
            assertThat(part.logits(i)).isEqualTo(p.logits(3 + i));
            assertThat(part.probabilities(i)).isEqualTo(p.probabilities(3 + i));
        }
    }

    @Example
    void averageIsTheArithmeticMeanOfProbabilities() {
        Predictions a = Predictions.ofProbabilities(new double[] {0.9, 0.1, 0.5, 0.5}, LABELS, 2);
        Predictions b = Predictions.ofLogits(new float[] {0, 0, -100, 100}, LABELS, 2);
        Predictions mean = Predictions.average(List.of(a, b));
        assertThat(mean.probabilities(0)).containsExactly(new double[] {0.7, 0.3}, within(1e-16));
        assertThat(mean.probabilities(1)).containsExactly(new double[] {0.25, 0.75}, within(1e-16));
        assertThat(mean.hasLogits()).isFalse();
        assertThat(mean.labels()).isEqualTo(LABELS);
        assertThat(Predictions.average(List.of(a)).probabilities(0)).isEqualTo(a.probabilities(0));
    }

    @Example
    void floatProbabilitiesMayBeOffByTheirRounding() {
        Predictions p = Predictions.ofProbabilities(new float[] {0.1f, 0.2f, 0.700003f}, new int[] {2}, 3);
        assertThat(p.confidence(0)).isEqualTo(0.700003f);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.ofProbabilities(new float[] {0.1f, 0.2f, 0.7003f}, new int[] {2}, 3))
                .withMessageMatching("p: row 0 sums to 1\\.0002999\\d*, not to 1 .*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.ofProbabilities(new double[] {0.1, 0.2, 0.700003}, new int[] {2}, 3));
    }

    @Example
    void messagesNameRowClassAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.ofLogits(new float[] {0, 1, 2, Float.NaN}, LABELS, 2))
                .withMessage("logits: row 1, class 1 is NaN; a logit must be a number below +Infinity (has the training "
                        + "diverged?)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.ofLogits(new float[20], new int[] {3, 10}, 10))
                .withMessage("labels[1] = 10 is not one of the 10 classes 0 to 9");
        assertThatIllegalArgumentException().isThrownBy(() -> Predictions.ofLogits(new float[5], LABELS, 2))
                .withMessage("logits has 5 values, but the 2 examples in labels and 2 classes need 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.ofProbabilities(new double[] {0.5, 0.5, -3, 4}, LABELS, 2))
                .withMessage("p: row 1, class 0 is -3.0; a probability must lie between 0 and 1 (if these are logits, use "
                        + "ofLogits)");
        float none = Float.NEGATIVE_INFINITY;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Predictions.ofLogits(new float[] {1, 2, none, none}, LABELS, 2))
                .withMessage("logits: row 1 holds nothing but -Infinity; at least one class must be possible");
        assertThatIllegalArgumentException().isThrownBy(() -> Predictions.ofProbabilities(new double[2], LABELS, 1))
                .withMessageContaining("give both columns");
    }

    @Example
    void noLogitsIsAStateAndSaysSo() {
        Predictions p = Predictions.ofProbabilities(new double[] {0.5, 0.5}, new int[] {0}, 2);
        assertThat(p.hasLogits()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> p.logits(0))
                .withMessage("these predictions have no logits: they were made from probabilities");
    }

    @Example
    void averagingDifferentExamplesIsRefused() {
        Predictions a = Predictions.ofLogits(new float[4], new int[] {0, 1}, 2);
        Predictions b = Predictions.ofLogits(new float[4], new int[] {0, 0}, 2);
        Predictions c = Predictions.ofLogits(new float[2], new int[] {0}, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> Predictions.average(List.of(a, b)))
                .withMessage("label 1 of members[1] is 0, but that of members[0] is 1: all must be about the same examples, "
                        + "in the same order");
        assertThatIllegalArgumentException().isThrownBy(() -> Predictions.average(List.of(a, a, c)))
                .withMessageStartingWith("members[2] has 1 examples of 2 classes, but members[0] has 2 of 2");
    }

    private static double[] flat(Predictions p) {
        double[] flat = new double[p.size() * p.classes()];
        for (int i = 0; i < p.size(); i++) {
            System.arraycopy(p.probabilities(i), 0, flat, i * p.classes(), p.classes());
        }
        return flat;
    }
}
