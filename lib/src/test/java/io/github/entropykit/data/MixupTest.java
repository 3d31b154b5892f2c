package io.github.entropykit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MixupTest {

    @Property(tries = 20)
    void weightsHaveTheMomentsOfTheBetaDistribution(@ForAll @IntRange(min = 1, max = 40) int tenths) {
        double alpha = tenths / 10d;
        Random random = new Random(new SplittableRandom(tenths).nextLong());
        double[] weights = DoubleStream.generate(() -> Mixup.weight(alpha, random)).limit(20_000).toArray();
        double mean = DoubleStream.of(weights).average().getAsDouble();
        double variance = DoubleStream.of(weights).map(w -> (w - 0.5) * (w - 0.5)).average().getAsDouble();
        double expected = 1 / (4 * (2 * alpha + 1));
        assertThat(mean).isCloseTo(0.5, within(5 * Math.sqrt(expected / 20_000)));
        assertThat(variance / expected).isCloseTo(1, within(0.06));
        assertThat(DoubleStream.of(weights).allMatch(w -> w >= 0 && w <= 1)).isTrue();
    }

    @Example
    void alphaOneIsUniformAndATinyAlphaMixesNothing() {
        Random random = new Random(new SplittableRandom(0).nextLong());
        int[] tenths = new int[10];
        for (int i = 0; i < 20_000; i++) {
            tenths[Math.min(9, (int) (10 * Mixup.weight(1, random)))]++;
        }
        assertThat(tenths).satisfies(t -> java.util.Arrays.stream(t).forEach(count -> assertThat(count).isBetween(1800, 2200)));
        for (int i = 0; i < 100; i++) {
            double weight = Mixup.weight(1e-9, random);
            assertThat(Math.min(weight, 1 - weight)).isLessThan(1e-6);
        }
    }

    @Property(tries = 50)
    void imagesAndLabelsAreMixedWithTheSameWeight(@ForAll long seed) {
        // image i of the samples is 10 i + p, so that an image's first pixel tells which two were mixed, and how
        int[] labels = new int[8];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < labels.length; i++) {
            labels[i] = random.nextInt(2);
        }
        ImageData data = Samples.data(labels);
        Mixup mixed = Mixup.of(data, 1, new Random(seed));
        float[] pixels = mixed.images();
        float[] soft = mixed.labels();
        assertThat(pixels).hasSize(8 * 6);
        assertThat(soft).hasSize(8 * 2);
        double total = 0;
        for (int i = 0; i < 8; i++) {
            float mean = pixels[6 * i] * 255 / 10;       // λ i + (1 - λ) j
            assertThat(soft[2 * i] + soft[2 * i + 1]).isCloseTo(1, within(1e-6f));
            float own = soft[2 * i + labels[i]];
            boolean found = false;
            for (int j = 0; j < 8; j++) {
                double weight = i == j ? 1 : (mean - j) / (i - j);
                boolean fits = i == j ? Math.abs(mean - i) < 1e-4 : weight > -1e-4 && weight < 1 + 1e-4;
                found |= fits && Math.abs(own - (labels[i] == labels[j] ? 1 : weight)) < 1e-4;
            }
            assertThat(found).as("some partner explains both the image and its label").isTrue();
            total += soft[2 * i + 1];
        }
        assertThat(total).isBetween(0.0, 8.0);
        assertThat(Mixup.of(data, 1, new Random(seed)).images()).isEqualTo(pixels);
    }

    @Example
    void withoutMixingImagesAndLabelsStay() {
        ImageData data = Samples.data(0, 1, 1, 0);
        // a weight is then 0 or 1: each result is one of the images, with its label
        Mixup mixed = Mixup.of(data, 1e-12, new Random(1));
        for (int i = 0; i < 4; i++) {
            int from = Math.round(mixed.images()[6 * i] * 255 / 10);
            assertThat(mixed.labels()[2 * i + data.label(from)]).isEqualTo(1f);
        }
    }

    @Example
    void badArguments() {
        ImageData data = Samples.data(0);
        assertThatIllegalArgumentException().isThrownBy(() -> Mixup.of(data, 0, new Random(0))).withMessageContaining("alpha is 0.0: it must be positive");
        assertThatIllegalArgumentException().isThrownBy(() -> Mixup.of(null, 1, new Random(0))).withMessageContaining("images is null");
        assertThatIllegalArgumentException().isThrownBy(() -> Mixup.of(data, 1, null)).withMessageContaining("random is null");
        assertThatIllegalArgumentException().isThrownBy(() -> Mixup.weight(Double.NaN, new Random(0))).withMessageContaining("alpha is NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> Mixup.weight(1, null)).withMessageContaining("random is null");
    }
}
