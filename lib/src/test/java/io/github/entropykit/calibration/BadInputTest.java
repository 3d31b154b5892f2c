package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.info.PublicMethods;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BadInputTest {
    @Test
    void everyPublicMethodNamesTheArgumentItRefuses() throws Exception {
        Predictions p = Predictions.ofLogits(new float[] {0, 1, 2, 3, 4, 5}, new int[] {0, 1, 1}, 2);
        Map<Object, Object> good = new HashMap<>(Map.of(
                double[].class, new double[] {0.5, 0.5},
                float[].class, new float[] {0.5f, 0.5f},
                int[].class, new int[] {0},
                double.class, 0.5,
                int.class, 2,
                long.class, 1L,
                Predictions.class, p,
                List.class, List.of(p, p)));
        good.put("k", 1);
        good.put("label", 1);
        good.put(ReliabilityDiagram.class, ReliabilityDiagram.of(p, 2));
        good.put(CalibrationAccumulator.class, CalibrationAccumulator.of(2, 2));
        Map<Class<?>, List<Object>> bad = Map.of(
                double[].class, List.of(new double[0], new double[] {0.5, Double.NaN}, new double[] {2, -1}),
                float[].class, List.of(new float[0], new float[] {0.5f, Float.NaN}, new float[] {Float.POSITIVE_INFINITY, 0}),
                int[].class, List.of(new int[0], new int[] {2}, new int[] {-1}, new int[] {0, 1}),
                double.class, List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY),
                int.class, List.of(-1, Integer.MIN_VALUE),
                List.class, List.of(List.of(), Collections.singletonList(null)));
        ConformalSets sets = ConformalSets.adaptive(p, 0.5);
        Map<Class<?>, Object> receivers = Map.of(Predictions.class, p, TemperatureScaling.class, TemperatureScaling.of(1),
                VectorScaling.class, VectorScaling.fit(p), PlattScaling.class, PlattScaling.fit(p),
                BetaCalibration.class, BetaCalibration.fit(p), HistogramBinning.class, HistogramBinning.fit(p, 2),
                IsotonicCalibration.class, IsotonicCalibration.fit(p), ConformalSets.class, sets,
                PredictionSets.class, sets.apply(p), CalibrationAccumulator.class, CalibrationAccumulator.of(2, 2));
        int calls = new PublicMethods(good, bad, receivers).refuseBadInput(Predictions.class);
        assertThat(calls).as("calls made").isGreaterThan(150);
    }

    @Test
    void zeroOfWhatMustBePositive() {
        Predictions p = Predictions.ofLogits(new float[] {0, 1}, new int[] {0}, 2);
        refuses(() -> ReliabilityDiagram.of(p, 0), "bins = 0: at least 1 needed");
        refuses(() -> CalibrationError.expected(p, 0), "bins = 0: at least 1 needed");
        refuses(() -> CalibrationError.maximum(p, 0), "bins = 0: at least 1 needed");
        for (ThrowingCallable call
                : new ThrowingCallable[] {
                    () -> ReliabilityDiagram.rightClosed(p, 0),
                    () -> ReliabilityDiagram.equalMass(p, 0),
                    () -> ReliabilityDiagram.ofClass(p, 1, 0),
                    () -> CalibrationError.rootMeanSquare(p, 0),
                    () -> CalibrationError.debiased(p, 0),
                    () -> CalibrationError.adaptive(p, 0),
                    () -> CalibrationError.classwise(p, 0),
                    () -> CalibrationError.binary(p, 0),
                    () -> CalibrationError.interval(p, 0, 0.5, 10, 1),
                    () -> BrierDecomposition.of(p, 0),
                    () -> HistogramBinning.fit(p, 0),
                    () -> CalibrationAccumulator.of(2, 0)}) {
            refuses(call, "bins = 0: at least 1 needed");
        }
        refuses(() -> CalibrationError.interval(p, 10, 1, 10, 1), "level = 1.0 must lie between 0 and 1, and be neither");
        refuses(() -> CalibrationError.interval(p, 10, 0.5, 1, 1), "resamples = 1: at least 2 needed");
        refuses(() -> ConformalSets.leastAmbiguous(p, 1), "alpha = 1.0 must lie between 0 and 1, and be neither");
        refuses(() -> CalibrationAccumulator.of(1, 10), "classes = 1: at least 2 needed");
        refuses(() -> CalibrationAccumulator.of(2, 10).accept(new double[] {0.5, 0.25, 0.25}, 0),
                "p has 3 values, but there are 2 classes: one for each is needed");
        refuses(() -> CalibrationAccumulator.of(2, 10).combine(CalibrationAccumulator.of(2, 11)),
                "other has 2 classes and 11 bins, this has 2 and 10: only the same can be combined");
        refuses(() -> CalibrationError.noiseFloor(p, 0, 10, 1), "bins = 0: at least 1 needed");
        refuses(() -> CalibrationError.noiseFloor(p, 10, 1, 1), "trials = 1: at least 2 needed");
        refuses(() -> p.slice(0, 0), "from = 0, to = 0 is not a part of the examples: 0 <= from < to <= 1 is needed");
        refuses(() -> p.label(1), "i = 1 is outside 0 to 0");
        refuses(() -> p.probability(0, 2), "k = 2 is outside 0 to 1");
        refuses(() -> CalibrationError.noiseFloor(new double[] {0.5, 1.1}, 10, 10, 1),
                "confidences[1] = 1.1 is not a probability: it must lie between 0 and 1");
    }

    @Test
    void whatNeedsTwoClassesOrTheSameClassesSaysSo() {
        Predictions p = Predictions.ofLogits(new float[] {0, 1}, new int[] {0}, 2);
        Predictions three = Predictions.ofLogits(new float[] {0, 1, 2}, new int[] {0}, 3);
        refuses(() -> CalibrationError.binary(three, 5), "p has 3 classes, but 2 are needed here");
        refuses(() -> PlattScaling.fit(p).apply(three), "p has 3 classes, but 2 are needed here");
        refuses(() -> BetaCalibration.fit(three), "validation has 3 classes, but 2 are needed here");
        refuses(() -> VectorScaling.fit(three).apply(p), "p has 2 classes, but 3 are needed here");
        refuses(() -> HistogramBinning.fit(three, 5).apply(p), "p has 2 classes, but 3 are needed here");
        refuses(() -> IsotonicCalibration.fit(p).apply(three), "p has 3 classes, but 2 are needed here");
        refuses(() -> ConformalSets.adaptive(p, 0.1).apply(three), "p has 3 classes, but 2 are needed here");
        refuses(() -> CalibrationAccumulator.of(2, 5).accept(three), "p has 3 classes, but 2 are needed here");
    }

    /** One class alone in the labels: nothing may fail or loop, and what is not found is owned up to. */
    @Test
    void oneClassOnly() {
        Predictions p = Predictions.ofLogits(new float[] {0, 1, 1, 0, 3, 1}, new int[3], 2);
        assertThat(CalibrationError.classwise(p, 10)).isBetween(0.0, 1.0);
        assertThat(BrierDecomposition.of(p, 10).uncertainty()).isZero();
        assertThat(VectorScaling.fit(p).converged()).isFalse();
        assertThat(BetaCalibration.fit(p).converged()).isFalse();
        assertThat(PlattScaling.fit(p).apply(p).probability(0, 0)).isCloseTo(0.8, within(1e-9));
        assertThat(HistogramBinning.fit(p, 5).apply(p).probabilities(0)).containsExactly(1, 0);
        assertThat(IsotonicCalibration.fit(p).apply(p).probabilities(0)).containsExactly(1, 0);
        assertThat(ConformalSets.adaptive(p, 0.5).apply(p).coverage()).isGreaterThanOrEqualTo(0.5);
    }

    /** All weight on one outcome, right or wrong. */
    @Test
    void certainties() {
        Predictions right = Predictions.ofProbabilities(new double[] {1, 0, 0, 0, 1, 0}, new int[] {0, 1}, 3);
        Predictions wrong = Predictions.ofProbabilities(new double[] {1, 0, 0, 0, 1, 0}, new int[] {1, 2}, 3);
        for (int bins : new int[] {1, 2, 15}) {
            assertThat(CalibrationError.rootMeanSquare(right, bins)).isZero();
            assertThat(CalibrationError.adaptive(right, bins)).isZero();
            assertThat(CalibrationError.classwise(right, bins)).isZero();
            assertThat(CalibrationError.debiased(wrong, bins)).isEqualTo(1);
            assertThat(CalibrationError.adaptive(wrong, bins)).isEqualTo(1);
        }
        assertThat(Sharpness.entropy(right)).isZero();
        assertThat(HistogramBinning.fit(right, 5).apply(wrong).probabilities(0)).containsExactly(1, 0, 0);
        assertThat(IsotonicCalibration.fit(right).apply(right).probabilities(0)).containsExactly(1, 0, 0);
        assertThat(ConformalSets.leastAmbiguous(wrong, 0.5).apply(wrong).meanSize()).as("threshold 0").isEqualTo(3);
        CalibrationAccumulator sum = CalibrationAccumulator.of(3, 5);
        sum.accept(wrong);
        assertThat(sum.logLoss()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(sum.brierScore()).isEqualTo(2);
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
