package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.info.Entropy;
import io.github.entropykit.info.Probabilities;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Log loss and Brier score. */
class ProperScoresTest {
    @Example
    void knownValues() {
        Predictions p = Predictions.ofProbabilities(new double[] {0.7, 0.2, 0.1}, new int[] {0}, 3);
        assertThat(LogLoss.of(p)).isEqualTo(-Math.log(0.7));
        assertThat(BrierScore.of(p)).isCloseTo(0.09 + 0.04 + 0.01, within(1e-15));
    }

    @Example
    void alwaysAnsweringOneOverK() {
        Predictions p = Predictions.ofLogits(new float[30], new int[] {4, 0, 9}, 10);
        assertThat(LogLoss.of(p)).isCloseTo(Math.log(10), within(1e-15));
        assertThat(BrierScore.of(p)).isCloseTo(0.9, within(1e-15));
        assertThat(p.meanEntropy()).isCloseTo(Math.log(10), within(1e-15));
    }

    @Example
    void certainAndRightOrWrong() {
        double[] p = {1, 0};
        Predictions right = Predictions.ofProbabilities(p, new int[] {0}, 2);
        Predictions wrong = Predictions.ofProbabilities(p, new int[] {1}, 2);
        assertThat(Double.doubleToLongBits(LogLoss.of(right))).as("+0.0").isZero();
        assertThat(BrierScore.of(right)).isZero();
        assertThat(LogLoss.of(wrong)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(BrierScore.of(wrong)).isEqualTo(2);
    }

    /** A sum of floats may be above 1, a loss may not be below 0. */
    @Example
    void whatIsAboveOneByRoundingCostsNothing() {
        float[] p = {1.000005f, 0};
        Predictions above = Predictions.ofProbabilities(p, new int[] {0}, 2);
        assertThat(above.confidence(0)).isGreaterThan(1);
        assertThat(Double.doubleToLongBits(LogLoss.of(above))).as("+0.0").isZero();
        CalibrationAccumulator rows = CalibrationAccumulator.of(2, 10);
        rows.accept(p, 0);
        assertThat(rows.logLoss()).isZero();
        CalibrationAccumulator doubles = CalibrationAccumulator.of(2, 10);
        doubles.accept(new double[] {1 + 1e-9, 0}, 0);
        assertThat(doubles.logLoss()).isZero();
        CalibrationAccumulator batch = CalibrationAccumulator.of(2, 10);
        batch.accept(above);
        assertThat(batch.logLoss()).isZero();
    }

    @Example
    void logLossFromLogitsDoesNotUnderflow() {
        Predictions p = Predictions.ofLogits(new float[] {1e4f, -1e4f}, new int[] {1}, 2);
        assertThat(p.probability(0, 1)).isZero();
        assertThat(LogLoss.of(p)).isEqualTo(2e4);
        Predictions sure = Predictions.ofLogits(new float[] {50, 0}, new int[] {0}, 2);
        assertThat(LogLoss.of(sure)).isCloseTo(Math.exp(-50), within(1e-37));
        Predictions impossible = Predictions.ofLogits(new float[] {0, Float.NEGATIVE_INFINITY}, new int[] {1}, 2);
        assertThat(LogLoss.of(impossible)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** What makes a score proper: over labels drawn from p, p itself does best, and log loss then is the entropy. */
    @Property(tries = 100)
    void theTruthScoresBest(@ForAll long seed) {
        double[] counts = new SplittableRandom(seed).ints(3, 1, 20).asDoubleStream().toArray();
        double[] truth = Probabilities.normalise(counts);
        int n = (int) Arrays.stream(counts).sum();
        int[] labels = new int[n];
        Arrays.fill(labels, (int) counts[0], n, 1);
        Arrays.fill(labels, (int) (counts[0] + counts[1]), n, 2);
        double[] other = Probabilities.normalise(counts[0] + 1, counts[1], counts[2] + 0.5);
        assertThat(LogLoss.of(always(truth, labels))).isCloseTo(Entropy.shannon(truth), within(1e-13))
                .isLessThan(LogLoss.of(always(other, labels)));
        assertThat(LogLoss.of(always(other, labels))).isCloseTo(Entropy.cross(truth, other), within(1e-13));
        assertThat(BrierScore.of(always(truth, labels))).isLessThan(BrierScore.of(always(other, labels)));
    }

    @Property(tries = 100)
    void meanOfPartsIsTheWhole(@ForAll long seed) {
        Predictions p = Samples.random(seed, 30);
        Predictions a = p.slice(0, 10);
        Predictions b = p.slice(10, 30);
        assertThat(LogLoss.of(p)).isCloseTo((LogLoss.of(a) + 2 * LogLoss.of(b)) / 3, within(1e-13));
        assertThat(BrierScore.of(p)).isCloseTo((BrierScore.of(a) + 2 * BrierScore.of(b)) / 3, within(1e-13));
    }

    private static Predictions always(double[] p, int[] labels) {
        double[] all = new double[p.length * labels.length];
        Arrays.setAll(all, j -> p[j % p.length]);
        return Predictions.ofProbabilities(all, labels, p.length);
    }
}
