package io.github.entropykit.models;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;

import java.util.function.Supplier;

/**
 * Dropout that can stay on in prediction, for the uncertainty of a network by Monte Carlo dropout.
 *
 * <p>In training a value x becomes 0 with probability p and x / (1 - p) otherwise, so that its mean stays x and its
 * variance is x² p / (1 - p). In prediction it stays x, as with DJL's own {@code Dropout}, unless the forward pass runs
 * inside {@link #leftOn}. Other blocks do not notice: batch normalisation goes on using its running averages.
 *
 * <p>{@link Mlp#dropout} and {@link ConvNet#dropout} put this block in; {@code TrainedModel.samples} asks it to stay on.
 *
 * <p>Source: Y. Gal, Z. Ghahramani, "Dropout as a Bayesian approximation" (2016), arXiv:1506.02142.
 */
public final class McDropout extends AbstractBlock {

    private static final byte VERSION = 1;

    /** A matter of the thread, so that another thread may predict with the same network meanwhile. */
    private static final ThreadLocal<Boolean> LEFT_ON = ThreadLocal.withInitial(() -> false);

    private final double dropProbability;

    private McDropout(double dropProbability) {
        super(VERSION);
        this.dropProbability = dropProbability;
    }

    /**
     * Makes a block.
     *
     * @param dropProbability from 0 up to, not including, 1
     * @return a new block
     * @throws IllegalArgumentException if it is outside [0, 1)
     */
    public static McDropout of(double dropProbability) {
        return new McDropout(requireProbability(dropProbability));
    }

    /**
     * Runs something with dropout left on in the forward passes of this thread.
     *
     * @param <T> what it gives
     * @param forward what to run
     * @return its result
     */
    public static <T> T leftOn(Supplier<T> forward) {
        boolean before = LEFT_ON.get();
        LEFT_ON.set(true);
        try {
            return forward.get();
        } finally {
            LEFT_ON.set(before);
        }
    }

    /**
     * Whether a network has this kind of dropout anywhere.
     *
     * @param network a block of any depth
     * @return true if it or a block in it is a {@code McDropout}
     */
    public static boolean isIn(Block network) {
        return network instanceof McDropout || network.getChildren().values().stream().anyMatch(McDropout::isIn);
    }

    static double requireProbability(double dropProbability) {
        if (!(dropProbability >= 0 && dropProbability < 1)) {
            throw new IllegalArgumentException("dropProbability is " + dropProbability
                    + ": it must be at least 0 and below 1");
        }
        return dropProbability;
    }

    @Override
    protected NDList forwardInternal(ParameterStore parameterStore, NDList inputs, boolean training,
            PairList<String, Object> params) {
        return training || LEFT_ON.get()
                ? Dropout.dropout(inputs.singletonOrThrow(), (float) dropProbability, true)
                : inputs;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    public String toString() {
        return "McDropout(" + dropProbability + ")";
    }
}
