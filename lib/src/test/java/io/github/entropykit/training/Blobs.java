package io.github.entropykit.training;

import io.github.entropykit.data.Idx;
import io.github.entropykit.data.ImageData;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** Small images that a network learns in a moment: class c is bright in quarter c of a 4 x 4 image. */
final class Blobs {

    private Blobs() {
    }

    /** Images of 4 x 4 pixels in three classes. */
    static ImageData of(int size, long seed) {
        Random random = new Random(seed);
        byte[] pixels = new byte[16 * size];
        byte[] labels = new byte[size];
        for (int i = 0; i < size; i++) {
            labels[i] = (byte) random.nextInt(3);
            for (int p = 0; p < 16; p++) {
                pixels[16 * i + p] = (byte) (random.nextInt(150) + (p / 4 == labels[i] ? 80 : 0));
            }
        }
        return ImageData.of(idx(pixels, size, 4, 4), idx(labels, size), List.of("a", "b", "c"));
    }

    private static Idx idx(byte[] values, int... shape) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
                out.writeInt(0x800 + shape.length);
                for (int dimension : shape) {
                    out.writeInt(dimension);
                }
                out.write(values);
            }
            Path file = Files.createTempFile("blobs", ".gz");
            try {
                return Idx.read(Files.write(file, bytes.toByteArray()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
