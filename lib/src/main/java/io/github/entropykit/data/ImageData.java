package io.github.entropykit.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.ArrayDataset;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Grey images with a class label each: N images of {@code rows x columns} pixels, 0 (black) to 255 (white).
 * Immutable. {@link #permuted}, {@link #slice} and {@link #ofClass} give views that share the pixels, so they cost
 * four bytes an image, and every method of a view counts from 0.
 */
public final class ImageData {

    private static final float[] UNIT = new float[256];

    static {
        for (int v = 0; v < UNIT.length; v++) {
            UNIT[v] = v / 255f;
        }
    }

    private final byte[] pixels;
    private final byte[] labels;
    private final int[] index;
    private final int rows;
    private final int columns;
    private final List<String> classNames;

    private ImageData(byte[] pixels, byte[] labels, int[] index, int rows, int columns, List<String> classNames) {
        this.pixels = pixels;
        this.labels = labels;
        this.index = index;
        this.rows = rows;
        this.columns = columns;
        this.classNames = classNames;
    }

    /**
     * Images and labels from two IDX arrays.
     *
     * @param images of shape N x rows x columns
     * @param labels of shape N, each below the number of classes
     * @param classNames the names of the classes, at most 256
     * @return the data
     * @throws DataException if the shapes do not fit or a label is not a class; the message names the file and index
     */
    public static ImageData of(Idx images, Idx labels, List<String> classNames) {
        return of(images, labels, classNames, "get the two files again");
    }

    static ImageData of(Idx images, Idx labels, List<String> classNames, String remedy) {
        int[] shape = images.shape();
        if (shape.length != 3) {
            throw new DataException(images.name() + " has " + shape.length
                    + " dimensions, expected 3 (image, row, column); " + remedy, null);
        }
        if (labels.shape().length != 1 || labels.shape()[0] != shape[0]) {
            throw new DataException(labels.name() + " has shape " + Arrays.toString(labels.shape())
                    + ", expected one label for each of the " + shape[0] + " images in " + images.name() + "; "
                    + remedy, null);
        }
        int[] index = new int[shape[0]];
        for (int i = 0; i < index.length; i++) {
            index[i] = i;
            if (labels.get(i) >= classNames.size()) {
                throw new DataException(labels.name() + " has label " + labels.get(i) + " at index " + i
                        + ", expected 0 to " + (classNames.size() - 1) + "; " + remedy, null);
            }
        }
        return new ImageData(images.data(), labels.data(), index, shape[1], shape[2], List.copyOf(classNames));
    }

    /**
     * Number of images.
     *
     * @return N
     */
    public int size() {
        return index.length;
    }

    /**
     * Height of each image.
     *
     * @return number of rows
     */
    public int rows() {
        return rows;
    }

    /**
     * Width of each image.
     *
     * @return number of columns
     */
    public int columns() {
        return columns;
    }

    /**
     * Number of classes that labels count from 0, whether or not each occurs in this view.
     *
     * @return K
     */
    public int classes() {
        return classNames.size();
    }

    /**
     * The names of the classes, in the order of their labels.
     *
     * @return K names, immutable
     */
    public List<String> classNames() {
        return classNames;
    }

    /**
     * The class of an image.
     *
     * @param i index of the image
     * @return its label, 0 to K - 1
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public int label(int i) {
        return labels[at(i)] & 0xff;
    }

    /**
     * The classes of all images.
     *
     * @return N labels, the caller's own copy
     */
    public int[] labels() {
        int[] all = new int[index.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = labels[index[i]] & 0xff;
        }
        return all;
    }

    /**
     * One pixel.
     *
     * @param i index of the image
     * @param row counted from the top
     * @param column counted from the left
     * @return grey value, 0 to 255
     * @throws IndexOutOfBoundsException if there is no such image or pixel
     */
    public int pixel(int i, int row, int column) {
        Objects.checkIndex(row, rows);
        Objects.checkIndex(column, columns);
        return pixels[(at(i) * rows + row) * columns + column] & 0xff;
    }

    /**
     * One image as bytes.
     *
     * @param i index of the image
     * @return rows · columns grey values, row by row; a byte b stands for the grey value {@code b & 255}
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public byte[] pixels(int i) {
        int from = at(i) * rows * columns;
        return Arrays.copyOfRange(pixels, from, from + rows * columns);
    }

    /**
     * One image as numbers.
     *
     * @param i index of the image
     * @return rows · columns values v / 255, row by row
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public float[] image(int i) {
        float[] one = new float[rows * columns];
        copy(at(i), one, 0);
        return one;
    }

    /**
     * All images as numbers.
     *
     * @return N · rows · columns values v / 255, image by image, row by row
     */
    public float[] floats() {
        float[] all = new float[Math.multiplyExact(index.length, rows * columns)];
        for (int i = 0; i < index.length; i++) {
            copy(index[i], all, i * rows * columns);
        }
        return all;
    }

    /**
     * The same images in random order: the Fisher-Yates shuffle, for {@code i = N - 1 ... 1} swapping the indices
     * {@code i} and {@code new Random(seed).nextInt(i + 1)}. {@link Random} is specified bit by bit, so that the order
     * is the same on every JDK and machine.
     *
     * @param seed any number
     * @return a view
     */
    public ImageData permuted(long seed) {
        int[] order = index.clone();
        Random random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return view(order);
    }

    /**
     * A run of images.
     *
     * @param from index of the first
     * @param to index after the last
     * @return a view
     * @throws IllegalArgumentException unless 0 ≤ from ≤ to ≤ N
     */
    public ImageData slice(int from, int to) {
        if (from < 0 || to < from || to > index.length) {
            throw new IllegalArgumentException("slice(" + from + ", " + to + ") of " + index.length
                    + " images: need 0 <= from <= to <= " + index.length);
        }
        return view(Arrays.copyOfRange(index, from, to));
    }

    /**
     * The images of some classes, in their order. Labels and the number of classes stay as they are.
     *
     * @param classes the labels to keep
     * @return a view
     * @throws IllegalArgumentException if a label is not a class
     */
    public ImageData ofClass(int... classes) {
        boolean[] keep = new boolean[classes()];
        for (int c : classes) {
            if (c < 0 || c >= keep.length) {
                throw new IllegalArgumentException("class " + c + " does not exist: classes are 0 to "
                        + (keep.length - 1));
            }
            keep[c] = true;
        }
        return view(Arrays.stream(index).filter(i -> keep[labels[i] & 0xff]).toArray());
    }

    /**
     * Smaller images: each square of {@code side x side} pixels becomes one, their mean, rounded half up.
     *
     * @param side pixels on a side of a square, which rows and columns must be multiples of
     * @return images of rows / side x columns / side pixels, with the same labels
     * @throws IllegalArgumentException if {@code side} is below 1 or does not divide rows and columns
     */
    public ImageData averaged(int side) {
        if (side < 1 || rows % side != 0 || columns % side != 0) {
            throw new IllegalArgumentException("side is " + side + ": it must divide the " + rows + " rows and "
                    + columns + " columns");
        }
        int smallRows = rows / side;
        int smallColumns = columns / side;
        byte[] small = new byte[index.length * smallRows * smallColumns];
        int[] sums = new int[smallRows * smallColumns];
        for (int i = 0; i < index.length; i++) {
            Arrays.fill(sums, 0);
            for (int p = 0; p < rows * columns; p++) {
                sums[p / columns / side * smallColumns + p % columns / side] += pixels[index[i] * rows * columns + p] & 0xff;
            }
            for (int p = 0; p < sums.length; p++) {
                small[i * sums.length + p] = (byte) ((sums[p] + side * side / 2) / (side * side));
            }
        }
        byte[] chosen = new byte[index.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = labels[index[i]];
        }
        int[] all = new int[chosen.length];
        Arrays.setAll(all, i -> i);
        return new ImageData(small, chosen, all, smallRows, smallColumns, classNames);
    }

    /**
     * The same images, each changed once by chance. Results are rounded to the 256 grey values, half up, and cut off at 0
     * and 255. To draw anew in each epoch of training, hand the transform to {@code Training.augment}, which does not round.
     *
     * @param transform the change
     * @param seed any number; the images are changed in turn with one {@link Random} seeded from it
     * @return as many images, with the same labels
     * @throws IllegalArgumentException if there is no transform
     */
    public ImageData transformed(ImageTransform transform, long seed) {
        Check.notNull("transform", transform);
        Random random = new Random(new SplittableRandom(seed).nextLong());   // small seeds of Random are alike, so one is drawn
        int area = rows * columns;
        byte[] changed = new byte[Math.multiplyExact(index.length, area)];
        byte[] kept = new byte[index.length];
        for (int i = 0; i < index.length; i++) {
            float[] image = image(i);
            transform.apply(image, rows, columns, random);
            for (int p = 0; p < area; p++) {
                changed[i * area + p] = (byte) Math.max(0, Math.min(255, Math.round(image[p] * 255)));
            }
            kept[i] = labels[index[i]];
        }
        return new ImageData(changed, kept, IntStream.range(0, kept.length).toArray(), rows, columns, classNames);
    }

    /**
     * One image as a picture, a pixel for a pixel.
     *
     * @param i index of the image
     * @return a grey picture of columns x rows pixels
     * @throws IndexOutOfBoundsException if there is no such image
     */
    public BufferedImage picture(int i) {
        BufferedImage picture = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
        int first = at(i) * rows * columns;
        for (int p = 0; p < rows * columns; p++) {
            // straight into the raster: setRGB would pass the values through a colour space
            picture.getRaster().setSample(p % columns, p / columns, 0, pixels[first + p] & 0xff);
        }
        return picture;
    }

    /**
     * The images as a data set of the Deep Java Library: data of shape N x (rows · columns), float in 0..1, and labels
     * of shape N, 32-bit integers. The last batch may be smaller; nothing is dropped.
     *
     * @param manager owns the arrays: they live until it is closed
     * @param batchSize images in a batch, at least 1
     * @param shuffle whether each pass is in a new random order, drawn from DJL's global generator
     * @return the data set
     * @throws IllegalArgumentException if the batch size is below 1
     */
    public ArrayDataset dataset(NDManager manager, int batchSize, boolean shuffle) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize is " + batchSize + ": it must be at least 1");
        }
        return DjlAdapter.dataset(array(manager), manager.create(labels()), batchSize, shuffle);
    }

    /**
     * The images as one array.
     *
     * @param manager owns the array
     * @return shape N x (rows · columns), float in 0..1, the same values as {@link #floats()}
     */
    public NDArray array(NDManager manager) {
        return DjlAdapter.array(manager, pixels, index, rows * columns);
    }

    private ImageData view(int[] chosen) {
        return new ImageData(pixels, labels, chosen, rows, columns, classNames);
    }

    private int at(int i) {
        return index[Objects.checkIndex(i, index.length)];
    }

    private void copy(int image, float[] to, int offset) {
        int area = rows * columns;
        for (int p = 0; p < area; p++) {
            to[offset + p] = UNIT[pixels[image * area + p] & 0xff];
        }
    }

    @Override
    public String toString() {
        return index.length + " images of " + rows + " x " + columns + " pixels in " + classes() + " classes";
    }
}
