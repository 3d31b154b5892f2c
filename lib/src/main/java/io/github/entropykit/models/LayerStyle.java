package io.github.entropykit.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** What the builders' hidden layers have in common: weights, normalisation, activation, dropout, in this order. */
record LayerStyle(UnaryOperator<NDArray> activation, Initializer initializer, Normalization normalization, double dropout) {

    static final LayerStyle PLAIN = new LayerStyle(Activation::relu, Initializers.HE_NORMAL, Normalization.NONE, 0);

    LayerStyle {
        Objects.requireNonNull(activation, "activation");
        Objects.requireNonNull(initializer, "initializer");
        Objects.requireNonNull(normalization, "normalization");
        McDropout.requireProbability(dropout);
    }

    LayerStyle withActivation(UnaryOperator<NDArray> other) {
        return new LayerStyle(other, initializer, normalization, dropout);
    }

    LayerStyle withInitializer(Initializer other) {
        return new LayerStyle(activation, other, normalization, dropout);
    }

    LayerStyle withNormalization(Normalization other) {
        return new LayerStyle(activation, initializer, other, dropout);
    }

    LayerStyle withDropout(double other) {
        return new LayerStyle(activation, initializer, normalization, other);
    }

    /** Adds linear, normalisation, activation, dropout. */
    void addLinear(SequentialBlock to, int units) {
        to.add(Linear.builder().setUnits(units).optBias(bias()).build());
        addActivation(to);
        addDropout(to);
    }

    /** Adds a convolution with square kernels, normalisation, activation; dropout of single places does little there. */
    void addConvolution(SequentialBlock to, int channels, int kernel, int padding) {
        to.add(Conv2d.builder().setFilters(channels).setKernelShape(new Shape(kernel, kernel))
                .optPadding(new Shape(padding, padding)).optBias(bias()).build());
        addActivation(to);
    }

    void addDropout(SequentialBlock to) {
        if (dropout > 0) {
            to.add(McDropout.of(dropout));
        }
    }

    /** The sum of a branch and its input. */
    static Block skip(Block branch) {
        return new ParallelBlock(outputs -> new NDList(outputs.get(0).singletonOrThrow()
                .add(outputs.get(1).singletonOrThrow())), List.of(Blocks.identityBlock(), branch));
    }

    private void addActivation(SequentialBlock to) {
        if (normalization != Normalization.NONE) {
            to.add(normalization.block());
        }
        to.add(LambdaBlock.singleton(activation::apply, "activation"));
    }

    /** A normalisation brings its own beta, and batch normalisation takes away whatever a bias adds. */
    private boolean bias() {
        return normalization == Normalization.NONE;
    }
}
