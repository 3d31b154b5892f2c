package io.github.entropykit.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import java.util.Arrays;

/** Batch normalisation, then noise whose mean and variance are new in each training step; see {@link Normalization#noisyBatch}. */
final class NoisyBatchNorm extends AbstractBlock {

    private static final byte VERSION = 1;

    private final Block norm = addChildBlock("norm", BatchNorm.builder().build());
    private final float shift;
    private final float spread;
    private final float jitter;

    NoisyBatchNorm(float shift, float spread, float jitter) {
        super(VERSION);
        this.shift = shift;
        this.spread = spread;
        this.jitter = jitter;
    }

    static void require(String name, double value, double least) {
        if (!(value >= least && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be at least " + least + " and finite");
        }
    }

    @Override
    protected NDList forwardInternal(ParameterStore parameterStore, NDList inputs, boolean training,
            PairList<String, Object> params) {
        NDList normalised = norm.forward(parameterStore, inputs, training, params);
        if (!training) {
            return normalised;
        }
        NDArray a = normalised.singletonOrThrow();
        Shape all = a.getShape();
        long[] units = new long[all.dimension()];
        Arrays.fill(units, 1);
        units[1] = all.get(1);
        NDManager manager = a.getManager();
        NDArray m = manager.randomUniform(-shift, shift, new Shape(units))
                .add(manager.randomUniform(-jitter, jitter, all));
        NDArray s = manager.randomUniform(1, spread, new Shape(units))
                .add(manager.randomNormal(0, jitter, all, DataType.FLOAT32));
        return new NDList(a.mul(s).add(m));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
        norm.initialize(manager, dataType, inputShapes);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
