package io.github.entropykit.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;

import java.util.function.UnaryOperator;

/**
 * A multi-layer perceptron: linear layers with an activation between them, logits out.
 *
 * <pre>{@code
 * Block network = Mlp.of(784, 256, 10).dropout(0.5).build();
 * Block deep = Mlp.of(784, 64, 64, 64, 10).normalization(Normalization.BATCH).residual().build();
 * }</pre>
 *
 * <p>The input is a batch of any shape N x ... whose examples have as many values as the first layer takes; the output
 * is N x K, before softmax. Each hidden layer is linear, normalisation, activation, dropout. Weights are He-normal unless
 * told otherwise, biases zero. Immutable: each setting gives a new builder.
 */
public final class Mlp {

    private final int[] sizes;
    private final LayerStyle style;
    private final boolean residual;

    private Mlp(int[] sizes, LayerStyle style, boolean residual) {
        this.sizes = sizes;
        this.style = style;
        this.residual = residual;
    }

    /**
     * Names the layers.
     *
     * @param sizes inputs, units of each hidden layer, outputs: at least two numbers, each at least 1
     * @return ReLU, He-normal weights, no normalisation, no dropout
     * @throws IllegalArgumentException if there are fewer than two sizes or one is below 1
     */
    public static Mlp of(int... sizes) {
        if (sizes.length < 2) {
            throw new IllegalArgumentException("sizes has length " + sizes.length
                    + ": a network needs at least inputs and outputs, such as Mlp.of(784, 10)");
        }
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] < 1) {
                throw new IllegalArgumentException("sizes[" + i + "] is " + sizes[i] + ": it must be at least 1");
            }
        }
        return new Mlp(sizes.clone(), LayerStyle.PLAIN, false);
    }

    /**
     * Sets the activation of the hidden layers.
     *
     * @param activation such as {@code Activation::tanh}
     * @return a new builder
     */
    public Mlp activation(UnaryOperator<NDArray> activation) {
        return new Mlp(sizes, style.withActivation(activation), residual);
    }

    /**
     * Sets how the weights are drawn. Biases start at zero in any case.
     *
     * @param initializer such as {@link Initializers#GLOROT_UNIFORM}
     * @return a new builder
     */
    public Mlp initializer(Initializer initializer) {
        return new Mlp(sizes, style.withInitializer(initializer), residual);
    }

    /**
     * Sets what stands between each hidden linear layer and its activation. A layer with a normalisation has no bias: the
     * normalisation's beta takes its place.
     *
     * @param normalization such as {@link Normalization#BATCH}
     * @return a new builder
     */
    public Mlp normalization(Normalization normalization) {
        return new Mlp(sizes, style.withNormalization(normalization), residual);
    }

    /**
     * Sets dropout after each hidden activation: in training a unit is dropped with this probability and the others
     * are divided by one minus it, so that the expected value stays; in prediction nothing happens, unless
     * {@link McDropout} is left on.
     *
     * @param dropProbability from 0 up to, not including, 1. Note that Srivastava et al. (2014) write p for the
     *     probability to keep
     * @return a new builder
     * @throws IllegalArgumentException if it is outside [0, 1)
     */
    public Mlp dropout(double dropProbability) {
        return new Mlp(sizes, style.withDropout(dropProbability), residual);
    }

    /**
     * Makes each hidden layer but the first add to its input instead of replacing it: h + layer(h) for layer(h), so that
     * the identity is what a layer with zero weights does.
     *
     * <p>Source: K. He, X. Zhang, S. Ren, J. Sun, "Deep residual learning for image recognition" (2015), arXiv:1512.03385.
     *
     * @return a new builder
     * @throws IllegalArgumentException if the hidden layers have not all the same width
     */
    public Mlp residual() {
        for (int i = 2; i < sizes.length - 1; i++) {
            if (sizes[i] != sizes[1]) {
                throw new IllegalArgumentException("hidden layers of " + sizes[1] + " and " + sizes[i]
                        + " units cannot be added: residual() needs hidden layers of one width");
            }
        }
        return new Mlp(sizes, style, true);
    }

    /**
     * Makes the network, without weights as yet.
     *
     * @return a new block on each call
     */
    public SequentialBlock build() {
        SequentialBlock network = new SequentialBlock().add(new InputShape(new Shape(sizes[0]),
                pixels -> "build the network with Mlp.of(" + pixels + ", ...)"));
        for (int layer = 1; layer < sizes.length - 1; layer++) {
            if (residual && layer > 1) {
                SequentialBlock branch = new SequentialBlock();
                style.addLinear(branch, sizes[layer]);
                network.add(LayerStyle.skip(branch));
            } else {
                style.addLinear(network, sizes[layer]);
            }
        }
        network.add(Linear.builder().setUnits(sizes[sizes.length - 1]).build());
        network.setInitializer(style.initializer(), Parameter.Type.WEIGHT);
        return network;
    }
}
