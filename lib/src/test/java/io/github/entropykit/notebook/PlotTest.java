package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {

    private static final double[] X = {1, 2, 3};
    private static final double[] Y = {1, 4, 9};

    private static Plot plot() {
        return Plot.titled("Squares").x("Number").y("Square");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Plot.titled(" ").x("x").y("y").line("l", X, Y).describe("d"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("title");
        assertThatThrownBy(() -> Plot.titled("t").y("y").line("l", X, Y).describe("d"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("label of the x axis");
        assertThatThrownBy(() -> Plot.titled("t").x("x").line("l", X, Y).describe("d"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("label of the y axis");
        assertThatThrownBy(() -> plot().line("l", X, Y).describe(" "))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("alternative text");
        assertThatThrownBy(() -> plot().horizontal("h", 1).describe("d"))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("no data");
    }

    @Test
    void namesTheSeriesAndTheIndexOfWhatCannotBeDrawn() {
        assertThatIllegalArgumentException().isThrownBy(() -> plot().line("squares", X, new double[] {1, Double.NaN, 3}))
                .withMessageContaining("'squares'").withMessageContaining("y[1] is NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().markers("m", new double[] {1, 2, Double.POSITIVE_INFINITY}, Y))
                .withMessageContaining("x[2] is Infinity");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().line("l", X, new double[] {1, 2}))
                .withMessageContaining("y has 2 values, x has 3");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().line("l", new double[0], new double[0])).withMessageContaining("empty");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().line(" ", X, Y)).withMessageContaining("no name");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().errorBars("e", X, Y, new double[] {1, -1, 1}))
                .withMessageContaining("sd[1] is -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().errorBars("e", X, Y, new double[] {1})).withMessageContaining("sd has 1");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().errorBars("e", X, List.of(Y, Y, new double[] {1})))
                .withMessageContaining("[2] has 1 value(s)");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().errorBars("e", X, List.of(Y))).withMessageContaining("'e'");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().band("b", X, Y, X)).withMessageContaining("lower 4.0 > upper 2.0");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().bars("b", List.of("a"), X)).withMessageContaining("3 values for 1");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().bars("b", List.of("a", "b", "c"), X).bars("c", List.of("a", "b", "d"), X))
                .withMessageContaining("same categories");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().histogram("h", X, 0)).withMessageContaining("bins");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().histogram("h", X, 5).histogram("g", X, 6)).withMessageContaining("5 so far");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().xRange(1, 1)).withMessageContaining("xRange(1.0, 1.0)");
    }

    @Test
    void errorBarsOfRunsAreThoseOfTheirMeanAndStandardDeviation() {
        List<double[]> runs = List.of(new double[] {1, 3}, new double[] {2, 6}, new double[] {5, 5});
        Figure ofRuns = plot().errorBars("e", X, runs).describe("d");
        Figure byHand = plot().errorBars("e", X, new double[] {2, 4, 5}, new double[] {Math.sqrt(2), Math.sqrt(8), 0}).describe("d");
        Figure other = plot().errorBars("e", X, new double[] {2, 4, 5}, new double[] {1, 2, 0}).describe("d");
        assertThat(pixels(ofRuns)).isEqualTo(pixels(byHand)).isNotEqualTo(pixels(other));
    }

    private static int[] pixels(Figure figure) {
        return figure.getRGB(0, 0, figure.getWidth(), figure.getHeight(), null, 0, figure.getWidth());
    }

    @Test
    void aLogarithmicAxisNeedsPositiveValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> plot().logX().line("l", new double[] {0, 1, 2}, Y).describe("d"))
                .withMessageContaining("'l', x[0] is 0.0").withMessageContaining("logarithmic");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().line("l", X, new double[] {1, 2, -3}).logY().describe("d"))
                .withMessageContaining("'l', y[2] is -3.0");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().errorBars("e", X, Y, new double[] {1, 1, 1}).logY().describe("d"))
                .as("the lower end of a bar counts, too").withMessageContaining("'e', y[0] is 0.0");
    }

    @Test
    void nothingVanishesSilently() {
        assertThatIllegalArgumentException().isThrownBy(() -> plot().markers("m", X, Y).xRange(10, 20).describe("d")).withMessageContaining("xRange");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().markers("m", X, Y).yRange(10, 20).describe("d")).withMessageContaining("'m'");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().line("l", X, Y).yRange(0, 10).horizontal("h", 11).describe("d"))
                .withMessageContaining("'h' at 11.0");
        assertThatIllegalArgumentException().isThrownBy(() -> plot().histogram("h", X, 4).xRange(0, 2.5).describe("d"))
                .withMessageContaining("[2] = 3.0");
    }

    @Test
    void constantAndSinglePointsAreDrawn() {
        assertThatCode(() -> plot().line("l", X, new double[] {2, 2, 2}).describe("d")).doesNotThrowAnyException();
        assertThatCode(() -> plot().markers("m", new double[] {0}, new double[] {0}).describe("d")).doesNotThrowAnyException();
        assertThatCode(() -> plot().logX().logY().markers("m", new double[] {5}, new double[] {7}).describe("d")).doesNotThrowAnyException();
        assertThatCode(() -> plot().histogram("h", new double[] {3, 3}, 4).describe("d")).doesNotThrowAnyException();
        assertThatCode(() -> plot().bars("b", List.of("one"), new double[] {0}).describe("d")).doesNotThrowAnyException();
        assertThatCode(() -> plot().line("l", new double[] {1e-300, 2e-300, 1e300}, new double[] {1e12, -1e12, 0}).describe("d"))
                .doesNotThrowAnyException();
    }

    @Test
    void laterChangesOfTheArraysDoNotChangeThePlot() {
        double[] y = Y.clone();
        Plot plot = plot().line("l", X, y);
        y[0] = Double.NaN;
        assertThatCode(() -> plot.describe("d")).doesNotThrowAnyException();
    }

    @Test
    void theDataAreWhereTheAxesSay() {
        // one blue marker in the middle of fixed ranges lies in the middle of the data area; a second one moves as told
        int[] a = centreOfBlue(plot().markers("m", new double[] {5}, new double[] {5}).xRange(0, 10).yRange(0, 10).describe("d"));
        int[] b = centreOfBlue(plot().markers("m", new double[] {7.5}, new double[] {5}).xRange(0, 10).yRange(0, 10).describe("d"));
        int[] c = centreOfBlue(plot().markers("m", new double[] {5}, new double[] {10}).xRange(0, 10).yRange(0, 10).describe("d"));
        assertThat(b[1]).isEqualTo(a[1]);
        assertThat(c[0]).isEqualTo(a[0]);
        double quarter = b[0] - a[0];
        double half = a[1] - c[1];
        int[] log = centreOfBlue(plot().logX().logY().markers("m", new double[] {10}, new double[] {10}).xRange(1, 100).yRange(1, 100).describe("d"));
        assertThat(half).as("plot height of 290 units").isBetween(201.0, 205.0);
        assertThat(quarter).isBetween(190.0, 210.0);
        assertThat((double) log[1]).as("the square root is the middle of a logarithmic axis").isBetween(a[1] - 1.0, a[1] + 1.0);
    }

    private static int[] centreOfBlue(Figure figure) {
        long x = 0;
        long y = 0;
        long n = 0;
        for (int i = 0; i < figure.getWidth(); i++) {
            for (int j = 0; j < figure.getHeight(); j++) {
                if ((figure.getRGB(i, j) & 0xFFFFFF) == 0x0072B2) {
                    x += i;
                    y += j;
                    n++;
                }
            }
        }
        assertThat(n).isGreaterThan(20);
        return new int[] {(int) (x / n), (int) (y / n)};
    }

    @Test
    void heatMapsAndGridsNameWhatDoesNotFit() {
        String[] two = {"a", "b"};
        assertThatIllegalArgumentException().isThrownBy(() -> Plot.heatMap("t", "x", "y", two, two, new double[][] {{1, 2}}, "d"))
                .withMessageContaining("1 rows for 2");
        assertThatIllegalArgumentException().isThrownBy(() -> Plot.heatMap("t", "x", "y", two, two, new double[][] {{1, 2}, {1}}, "d"))
                .withMessageContaining("row 1 ('b')");
        assertThatIllegalArgumentException().isThrownBy(() -> Plot.heatMap("t", "x", "y", two, two, new double[][] {{1, 2}, {1, Double.NaN}}, "d"))
                .withMessageContaining("[1][1] is NaN");
        assertThatThrownBy(() -> Plot.heatMap("t", "x", " ", two, two, new double[2][2], "d")).isInstanceOf(IllegalStateException.class);
        assertThatCode(() -> Plot.heatMap("t", "x", "y", two, two, new double[2][2], "d")).doesNotThrowAnyException();
        BufferedImage small = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
        BufferedImage other = new BufferedImage(28, 27, BufferedImage.TYPE_BYTE_GRAY);
        assertThatIllegalArgumentException().isThrownBy(() -> Plot.images("t", List.of(small, other), List.of(), 2, "d")).withMessageContaining("28 x 27");
        assertThatIllegalArgumentException().isThrownBy(() -> Plot.images("t", List.of(small), List.of("a", "b"), 2, "d")).withMessageContaining("2 captions");
        assertThatIllegalArgumentException().isThrownBy(() -> Plot.images("t", List.of(), List.of(), 2, "d")).withMessageContaining("0 images");
    }

    @Test
    void imagesKeepTheirPixels() {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 16; i++) {
            image.getRaster().setSample(i % 4, i / 4, 0, i % 2 == i / 4 % 2 ? 0 : 200);
        }
        Figure figure = Plot.images("t", List.of(image), List.of(), 1, "d");
        // black squares of whole pixels, and nothing between black and the one grey of the image
        int black = 0;
        int between = 0;
        for (int x = 0; x < figure.getWidth(); x++) {
            for (int y = 42; y < figure.getHeight(); y++) {
                int grey = figure.getRGB(x, y) & 0xFF;
                black += grey == 0 ? 1 : 0;
                between += grey > 0 && grey < 190 ? 1 : 0;
            }
        }
        assertThat(between).isZero();
        assertThat(black).isEqualTo(8 * 45 * 45);
    }
}
