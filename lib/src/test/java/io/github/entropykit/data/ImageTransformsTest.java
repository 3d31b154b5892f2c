package io.github.entropykit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class ImageTransformsTest {

    private static final List<ImageTransform> ALL = List.of(ImageTransforms.flipLeftRight(0.5), ImageTransforms.flipUpDown(0.5),
            ImageTransforms.shift(2), ImageTransforms.shiftBy(0.3, -1.2), ImageTransforms.rotate(30), ImageTransforms.rotateBy(20),
            ImageTransforms.crop(0.5), ImageTransforms.brightness(0.4), ImageTransforms.noise(0.2), ImageTransforms.erase(0.5));

    @Property(tries = 300)
    void whateverTheChanceTheSameSeedGivesTheSamePixelsAndTheyStayInRange(@ForAll long seed, @ForAll @IntRange(max = 9) int which) {
        Shape shape = new Shape(seed);
        float[] image = shape.image();
        float[] once = applied(ALL.get(which), image, shape, seed);
        assertThat(applied(ALL.get(which), image, shape, seed)).isEqualTo(once);
        for (float pixel : once) {
            assertThat(pixel).isBetween(0f, 1f);
        }
    }

    @Property(tries = 100)
    void flipsAreTheirOwnInverseAndCommute(@ForAll long seed) {
        Shape shape = new Shape(seed);
        float[] image = shape.image();
        ImageTransform leftRight = ImageTransforms.flipLeftRight(1);
        ImageTransform upDown = ImageTransforms.flipUpDown(1);
        float[] mirrored = applied(leftRight, image, shape, 0);
        float[] inverted = applied(upDown, image, shape, 0);
        for (int r = 0; r < shape.rows; r++) {
            for (int c = 0; c < shape.columns; c++) {
                assertThat(mirrored[r * shape.columns + c]).isEqualTo(image[(r + 1) * shape.columns - 1 - c]);
                assertThat(inverted[r * shape.columns + c]).isEqualTo(image[(shape.rows - 1 - r) * shape.columns + c]);
            }
        }
        assertThat(applied(leftRight.then(leftRight), image, shape, 0)).isEqualTo(image);
        assertThat(applied(upDown.then(upDown), image, shape, 0)).isEqualTo(image);
        assertThat(applied(leftRight.then(upDown), image, shape, 0)).isEqualTo(applied(upDown.then(leftRight), image, shape, 0));
        float[] halfTurn = applied(ImageTransforms.rotateBy(180), image, shape, 0);
        assertThat(halfTurn).containsExactly(applied(leftRight.then(upDown), image, shape, 0), offset(1e-6f));
    }

    @Property(tries = 50)
    void whatDoesNothing(@ForAll long seed) {
        Shape shape = new Shape(seed);
        float[] image = shape.image();
        for (ImageTransform nothing : List.of(ImageTransforms.flipLeftRight(0), ImageTransforms.flipUpDown(0), ImageTransforms.shift(0),
                ImageTransforms.shiftBy(0, 0), ImageTransforms.rotate(0), ImageTransforms.rotateBy(0), ImageTransforms.crop(1),
                ImageTransforms.brightness(0), ImageTransforms.noise(0), ImageTransforms.erase(0))) {
            assertThat(applied(nothing, image, shape, seed)).containsExactly(image);
        }
    }

    @Property(tries = 100)
    void aShiftMovesTheInteriorAndBringsInBlack(@ForAll @IntRange(min = -3, max = 3) int down,
            @ForAll @IntRange(min = -3, max = 3) int right, @ForAll long seed) {
        Shape shape = new Shape(seed);
        float[] image = shape.image();
        float[] shifted = applied(ImageTransforms.shiftBy(down, right), image, shape, 0);
        for (int r = 0; r < shape.rows; r++) {
            for (int c = 0; c < shape.columns; c++) {
                boolean inside = r - down >= 0 && r - down < shape.rows && c - right >= 0 && c - right < shape.columns;
                assertThat(shifted[r * shape.columns + c])
                        .isEqualTo(inside ? image[(r - down) * shape.columns + c - right] : 0f);
            }
        }
    }

    @Example
    void shiftsAreEvenlyDistributedAndUnbiased() {
        // one white pixel in the middle of 7 x 7: its place tells the shift
        ImageTransform shift = ImageTransforms.shift(2);
        Random random = new Random(new SplittableRandom(1).nextLong());
        int[] counts = new int[49];
        int draws = 25_000;
        for (int i = 0; i < draws; i++) {
            float[] image = new float[49];
            image[24] = 1;
            shift.apply(image, 7, 7, random);
            counts[IntStream.range(0, 49).filter(p -> image[p] == 1).findFirst().getAsInt()]++;
        }
        for (int p = 0; p < 49; p++) {
            boolean reached = Math.abs(p / 7 - 3) <= 2 && Math.abs(p % 7 - 3) <= 2;
            // 1000 expected in each of 25 places, standard deviation 31
            assertThat(counts[p]).as("place " + p).isBetween(reached ? 860 : 0, reached ? 1140 : 0);
        }
    }

    @Example
    void aShiftBetweenPixelsInterpolates() {
        float[] image = {0, 1, 0, 0};
        ImageTransforms.shiftBy(0, 0.25).apply(image, 1, 4, new Random(0));
        assertThat(image).containsExactly(0, 0.75f, 0.25f, 0);
    }

    @Example
    void aQuarterTurnIsAnticlockwise() {
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int i = 0; i < 9; i++) {
            image[i] /= 10;
        }
        ImageTransforms.rotateBy(90).apply(image, 3, 3, new Random(0));
        // what was on the right is now on top
        assertThat(image).containsExactly(new float[] {.3f, .6f, .9f, .2f, .5f, .8f, .1f, .4f, .7f}, offset(1e-6f));
    }

    @Property(tries = 30)
    void turningThereAndBackKeepsASmoothPicture(@ForAll @IntRange(min = -45, max = 45) int degrees) {
        float[] image = new float[41 * 41];
        for (int i = 0; i < image.length; i++) {
            double r = i / 41 - 18;
            double c = i % 41 - 23;
            image[i] = (float) Math.exp(-(r * r + c * c) / 40);
        }
        float[] turned = image.clone();
        ImageTransforms.rotateBy(degrees).then(ImageTransforms.rotateBy(-degrees)).apply(turned, 41, 41, new Random(0));
        // twice bilinear: on each of two axes it blurs by a variance of at most 1/4, here where the curvature is 1/20
        double furthest = IntStream.range(0, image.length).mapToDouble(i -> Math.abs(turned[i] - image[i])).max().getAsDouble();
        assertThat(furthest).isLessThan(2 * 2 * 0.25 / 2 / 20 * 1.2);
    }

    @Example
    void anglesAreEvenlyDistributed() {
        // a pixel far to the right of the centre: its height tells the angle
        Random random = new Random(new SplittableRandom(2).nextLong());
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 2000; i++) {
            float[] image = new float[101 * 101];
            image[50 * 101 + 95] = 1;
            ImageTransforms.rotate(20).apply(image, 101, 101, random);
            double total = 0;
            double height = 0;
            for (int p = 0; p < image.length; p++) {
                total += image[p];
                height += image[p] * (50 - p / 101);
            }
            double angle = Math.toDegrees(Math.asin(height / total / 45));
            sum += angle;
            squares += angle * angle;
        }
        // uniform on -20..20: mean 0 ± 0.26, mean square 133.3 ± 2.7
        assertThat(sum / 2000).isCloseTo(0, within(0.9));
        assertThat(squares / 2000).isCloseTo(400 / 3d, within(9.0));
    }

    @Example
    void aCropEnlargesWhatItKeeps() {
        float[] ramp = new float[20 * 20];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (i % 20) / 20f;
        }
        Random random = new Random(3);
        double least = 1;
        for (int i = 0; i < 500; i++) {
            float[] image = ramp.clone();
            ImageTransforms.crop(0.25).apply(image, 20, 20, random);
            double slope = (image[10] - image[9]) * 20;
            assertThat(slope).isBetween(0.5 - 1e-4, 1 + 1e-4);
            least = Math.min(least, slope);
            assertThat(Arrays.copyOfRange(image, 380, 400)).containsExactly(Arrays.copyOf(image, 20), offset(1e-6f));
        }
        assertThat(least).isLessThan(0.52);
    }

    @Example
    void brightnessIsOneFactorForAllPixels() {
        Random random = new Random(4);
        for (int i = 0; i < 200; i++) {
            float[] image = {0.1f, 0.2f, 0.8f, 0};
            ImageTransforms.brightness(0.5).apply(image, 2, 2, random);
            assertThat(image[0]).isBetween(0.05f, 0.15f);
            assertThat(image[1]).isCloseTo(2 * image[0], offset(1e-6f));
            assertThat(image[2]).isCloseTo(Math.min(1, 8 * image[0]), offset(1e-6f));
            assertThat(image[3]).isZero();
        }
    }

    @Example
    void noiseHasItsStandardDeviationAndOnBlackTheMeanThatIsSaid() {
        float[] grey = new float[40_000];
        Arrays.fill(grey, 0.5f);
        ImageTransforms.noise(0.1).apply(grey, 200, 200, new Random(5));
        double mean = IntStream.range(0, grey.length).mapToDouble(i -> grey[i]).average().getAsDouble();
        double variance = IntStream.range(0, grey.length).mapToDouble(i -> Math.pow(grey[i] - 0.5, 2)).average().getAsDouble();
        assertThat(mean).isCloseTo(0.5, within(0.002));
        assertThat(Math.sqrt(variance)).isCloseTo(0.1, within(0.0015));
        float[] black = new float[40_000];
        ImageTransforms.noise(0.1).apply(black, 200, 200, new Random(6));
        assertThat(IntStream.range(0, black.length).mapToDouble(i -> black[i]).average().getAsDouble())
                .isCloseTo(0.1 / Math.sqrt(2 * Math.PI), within(0.0015));
    }

    @Property(tries = 300)
    void erasingOverwritesOneRectangleOfTheSaidSize(@ForAll long seed) {
        float[] image = new float[28 * 28];
        Arrays.fill(image, -1);        // marks what was left alone
        ImageTransforms.erase(1).apply(image, 28, 28, new Random(new SplittableRandom(seed).nextLong()));
        int[] touched = IntStream.range(0, 784).filter(i -> image[i] != -1).toArray();
        int top = Arrays.stream(touched).map(i -> i / 28).min().getAsInt();
        int bottom = Arrays.stream(touched).map(i -> i / 28).max().getAsInt();
        int left = Arrays.stream(touched).map(i -> i % 28).min().getAsInt();
        int right = Arrays.stream(touched).map(i -> i % 28).max().getAsInt();
        assertThat(touched).hasSize((bottom - top + 1) * (right - left + 1));
        // rounding both sides adds up to half a pixel each
        assertThat(touched.length / 784d).isBetween(0.01, 0.45);
        for (int i : touched) {
            assertThat(image[i]).isBetween(0f, 1f);
        }
    }

    @Example
    void erasingHitsItsShareOfImagesAndOfArea() {
        Random random = new Random(new SplittableRandom(7).nextLong());
        int hit = 0;
        double area = 0;
        double tall = 0;
        for (int i = 0; i < 4000; i++) {
            float[] image = new float[10_000];
            Arrays.fill(image, -1);
            ImageTransforms.erase(0.25, 0.05, 0.15, 0.5).apply(image, 100, 100, random);
            long touched = IntStream.range(0, 10_000).filter(p -> image[p] != -1).count();
            if (touched > 0) {
                hit++;
                area += touched / 10_000d;
                long rows = IntStream.range(0, 10_000).filter(p -> image[p] != -1).map(p -> p / 100).distinct().count();
                tall += (double) rows * rows / touched;
            }
        }
        assertThat(hit / 4000d).isCloseTo(0.25, within(0.03));
        assertThat(area / hit).isCloseTo(0.1, within(0.004));       // all shapes of this range fit: the mean is the middle
        assertThat(tall / hit).isCloseTo(1.25, within(0.06));       // ratios evenly from 1/2 to 2
    }

    @Example
    void erasingGivesUpOnAnImageThatNothingFits() {
        float[] line = new float[50];
        ImageTransforms.erase(1, 0.9, 0.9, 1).apply(line, 1, 50, new Random(8));
        assertThat(line).containsOnly(0f);
    }

    @Example
    void aTransformedDataSetKeepsLabelsAndOrderAndRoundsToGreyValues() {
        ImageData data = Samples.data(0, 1, 1, 0);
        ImageData same = data.transformed(ImageTransforms.flipLeftRight(0), 1);
        assertThat(same.floats()).isEqualTo(data.floats());
        ImageData view = data.permuted(2).slice(0, 3);
        ImageData mirrored = view.transformed(ImageTransforms.flipLeftRight(1), 1);
        assertThat(mirrored.labels()).isEqualTo(view.labels());
        assertThat(mirrored.pixel(0, 1, 0)).isEqualTo(view.pixel(0, 1, 2));
        assertThat(mirrored.classNames()).isEqualTo(view.classNames());
        ImageTransform offRange = (image, rows, columns, random) -> {
            image[0] = 0.5f;
            image[1] = -1;
            image[2] = 2;
        };
        byte[] pixels = data.transformed(offRange, 0).pixels(0);
        assertThat(List.of(pixels[0] & 255, pixels[1] & 255, pixels[2] & 255)).containsExactly(128, 0, 255);
        ImageTransform noise = ImageTransforms.noise(0.3);
        assertThat(data.transformed(noise, 5).floats()).isEqualTo(data.transformed(noise, 5).floats())
                .isNotEqualTo(data.transformed(noise, 6).floats());
        assertThat(data.transformed(noise, 5).image(1)).isNotEqualTo(data.transformed(noise, 5).image(2));
        assertThatIllegalArgumentException().isThrownBy(() -> data.transformed(null, 0)).withMessageContaining("transform is null");
    }

    @Example
    void aFlipTwiceAsManyImagesWhereNoneIsSymmetric() {
        // flipping with probability one half in each of many passes reaches both, each about half the time
        TreeMap<String, Integer> seen = new TreeMap<>();
        ImageData one = Samples.data(0);
        for (int seed = 0; seed < 400; seed++) {
            seen.merge(Arrays.toString(one.transformed(ImageTransforms.flipLeftRight(0.5), seed).pixels(0)), 1, Integer::sum);
        }
        assertThat(new ArrayList<>(seen.values())).hasSize(2).allMatch(count -> count > 150);
    }

    @Example
    void badArguments() {
        refused(() -> ImageTransforms.flipLeftRight(1.5), "probability is 1.5", "from 0 to 1");
        refused(() -> ImageTransforms.flipUpDown(Double.NaN), "probability is NaN", "from 0 to 1");
        refused(() -> ImageTransforms.shift(-1), "most is -1", "at least 0");
        refused(() -> ImageTransforms.shiftBy(Double.NaN, 0), "down is NaN");
        refused(() -> ImageTransforms.shiftBy(0, 1e9), "right is 1.0E9");
        refused(() -> ImageTransforms.rotate(-3), "most is -3.0", "from 0 to 180");
        refused(() -> ImageTransforms.rotateBy(400), "degrees is 400.0", "from -360 to 360");
        refused(() -> ImageTransforms.crop(0), "leastArea is 0.0", "positive");
        refused(() -> ImageTransforms.crop(2), "leastArea is 2.0", "from 0 to 1");
        refused(() -> ImageTransforms.brightness(2), "most is 2.0", "from 0 to 1");
        refused(() -> ImageTransforms.noise(-1), "sd is -1.0", "at least 0");
        refused(() -> ImageTransforms.erase(0.5, 0.4, 0.2, 0.3), "leastArea is 0.4", "mostArea is 0.2", "smaller one first");
        refused(() -> ImageTransforms.erase(0.5, 0, 0.2, 0.3), "leastArea is 0.0");
        refused(() -> ImageTransforms.erase(0.5, 0.1, 1.2, 0.3), "mostArea is 1.2");
        refused(() -> ImageTransforms.erase(0.5, 0.1, 0.2, 3), "leastRatio is 3.0");
        for (ImageTransform transform : ALL) {
            refused(() -> transform.apply(null, 2, 2, new Random(0)), "image is null");
            refused(() -> transform.apply(new float[5], 2, 2, new Random(0)), "image has 5 pixels", "need 4");
            refused(() -> transform.apply(new float[0], 0, 2, new Random(0)), "rows is 0");
            refused(() -> transform.apply(new float[4], 2, 2, null), "random is null");
        }
    }

    private static float[] applied(ImageTransform transform, float[] image, Shape shape, long seed) {
        float[] copy = image.clone();
        transform.apply(copy, shape.rows, shape.columns, new Random(seed));
        return copy;
    }

    private static void refused(ThrowingCallable call, String... parts) {
        assertThatIllegalArgumentException().isThrownBy(call).satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    /** A size and pixels from a seed. */
    private static final class Shape {
        final int rows;
        final int columns;
        private final SplittableRandom random;

        Shape(long seed) {
            random = new SplittableRandom(seed);
            rows = 1 + random.nextInt(12);
            columns = 1 + random.nextInt(12);
        }

        float[] image() {
            float[] image = new float[rows * columns];
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) random.nextDouble();
            }
            return image;
        }
    }
}
