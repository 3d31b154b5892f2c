package io.github.entropykit.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.initializer.Initializer;

import java.util.function.UnaryOperator;

/**
 * A small convolutional network for grey images, logits out.
 *
 * <pre>{@code
 * Block old = ConvNet.leNet(10).build();
 * Block modern = ConvNet.of(10, 8, 16, 32).normalization(Normalization.BATCH).residual().build();
 * }</pre>
 *
 * <p>The input is a batch N x pixels, 28 x 28 unless {@link #input} says otherwise; the output is N x K, before softmax.
 * Each hidden layer is linear or convolution, normalisation, activation. Weights are He-normal unless told otherwise, biases
 * zero. Immutable: each setting gives a new builder.
 */
public final class ConvNet {

    private static final int LENET_KERNEL = 5;

    /** Channels of the stages, or none for LeNet's plan. */
    private final int[] channels;
    private final int classes;
    private final int rows;
    private final int columns;
    private final LayerStyle style;
    private final boolean residual;

    private ConvNet(int[] channels, int classes, int rows, int columns, LayerStyle style, boolean residual) {
        this.channels = channels;
        this.classes = classes;
        this.rows = rows;
        this.columns = columns;
        this.style = style;
        this.residual = residual;
    }

    /**
     * A network of LeNet-5's layers: convolution 5 x 5 to 6 channels, pooling, convolution 5 x 5 to 16 channels, pooling,
     * linear to 120, 84 and the classes; 61,706 parameters for ten classes. ReLU and largest-value pooling stand where the
     * original had a scaled tanh and trained sub-sampling.
     *
     * <p>Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition" (1998).
     *
     * @param classes number of outputs, at least 1
     * @return for images of 28 x 28 pixels
     * @throws IllegalArgumentException if there is no class
     */
    public static ConvNet leNet(int classes) {
        return new ConvNet(new int[0], atLeastOne("classes", classes), 28, 28, LayerStyle.PLAIN, false);
    }

    /**
     * A network of stages: convolution 3 x 3, then largest-value pooling 2 x 2 after each stage but the last; at the end the
     * mean over all places of each channel, and one linear layer.
     *
     * @param classes number of outputs, at least 1
     * @param channels channels of each stage, such as 8, 16, 32: on one core an epoch of 5,000 images then takes one or two seconds
     * @return for images of 28 x 28 pixels
     * @throws IllegalArgumentException if there is no stage or a number is below 1
     */
    public static ConvNet of(int classes, int... channels) {
        if (channels.length == 0) {
            throw new IllegalArgumentException("there are no channels: name those of each stage, such as ConvNet.of(10, 8, 16, 32)");
        }
        for (int i = 0; i < channels.length; i++) {
            atLeastOne("channels[" + i + "]", channels[i]);
        }
        return new ConvNet(channels.clone(), atLeastOne("classes", classes), 28, 28, LayerStyle.PLAIN, false);
    }

    /**
     * Sets the size of the images.
     *
     * @param rows of pixels
     * @param columns of pixels
     * @return a new builder
     * @throws IllegalArgumentException if the pooling leaves nothing of them
     */
    public ConvNet input(int rows, int columns) {
        int least = channels.length == 0 ? 12 : 1 << (channels.length - 1);
        if (rows < least || columns < least) {
            throw new IllegalArgumentException("images of " + rows + " x " + columns + " pixels are too small: this network needs "
                    + least + " x " + least);
        }
        return new ConvNet(channels, classes, rows, columns, style, residual);
    }

    /**
     * Sets the activation of the hidden layers.
     *
     * @param activation such as {@code Activation::tanh}
     * @return a new builder
     */
    public ConvNet activation(UnaryOperator<NDArray> activation) {
        return new ConvNet(channels, classes, rows, columns, style.withActivation(activation), residual);
    }

    /**
     * Sets how the weights are drawn. Biases start at zero in any case.
     *
     * @param initializer such as {@link Initializers#GLOROT_UNIFORM}
     * @return a new builder
     */
    public ConvNet initializer(Initializer initializer) {
        return new ConvNet(channels, classes, rows, columns, style.withInitializer(initializer), residual);
    }

    /**
     * Sets what stands between each hidden layer and its activation. A layer with a normalisation has no bias.
     *
     * @param normalization such as {@link Normalization#BATCH}
     * @return a new builder
     */
    public ConvNet normalization(Normalization normalization) {
        return new ConvNet(channels, classes, rows, columns, style.withNormalization(normalization), residual);
    }

    /**
     * Sets dropout: after each hidden linear layer of LeNet, before the only linear layer of the other kind. Convolutions
     * have none.
     *
     * @param dropProbability from 0 up to, not including, 1
     * @return a new builder
     * @throws IllegalArgumentException if it is outside [0, 1)
     * @see Mlp#dropout
     */
    public ConvNet dropout(double dropProbability) {
        return new ConvNet(channels, classes, rows, columns, style.withDropout(dropProbability), residual);
    }

    /**
     * Gives each stage a second convolution 3 x 3, whose result is added to its input.
     *
     * @return a new builder
     * @throws IllegalStateException if this is LeNet, which has no stages
     * @see Mlp#residual
     */
    public ConvNet residual() {
        if (channels.length == 0) {
            throw new IllegalStateException("LeNet has no stages to skip: use ConvNet.of(classes, channels...)");
        }
        return new ConvNet(channels, classes, rows, columns, style, true);
    }

    /**
     * Makes the network, without weights as yet.
     *
     * @return a new block on each call
     */
    public SequentialBlock build() {
        SequentialBlock network = new SequentialBlock().add(new InputShape(new Shape(1, rows, columns),
                pixels -> "tell the network the size of an image by input(rows, columns)"));
        if (channels.length == 0) {
            addLeNet(network);
        } else {
            addStages(network);
        }
        network.add(Linear.builder().setUnits(classes).build());
        network.setInitializer(style.initializer(), Parameter.Type.WEIGHT);
        return network;
    }

    private void addLeNet(SequentialBlock network) {
        style.addConvolution(network, 6, LENET_KERNEL, 2);
        addHalving(network);
        style.addConvolution(network, 16, LENET_KERNEL, 0);
        addHalving(network);
        network.add(Blocks.batchFlattenBlock());
        style.addLinear(network, 120);
        style.addLinear(network, 84);
    }

    private void addStages(SequentialBlock network) {
        for (int stage = 0; stage < channels.length; stage++) {
            if (stage > 0) {
                addHalving(network);
            }
            style.addConvolution(network, channels[stage], 3, 1);
            if (residual) {
                SequentialBlock branch = new SequentialBlock();
                style.addConvolution(branch, channels[stage], 3, 1);
                network.add(LayerStyle.skip(branch));
            }
        }
        network.add(Pool.globalAvgPool2dBlock());
        style.addDropout(network);
    }

    private static void addHalving(SequentialBlock network) {
        network.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be at least 1");
        }
        return value;
    }
}
