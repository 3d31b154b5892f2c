package io.github.entropykit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import io.github.entropykit.training.Seeds;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class InitializersTest {

    private static final int IN = 800;
    private static final int OUT = 400;

    @Test
    void variances() {
        hasVariance(Initializers.HE_NORMAL, 2.0 / IN);
        hasVariance(Initializers.HE_UNIFORM, 2.0 / IN);
        hasVariance(Initializers.GLOROT_NORMAL, 2.0 / (IN + OUT));
        hasVariance(Initializers.GLOROT_UNIFORM, 2.0 / (IN + OUT));
    }

    @Test
    void shapesOfTheDistributions() {
        // uniform on (-a, a) with variance s²: a = sqrt(3) s; a normal variable of this many draws goes past 4 s
        assertThat(largest(Initializers.HE_UNIFORM)).isCloseTo(Math.sqrt(6.0 / IN), within(1e-5));
        assertThat(largest(Initializers.GLOROT_UNIFORM)).isCloseTo(Math.sqrt(6.0 / (IN + OUT)), within(1e-5));
        assertThat(largest(Initializers.HE_NORMAL)).isGreaterThan(4 * Math.sqrt(2.0 / IN));
        assertThat(largest(Initializers.GLOROT_NORMAL)).isGreaterThan(4 * Math.sqrt(2.0 / (IN + OUT)));
    }

    /** Trap T1: what DJL calls Xavier by default has twice the variance of Glorot and Bengio. */
    @Test
    void xavierOfDjlIsTwiceGlorot() {
        hasVariance(new XavierInitializer(), 4.0 / (IN + OUT));
    }

    /** 320 000 draws: the variance's own standard error is at most 0.25 %. */
    private static void hasVariance(Initializer initializer, double expected) {
        float[] weights = draw(initializer);
        double mean = 0;
        double square = 0;
        for (float w : weights) {
            mean += w / (double) weights.length;
            square += w * (double) w / weights.length;
        }
        assertThat(square - mean * mean).isCloseTo(expected, Percentage.withPercentage(2));
        assertThat(mean).isCloseTo(0, within(5 * Math.sqrt(expected / weights.length)));
    }

    private static double largest(Initializer initializer) {
        double largest = 0;
        for (float w : draw(initializer)) {
            largest = Math.max(largest, Math.abs(w));
        }
        return largest;
    }

    private static float[] draw(Initializer initializer) {
        Seeds.set(7);
        try (NDManager manager = NDManager.newBaseManager()) {
            return initializer.initialize(manager, new Shape(OUT, IN), DataType.FLOAT32).toFloatArray();
        }
    }
}
