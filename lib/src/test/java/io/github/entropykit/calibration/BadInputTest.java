package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.entropykit.info.PublicMethods;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BadInputTest {
    @Test
    void everyPublicMethodNamesTheArgumentItRefuses() throws Exception {
        Predictions p = Predictions.ofLogits(new float[] {0, 1, 2, 3, 4, 5}, new int[] {0, 1, 1}, 2);
        Map<Class<?>, Object> good = Map.of(
                double[].class, new double[] {0.5, 0.5, 1, 0},
                float[].class, new float[] {0.5f, 0.5f, 1, 0},
                int[].class, new int[] {0, 1},
                double.class, 0.5,
                int.class, 2,
                long.class, 1L,
                Predictions.class, p,
                List.class, List.of(p, p));
        Map<Class<?>, List<Object>> bad = Map.of(
                double[].class, List.of(new double[0], new double[] {0.5, Double.NaN, 1, 0}, new double[] {2, -1, 0, 1}),
                float[].class, List.of(new float[0], new float[] {0.5f, Float.NaN, 1, 0},
                        new float[] {Float.POSITIVE_INFINITY, 0, 0, 1}),
                int[].class, List.of(new int[0], new int[] {0, 2}, new int[] {-1, 0}, new int[] {0}),
                double.class, List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY),
                int.class, List.of(-1, Integer.MIN_VALUE),
                List.class, List.of(List.of(), Collections.singletonList(null)));
        Map<Class<?>, Object> receivers = Map.of(Predictions.class, p, TemperatureScaling.class, TemperatureScaling.of(1));
        int calls = new PublicMethods(good, bad, receivers).refuseBadInput(Predictions.class);
        assertThat(calls).as("calls made").isGreaterThan(60);
    }

    @Test
    void zeroOfWhatMustBePositive() {
        Predictions p = Predictions.ofLogits(new float[] {0, 1}, new int[] {0}, 2);
        refuses(() -> ReliabilityDiagram.of(p, 0), "bins = 0: at least 1 needed");
        refuses(() -> CalibrationError.expected(p, 0), "bins = 0: at least 1 needed");
        refuses(() -> CalibrationError.maximum(p, 0), "bins = 0: at least 1 needed");
        refuses(() -> CalibrationError.noiseFloor(p, 0, 10, 1), "bins = 0: at least 1 needed");
        refuses(() -> CalibrationError.noiseFloor(p, 10, 1, 1), "trials = 1: at least 2 needed");
        refuses(() -> p.slice(0, 0), "from = 0, to = 0 is not a part of the examples: 0 <= from < to <= 1 is needed");
        refuses(() -> p.label(1), "i = 1 is outside 0 to 0");
        refuses(() -> p.probability(0, 2), "k = 2 is outside 0 to 1");
        refuses(() -> CalibrationError.noiseFloor(new double[] {0.5, 1.1}, 10, 10, 1),
                "confidences[1] = 1.1 is not a probability: it must lie between 0 and 1");
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }
}
