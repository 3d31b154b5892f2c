package io.github.entropykit.models;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

/**
 * Makes each example of a batch flat and insists on its size. DJL's {@code Linear} takes whatever size it meets first,
 * and its flattening block turns one image of 784 pixels into two of 392 without a word.
 */
final class FlatInput extends AbstractBlock {

    private static final byte VERSION = 1;

    private final int size;

    FlatInput(int size) {
        super(VERSION);
        this.size = size;
    }

    @Override
    protected NDList forwardInternal(ParameterStore parameterStore, NDList inputs, boolean training,
            PairList<String, Object> params) {
        Shape flat = getOutputShapes(inputs.getShapes())[0];
        return inputs.singletonOrThrow().getShape().equals(flat)
                ? inputs
                : new NDList(inputs.singletonOrThrow().reshape(flat));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        long values = input.dimension() < 2 ? 1 : input.slice(1).size();
        if (values != size) {
            throw new IllegalArgumentException("an image has " + values + " pixels but the first layer takes " + size
                    + ": build the network with Mlp.of(" + values + ", ...)");
        }
        return new Shape[] {new Shape(input.get(0), size)};
    }

    @Override
    public String toString() {
        return "FlatInput(" + size + ")";
    }
}
