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
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import io.github.entropykit.training.Seeds;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class McDropoutTest {

    private NDManager manager;
    private NDList ones;

    @BeforeEach
    void open() {
        Seeds.set(1);
        manager = NDManager.newBaseManager();
        ones = new NDList(manager.ones(new Shape(1, 100_000)));
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void meanStaysAndVarianceIsThatOfInvertedDropout() {
        double p = 0.2;
        McDropout dropout = McDropout.of(p);
        for (boolean training : new boolean[] {true, false}) {
            NDArray y = McDropout.leftOn(() -> forward(dropout, training));
            // sd of the mean sqrt(p / (1 - p) / n) = 0.0016; sd of the share 0.0013; the variance moves with the share
            assertThat((double) y.mean().getFloat()).isCloseTo(1, within(0.008));
            assertThat((double) y.square().mean().getFloat() - 1).isCloseTo(p / (1 - p), within(0.012));
            assertThat((double) y.eq(0).toType(DataType.FLOAT32, false).mean().getFloat()).isCloseTo(p, within(0.0065));
            assertThat(y.max().getFloat()).isEqualTo(1.25f);
        }
    }

    @Test
    void offInPredictionUnlessLeftOn() {
        McDropout dropout = McDropout.of(0.5);
        assertThat(forward(dropout, false)).isEqualTo(ones.singletonOrThrow());
        assertThat(forward(dropout, true)).isNotEqualTo(ones.singletonOrThrow());
        assertThat(McDropout.leftOn(() -> forward(dropout, false))).isNotEqualTo(ones.singletonOrThrow());
        assertThat(forward(dropout, false)).isEqualTo(ones.singletonOrThrow());
    }

    @Test
    void drawsTheNumbersThatDjlsOwnDraws() {
        Seeds.set(9);
        NDArray ours = forward(McDropout.of(0.3), true);
        Seeds.set(9);
        assertThat(ours).isEqualTo(forward(Dropout.builder().optRate(0.3f).build(), true));
    }

    @Test
    void offAgainAfterAnExceptionAndInOtherThreads() {
        McDropout dropout = McDropout.of(0.5);
        assertThatThrownBy(() -> McDropout.leftOn(() -> {
            throw new IllegalStateException("stop");
        })).hasMessage("stop");
        assertThat(forward(dropout, false)).isEqualTo(ones.singletonOrThrow());
        boolean dropped = McDropout.leftOn(() -> CompletableFuture
                .supplyAsync(() -> forward(dropout, false).eq(0).any().getBoolean()).join());
        assertThat(dropped).isFalse();
        boolean after = McDropout.leftOn(() -> {
            McDropout.leftOn(() -> 0);
            return forward(dropout, false).eq(0).any().getBoolean();
        });
        assertThat(after).isTrue();
    }

    @Test
    void batchNormalisationStaysInPrediction() {
        Block network = Mlp.of(3, 50, 2).normalization(Normalization.BATCH).dropout(0.5).build();
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
        float[] before = running(network);
        NDList batch = new NDList(manager.randomNormal(new Shape(20, 3)));
        McDropout.leftOn(() -> network.forward(new ParameterStore(manager, false), batch, false));
        assertThat(running(network)).containsExactly(before);
        network.forward(new ParameterStore(manager, false), batch, true);
        assertThat(running(network)).isNotEqualTo(before);
    }

    @Test
    void isFoundAtAnyDepth() {
        assertThat(McDropout.isIn(Mlp.of(2, 3, 2).build())).isFalse();
        assertThat(McDropout.isIn(new SequentialBlock().add(Dropout.builder().build()))).isFalse();
        assertThat(McDropout.isIn(McDropout.of(0.1))).isTrue();
        assertThat(McDropout.isIn(Mlp.of(2, 3, 2).dropout(0.1).build())).isTrue();
        assertThat(McDropout.isIn(new SequentialBlock().add(Mlp.of(2, 3, 3, 2).residual().dropout(0.1).build()))).isTrue();
        assertThat(McDropout.isIn(ConvNet.leNet(2).dropout(0.1).build())).isTrue();
    }

    @Test
    void badProbability() {
        for (double p : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> McDropout.of(p)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dropProbability is " + p + ": it must be at least 0 and below 1");
        }
    }

    private NDArray forward(Block block, boolean training) {
        return block.forward(new ParameterStore(manager, false), ones, training).singletonOrThrow();
    }

    private static float[] running(Block network) {
        return network.getParameters().stream().filter(p -> p.getKey().endsWith("runningMean")).findFirst().orElseThrow()
                .getValue().getArray().toFloatArray();
    }
}
