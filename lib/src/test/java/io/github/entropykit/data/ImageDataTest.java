package io.github.entropykit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ImageDataTest {

    private static final ImageData FIVE = Samples.data(0, 1, 1, 0, 1);

    @Test
    void shape() {
        assertThat(FIVE.size()).isEqualTo(5);
        assertThat(FIVE.rows()).isEqualTo(2);
        assertThat(FIVE.columns()).isEqualTo(3);
        assertThat(FIVE.classes()).isEqualTo(2);
        assertThat(FIVE.classNames()).containsExactly("no", "yes");
        assertThat(FIVE).hasToString("5 images of 2 x 3 pixels in 2 classes");
    }

    @Test
    void pixelsRowByRow() {
        assertThat(FIVE.pixel(3, 0, 0)).isEqualTo(30);
        assertThat(FIVE.pixel(3, 0, 2)).isEqualTo(32);
        assertThat(FIVE.pixel(3, 1, 0)).isEqualTo(33);
        assertThat(FIVE.image(1)).containsExactly(10 / 255f, 11 / 255f, 12 / 255f, 13 / 255f, 14 / 255f, 15 / 255f);
    }

    @Test
    void bytesAreUnsigned() {
        ImageData white = ImageData.of(Idx.parse("i", Samples.idx(0x803, new int[] {1, 1, 2}, 255, 128), ""),
                Idx.parse("l", Samples.labels(0), ""), Samples.TWO);
        assertThat(white.pixel(0, 0, 0)).isEqualTo(255);
        assertThat(white.image(0)).containsExactly(1f, 128 / 255f);
        assertThat(white.picture(0).getRaster().getSample(0, 0, 0)).isEqualTo(255);
    }

    @Test
    void averagedSquaresOfAView() {
        // A square of 4 with the values 1, 2, 3, 4 and one with 250, 251, 255, 255: means 2.5 and 252.75.
        int[] values = {1, 2, 250, 251, 3, 4, 255, 255, 9, 9, 0, 0, 9, 9, 0, 1};
        ImageData two = ImageData.of(Idx.parse("i", Samples.idx(0x803, new int[] {2, 2, 4}, values), ""),
                Idx.parse("l", Samples.labels(0, 1), ""), Samples.TWO);
        ImageData small = two.slice(0, 1).averaged(2);
        assertThat(small).hasToString("1 images of 1 x 2 pixels in 2 classes");
        assertThat(small.pixels(0)).containsExactly((byte) 3, (byte) 253);
        ImageData other = two.ofClass(1).averaged(2);
        assertThat(other.pixels(0)).containsExactly((byte) 9, (byte) 0);
        assertThat(other.label(0)).isEqualTo(1);
        assertThat(FIVE.permuted(3).averaged(1).floats()).isEqualTo(FIVE.permuted(3).floats());
        assertThatThrownBy(() -> FIVE.averaged(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("side is 2: it must divide the 2 rows and 3 columns");
        assertThatThrownBy(() -> FIVE.averaged(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("side is 0");
    }

    @Test
    void floatsAreTheImagesInTurn() {
        float[] all = FIVE.floats();
        assertThat(all).hasSize(30);
        for (int i = 0; i < 5; i++) {
            assertThat(Arrays.copyOfRange(all, 6 * i, 6 * i + 6)).isEqualTo(FIVE.image(i));
        }
    }

    /** Two independent lines of code for one documented order. */
    @Property(tries = 50)
    void permutedIsTheShuffleOfTheJdk(@ForAll long seed, @ForAll @IntRange(max = 40) int size) {
        int[] labels = new int[size];
        List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        ImageData permuted = Samples.data(labels).permuted(seed);
        for (int i = 0; i < size; i++) {
            assertThat(permuted.pixel(i, 0, 0)).isEqualTo(order.get(i) * 10 % 256);
        }
    }

    @Test
    void permutedOrderOfSeedZeroIsPinned() {
        ImageData ten = Samples.data(new int[10]).permuted(0);
        assertThat(IntStream.range(0, 10).map(i -> ten.pixel(i, 0, 0) / 10)).containsExactly(4, 8, 9, 6, 3, 5, 2, 1, 7, 0);
    }

    @Test
    void viewsOfViewsKeepImageAndLabelTogether() {
        ImageData ones = FIVE.permuted(3).ofClass(1).slice(1, 3);
        assertThat(ones.size()).isEqualTo(2);
        assertThat(ones.labels()).containsExactly(1, 1);
        for (int i = 0; i < 2; i++) {
            assertThat(List.of(10, 20, 40)).contains(ones.pixel(i, 0, 0));
        }
        assertThat(FIVE.labels()).containsExactly(0, 1, 1, 0, 1);
    }

    @Test
    void ofClassKeepsOrderAndNumbering() {
        ImageData zeros = FIVE.ofClass(0);
        assertThat(zeros.labels()).containsExactly(0, 0);
        assertThat(zeros.pixel(1, 0, 0)).isEqualTo(30);
        assertThat(zeros.classes()).isEqualTo(2);
        assertThat(FIVE.ofClass(1, 0).labels()).isEqualTo(FIVE.labels());
        assertThat(FIVE.ofClass().size()).isZero();
    }

    @Test
    void whatItHandsOutCannotChangeIt() {
        FIVE.labels()[0] = 9;
        FIVE.image(0)[0] = 9;
        assertThat(FIVE.label(0)).isZero();
        assertThat(FIVE.image(0)[0]).isZero();
    }

    @Test
    void pictureHasTheGreyValuesThemselves() {
        BufferedImage picture = FIVE.picture(2);
        assertThat(picture.getWidth()).isEqualTo(3);
        assertThat(picture.getHeight()).isEqualTo(2);
        for (int p = 0; p < 6; p++) {
            assertThat(picture.getRaster().getSample(p % 3, p / 3, 0)).isEqualTo(20 + p);
        }
    }

    @Test
    void badIndices() {
        assertThatThrownBy(() -> FIVE.label(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FIVE.slice(1, 3).label(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FIVE.pixel(0, 2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> FIVE.pixel(0, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        for (int[] range : new int[][] {{-1, 2}, {3, 2}, {0, 6}}) {
            assertThatThrownBy(() -> FIVE.slice(range[0], range[1])).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("slice(%d, %d) of 5 images: need 0 <= from <= to <= 5", range[0], range[1]);
        }
        assertThatThrownBy(() -> FIVE.ofClass(2)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("class 2 does not exist: classes are 0 to 1");
    }

    @Test
    void theArrayHoldsTheSameFloats() {
        try (NDManager manager = NDManager.newBaseManager()) {
            ImageData all = ImageData.of(
                    Idx.parse("i", Samples.idx(0x803, new int[] {1, 16, 16}, IntStream.range(0, 256).toArray()), ""),
                    Idx.parse("l", Samples.labels(0), ""), Samples.TWO);
            assertThat(all.array(manager).toFloatArray()).isEqualTo(all.floats());
            assertThat(FIVE.permuted(1).array(manager).getShape()).isEqualTo(new Shape(5, 6));
        }
    }

    @Test
    void datasetKeepsTheLastPartialBatch() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            ArrayDataset dataset = FIVE.dataset(manager, 2, false);
            List<Long> sizes = new ArrayList<>();
            List<Float> first = new ArrayList<>();
            for (Batch batch : dataset.getData(manager)) {
                NDArray data = batch.getData().singletonOrThrow();
                sizes.add(data.getShape().get(0));
                first.add(data.getFloat(0, 0));
                assertThat(batch.getLabels().singletonOrThrow().getShape()).isEqualTo(new Shape(data.getShape().get(0)));
                batch.close();
            }
            assertThat(sizes).containsExactly(2L, 2L, 1L);
            assertThat(first).containsExactly(0f, 20 / 255f, 40 / 255f);
            assertThatThrownBy(() -> FIVE.dataset(manager, 0, false)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("batchSize is 0: it must be at least 1");
        }
    }
}
