package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import io.github.entropykit.data.ImageData;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Examples that a network does not learn from, in Java's memory: nobody has to close them, and whoever made the arrays may.
 */
final class HeldOut {

    private final ByteBuffer inputs;
    private final DataType type;
    private final Shape example;
    private final int[] labels;

    private HeldOut(ByteBuffer inputs, DataType type, Shape example, int[] labels) {
        this.inputs = inputs;
        this.type = type;
        this.example = example;
        this.labels = labels;
    }

    static HeldOut of(ImageData images, int size, long seed) {
        int[] chosen = chosen("heldOut has no images", images.size(), size, seed);
        int pixels = images.rows() * images.columns();
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(chosen.length, 4 * pixels)).order(ByteOrder.nativeOrder());
        int[] labels = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            bytes.asFloatBuffer().put(images.image(chosen[i]));
            bytes.position(bytes.position() + 4 * pixels);
            labels[i] = images.label(chosen[i]);
        }
        return new HeldOut(bytes.flip(), DataType.FLOAT32, new Shape(pixels), labels);
    }

    static HeldOut of(NDArray inputs, NDArray labels, int size, long seed) {
        Shape shape = inputs.getShape();
        if (shape.dimension() < 2) {
            throw new IllegalArgumentException("inputs has shape " + shape + ": the first dimension counts the examples, "
                    + "the others hold one example");
        }
        if (labels.size() != shape.get(0)) {
            throw new IllegalArgumentException("labels has shape " + labels.getShape() + " for " + shape.get(0)
                    + " examples in inputs: one class number for each is needed");
        }
        int[] chosen = chosen("inputs has no examples", Math.toIntExact(shape.get(0)), size, seed);
        ByteBuffer all = inputs.toByteBuffer(false);
        int length = all.remaining() / Math.toIntExact(shape.get(0));
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(chosen.length, length)).order(ByteOrder.nativeOrder());
        Number[] every = labels.toArray();
        int[] some = new int[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            bytes.put(all.duplicate().position(chosen[i] * length).limit((chosen[i] + 1) * length));
            some[i] = label(every[chosen[i]], chosen[i]);
        }
        return new HeldOut(bytes.flip(), inputs.getDataType(), shape.slice(1), some);
    }

    private static int label(Number label, int i) {
        if (label.doubleValue() < 0 || label.doubleValue() != label.intValue()) {
            throw new IllegalArgumentException("labels[" + i + "] is " + label + ": a label is a class number, 0 or above");
        }
        return label.intValue();
    }

    /** A sample without replacement, in the order of the data: the first of a Fisher-Yates shuffle, sorted. */
    private static int[] chosen(String empty, int all, int size, long seed) {
        if (all == 0) {
            throw new IllegalArgumentException(empty);
        }
        if (size < 1) {
            throw new IllegalArgumentException("examples is " + size + ": it must be at least 1");
        }
        int[] order = new int[all];
        Arrays.setAll(order, i -> i);
        if (size >= all) {
            return order;
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            int j = i + (int) Math.floorMod(random.nextLong(), (long) (all - i));
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int[] first = Arrays.copyOf(order, size);
        Arrays.sort(first);
        return first;
    }

    int size() {
        return labels.length;
    }

    int[] labels() {
        return labels.clone();
    }

    /** Some of the inputs as a new array: what the network does to it is not done to these. */
    NDArray inputs(NDManager manager, int from, int to) {
        int length = inputs.limit() / labels.length;
        ByteBuffer part = inputs.duplicate().position(from * length).limit(to * length).slice().order(ByteOrder.nativeOrder());
        return manager.create(part, new Shape(to - from).addAll(example), type);
    }

    Shape example() {
        return example;
    }
}
