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
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import io.github.entropykit.training.Seeds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConvNetTest {

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
    void leNetHasTheParametersOfThePaper() {
        assertThat(parameters(ConvNet.leNet(10), 784)).isEqualTo(61_706);
    }

    @Test
    void stagesHaveTheParametersTheyMustHave() {
        long plain = (9 + 1) * 16 + (9 * 16 + 1) * 32 + (9 * 32 + 1) * 64 + (64 + 1) * 10;
        assertThat(parameters(ConvNet.of(10, 16, 32, 64), 784)).isEqualTo(plain);
        // a second convolution from each number of channels to itself
        long skips = (9 * 16 + 1) * 16 + (9 * 32 + 1) * 32 + (9 * 64 + 1) * 64;
        assertThat(parameters(ConvNet.of(10, 16, 32, 64).residual(), 784)).isEqualTo(plain + skips);
        // with batch norm no bias, but gamma, beta, running mean and running variance
        assertThat(parameters(ConvNet.of(10, 16, 32, 64).normalization(Normalization.BATCH), 784))
                .isEqualTo(plain + 3 * (16 + 32 + 64));
    }

    @Test
    void logitsForEachImage() {
        for (ConvNet net : new ConvNet[] {ConvNet.leNet(7).normalization(Normalization.BATCH).dropout(0.5),
                ConvNet.of(7, 4, 8).normalization(Normalization.LAYER).residual().dropout(0.5),
                ConvNet.of(7, 4).normalization(Normalization.noisyBatch(0.5, 1.25, 0.1)).activation(Activation::tanh)}) {
            SequentialBlock network = initialised(net, 784);
            NDArray pixels = manager.randomUniform(0, 1, new Shape(3, 784));
            for (boolean training : new boolean[] {true, false}) {
                NDArray out = forward(network, pixels, training);
                assertThat(out.getShape()).isEqualTo(new Shape(3, 7));
                assertThat(out.isNaN().any().getBoolean()).isFalse();
            }
        }
    }

    @Test
    void otherSizes() {
        SequentialBlock network = initialised(ConvNet.of(2, 3, 5).input(4, 6), 24);
        assertThat(forward(network, manager.ones(new Shape(2, 24)), false).getShape()).isEqualTo(new Shape(2, 2));
        SequentialBlock leNet = initialised(ConvNet.leNet(2).input(12, 12), 144);
        assertThat(forward(leNet, manager.ones(new Shape(2, 144)), false).getShape()).isEqualTo(new Shape(2, 2));
    }

    /** One channel, all weights 1: each place adds up its 3 x 3 neighbours, and the linear layer gets their mean. */
    @Test
    void oneStageByHand() {
        SequentialBlock network = initialised(ConvNet.of(1, 1).input(3, 3).initializer(new ConstantInitializer(1)), 9);
        float[] image = new float[9];
        image[4] = 18;
        assertThat(forward(network, manager.create(image, new Shape(1, 9)), false).getFloat()).isCloseTo(18, within(1e-5f));
        image[4] = 0;
        image[0] = 9;
        // the corner is seen from four of nine places
        assertThat(forward(network, manager.create(image, new Shape(1, 9)), false).getFloat()).isCloseTo(4, within(1e-5f));
    }

    @Test
    void rowsAndColumnsAreNotSwapped() {
        // 3 x 3 sums of an image of 1 row and 9 columns: a pixel in the middle is seen from 3 places, one at an end from 2
        SequentialBlock network = initialised(ConvNet.of(1, 1).input(1, 9).initializer(new ConstantInitializer(1)), 9);
        float[] image = new float[9];
        image[0] = 9;
        assertThat(forward(network, manager.create(image, new Shape(1, 9)), false).getFloat()).isCloseTo(2, within(1e-5f));
    }

    @Test
    void aResidualStageOfZeroWeightsIsTheIdentity() {
        SequentialBlock plain = initialised(ConvNet.of(3, 4, 6), 784);
        SequentialBlock residual = initialised(ConvNet.of(3, 4, 6).residual(), 784);
        for (Parameter parameter : residual.getParameters().values()) {
            Shape shape = parameter.getArray().getShape();
            if (shape.dimension() == 4 && shape.get(0) == shape.get(1)) {
                parameter.getArray().muli(0);
            } else {
                plain.getParameters().values().stream().filter(p -> p.getArray().getShape().equals(shape))
                        .forEach(p -> parameter.getArray().set(p.getArray().toFloatArray()));
            }
        }
        NDArray pixels = manager.randomUniform(0, 1, new Shape(3, 784));
        assertThat(forward(residual, pixels, false)).isEqualTo(forward(plain, pixels, false));
    }

    @Test
    void weightsAreHeNormalForTheFieldTheySee() {
        SequentialBlock network = initialised(ConvNet.of(10, 64, 64), 784);
        NDArray second = network.getParameters().values().stream().map(Parameter::getArray)
                .filter(w -> w.getShape().equals(new Shape(64, 64, 3, 3))).findFirst().orElseThrow();
        // 36 864 weights: relative error of a variance sqrt(2 / n) = 0.7 %
        assertThat((double) second.square().mean().getFloat()).isCloseTo(2.0 / (9 * 64), within(0.04 * 2.0 / (9 * 64)));
    }

    @Test
    void eachSettingGivesANewBuilderAndEachBuildANewNetwork() {
        ConvNet net = ConvNet.leNet(10);
        assertThat(net.dropout(0.5)).isNotSameAs(net);
        assertThat(net.build()).isNotSameAs(net.build());
        int[] channels = {4};
        ConvNet own = ConvNet.of(10, channels);
        channels[0] = 8;
        assertThat(parameters(own, 784)).isEqualTo(10 * 4 + 5 * 10);
    }

    @Test
    void badSettings() {
        assertThatThrownBy(() -> ConvNet.leNet(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classes is 0: it must be at least 1");
        assertThatThrownBy(() -> ConvNet.of(10)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are no channels");
        assertThatThrownBy(() -> ConvNet.of(10, 4, -1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channels[1] is -1: it must be at least 1");
        assertThatThrownBy(() -> ConvNet.leNet(10).residual()).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("LeNet has no stages");
        assertThatThrownBy(() -> ConvNet.leNet(10).input(28, 11)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images of 28 x 11 pixels are too small: this network needs 12 x 12");
        assertThatThrownBy(() -> ConvNet.of(10, 1, 1, 1).input(3, 4)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs 4 x 4");
        assertThatThrownBy(() -> ConvNet.leNet(10).dropout(1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConvNet.leNet(10).build().initialize(manager, DataType.FLOAT32, new Shape(1, 64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an image has 64 pixels but the first layer takes 784: tell the network the size of an image by "
                        + "input(rows, columns)");
    }

    private long parameters(ConvNet net, long pixels) {
        return initialised(net, pixels).getParameters().values().stream().mapToLong(p -> p.getArray().size()).sum();
    }

    private SequentialBlock initialised(ConvNet net, long pixels) {
        SequentialBlock network = net.build();
        network.initialize(manager, DataType.FLOAT32, new Shape(1, pixels));
        return network;
    }

    private NDArray forward(SequentialBlock network, NDArray pixels, boolean training) {
        return network.forward(new ParameterStore(manager, false), new NDList(pixels), training).singletonOrThrow();
    }
}
