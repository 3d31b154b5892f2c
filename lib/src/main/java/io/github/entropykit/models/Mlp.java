package io.github.entropykit.models;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.initializer.Initializer;

import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A multi-layer perceptron: linear layers with an activation between them, logits out.
 *
 * <pre>{@code
 * Block network = Mlp.of(784, 256, 10).dropout(0.5).build();
 * }</pre>
 *
 * <p>The input is a batch of any shape N x ... whose examples have as many values as the first layer takes; the output
 * is N x K, before softmax. Each hidden layer is linear, activation, dropout. Weights are He-normal unless told
 * otherwise, biases zero. Immutable: each setting gives a new builder.
 */
public final class Mlp {

    private final int[] sizes;
    private final UnaryOperator<NDArray> activation;
    private final Initializer initializer;
    private final double dropout;

    private Mlp(int[] sizes, UnaryOperator<NDArray> activation, Initializer initializer, double dropout) {
        this.sizes = sizes;
        this.activation = activation;
        this.initializer = initializer;
        this.dropout = dropout;
    }

    /**
     * Names the layers.
     *
     * @param sizes inputs, units of each hidden layer, outputs: at least two numbers, each at least 1
     * @return ReLU, He-normal weights, no dropout
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
        return new Mlp(sizes.clone(), Activation::relu, Initializers.HE_NORMAL, 0);
    }

    /**
     * Sets the activation of the hidden layers.
     *
     * @param activation such as {@code Activation::tanh}
     * @return a new builder
     */
    public Mlp activation(UnaryOperator<NDArray> activation) {
        return new Mlp(sizes, Objects.requireNonNull(activation, "activation"), initializer, dropout);
    }

    /**
     * Sets how the weights are drawn. Biases start at zero in any case.
     *
     * @param initializer such as {@link Initializers#GLOROT_UNIFORM}
     * @return a new builder
     */
    public Mlp initializer(Initializer initializer) {
        return new Mlp(sizes, activation, Objects.requireNonNull(initializer, "initializer"), dropout);
    }

    /**
     * Sets dropout after each hidden activation: in training a unit is dropped with this probability and the others
     * are divided by one minus it, so that the expected value stays; in prediction nothing happens.
     *
     * @param dropProbability from 0 up to, not including, 1. Note that Srivastava et al. (2014) write p for the
     *     probability to keep
     * @return a new builder
     * @throws IllegalArgumentException if it is outside [0, 1)
     */
    public Mlp dropout(double dropProbability) {
        if (!(dropProbability >= 0 && dropProbability < 1)) {
            throw new IllegalArgumentException("dropProbability is " + dropProbability
                    + ": it must be at least 0 and below 1");
        }
        return new Mlp(sizes, activation, initializer, dropProbability);
    }

    /**
     * Makes the network, without weights as yet.
     *
     * @return a new block on each call
     */
    public SequentialBlock build() {
        SequentialBlock network = new SequentialBlock().add(new FlatInput(sizes[0]));
        for (int layer = 1; layer < sizes.length; layer++) {
            network.add(Linear.builder().setUnits(sizes[layer]).build());
            if (layer < sizes.length - 1) {
                network.add(LambdaBlock.singleton(activation::apply, "activation"));
                if (dropout > 0) {
                    network.add(Dropout.builder().optRate((float) dropout).build());
                }
            }
        }
        network.setInitializer(initializer, Parameter.Type.WEIGHT);
        return network;
    }
}
