package io.github.entropykit.notebook;

import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.calibration.ReliabilityDiagram;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** One figure of every kind, from data that look like what notebooks show. */
final class Gallery {

    private Gallery() {
    }

    static Map<String, Figure> all() {
        Map<String, Figure> figures = new LinkedHashMap<>();
        figures.put("coin", coin());
        figures.put("band", band());
        figures.put("log-log", logLog());
        figures.put("bars", bars());
        figures.put("bars-grouped", groupedBars());
        figures.put("bars-lying", lyingBars());
        figures.put("histogram", histogram());
        figures.put("error-bars", errorBars());
        figures.put("scatter", scatter());
        figures.put("heat-map", heatMap());
        figures.put("heat-map-large", largeHeatMap());
        figures.put("images", images());
        figures.put("reliability", Plot.reliability("The network is over-confident", diagram(1, 2.4), "Accuracy lies below confidence."));
        figures.put("reliability-pair", Plot.reliability("Temperature scaling closes the gap between confidence and accuracy",
                List.of("Before, T = 1", "After, T = 2.3"), List.of(diagram(1, 2.4), diagram(2, 1)), "Two diagrams."));
        figures.put("reliability-three", Plot.reliability("Three models", List.of("Network", "Ensemble", "Random forest"),
                List.of(diagram(3, 2), diagram(4, 1), diagram(5, 0.6)), "Three diagrams."));
        figures.put("panels", panels());
        figures.put("pairs", pairs());
        figures.put("negative-bars", negativeBars());
        figures.put("many-bars", manyBars());
        figures.put("many-lines", manyLines());
        figures.put("three-panels", threePanels());
        return figures;
    }

    static Figure coin() {
        double[] p = grid(0, 1, 201);
        return Plot.titled("A fair coin is the least predictable").subtitle("Entropy of a coin that shows heads with probability p")
                .x("Probability of heads p").y("Entropy H(p) (nats)").line("H(p)", p, map(p, Gallery::binary))
                .horizontal("ln 2", Math.log(2)).vertical("fair coin", 0.5).describe("The entropy of a coin peaks at ln 2 for p = 1/2.");
    }

    static Figure band() {
        double[] epoch = grid(1, 60, 60);
        double[] train = map(epoch, e -> 0.9 * Math.exp(-e / 9) + 0.02);
        double[] test = map(epoch, e -> 0.75 * Math.exp(-e / 6) + 0.38 + 0.006 * e);
        double[] smooth = map(epoch, e -> 0.8 * Math.exp(-e / 7) + 0.42 + 0.0005 * e);
        return Plot.titled("Validation loss rises long before accuracy falls").subtitle("784-256-10 on Fashion-MNIST, mean ± sd of 3 seeds")
                .x("Epoch").y("Cross-entropy (nats)")
                .band("training", epoch, map(train, v -> v * 0.93), map(train, v -> v * 1.07)).line("training", epoch, train)
                .band("validation", epoch, map(test, v -> v - 0.03), map(test, v -> v + 0.03)).line("validation", epoch, test)
                .line("validation, smoothed labels", epoch, smooth)
                .describe("Training loss falls to zero, validation loss rises.");
    }

    static Figure logLog() {
        double[] n = logGrid(10, 1e6, 60);
        double[] some = logGrid(10, 1e6, 11);
        Random random = new Random(3);
        return Plot.titled("The plug-in estimator is too low, and Miller and Madow mend it").x("Sample size n").y("Bias of the entropy estimate (nats)")
                .logX().logY()
                .line("theory (K − 1) / 2n", n, map(n, v -> 49.5 / v)).line("theory, second order", n, map(n, v -> 400 / (v * v)))
                .markers("plug-in, 1,000 samples", some, map(some, v -> 49.5 / v * Math.exp(0.1 * random.nextGaussian())))
                .markers("Miller-Madow", some, map(some, v -> 400 / (v * v) * Math.exp(0.2 * random.nextGaussian())))
                .describe("Bias falls as 1/n.");
    }

    static Figure bars() {
        return Plot.titled("What a network is unsure about").x("Class").y("Mean entropy of the prediction (nats)")
                .bars("network", List.of("T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"),
                        new double[] {0.412, 0.031, 0.39, 0.22, 0.44, 0.05, 0.62, 0.09, 0.07, 0.06})
                .describe("Shirts are the least certain.");
    }

    static Figure groupedBars() {
        return Plot.titled("Smoothing lowers calibration error, scaling lowers it further").x("Label smoothing ε").y("Expected calibration error")
                .bars("as trained, mean ± sd of 3 seeds", List.of("0", "0.02", "0.05", "0.1"), new double[] {0.095, 0.041, 0.014, 0.069},
                        new double[] {0.004, 0.003, 0.002, 0.005})
                .bars("temperature scaled", List.of("0", "0.02", "0.05", "0.1"), new double[] {0.017, 0.014, 0.012, 0.018},
                        new double[] {0.002, 0.001, 0.001, 0.003})
                .horizontal("noise floor", 0.0108)
                .describe("Bars of calibration error.");
    }

    static Figure lyingBars() {
        return Plot.titled("Six ways to calibrate a network").x("Method").y("Expected calibration error")
                .bars("ECE", List.of("no calibration at all", "temperature scaling", "vector scaling", "isotonic regression, one against all",
                        "ensemble of three networks", "label smoothing with ε = 0.05"), new double[] {0.0951, 0.0162, 0.0171, 0.0203, 0.0484, 0.0140})
                .describe("Lying bars.");
    }

    static Figure histogram() {
        Random random = new Random(7);
        double[] sample = new double[4000];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = random.nextGaussian();
        }
        double[] x = grid(-4, 4, 161);
        return Plot.titled("Four thousand draws against the normal density").x("Value (standard deviations)").y("Density")
                .xRange(-4, 4).density("4,000 draws", sample, 40)
                .line("normal density", x, map(x, v -> Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI)))
                .describe("The histogram follows the curve.");
    }

    static Figure errorBars() {
        double[] t = {0.5, 1, 1.5, 2, 2.5, 3};
        double[] fine = grid(0.4, 3.1, 100);
        return Plot.titled("Ensembles help most when members disagree").x("Temperature T").y("Log loss (nats)")
                .line("theory", fine, map(fine, v -> 0.4 + 0.1 * (v - 1.8) * (v - 1.8)))
                .errorBars("measured, mean ± sd of 5 seeds", t, map(t, v -> 0.405 + 0.1 * (v - 1.8) * (v - 1.8)), new double[] {.03, .02, .015, .012, .02, .03})
                .note(1.85, 0.46, "minimum at T = 1.8").describe("Error bars around a parabola.");
    }

    static Figure scatter() {
        Random random = new Random(9);
        double[] x = new double[800];
        double[] y = new double[800];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextDouble();
            y[i] = binary(x[i]) + 0.03 * random.nextGaussian();
        }
        return Plot.titled("Confidence and entropy of 800 predictions").x("Confidence").y("Entropy (nats)").markers("prediction", x, y)
                .describe("A cloud around an arch.");
    }

    static Figure heatMap() {
        String[] names = {"T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"};
        double[][] v = new double[10][10];
        Random random = new Random(5);
        for (int r = 0; r < 10; r++) {
            for (int c = 0; c < 10; c++) {
                v[r][c] = r == c ? 800 + random.nextInt(180) : random.nextInt(3) == 0 ? random.nextInt(90) : random.nextInt(8);
            }
        }
        return Plot.heatMap("Shirts are taken for T-shirts, coats and pullovers", "Predicted class", "True class (images)", names, names, v, "A confusion matrix.");
    }

    static Figure largeHeatMap() {
        String[] columns = new String[40];
        String[] rows = new String[25];
        double[][] v = new double[25][40];
        for (int r = 0; r < 25; r++) {
            rows[r] = String.valueOf(r);
            for (int c = 0; c < 40; c++) {
                columns[c] = String.valueOf(c);
                v[r][c] = Math.sin(r / 6.0) * Math.cos(c / 7.0);
            }
        }
        return Plot.heatMap("A smooth function on a grid", "Column", "Row", columns, rows, v, "Waves.");
    }

    static Figure images() {
        List<BufferedImage> images = new ArrayList<>();
        List<String> captions = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            double a = random.nextDouble() * 6;
            for (int y = 0; y < 28; y++) {
                for (int x = 0; x < 28; x++) {
                    double r = Math.hypot(x - 13.5, y - 13.5);
                    int level = (int) Math.max(0, Math.min(255, 230 - 45 * Math.abs(r - 8) + 30 * Math.sin(a + x / 3.0) + random.nextInt(25)));
                    image.getRaster().setSample(x, y, 0, level);
                }
            }
            images.add(image);
            captions.add(i % 3 == 0 ? "Ankle boot, 0.98" : "Bag, 0.51");
        }
        return Plot.images("Ten rings with high and ten with low confidence", images, captions, 10, "Rings.");
    }

    static Figure panels() {
        double[] p = grid(0, 1, 101);
        double[] n = logGrid(1, 1000, 30);
        return Plot.sideBySide("Two panels.",
                Plot.titled("Entropy of a coin").x("Probability of heads").y("Entropy (nats)").line("H(p)", p, map(p, Gallery::binary)),
                Plot.titled("Redundancy falls as log n / n").x("Sample size n").y("Redundancy (nats)").logX().logY()
                        .line("theory", n, map(n, v -> Math.log(v + 1) / v)).markers("measured", new double[] {1, 10, 100, 1000},
                                new double[] {0.7, 0.25, 0.045, 0.007}));
    }

    static Figure pairs() {
        double[] n = logGrid(1, 2000, 50);
        double[] some = {1, 3, 10, 30, 100, 300, 1000, 2000};
        Plot plot = Plot.titled("Theory is a line, measurement is a marker, and they share a name and a colour when they belong together")
                .subtitle("A title that is long enough to need a second line, to see that it wraps").x("Sample size n").y("Entropy (nats)").logX();
        for (int k : new int[] {2, 10, 50}) {
            plot.line("K = " + k, n, map(n, v -> Math.log(k) * v / (v + k)));
            plot.markers("K = " + k, some, map(some, v -> Math.log(k) * v / (v + k) + 0.03));
        }
        return plot.describe("Three curves with markers on them.");
    }

    static Figure negativeBars() {
        return Plot.titled("Loss or gain").x("Method").y("Change of log loss (nats)").bars("change", List.of("a", "b", "c", "d"),
                new double[] {-0.2, 0.31, -0.05, 0.12}, new double[] {0.02, 0.04, 0.03, 0.02}).describe("Up and down.");
    }

    static Figure manyBars() {
        List<String> names = new ArrayList<>();
        double[] values = new double[60];
        double[] index = new double[60];
        for (int i = 0; i < values.length; i++) {
            names.add(String.valueOf(i));
            index[i] = i;
            values[i] = Math.exp(-0.5 * Math.pow((i - 30) / 8.0, 2)) / 20;
        }
        return Plot.titled("Sixty bars and a line").x("Number of heads k").y("Probability").bars("binomial", names, values)
                .line("normal", index, map(index, v -> Math.exp(-0.5 * Math.pow((v - 30) / 8.0, 2)) / 20)).describe("Bars under a line.");
    }

    static Figure manyLines() {
        double[] x = grid(0, 10, 50);
        Plot plot = Plot.titled("Seven lines").x("Time (s)").y("Level (dB)").xRange(0, 9).yRange(-1, 8);
        for (int i = 0; i < 6; i++) {
            double level = i * 0.2;
            plot.line("line number " + i, x, map(x, v -> level * v + Math.sin(v + level)));
        }
        return plot.describe("Seven lines.");
    }

    static Figure threePanels() {
        double[] p = grid(0, 1, 51);
        Plot[] plots = new Plot[3];
        for (int i = 0; i < 3; i++) {
            double power = i + 1;
            plots[i] = Plot.titled("Power " + (i + 1)).x("Probability p").y("Value (nats)").line("f", p, map(p, v -> Math.pow(v, power)))
                    .vertical("half", 0.5);
        }
        return Plot.sideBySide("Three panels.", plots);
    }

    private static ReliabilityDiagram diagram(long seed, double sharpness) {
        Random random = new Random(seed);
        int n = 10_000;
        double[] p = new double[2 * n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            double logit = Math.abs(random.nextGaussian()) * 1.6;
            double truth = 1 / (1 + Math.exp(-logit));
            double said = 1 / (1 + Math.exp(-logit * sharpness));
            p[2 * i] = said;
            p[2 * i + 1] = 1 - said;
            labels[i] = random.nextDouble() < truth ? 0 : 1;
        }
        return ReliabilityDiagram.of(Predictions.ofProbabilities(p, labels, 2), 15);
    }

    static double binary(double p) {
        return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }

    static double[] grid(double from, double to, int n) {
        double[] grid = new double[n];
        for (int i = 0; i < n; i++) {
            grid[i] = from + (to - from) * i / (n - 1);
        }
        return grid;
    }

    static double[] logGrid(double from, double to, int n) {
        double[] grid = map(grid(Math.log(from), Math.log(to), n), Math::exp);
        grid[0] = from;
        grid[n - 1] = to;
        return grid;
    }

    static double[] map(double[] x, DoubleUnaryOperator f) {
        return java.util.Arrays.stream(x).map(f).toArray();
    }
}
