package io.github.entropykit.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;

import java.nio.ByteBuffer;

/** How images become arrays of the Deep Java Library. */
final class DjlAdapter {

    private DjlAdapter() {
    }

    /** The images at these indices, N x area, as floats in 0..1. */
    static NDArray array(NDManager manager, byte[] pixels, int[] index, int area) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.multiplyExact(index.length, area));
        for (int i : index) {
            bytes.put(pixels, i * area, area);
        }
        // a quarter of the memory of a float[] crosses to the native side; dividing there gives the same floats
        try (NDArray grey = manager.create(bytes.rewind(), new Shape(index.length, area), DataType.UINT8)) {
            NDArray unit = grey.toType(DataType.FLOAT32, false);
            unit.divi(255f);
            return unit;
        }
    }

    static ArrayDataset dataset(NDArray images, NDArray labels, int batchSize, boolean shuffle) {
        return new ArrayDataset.Builder()
                .setData(images)
                .optLabels(labels)
                .setSampling(batchSize, shuffle)
                .build();
    }
}
