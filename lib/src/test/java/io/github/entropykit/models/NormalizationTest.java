package io.github.entropykit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import io.github.entropykit.training.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormalizationTest {

    private static final int N = 64;
    private static final int D = 5;
    private static final double EPSILON = 1e-5;

    private NDManager manager;
    private NDArray x;

    @BeforeEach
    void open() {
        Seeds.set(1);
        manager = NDManager.newBaseManager();
        // unit j has mean 10 j and standard deviation 0.01 * 3^j: the first so small that epsilon counts
        NDArray sd = manager.create(new float[] {0.01f, 0.03f, 0.09f, 0.27f, 0.81f});
        x = manager.randomNormal(new Shape(N, D)).mul(sd).add(manager.create(new float[] {0, 10, 20, 30, 40}));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void noneGivesBackWhatItGets() {
        assertThat(output(initialised(Normalization.NONE), true)).isEqualTo(x);
    }

    @Test
    void batchInTrainingHasMeanZeroAndVarianceLessOnlyByEpsilon() {
        double[][] y = columns(output(initialised(Normalization.BATCH), true));
        double[][] before = columns(x);
        for (int j = 0; j < D; j++) {
            double s2 = variance(before[j]);
            assertThat(mean(y[j])).isCloseTo(0, within(1e-4));
            assertThat(variance(y[j])).isCloseTo(s2 / (s2 + EPSILON), within(1e-3));
        }
        // the claim has content only where epsilon counts
        assertThat(variance(y[0])).isBetween(0.85, 0.95);
        assertThat(variance(y[4])).isBetween(0.9999, 1.0001);
    }

    @Test
    void batchInPredictionUsesRunningAverages() {
        Block block = initialised(Normalization.BATCH);
        output(block, true);
        double[][] before = columns(x);
        double[][] y = columns(output(block, false));
        for (int j = 0; j < D; j++) {
            // after one step: 0.9 of the first values 0 and 1, 0.1 of the batch's mean and of its variance over N - 1
            double mean = 0.1 * mean(before[j]);
            double variance = 0.9 + 0.1 * variance(before[j]) * N / (N - 1);
            for (int i = 0; i < N; i++) {
                assertThat(y[j][i]).isCloseTo((before[j][i] - mean) / Math.sqrt(variance + EPSILON), within(2e-5));
            }
        }
        assertThat(output(block, false)).isEqualTo(output(block, false));
    }

    @Test
    void layerNormalisesEachExampleAndIsTheSameInPrediction() {
        Block block = initialised(Normalization.LAYER);
        NDArray y = output(block, true);
        double[][] rows = columns(y.transpose());
        for (double[] row : rows) {
            assertThat(mean(row)).isCloseTo(0, within(1e-5));
            assertThat(variance(row)).isCloseTo(1, within(1e-5));
        }
        assertThat(output(block, false)).isEqualTo(y);
        NDArray alone = block.forward(new ParameterStore(manager, false), new NDList(x.get("3:4")), false).singletonOrThrow();
        assertThat(alone.sub(y.get("3:4")).abs().max().getFloat()).isLessThan(1e-6f);
    }

    @Test
    void layerHasTheSameEpsilon() {
        NDArray small = manager.create(new float[] {-0.001f, 0.001f}, new Shape(1, 2));
        Block block = Normalization.LAYER.block();
        block.initialize(manager, DataType.FLOAT32, small.getShape());
        float[] y = block.forward(new ParameterStore(manager, false), new NDList(small), true).singletonOrThrow().toFloatArray();
        assertThat((double) y[1]).isCloseTo(0.001 / Math.sqrt(1e-6 + EPSILON), within(1e-5));
    }

    @Test
    void gammaStartsAtOneBetaAtZeroOneEachForAUnit() {
        for (Normalization normalization : new Normalization[] {Normalization.BATCH, Normalization.LAYER,
                Normalization.noisyBatch(0.5, 1.25, 0.1)}) {
            Block block = initialised(normalization);
            block.getParameters().forEach(p -> {
                float expected = p.getKey().endsWith("gamma") || p.getKey().endsWith("runningVar") ? 1 : 0;
                assertThat(p.getValue().getArray().toFloatArray()).as(p.getKey()).hasSize(D).containsOnly(expected);
            });
        }
    }

    @Test
    void gammaAndBetaAreUsed() {
        for (Normalization normalization : new Normalization[] {Normalization.BATCH, Normalization.LAYER}) {
            Block block = initialised(normalization);
            NDArray plain = output(block, true);
            block.getParameters().get("gamma").getArray().muli(3);
            block.getParameters().get("beta").getArray().addi(7);
            assertThat(output(block, true).sub(plain.mul(3).add(7)).abs().max().getFloat()).isLessThan(1e-4f);
        }
    }

    /** Trap: one value for each unit has no variance, and the engine refuses it; a last batch of one ends a training. */
    @Test
    void aBatchOfOneIsRefusedInTraining() {
        Block block = initialised(Normalization.BATCH);
        assertThat(block.forward(new ParameterStore(manager, false), new NDList(x.get("0:1")), false).singletonOrThrow()
                .getShape()).isEqualTo(new Shape(1, D));
        assertThatThrownBy(() -> block.forward(new ParameterStore(manager, false), new NDList(x.get("0:1")), true))
                .hasMessageContaining("Expected more than 1 value per channel when training");
    }

    /** Trap: a batch of two has no scale left; whatever the values, the two are -1 and 1. */
    @Test
    void aBatchOfTwoKeepsOnlyTheOrder() {
        Block block = Normalization.BATCH.block();
        block.initialize(manager, DataType.FLOAT32, new Shape(2, 2));
        NDArray two = manager.create(new float[] {5, -1000, 7, 1000}, new Shape(2, 2));
        float[] y = block.forward(new ParameterStore(manager, false), new NDList(two), true).singletonOrThrow().toFloatArray();
        assertThat(y).usingComparatorWithPrecision(1e-4f).containsExactly(-1, -1, 1, 1);
    }

    @Test
    void afterAConvolutionAChannelIsAUnit() {
        NDArray pictures = manager.randomNormal(new Shape(6, 3, 4, 4)).mul(5).add(2);
        Block batch = Normalization.BATCH.block();
        batch.initialize(manager, DataType.FLOAT32, pictures.getShape());
        NDArray y = batch.forward(new ParameterStore(manager, false), new NDList(pictures), true).singletonOrThrow();
        for (double[] channel : columns(y.transpose(0, 2, 3, 1).reshape(96, 3))) {
            assertThat(mean(channel)).isCloseTo(0, within(1e-5));
            assertThat(variance(channel)).isCloseTo(1, within(1e-4));
        }
        Block layer = Normalization.LAYER.block();
        layer.initialize(manager, DataType.FLOAT32, pictures.getShape());
        NDArray z = layer.forward(new ParameterStore(manager, false), new NDList(pictures), true).singletonOrThrow();
        for (double[] example : columns(z.reshape(6, 48).transpose())) {
            assertThat(mean(example)).isCloseTo(0, within(1e-5));
            assertThat(variance(example)).isCloseTo(1, within(1e-4));
        }
    }

    /** y = s a + m with a of mean 0 and variance 1: mean E m = 0, variance E s² + Var m, over many steps. */
    @Test
    void noiseHasTheMomentsOfItsDefinition() {
        double shift = 0.8;
        double spread = 2;
        double jitter = 0.3;
        int units = 2000;
        int examples = 50;
        NDArray a = manager.randomNormal(new Shape(examples, units));
        Block noisy = Normalization.noisyBatch(shift, spread, jitter).block();
        noisy.initialize(manager, DataType.FLOAT32, a.getShape());
        double[][] y = columns(noisy.forward(new ParameterStore(manager, false), new NDList(a), true).singletonOrThrow());
        double[] means = new double[units];
        double[] variances = new double[units];
        for (int j = 0; j < units; j++) {
            means[j] = mean(y[j]);
            variances[j] = variance(y[j]) * examples / (examples - 1);
        }
        double scale2 = (1 + spread + spread * spread) / 3 + jitter * jitter;
        double within = scale2 + jitter * jitter / 3;
        // between units: mu is uniform with variance shift² / 3, and the mean of 50 examples adds its own error. There the
        // batch's mean of a is exactly 0, so that only the scatter of s about sigma (jitter²) and of m does
        double between = shift * shift / 3 + (jitter * jitter + jitter * jitter / 3) / examples;
        assertThat(mean(means)).isCloseTo(0, within(5 * Math.sqrt(between / units)));
        assertThat(variance(means)).isCloseTo(between, within(0.1 * between));
        // sd of sigma² for sigma uniform on 1..2 is 0.88, of a sample variance about 0.2 of it: 5 sd of the mean of 2000
        assertThat(mean(variances)).isCloseTo(within, within(5 * 1.1 / Math.sqrt(units)));
    }

    @Test
    void noiseIsNewInEachStepAndAbsentInPrediction() {
        Block noisy = initialised(Normalization.noisyBatch(0.5, 1.25, 0.1));
        Block plain = initialised(Normalization.BATCH);
        NDArray first = output(noisy, true);
        NDArray second = output(noisy, true);
        output(plain, true);
        output(plain, true);
        assertThat(first).isNotEqualTo(second);
        // the means of a unit change from step to step: they are no longer pinned at 0
        assertThat(first.mean(new int[] {0}).sub(second.mean(new int[] {0})).abs().max().getFloat()).isGreaterThan(0.1f);
        assertThat(output(noisy, false)).isEqualTo(output(plain, false));
        Seeds.set(5);
        NDArray seeded = output(noisy, true);
        Seeds.set(5);
        assertThat(output(noisy, true)).isEqualTo(seeded);
    }

    @Test
    void noNoiseIsBatchNormalisation() {
        NDArray quiet = output(initialised(Normalization.noisyBatch(0, 1, 0)), true);
        NDArray plain = output(initialised(Normalization.BATCH), true);
        assertThat(quiet.sub(plain).abs().max().getFloat()).isLessThan(1e-6f);
    }

    @Test
    void noiseOfAChannelHasOneMeanOverItsPlaces() {
        NDArray pictures = manager.randomNormal(new Shape(200, 3, 8, 8));
        Block noisy = Normalization.noisyBatch(5, 1, 0).block();
        noisy.initialize(manager, DataType.FLOAT32, pictures.getShape());
        NDArray y = noisy.forward(new ParameterStore(manager, false), new NDList(pictures), true).singletonOrThrow();
        NDArray places = y.mean(new int[] {0});
        // each place's mean over 200 examples is the channel's shift to within 5 / sqrt(200)
        NDArray spread = places.reshape(3, 64).max(new int[] {1}).sub(places.reshape(3, 64).min(new int[] {1}));
        assertThat(spread.max().getFloat()).isLessThan(0.7f);
        assertThat(places.reshape(3, 64).mean(new int[] {1}).abs().max().getFloat()).isGreaterThan(0.5f);
    }

    @Test
    void anotherNormalisationIsALambda() {
        Block exact = Mlp.of(3, 4, 2).normalization(() -> BatchNorm.builder().optEpsilon(0).build()).build();
        exact.initialize(manager, DataType.FLOAT32, new Shape(8, 3));
        assertThat(exact.getParameters().keys()).anyMatch(name -> name.endsWith("gamma"));
    }

    @Test
    void badNoise() {
        assertThatThrownBy(() -> Normalization.noisyBatch(-1, 2, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shift is -1.0: it must be at least 0.0 and finite");
        assertThatThrownBy(() -> Normalization.noisyBatch(0, 0.5, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("spread is 0.5: it must be at least 1.0 and finite");
        assertThatThrownBy(() -> Normalization.noisyBatch(0, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jitter is NaN");
        assertThatThrownBy(() -> Normalization.noisyBatch(Double.POSITIVE_INFINITY, 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Block initialised(Normalization normalization) {
        Block block = normalization.block();
        block.initialize(manager, DataType.FLOAT32, new Shape(N, D));
        return block;
    }

    private NDArray output(Block block, boolean training) {
        return block.forward(new ParameterStore(manager, false), new NDList(x), training).singletonOrThrow();
    }

    private static double[][] columns(NDArray matrix) {
        int rows = (int) matrix.getShape().get(0);
        int columns = (int) matrix.getShape().get(1);
        float[] values = matrix.toFloatArray();
        double[][] result = new double[columns][rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[j][i] = values[i * columns + j];
            }
        }
        return result;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / values.length;
    }
}
