package io.github.entropykit.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * The data of all cases: raw little-endian numbers in files, so that Java and Python read the very same ones.
 *
 * <p>Sizes are written as people do: {@code 1e5} outcomes, {@code 256x10} rows and classes. Of what is very long, only a
 * block is kept, and {@link #distribution} and {@link #repeated} put it behind itself: so even 10 million terms have a
 * reference in high precision, that of the block.
 */
final class Data {
    static final Path FOLDER = Path.of(System.getProperty("bench.folder", ".kit/bench"));
    private static final SplittableRandom RANDOM = new SplittableRandom(20260101);
    private static final int SYMBOLS = 16;

    private Data() {
    }

    /** Makes all files anew, from a fixed seed. */
    static void write() {
        for (int n : new int[] {10, 1_000, 78_125, 100_000}) {
            double[] p = weights(n);
            double[] close = p.clone();
            Arrays.setAll(close, i -> p[i] * (1 + 1e-6 * gaussian()));
            write("p-" + n, normalised(p));
            write("q-" + n, normalised(weights(n)));
            write("close-" + n, normalised(close));
        }
        for (String size : new String[] {"256x10", "256x1000", "64x50257", "10000x10", "10000x100", "125000x10"}) {
            classifier(size);
        }
        int[] x = new int[1_000_000];
        int[] y = new int[x.length];
        Arrays.setAll(x, i -> RANDOM.nextInt(SYMBOLS));
        Arrays.setAll(y, i -> RANDOM.nextInt(2) == 0 ? x[i] : RANDOM.nextInt(SYMBOLS));
        write("x-1e6", x);
        write("y-1e6", y);
        // Multiples of 2^-30, so that differences and distances are exact and nobody's rounding decides who is near.
        double[] u = new double[3_000];
        double[] v = new double[u.length];
        Arrays.setAll(u, i -> Math.rint(0x1p30 * gaussian()) * 0x1p-30);
        Arrays.setAll(v, i -> Math.rint(0x1p30 * (0.6 * u[i] + 0.8 * gaussian())) * 0x1p-30);
        write("u-3000", u);
        write("v-3000", v);
    }

    /** The distribution called name over n outcomes; one of 1e7 is 128 copies of one of 78,125, each entry a 128th. */
    static double[] distribution(String name, String size) {
        int n = (int) Double.parseDouble(size);
        int copies = n > 100_000 ? 128 : 1;
        double[] p = repeated(doubles(name + "-" + n / copies), copies);
        Arrays.setAll(p, i -> p[i] / copies);
        return p;
    }

    static double[] repeated(double[] block, int copies) {
        double[] all = Arrays.copyOf(block, block.length * copies);
        for (int i = block.length; i < all.length; i += block.length) {
            System.arraycopy(block, 0, all, i, block.length);
        }
        return all;
    }

    static int[] repeated(int[] block, int copies) {
        int[] all = Arrays.copyOf(block, block.length * copies);
        for (int i = block.length; i < all.length; i += block.length) {
            System.arraycopy(block, 0, all, i, block.length);
        }
        return all;
    }

    static double[] doubles(String name) {
        ByteBuffer bytes = read(name + ".f64");
        double[] values = new double[bytes.remaining() / Double.BYTES];
        bytes.asDoubleBuffer().get(values);
        return values;
    }

    static float[] floats(String name) {
        ByteBuffer bytes = read(name + ".f32");
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    static int[] ints(String name) {
        ByteBuffer bytes = read(name + ".i32");
        int[] values = new int[bytes.remaining() / Integer.BYTES];
        bytes.asIntBuffer().get(values);
        return values;
    }

    static void write(String name, double... values) {
        ByteBuffer bytes = buffer(values.length * Double.BYTES);
        bytes.asDoubleBuffer().put(values);
        write(name + ".f64", bytes);
    }

    private static void write(String name, float[] values) {
        ByteBuffer bytes = buffer(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        write(name + ".f32", bytes);
    }

    private static void write(String name, int[] values) {
        ByteBuffer bytes = buffer(values.length * Integer.BYTES);
        bytes.asIntBuffer().put(values);
        write(name + ".i32", bytes);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer read(String file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(FOLDER.resolve("data").resolve(file))).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String file, ByteBuffer bytes) {
        try {
            Files.createDirectories(FOLDER.resolve("data"));
            Files.write(FOLDER.resolve("data").resolve(file), bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An over-confident classifier: logits as floats, their softmax, and labels that are drawn at temperature 2.5. */
    private static void classifier(String size) {
        int classes = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        int rows = Integer.parseInt(size.substring(0, size.indexOf('x')));
        float[] logits = new float[rows * classes];
        double[] probabilities = new double[logits.length];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            double[] z = fill(classes, () -> (float) (4 * gaussian()));
            double[] p = softmax(z, 1);
            double[] truth = softmax(z, 2.5);
            double left = uniform();
            while (left > truth[labels[i]] && labels[i] < classes - 1) {
                left -= truth[labels[i]++];
            }
            for (int k = 0; k < classes; k++) {
                logits[i * classes + k] = (float) z[k];
                probabilities[i * classes + k] = p[k];
            }
        }
        write("logits-" + size, logits);
        write("probabilities-" + size, probabilities);
        write("labels-" + size, labels);
    }

    private static double[] softmax(double[] z, double temperature) {
        double[] p = new double[z.length];
        Arrays.setAll(p, k -> Math.exp(z[k] / temperature));
        double sum = Arrays.stream(p).sum();
        Arrays.setAll(p, k -> p[k] / sum);
        return p;
    }

    /** Exponential weights: normalised, they are uniform among all distributions. */
    private static double[] weights(int n) {
        return fill(n, () -> -Math.log(uniform()));
    }

    /**
     * Weights as a distribution whose sum is exactly 1: each entry is a multiple of a power of two, the largest one takes
     * up what rounding left. So the formulas with and without "- p + q" have the same value, down to the last digit.
     */
    private static double[] normalised(double[] weights) {
        int bits = weights.length < 100 ? 53 : weights.length < 10_000 ? 58 : 62;
        double unit = Math.scalb(1.0, -bits);
        double sum = Arrays.stream(weights).sum();
        double[] p = Arrays.stream(weights).map(w -> Math.rint(w / sum / unit) * unit).toArray();
        int top = 0;
        long left = 1L << bits;
        for (int i = 0; i < p.length; i++) {
            left -= (long) (p[i] / unit);
            top = p[i] > p[top] ? i : top;
        }
        p[top] += left * unit;
        return p;
    }

    private static double[] fill(int n, DoubleSupplier values) {
        double[] array = new double[n];
        Arrays.setAll(array, i -> values.getAsDouble());
        return array;
    }

    /** Between 0 and 1, and neither of them. */
    private static double uniform() {
        return ((RANDOM.nextLong() >>> 12) + 0.5) * 0x1p-52;
    }

    /** Box and Muller's: one of the two normal numbers that two uniform ones give. */
    private static double gaussian() {
        return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    }
}
