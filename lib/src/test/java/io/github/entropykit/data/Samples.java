package io.github.entropykit.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Small IDX files, sound ones and others. */
final class Samples {

    static final List<String> TWO = List.of("no", "yes");

    private Samples() {
    }

    /** A gzipped file: the magic number, the dimensions, the values. */
    static byte[] idx(int magic, int[] shape, int... values) {
        ByteBuffer raw = ByteBuffer.allocate(4 + 4 * shape.length + values.length).putInt(magic);
        for (int dimension : shape) {
            raw.putInt(dimension);
        }
        for (int value : values) {
            raw.put((byte) value);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(raw.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] labels(int... labels) {
        return idx(0x801, new int[] {labels.length}, labels);
    }

    /** Images of 2 x 3 pixels; pixel p of image i has the value 10 i + p. */
    static byte[] images(int count) {
        int[] values = new int[6 * count];
        for (int p = 0; p < values.length; p++) {
            values[p] = p / 6 * 10 + p % 6;
        }
        return idx(0x803, new int[] {count, 2, 3}, values);
    }

    /** Images as above with these labels. */
    static ImageData data(int... labels) {
        return ImageData.of(Idx.parse("images", images(labels.length), "again"),
                Idx.parse("labels", labels(labels), "again"), TWO);
    }

    /** Writes files and their checksums: a data folder. */
    static DataFolder folder(Path at, String name, byte[] bytes, String more, byte[] moreBytes) throws Exception {
        StringBuilder list = new StringBuilder();
        for (Object[] file : new Object[][] {{name, bytes}, {more, moreBytes}}) {
            Path path = at.resolve((String) file[0]);
            Files.createDirectories(path.getParent());
            Files.write(path, (byte[]) file[1]);
            list.append(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest((byte[]) file[1])))
                    .append("  ").append(file[0]).append('\n');
        }
        Files.writeString(at.resolve("checksums.sha256"), list, StandardCharsets.UTF_8);
        return DataFolder.at(at);
    }
}
