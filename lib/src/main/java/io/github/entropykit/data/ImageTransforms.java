package io.github.entropykit.data;

import java.util.random.RandomGenerator;

/**
 * Changes to an image that often leave its class as it is. Whether they do is a fact about the data, not about the code:
 * a coat in a mirror is a coat, a 2 in a mirror is not a 2.
 *
 * <p>All chance comes from the generator that is handed over, so the same seed gives the same images. Pixels stay within
 * 0 and 1, and what comes in from outside an image is black. Compose with {@link ImageTransform#then}:
 *
 * <pre>{@code
 * ImageTransform change = ImageTransforms.flipLeftRight(0.5).then(ImageTransforms.shift(2));
 * float[] image = {0f, 0.25f, 0.5f, 1f};                                     // 2 x 2 pixels
 * ImageTransforms.flipLeftRight(1).apply(image, 2, 2, new java.util.Random(0));
 * image[0];    // 0.25
 * image[3];    // 0.5
 * }</pre>
 *
 * <p>C. Shorten, T. Khoshgoftaar, "A survey on Image Data Augmentation for Deep Learning" (2019) reviews them.
 */
public final class ImageTransforms {

    private static final int ATTEMPTS = 100;

    private ImageTransforms() {
    }

    /**
     * Exchanges left and right: pixel (r, c) goes to (r, columns - 1 - c). Twice is as if nothing had happened.
     *
     * @param probability that it happens, 0 to 1
     * @return the change
     * @throws IllegalArgumentException if the probability is not from 0 to 1
     */
    public static ImageTransform flipLeftRight(double probability) {
        Check.within("probability", probability, 0, 1);
        return checked((image, rows, columns, random) -> {
            if (random.nextDouble() < probability) {
                for (int r = 0; r < rows; r++) {
                    for (int left = r * columns, right = left + columns - 1; left < right; left++, right--) {
                        swap(image, left, right);
                    }
                }
            }
        });
    }

    /**
     * Exchanges top and bottom: pixel (r, c) goes to (rows - 1 - r, c). Twice is as if nothing had happened.
     *
     * @param probability that it happens, 0 to 1
     * @return the change
     * @throws IllegalArgumentException if the probability is not from 0 to 1
     */
    public static ImageTransform flipUpDown(double probability) {
        Check.within("probability", probability, 0, 1);
        return checked((image, rows, columns, random) -> {
            if (random.nextDouble() < probability) {
                for (int top = 0, bottom = rows - 1; top < bottom; top++, bottom--) {
                    for (int c = 0; c < columns; c++) {
                        swap(image, top * columns + c, bottom * columns + c);
                    }
                }
            }
        });
    }

    /**
     * Moves the image by whole pixels, down and right each by a number drawn evenly from -most to most: (2 most + 1)²
     * possibilities. The same as surrounding it with {@code most} black pixels and cropping at random.
     *
     * @param most pixels, at least 0
     * @return the change
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public static ImageTransform shift(int most) {
        Check.atLeast("most", most, 0);
        return checked((image, rows, columns, random) -> {
            int down = random.nextInt(2 * most + 1) - most;
            int right = random.nextInt(2 * most + 1) - most;
            resample(image, rows, columns, 1, 0, -down, 0, 1, -right);
        });
    }

    /**
     * Moves the image by a fixed amount, between pixels by bilinear interpolation.
     *
     * @param down pixels, negative for up
     * @param right pixels, negative for left
     * @return the change, which uses no chance
     * @throws IllegalArgumentException if a number is not finite
     */
    public static ImageTransform shiftBy(double down, double right) {
        Check.within("down", down, -1e6, 1e6);
        Check.within("right", right, -1e6, 1e6);
        return checked((image, rows, columns, random) -> resample(image, rows, columns, 1, 0, -down, 0, 1, -right));
    }

    /**
     * Turns the image round its centre, by an angle drawn evenly from -most to most.
     *
     * @param most degrees, 0 to 180
     * @return the change
     * @throws IllegalArgumentException if {@code most} is not from 0 to 180
     */
    public static ImageTransform rotate(double most) {
        Check.within("most", most, 0, 180);
        return checked((image, rows, columns, random) -> turn(image, rows, columns, most * (2 * random.nextDouble() - 1)));
    }

    /**
     * Turns the image round its centre by a fixed angle, anticlockwise as one sees it, by bilinear interpolation.
     *
     * @param degrees the angle, negative for clockwise
     * @return the change, which uses no chance
     * @throws IllegalArgumentException if the angle is not from -360 to 360
     */
    public static ImageTransform rotateBy(double degrees) {
        Check.within("degrees", degrees, -360, 360);
        return checked((image, rows, columns, random) -> turn(image, rows, columns, degrees));
    }

    /**
     * Cuts out a window of the image's shape and enlarges it to the image's size by bilinear interpolation. Its share of the
     * area is drawn evenly from {@code leastArea} to 1, its place evenly from those inside the image.
     *
     * @param leastArea share of the area, above 0 and at most 1
     * @return the change
     * @throws IllegalArgumentException if the share is not in that range
     */
    public static ImageTransform crop(double leastArea) {
        Check.positive("leastArea", leastArea);
        Check.within("leastArea", leastArea, 0, 1);
        return checked((image, rows, columns, random) -> {
            double side = Math.sqrt(leastArea + (1 - leastArea) * random.nextDouble());
            double top = random.nextDouble() * rows * (1 - side);
            double left = random.nextDouble() * columns * (1 - side);
            // the centre of pixel r is at r + 1/2; at side 1 this is the identity
            double half = (side - 1) / 2;
            float[] from = image.clone();
            for (int i = 0; i < image.length; i++) {
                double row = Math.max(0, Math.min(rows - 1, i / columns * side + half + top));
                double column = Math.max(0, Math.min(columns - 1, i % columns * side + half + left));
                image[i] = bilinear(from, rows, columns, row, column);
            }
        });
    }

    /**
     * Multiplies all pixels by one factor, drawn evenly from 1 - most to 1 + most, and cuts off at 1.
     *
     * @param most 0 to 1
     * @return the change
     * @throws IllegalArgumentException if {@code most} is not from 0 to 1
     */
    public static ImageTransform brightness(double most) {
        Check.within("most", most, 0, 1);
        return checked((image, rows, columns, random) -> {
            double factor = 1 + most * (2 * random.nextDouble() - 1);
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) Math.min(1, image[i] * factor);
            }
        });
    }

    /**
     * Adds normal noise to each pixel and cuts off at 0 and 1. Where that cuts, the noise has no longer mean 0: on black it
     * has mean {@code sd / √(2π)}.
     *
     * @param sd standard deviation, at least 0
     * @return the change
     * @throws IllegalArgumentException if {@code sd} is negative or not finite
     */
    public static ImageTransform noise(double sd) {
        Check.notNegative("sd", sd);
        return checked((image, rows, columns, random) -> {
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) Math.max(0, Math.min(1, image[i] + sd * random.nextGaussian()));
            }
        });
    }

    /**
     * Random erasing as in its paper: 2 % to 40 % of the area, height 0.3 to 1/0.3 times the width.
     *
     * @param probability that it happens, 0 to 1; the paper uses 0.5
     * @return the change
     * @throws IllegalArgumentException if the probability is not from 0 to 1
     */
    public static ImageTransform erase(double probability) {
        return erase(probability, 0.02, 0.4, 0.3);
    }

    /**
     * Overwrites a rectangle with grey values drawn evenly from 0 to 1, one for each pixel. Area S and ratio of height to
     * width ρ are drawn evenly from their ranges; height √(Sρ) and width √(S/ρ) are rounded to pixels, at least 1. What does
     * not fit is drawn again, up to 100 times, after which the image stays as it is; the place is drawn evenly from those
     * inside the image. (The paper draws the place together with the size, and all three again if the rectangle sticks out.)
     *
     * <p>Z. Zhong, L. Zheng, G. Kang, S. Li, Y. Yang, "Random Erasing Data Augmentation" (2017), arXiv:1708.04896.
     *
     * @param probability that it happens, 0 to 1
     * @param leastArea smallest share of the image's area, above 0
     * @param mostArea largest share, at most 1
     * @param leastRatio smallest ratio of height to width, above 0 and at most 1; the largest is 1 / leastRatio
     * @return the change
     * @throws IllegalArgumentException if a number is not in its range
     */
    public static ImageTransform erase(double probability, double leastArea, double mostArea, double leastRatio) {
        Check.within("probability", probability, 0, 1);
        Check.positive("leastArea", leastArea);
        Check.within("mostArea", mostArea, 0, 1);
        Check.ordered("leastArea", leastArea, "mostArea", mostArea);
        Check.positive("leastRatio", leastRatio);
        Check.within("leastRatio", leastRatio, 0, 1);
        return checked((image, rows, columns, random) -> {
            if (!(random.nextDouble() < probability)) {
                return;
            }
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                double area = (leastArea + (mostArea - leastArea) * random.nextDouble()) * rows * columns;
                double ratio = leastRatio + (1 / leastRatio - leastRatio) * random.nextDouble();
                int height = (int) Math.max(1, Math.round(Math.sqrt(area * ratio)));
                int width = (int) Math.max(1, Math.round(Math.sqrt(area / ratio)));
                if (height <= rows && width <= columns) {
                    overwrite(image, columns, random.nextInt(rows - height + 1), random.nextInt(columns - width + 1),
                            height, width, random);
                    return;
                }
            }
        });
    }

    private static void overwrite(float[] image, int columns, int top, int left, int height, int width,
            RandomGenerator random) {
        for (int r = top; r < top + height; r++) {
            for (int c = left; c < left + width; c++) {
                image[r * columns + c] = (float) random.nextDouble();
            }
        }
    }

    private static void turn(float[] image, int rows, int columns, double degrees) {
        double cos = StrictMath.cos(StrictMath.toRadians(degrees));
        double sin = StrictMath.sin(StrictMath.toRadians(degrees));
        double row = (rows - 1) / 2d;
        double column = (columns - 1) / 2d;
        // rows count downwards: where a pixel comes from is the inverse of an anticlockwise turn round the centre
        resample(image, rows, columns, cos, sin, row - cos * row - sin * column, -sin, cos, column + sin * row - cos * column);
    }

    /** Pixel (r, c) becomes what stood at row a r + b c + e, column d r + f c + g. */
    private static void resample(float[] image, int rows, int columns, double a, double b, double e, double d, double f,
            double g) {
        float[] from = image.clone();
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                image[r * columns + c] = bilinear(from, rows, columns, a * r + b * c + e, d * r + f * c + g);
            }
        }
    }

    private static float bilinear(float[] image, int rows, int columns, double row, double column) {
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        double below = row - top;
        double beside = column - left;
        double value = (1 - below) * ((1 - beside) * pixel(image, rows, columns, top, left)
                + beside * pixel(image, rows, columns, top, left + 1))
                + below * ((1 - beside) * pixel(image, rows, columns, top + 1, left)
                + beside * pixel(image, rows, columns, top + 1, left + 1));
        return (float) value;
    }

    private static float pixel(float[] image, int rows, int columns, int row, int column) {
        return row < 0 || row >= rows || column < 0 || column >= columns ? 0 : image[row * columns + column];
    }

    private static void swap(float[] image, int i, int j) {
        float kept = image[i];
        image[i] = image[j];
        image[j] = kept;
    }

    private static ImageTransform checked(ImageTransform change) {
        return (image, rows, columns, random) -> {
            Check.notNull("image", image);
            Check.notNull("random", random);
            Check.atLeast("rows", rows, 1);
            Check.atLeast("columns", columns, 1);
            if (image.length != (long) rows * columns) {
                throw new IllegalArgumentException("image has " + image.length + " pixels: " + rows + " rows of " + columns
                        + " columns need " + (long) rows * columns);
            }
            change.apply(image, rows, columns, random);
        };
    }
}
