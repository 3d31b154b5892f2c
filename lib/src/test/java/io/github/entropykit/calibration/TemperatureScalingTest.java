package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.info.Softmax;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class TemperatureScalingTest {
    @Example
    void closedFormForTwoClassesAndOneMargin() {
        // Margin m, right in a of n cases: the best confidence is a/n, so m / T = ln(a / (n - a)).
        for (int a = 6; a <= 9; a++) {
            for (float margin : new float[] {0.01f, 1, 30, 1000}) {
                TemperatureScaling scaling = TemperatureScaling.fit(oneMargin(margin, a, 10));
                double expected = margin / Math.log(a / (10.0 - a));
                assertThat(scaling.temperature()).isCloseTo(expected, within(1e-12 * expected));
                assertThat(scaling.atBound()).isFalse();
            }
        }
    }

    @Example
    void findsTheTemperatureThatMadeTheLabels() {
        for (float factor : new float[] {0.25f, 1, 3}) {
            TemperatureScaling scaling = TemperatureScaling.fit(Samples.calibratedTimes(factor, 20_000, 5, 7));
            // Standard error about 1 % at this size.
            assertThat(scaling.temperature() / factor).isCloseTo(1, within(0.04));
        }
    }

    /** Syllabus 12.4: at T*, the logit that the model expects is on average the one of the truth. */
    @Property(tries = 50)
    void expectedLogitEqualsTrueLogitAtTheOptimum(@ForAll long seed) {
        Predictions p = Samples.calibratedTimes(2.5f, 200, 4, seed);
        TemperatureScaling scaling = TemperatureScaling.fit(p);
        assertThat(scaling.atBound()).isFalse();
        Predictions scaled = scaling.apply(p);
        double difference = 0;
        for (int i = 0; i < p.size(); i++) {
            for (int k = 0; k < p.classes(); k++) {
                difference += scaled.probability(i, k) * p.logits(i)[k] / p.size();
            }
            difference -= p.logits(i)[p.label(i)] / (double) p.size();
        }
        assertThat(difference).isCloseTo(0, within(1e-11));
        double best = LogLoss.of(scaled);
        assertThat(best).isCloseTo(TemperatureScaling.logLossAt(p, scaling.temperature()), within(1e-13));
        for (double factor : new double[] {0.5, 0.9, 0.999, 1.001, 1.1, 2}) {
            assertThat(TemperatureScaling.logLossAt(p, factor * scaling.temperature())).isGreaterThan(best);
        }
    }

    @Property(tries = 50)
    void neverChangesADecision(@ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 500) double temperature) {
        Predictions p = Samples.random(seed, 40);
        Predictions scaled = TemperatureScaling.of(temperature).apply(p);
        for (int i = 0; i < p.size(); i++) {
            assertThat(scaled.predicted(i)).isEqualTo(p.predicted(i));
            assertThat(scaled.confidence(i)).isGreaterThanOrEqualTo(scaled.probability(i, 0));
        }
        assertThat(scaled.accuracy()).isEqualTo(p.accuracy());
        assertThat(scaled.labels()).isEqualTo(p.labels());
    }

    @Example
    void decisionsSurviveEvenWhereScaledLogitsAreRoundedAlike() {
        Predictions p = Predictions.ofLogits(new float[] {1, Math.nextUp(1f)}, new int[] {1}, 2);
        for (double t = 1; t < 1e300; t *= 7) {
            assertThat(TemperatureScaling.of(t).apply(p).predicted(0)).isEqualTo(1);
        }
    }

    @Property(tries = 50)
    void isTheSoftmaxAtThatTemperature(@ForAll long seed, @ForAll @DoubleRange(min = 0.05, max = 50) double temperature) {
        Predictions p = Samples.random(seed, 10);
        Predictions scaled = TemperatureScaling.of(temperature).apply(p);
        for (int i = 0; i < p.size(); i++) {
            assertThat(scaled.probabilities(i)).containsExactly(Softmax.of(p.logits(i), temperature), within(1e-14));
            for (int k = 0; k < p.classes(); k++) {
                assertThat(scaled.logits(i)[k]).isEqualTo((float) (p.logits(i)[k] / temperature));
            }
        }
        assertThat(LogLoss.of(scaled)).isCloseTo(TemperatureScaling.logLossAt(p, temperature), within(1e-12));
    }

    @Example
    void scalingsCompose() {
        Predictions p = Samples.calibratedTimes(2, 500, 3, 1);
        Predictions twice = TemperatureScaling.of(0.5).apply(TemperatureScaling.of(4).apply(p));
        assertThat(LogLoss.of(twice)).isEqualTo(TemperatureScaling.logLossAt(p, 2));
        assertThat(TemperatureScaling.fit(TemperatureScaling.fit(p).apply(p)).temperature())
                .as("nothing is left to repair").isCloseTo(1, within(1e-12));
    }

    @Property(tries = 50)
    void followsTheScaleOfTheLogits(@ForAll long seed) {
        // A factor of 8 is exact in floats.
        double t = TemperatureScaling.fit(Samples.calibratedTimes(1, 200, 3, seed)).temperature();
        double t8 = TemperatureScaling.fit(Samples.calibratedTimes(8, 200, 3, seed)).temperature();
        assertThat(t8).isCloseTo(8 * t, within(1e-6 * t8));
    }

    @Example
    void goesToABoundWhenThereIsNoMinimum() {
        TemperatureScaling perfect = TemperatureScaling.fit(oneMargin(3, 10, 10));
        assertThat(perfect.temperature()).isEqualTo(Math.exp(-10));
        assertThat(perfect.atBound()).isTrue();
        TemperatureScaling chance = TemperatureScaling.fit(oneMargin(3, 5, 10));
        assertThat(chance.temperature()).isEqualTo(Math.exp(10));
        assertThat(chance.atBound()).isTrue();
        TemperatureScaling worse = TemperatureScaling.fit(oneMargin(3, 1, 10));
        assertThat(worse.atBound()).isTrue();
        assertThat(worse).hasToString("temperature 22026.465794806718 (at the bound: no minimum found)");
    }

    /** Where the exponentials of all gaps are 0 at every temperature in range, the loss is flat, and yet has no minimum. */
    @Example
    void gapsBeyondAllRangeAreStillAtTheBound() {
        for (float gap : new float[] {1e5f, 1e7f, 1e9f, 3e38f}) {
            float[] logits = {0, -gap, -gap, 0};
            TemperatureScaling right = TemperatureScaling.fit(Predictions.ofLogits(logits, new int[] {0, 1}, 2));
            assertThat(right.temperature()).isEqualTo(Math.exp(-10));
            assertThat(right.atBound()).isTrue();
            TemperatureScaling half = TemperatureScaling.fit(Predictions.ofLogits(logits, new int[] {0, 0}, 2));
            assertThat(half.temperature()).isEqualTo(Math.exp(10));
            assertThat(half.atBound()).isTrue();
        }
    }

    /** Of many examples a sample gives the start; however wrong that is, the end must be that of all. */
    @Example
    void aMisleadingSampleDoesNoHarm() {
        int n = 4000;
        for (int rightInSample : new int[] {0, 251, 499, 500}) {
            for (int rightElsewhere : new int[] {2001, 2900, 3499}) {
                float[] logits = new float[2 * n];
                int[] labels = new int[n];
                for (int i = 0; i < n; i++) {
                    logits[2 * i] = 3;
                    // Each eighth is in the sample.
                    boolean right = i % 8 == 0 ? i / 8 < rightInSample : i - i / 8 - 1 < rightElsewhere;
                    labels[i] = right ? 0 : 1;
                }
                TemperatureScaling scaling = TemperatureScaling.fit(Predictions.ofLogits(logits, labels, 2));
                int right = rightInSample + rightElsewhere;
                double expected = 3 / Math.log(right / (double) (n - right));
                // The rounding of a sum of n equal terms, and how much more the temperature feels it.
                double error = 1e-16 * n * n / (2 * right - n);
                assertThat(scaling.temperature()).isCloseTo(expected, within(error * expected));
                assertThat(scaling.atBound()).isFalse();
            }
        }
    }

    @Example
    void logitsThatSayNothingGiveOne() {
        TemperatureScaling scaling = TemperatureScaling.fit(Predictions.ofLogits(new float[6], new int[] {0, 1, 1}, 2));
        assertThat(scaling.temperature()).isEqualTo(1);
        assertThat(scaling.atBound()).isFalse();
        float none = Float.NEGATIVE_INFINITY;
        Predictions ties = Predictions.ofLogits(new float[] {7, 7, none, none, 2, 2}, new int[] {0, 1}, 3);
        assertThat(TemperatureScaling.fit(ties)).hasToString("temperature 1.0");
    }

    @Example
    void impossibleClassesAreFineUnlessTheyAreTrue() {
        float none = Float.NEGATIVE_INFINITY;
        float[] logits = {4, 0, none, 4, 0, none, 4, 0, none, 0, 4, none};
        TemperatureScaling scaling = TemperatureScaling.fit(Predictions.ofLogits(logits, new int[] {0, 0, 1, 1}, 3));
        assertThat(scaling.temperature()).isCloseTo(4 / Math.log(3), within(1e-12));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TemperatureScaling.fit(Predictions.ofLogits(logits, new int[] {0, 2, 1, 1}, 3)))
                .withMessageContaining("true label 2 of example 1 has logit -Infinity");
    }

    @Example
    void saysThatItNeedsLogits() {
        Predictions p = Predictions.ofProbabilities(new double[] {0.5, 0.5}, new int[] {0}, 2);
        for (ThrowingCallable call
                : new ThrowingCallable[] {
                    () -> TemperatureScaling.fit(p),
                    () -> TemperatureScaling.of(2).apply(p),
                    () -> TemperatureScaling.logLossAt(p, 2)}) {
            assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("has no logits");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> TemperatureScaling.of(0))
                .withMessage("temperature = 0.0 must be positive and finite");
    }

    @Example
    void repairsOverConfidence() {
        Predictions validation = Samples.calibratedTimes(3, 5_000, 10, 1);
        Predictions test = Samples.calibratedTimes(3, 5_000, 10, 2);
        Predictions repaired = TemperatureScaling.fit(validation).apply(test);
        assertThat(CalibrationError.expected(test, 15)).isGreaterThan(0.1);
        assertThat(CalibrationError.expected(repaired, 15)).isLessThan(0.03);
        assertThat(LogLoss.of(repaired)).isLessThan(LogLoss.of(test));
    }

    /** The same margin everywhere; the given number of predictions is right. */
    private static Predictions oneMargin(float margin, int right, int size) {
        float[] logits = new float[2 * size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            logits[2 * i] = margin;
            labels[i] = i < right ? 0 : 1;
        }
        return Predictions.ofLogits(logits, labels, 2);
    }
}
