package io.github.entropykit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import io.github.entropykit.training.Seeds;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MlpTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        Seeds.set(1);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void oneWeightAndOneBiasForEachLayer() {
        SequentialBlock network = initialised(Mlp.of(7, 5, 3), 7);
        assertThat(network.getParameters().values()).extracting(p -> p.getArray().getShape())
                .containsExactly(new Shape(5, 7), new Shape(5), new Shape(3, 5), new Shape(3));
    }

    @Test
    void aSmallNetworkByHand() {
        // with all weights 1 and biases 0: hidden = relu(sum of inputs), logit = 2 * hidden
        SequentialBlock network = initialised(Mlp.of(3, 2, 2).initializer(new ConstantInitializer(1)), 3);
        assertThat(output(network, false, 1, 2, 4)).containsExactly(14, 14);
        assertThat(output(network, false, -1, -2, -4)).containsExactly(0, 0);
        SequentialBlock odd = initialised(Mlp.of(3, 2, 2).initializer(new ConstantInitializer(1))
                .activation(x -> x.mul(x)), 3);
        assertThat(output(odd, false, -1, -2, 1)).containsExactly(8, 8);
    }

    @Test
    void aNetworkWithoutHiddenLayersIsLinear() {
        SequentialBlock network = initialised(Mlp.of(3, 1).initializer(new ConstantInitializer(1))
                .activation(Activation::relu).dropout(0.5), 3);
        assertThat(output(network, true, -1, -2, -4)).containsExactly(-7);
    }

    @Test
    void imagesMayComeInAnyShape() {
        SequentialBlock network = initialised(Mlp.of(6, 2), 2, 3);
        NDArray out = network.forward(new ParameterStore(manager, false),
                new NDList(manager.ones(new Shape(4, 2, 3))), false).singletonOrThrow();
        assertThat(out.getShape()).isEqualTo(new Shape(4, 2));
    }

    @Test
    void biasesStartAtZeroWhateverTheInitialiser() {
        for (Parameter parameter : initialised(Mlp.of(4, 3, 2).initializer(new ConstantInitializer(1)), 4)
                .getParameters().values()) {
            float expected = parameter.getType() == Parameter.Type.BIAS ? 0 : 1;
            assertThat(parameter.getArray().toFloatArray()).containsOnly(expected);
        }
    }

    @Test
    void dropoutKeepsTheMeanInTrainingAndDoesNothingInPrediction() {
        SequentialBlock network = initialised(Mlp.of(1, 20_000, 1).dropout(0.2)
                .initializer(new ConstantInitializer(1)), 1);
        assertThat(output(network, false, 1)).containsExactly(20_000);
        // 20 000 units kept with probability 0.8 and divided by it: sd = sqrt(20 000 * 0.2 / 0.8) = 71, five of them
        assertThat(output(network, true, 1)[0]).isBetween(20_000f - 354, 20_000f + 354).isNotEqualTo(20_000);
    }

    @Test
    void eachBuildIsANetworkOfItsOwn() {
        Mlp mlp = Mlp.of(2, 2);
        assertThat(mlp.build()).isNotSameAs(mlp.build());
        assertThat(mlp.dropout(0.5)).isNotSameAs(mlp);
    }

    @Test
    void anImageOfAnotherSizeNamesBothNumbers() {
        for (Shape shape : List.of(new Shape(1, 392), new Shape(1, 1568), new Shape(1, 28, 27), new Shape(784))) {
            assertThatThrownBy(() -> Mlp.of(784, 10).build().initialize(manager, DataType.FLOAT32, shape))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(" pixels but the first layer takes 784: build the network with Mlp.of(");
        }
        assertThatThrownBy(() -> Mlp.of(784, 10).build().initialize(manager, DataType.FLOAT32, new Shape(1, 392)))
                .hasMessageContaining("an image has 392 pixels");
    }

    @Test
    void badSettings() {
        assertThatThrownBy(() -> Mlp.of(784)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sizes has length 1");
        assertThatThrownBy(() -> Mlp.of(784, 0, 10)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sizes[1] is 0: it must be at least 1");
        for (double p : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> Mlp.of(2, 2).dropout(p)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("dropProbability is " + p + ": it must be at least 0 and below 1");
        }
    }

    private SequentialBlock initialised(Mlp mlp, long... example) {
        long[] shape = new long[example.length + 1];
        shape[0] = 1;
        System.arraycopy(example, 0, shape, 1, example.length);
        SequentialBlock network = mlp.build();
        network.initialize(manager, DataType.FLOAT32, new Shape(shape));
        return network;
    }

    private float[] output(SequentialBlock network, boolean training, float... input) {
        NDArray batch = manager.create(input).reshape(1, input.length);
        return network.forward(new ParameterStore(manager, false), new NDList(batch), training)
                .singletonOrThrow().toFloatArray();
    }
}
