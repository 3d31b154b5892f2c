package io.github.entropykit.data;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * An array of unsigned bytes in the IDX format of the MNIST files, gzipped. The format: two zero bytes, a byte with
 * the element type (8 for unsigned bytes, the only one read here), a byte with the number of dimensions, each
 * dimension as a big-endian 32-bit integer, then the elements, last dimension fastest.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
 */
public final class Idx {

    private static final int UNSIGNED_BYTE = 8;

    private final String name;
    private final int[] shape;
    private final byte[] data;

    private Idx(String name, int[] shape, byte[] data) {
        this.name = name;
        this.shape = shape;
        this.data = data;
    }

    /**
     * Reads a file without checking a checksum; use it for data of your own.
     *
     * @param file a gzipped IDX file
     * @return its array
     * @throws DataException if it cannot be read, is truncated, or is not gzipped IDX of unsigned bytes
     */
    public static Idx read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file), "get the file again");
        } catch (IOException e) {
            throw new DataException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file of the data folder and checks it against the folder's checksums.
     *
     * @param folder the data folder
     * @param name the file's path below it
     * @return its array
     * @throws DataException if the file is missing, altered or not gzipped IDX of unsigned bytes
     */
    public static Idx read(DataFolder folder, String name) {
        return parse(folder.path().resolve(name).toString(), folder.read(name), DataFolder.remedy(name));
    }

    /** Decodes what a file holds; {@code remedy} ends each message. */
    static Idx parse(String name, byte[] compressed, String remedy) {
        try (DataInputStream in = new DataInputStream(
                new GZIPInputStream(new ByteArrayInputStream(compressed), 1 << 16))) {
            int magic = in.readInt();
            int dimensions = magic & 0xff;
            if (magic >>> 8 != UNSIGNED_BYTE || dimensions == 0) {
                throw new DataException(String.format(
                        "%s is not an IDX file of unsigned bytes (it starts with 0x%08x, expected 0x000008nn); %s",
                        name, magic, remedy), null);
            }
            int[] shape = new int[dimensions];
            long size = 1;
            for (int d = 0; d < dimensions; d++) {
                shape[d] = in.readInt();
                size *= shape[d];
                if (shape[d] < 0 || size > Integer.MAX_VALUE - 8) {
                    throw new DataException(name + " has the impossible shape "
                            + Arrays.toString(Arrays.copyOf(shape, d + 1)) + " in its header; " + remedy, null);
                }
            }
            byte[] data = in.readNBytes((int) size);
            if (data.length < size) {
                throw new EOFException();
            }
            if (in.read() >= 0) {
                throw new DataException(name + " holds more than the " + size + " bytes its header announces; "
                        + remedy, null);
            }
            return new Idx(name, shape, data);
        } catch (EOFException e) {
            throw new DataException(name + " is truncated; " + remedy, e);
        } catch (IOException e) {
            throw new DataException(name + " is not a sound gzip file (" + e.getMessage() + "); " + remedy, e);
        }
    }

    /**
     * The dimensions.
     *
     * @return number of elements along each axis, slowest first
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * One element.
     *
     * @param offset row-major position
     * @return its value, 0 to 255
     */
    public int get(int offset) {
        return data[offset] & 0xff;
    }

    /** The elements themselves, shared: for this package, which does not write to them. */
    byte[] data() {
        return data;
    }

    /** Where the array came from, for messages. */
    String name() {
        return name;
    }

    @Override
    public String toString() {
        return name + " " + Arrays.toString(shape);
    }
}
