package io.github.entropykit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The files are the published data sets: what is known about them holds. */
class DataFactsTest {

    @Test
    void fashionMnist() {
        ImageData train = FashionMnist.train();
        ImageData test = FashionMnist.test();
        assertThat(classCounts(train)).containsOnly(6000).hasSize(10);
        assertThat(classCounts(test)).containsOnly(1000).hasSize(10);
        assertThat(train).hasToString("60000 images of 28 x 28 pixels in 10 classes");
        assertThat(train.classNames().get(train.label(0))).isEqualTo("Ankle boot");
        long[] grey = histogram(train);
        assertThat(mean(grey)).isCloseTo(0.28604, within(5e-6));
        assertThat(deviation(grey)).isCloseTo(0.35302, within(5e-6));
        assertThat(grey[0] / (60000.0 * 784)).isCloseTo(0.50205, within(5e-6));
        assertThat(bits(grey)).isCloseTo(4.8984, within(5e-5));
        Set<String> images = distinct(train);
        assertThat(images).hasSize(60000);
        Set<String> unseen = distinct(test);
        assertThat(unseen).hasSize(10000);
        images.retainAll(unseen);
        assertThat(images).as("test images that are also training images").isEmpty();
    }

    @Test
    void mnist() {
        ImageData train = Mnist.train();
        ImageData test = Mnist.test();
        assertThat(classCounts(train)).containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
        assertThat(classCounts(test)).containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
        assertThat(Arrays.copyOf(train.labels(), 10)).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
        assertThat(Arrays.copyOf(test.labels(), 10)).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
        long[] grey = histogram(train);
        assertThat(mean(grey)).isCloseTo(0.1307, within(5e-5));
        assertThat(deviation(grey)).isCloseTo(0.3081, within(5e-5));
    }

    private static int[] classCounts(ImageData data) {
        int[] counts = new int[data.classes()];
        Arrays.stream(data.labels()).forEach(label -> counts[label]++);
        return counts;
    }

    private static long[] histogram(ImageData data) {
        long[] counts = new long[256];
        for (int i = 0; i < data.size(); i++) {
            for (int p = 0; p < 784; p++) {
                counts[data.pixel(i, p / 28, p % 28)]++;
            }
        }
        return counts;
    }

    private static double mean(long[] grey) {
        return IntStream.range(0, 256).mapToDouble(v -> v / 255.0 * grey[v]).sum() / Arrays.stream(grey).sum();
    }

    private static double deviation(long[] grey) {
        double mean = mean(grey);
        return Math.sqrt(IntStream.range(0, 256).mapToDouble(v -> (v / 255.0 - mean) * (v / 255.0 - mean) * grey[v])
                .sum() / Arrays.stream(grey).sum());
    }

    private static double bits(long[] grey) {
        double total = Arrays.stream(grey).sum();
        return -Arrays.stream(grey).filter(c -> c > 0).mapToDouble(c -> c / total * Math.log(c / total)).sum()
                / Math.log(2);
    }

    /** Each image as a string of 784 characters: equal exactly when the images are. */
    private static Set<String> distinct(ImageData data) {
        Set<String> images = new HashSet<>();
        char[] image = new char[784];
        for (int i = 0; i < data.size(); i++) {
            for (int p = 0; p < image.length; p++) {
                image[p] = (char) data.pixel(i, p / 28, p % 28);
            }
            images.add(new String(image));
        }
        return images;
    }
}
