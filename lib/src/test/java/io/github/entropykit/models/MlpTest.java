package io.github.entropykit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
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
    void aNormalisedLayerHasNoBiasButGammaAndBeta() {
        assertThat(initialised(Mlp.of(7, 5, 3).normalization(Normalization.LAYER), 7).getParameters().values())
                .extracting(p -> p.getArray().getShape())
                .containsExactly(new Shape(5, 7), new Shape(5), new Shape(5), new Shape(3, 5), new Shape(3));
        assertThat(initialised(Mlp.of(7, 5, 3).normalization(Normalization.BATCH), 7).getParameters()).hasSize(7);
    }

    @Test
    void normalisationStandsBeforeTheActivation() {
        SequentialBlock network = initialised(Mlp.of(2, 4, 1).normalization(Normalization.LAYER)
                .activation(Activation::relu).initializer(new ConstantInitializer(1)), 2);
        network.getParameters().values().stream().filter(p -> p.getType() == Parameter.Type.WEIGHT).findFirst().orElseThrow()
                .getArray().set(new float[] {1, 0, 2, 0, 3, 0, 4, 0});
        // before: 1 2 3 4, after: (k - 2.5) / sqrt(1.25); the positive ones are 0.5 and 1.5 over sqrt(1.25)
        assertThat(output(network, false, 1, 9)[0]).isCloseTo(1.7888f, within(1e-3f));
    }

    @Test
    void withoutNormalisationNothingChanged() {
        Seeds.set(3);
        SequentialBlock ours = initialised(Mlp.of(6, 50, 4).dropout(0.5), 6);
        float[] logits = output(ours, true, 1, 2, 3, 4, 5, 6);
        Seeds.set(3);
        SequentialBlock theirs = new SequentialBlock().add(Linear.builder().setUnits(50).build()).add(Activation::relu)
                .add(Dropout.builder().optRate(0.5f).build()).add(Linear.builder().setUnits(4).build());
        theirs.setInitializer(Initializers.HE_NORMAL, Parameter.Type.WEIGHT);
        theirs.initialize(manager, DataType.FLOAT32, new Shape(1, 6));
        assertThat(logits).containsExactly(output(theirs, true, 1, 2, 3, 4, 5, 6));
    }

    @Test
    void aResidualLayerAddsToItsInput() {
        // all weights 1: first layer relu(3 + 4) = 7, 7; second 7 + 14 = 21; third 21 + 42 = 63; out 126
        SequentialBlock network = initialised(Mlp.of(2, 2, 2, 2, 1).residual().initializer(new ConstantInitializer(1)), 2);
        assertThat(output(network, false, 3, 4)).containsExactly(126);
        for (Parameter parameter : network.getParameters().values()) {
            if (parameter.getName().equals("weight") && parameter.getArray().getShape().equals(new Shape(2, 2))) {
                parameter.getArray().muli(0);
            }
        }
        network.getParameters().valueAt(0).getArray().addi(1);
        // zero weights make the second and the third layer the identity
        assertThat(output(network, false, 3, 4)).containsExactly(14);
    }

    @Test
    void residualOrderDoesNotMatterAndOneHiddenLayerHasNothingToSkip() {
        for (Mlp mlp : new Mlp[] {Mlp.of(3, 4, 4, 2).residual().normalization(Normalization.BATCH).dropout(0.1),
                Mlp.of(3, 4, 4, 2).dropout(0.1).normalization(Normalization.BATCH).residual()}) {
            assertThat(initialised(mlp, 3).getParameters().values().stream().mapToLong(p -> p.getArray().size()).sum())
                    .isEqualTo(12 + 16 + 2 * 16 + 10);
        }
        Seeds.set(7);
        float[] plain = output(initialised(Mlp.of(3, 4, 2), 3), false, 1, 2, 3);
        Seeds.set(7);
        assertThat(output(initialised(Mlp.of(3, 4, 2).residual(), 3), false, 1, 2, 3)).containsExactly(plain);
    }

    @Test
    void residualLayersOfOneWidthOnly() {
        assertThatThrownBy(() -> Mlp.of(784, 64, 64, 32, 10).residual()).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hidden layers of 64 and 32 units cannot be added: residual() needs hidden layers of one width");
        assertThatThrownBy(() -> Mlp.of(2, 2).normalization(null)).isInstanceOf(NullPointerException.class)
                .hasMessage("normalization");
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
