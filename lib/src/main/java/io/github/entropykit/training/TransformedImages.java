package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;

import io.github.entropykit.data.ImageData;
import io.github.entropykit.data.ImageTransform;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Images of which each is changed by chance whenever it is taken. */
final class TransformedImages extends ArrayDataset {

    private final ImageTransform transform;
    private final int rows;
    private final int columns;
    private final RandomGenerator random;

    TransformedImages(Builder builder, ImageData images, ImageTransform transform, long seed) {
        super(builder);
        this.transform = transform;
        rows = images.rows();
        columns = images.columns();
        // Random is specified to the bit on every JDK, normal numbers included; its small seeds are alike, so one is drawn
        random = new Random(new SplittableRandom(seed).nextLong());
    }

    @Override
    public Batch getByIndices(NDManager manager, long... indices) {
        return transformed(manager, super.getByIndices(manager, indices));
    }

    /** DJL asks this way if the indices follow each other, as a single one does. */
    @Override
    public Batch getByRange(NDManager manager, long fromIndex, long toIndex) {
        return transformed(manager, super.getByRange(manager, fromIndex, toIndex));
    }

    private Batch transformed(NDManager manager, Batch batch) {
        try (NDArray before = batch.getData().singletonOrThrow()) {
            float[] pixels = before.toFloatArray();
            int area = rows * columns;
            for (int from = 0; from < pixels.length; from += area) {
                float[] image = Arrays.copyOfRange(pixels, from, from + area);
                transform.apply(image, rows, columns, random);
                System.arraycopy(image, 0, pixels, from, area);
            }
            // a new array: a range of images shares its memory with the originals
            batch.getData().set(0, manager.create(pixels, before.getShape()));
            return batch;
        }
    }
}
