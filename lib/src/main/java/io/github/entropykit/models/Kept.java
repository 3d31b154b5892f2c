package io.github.entropykit.models;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import ai.djl.util.PairList;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A block of a trained network, taken into another one: it computes as the original does, but with weights of its own, which start as
 * copies. Until the new network is initialised they are Java arrays, so that there is nothing to close.
 *
 * <p>DJL's blocks cannot be cloned. But they ask a {@link ParameterStore} for the values of their parameters, so this one answers with
 * those of the copies. The original may be closed meanwhile: that frees its values, not the block.
 */
final class Kept extends AbstractBlock {

    private static final byte VERSION = 1;

    private final Block original;
    private final List<Copy> copies;
    private final Map<Parameter, Parameter> own = new IdentityHashMap<>();
    private final boolean frozen;

    private Kept(Block original, List<Copy> copies, boolean frozen) {
        super(VERSION);
        this.original = original;
        this.copies = copies;
        this.frozen = frozen;
        for (Copy copy : copies) {
            own.put(copy.of, addParameter(Parameter.builder().setName(copy.name).setType(copy.of.getType()).optShape(copy.of.getShape())
                    .optRequiresGrad(copy.learns && !frozen).optInitializer(copy).build()));
        }
    }

    /** Takes the values that the block's parameters have now. */
    static Kept of(Block block) {
        List<Copy> copies = new ArrayList<>();
        if (block instanceof Kept) {
            Kept kept = (Kept) block;
            kept.copies.forEach(c -> copies.add(new Copy(c.name, c.of, c.learns, encoded(kept.own.get(c.of)))));
            return new Kept(kept.original, copies, false);
        }
        for (Pair<String, Parameter> each : block.getParameters()) {
            Parameter parameter = each.getValue();
            copies.add(new Copy(each.getKey(), parameter, parameter.requiresGradient(), encoded(parameter)));
        }
        return new Kept(block, copies, false);
    }

    /** A new block with the same copies. */
    Kept again(boolean frozen) {
        return new Kept(original, copies, frozen);
    }

    boolean hasWeights() {
        return copies.stream().anyMatch(copy -> copy.of.getType() == Parameter.Type.WEIGHT);
    }

    private static byte[] encoded(Parameter parameter) {
        try {
            return parameter.getArray().encode();
        } catch (IllegalStateException e) {
            throw new IllegalStateException("the weights of this network are closed: take its layers before closing it", e);
        }
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        return original.forward(new Redirected(store), inputs, training && !frozen, params);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return original.getOutputShapes(inputShapes);
    }

    @Override
    public String toString() {
        return (frozen ? "Frozen(" : "Kept(") + original + ")";
    }

    /** The value of one parameter, at the time it was taken. */
    private static final class Copy implements Initializer {

        private final String name;
        private final Parameter of;
        private final boolean learns;
        private final byte[] value;

        Copy(String name, Parameter of, boolean learns, byte[] value) {
            this.name = name;
            this.of = of;
            this.learns = learns;
            this.value = value;
        }

        @Override
        public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
            return manager.decode(value);
        }
    }

    /** Answers for the original's parameters with ours. */
    private final class Redirected extends ParameterStore {

        private final ParameterStore store;

        Redirected(ParameterStore store) {
            super(store.getManager(), false);
            this.store = store;
        }

        @Override
        public NDArray getValue(Parameter parameter, Device device, boolean training) {
            return store.getValue(own.getOrDefault(parameter, parameter), device, training);
        }
    }
}
