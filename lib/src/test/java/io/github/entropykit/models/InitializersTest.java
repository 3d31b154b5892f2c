package io.github.entropykit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
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

    @Test
    void orthogonalOnItsShorterSide() {
        Seeds.set(3);
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Shape shape : new Shape[] {new Shape(60, 60), new Shape(90, 40), new Shape(40, 90), new Shape(16, 8, 3, 3)}) {
                for (double gain : new double[] {1, 1.5}) {
                    NDArray w = Initializers.orthogonal(gain).initialize(manager, shape, DataType.FLOAT32);
                    assertThat(w.getShape()).isEqualTo(shape);
                    w = w.reshape(shape.get(0), -1);
                    long rows = w.getShape().get(0);
                    long columns = w.getShape().get(1);
                    NDArray products = rows <= columns ? w.dot(w.transpose()) : w.transpose().dot(w);
                    NDArray expected = manager.eye((int) Math.min(rows, columns)).mul(gain * gain);
                    assertThat(products.sub(expected).abs().max().getFloat()).isLessThan(1e-5f);
                }
            }
        }
    }

    /** No direction is preferred: the trace of a random orthogonal matrix has mean 0 and variance 1, whatever its size. */
    @Test
    void orthogonalMatricesAreUniform() {
        Seeds.set(4);
        int trials = 2000;
        double sum = 0;
        double squares = 0;
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int t = 0; t < trials; t++) {
                try (NDArray w = Initializers.orthogonal(1).initialize(manager, new Shape(4, 4), DataType.FLOAT32)) {
                    float[] a = w.toFloatArray();
                    double trace = a[0] + a[5] + a[10] + a[15];
                    sum += trace;
                    squares += trace * trace;
                }
            }
        }
        // Standard errors 0.022 and about 0.03.
        assertThat(sum / trials).isCloseTo(0, within(0.09));
        assertThat(squares / trials).isCloseTo(1, within(0.13));
        hasVariance(Initializers.orthogonal(1.5), 2.25 / IN);
    }

    @Test
    void orthogonalRefusesWhatIsNoMatrixAndNoGain() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> Initializers.orthogonal(1).initialize(manager, new Shape(5), DataType.FLOAT32))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("shape (5) is no matrix");
        }
        for (double wrong : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> Initializers.orthogonal(wrong)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("gain is " + wrong);
        }
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
