package io.github.entropykit.models;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import java.util.function.LongFunction;

/**
 * Gives each example of a batch the shape that the first layer wants, and insists on its size. DJL's {@code Linear} takes
 * whatever size it meets first, and its flattening block turns one image of 784 pixels into two of 392 without a word.
 */
final class InputShape extends AbstractBlock {

    private static final byte VERSION = 1;

    private final Shape example;
    private final LongFunction<String> remedy;

    /** The shape of an example without the batch; the remedy for images of n pixels ends the message that refuses them. */
    InputShape(Shape example, LongFunction<String> remedy) {
        super(VERSION);
        this.example = example;
        this.remedy = remedy;
    }

    @Override
    protected NDList forwardInternal(ParameterStore parameterStore, NDList inputs, boolean training,
            PairList<String, Object> params) {
        Shape wanted = getOutputShapes(inputs.getShapes())[0];
        return inputs.singletonOrThrow().getShape().equals(wanted)
                ? inputs
                : new NDList(inputs.singletonOrThrow().reshape(wanted));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        long values = input.dimension() < 2 ? 1 : input.slice(1).size();
        if (values != example.size()) {
            throw new IllegalArgumentException("an image has " + values + " pixels but the first layer takes "
                    + example.size() + ": " + remedy.apply(values));
        }
        return new Shape[] {new Shape(input.get(0)).addAll(example)};
    }

    @Override
    public String toString() {
        return "InputShape" + example;
    }
}
