package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;

class FigureTest {

    @Test
    void itsTextIsItsAlternativeText() {
        Figure figure = Figure.of(new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB), "  A white\n square. ");
        assertThat(figure).hasToString("A white square.");
        assertThat(figure.alt()).isEqualTo("A white square.");
        assertThat(figure.getRGB(5, 5)).as("transparent becomes white").isEqualTo(0xFFFFFFFF);
    }

    @Test
    void refusesToBeMute() {
        for (String alt : new String[] {null, "", "  \n"}) {
            assertThatThrownBy(() -> Figure.of(new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB), alt))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("alternative text");
        }
    }

    @Test
    void isNeverTooWide() {
        assertThat(Figure.of(new BufferedImage(1800, 600, BufferedImage.TYPE_INT_RGB), "a").getWidth()).isEqualTo(900);
        assertThat(Figure.of(new BufferedImage(1800, 600, BufferedImage.TYPE_INT_RGB), "a").getHeight()).isEqualTo(300);
        assertThat(Figure.of(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "a").getWidth()).isEqualTo(30);
    }

    @Test
    void takesAnyChartOfXChart() {
        var chart = new XYChartBuilder().width(800).height(400).title("t").build();
        chart.addSeries("s", new double[] {0, 1}, new double[] {1, 2});
        Figure figure = Figure.of(chart, "A line.");
        assertThat(figure.getWidth()).isEqualTo(900);
        assertThat(figure.getHeight()).isEqualTo(450);
        assertThat(figure).hasToString("A line.");
    }

    @Test
    void fewColoursAreKeptExactlyThroughPng() throws IOException {
        Random random = new Random(4);
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        int[] colours = random.ints(200, 0, 1 << 24).toArray();
        for (int i = 0; i < 64 * 64; i++) {
            image.setRGB(i % 64, i / 64, colours[random.nextInt(colours.length)]);
        }
        Figure figure = Figure.of(image, "noise");
        assertThat(figure.isIndexed()).isTrue();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(figure, "png", bytes);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(read.getRGB(0, 0, 64, 64, null, 0, 64)).isEqualTo(image.getRGB(0, 0, 64, 64, null, 0, 64));
    }

    @Test
    void colourfulPicturesAreLeftAlone() {
        Random random = new Random(4);
        BufferedImage image = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200 * 200; i++) {
            image.setRGB(i % 200, i / 200, random.nextInt(1 << 24));
        }
        Figure figure = Figure.of(image, "noise");
        assertThat(figure.isIndexed()).isFalse();
        assertThat(figure.getRGB(0, 0, 200, 200, null, 0, 200)).isEqualTo(image.getRGB(0, 0, 200, 200, null, 0, 200));
    }

    @Test
    void blendsMayMoveButNoFurtherThanAnEyeSees() {
        BufferedImage image = new BufferedImage(256, 40, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 256; x++) {
            for (int y = 0; y < 40; y++) {
                image.setRGB(x, y, y < 20 ? 0xFFFFFF : x << 16 | 255 - x << 8 | y);
            }
        }
        Figure figure = Figure.of(image, "gradient");
        assertThat(figure.isIndexed()).isTrue();
        for (int x = 0; x < 256; x++) {
            assertThat(figure.getRGB(x, 3)).as("the ground stays white").isEqualTo(0xFFFFFFFF);
            for (int shift = 0; shift <= 16; shift += 8) {
                assertThat(Math.abs((figure.getRGB(x, 30) >> shift & 255) - (image.getRGB(x, 30) >> shift & 255))).isLessThanOrEqualTo(20);
            }
        }
    }
}
