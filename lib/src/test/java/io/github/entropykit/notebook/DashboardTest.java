package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.entropykit.calibration.CalibrationError.NoiseFloor;
import io.github.entropykit.data.FashionMnist;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.models.Mlp;
import io.github.entropykit.training.EntropyMonitor;
import io.github.entropykit.training.EntropyMonitor.Layer;
import io.github.entropykit.training.EntropyMonitor.Snapshot;
import io.github.entropykit.training.TrainedModel;
import io.github.entropykit.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** What the dashboard says, and that it can draw whatever a monitor can see; pictures go to {@code target/gallery}. */
class DashboardTest {

    private static final double NO = Double.NaN;

    @Test
    void ofARealTraining() throws IOException {
        ImageData all = FashionMnist.test().permuted(0);
        EntropyMonitor monitor = EntropyMonitor.on(all.slice(4000, 5000));
        assertThatThrownBy(() -> Dashboard.of(monitor)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("monitor has seen no epoch yet: add it to the listeners of a training, and train");
        try (TrainedModel model = Training.of(Mlp.of(784, 32, 10).build()).epochs(6).listeners(monitor).fit(all.slice(0, 2000))) {
            assertThat(model.history().epochs()).hasSize(6);
        }
        Figure figure = Dashboard.of(monitor);
        save("dashboard", figure);
        assertThat(figure.getWidth()).isEqualTo(896);
        assertThat(figure.isIndexed()).isTrue();
        assertThat(pixels(figure)).isEqualTo(pixels(Dashboard.of(monitor)));
        Snapshot last = monitor.snapshots().get(5);
        assertThat(figure.alt()).contains(String.format("Epoch 6: log loss %.3f", last.logLoss()))
                .contains("1,000 held-out examples").contains(String.format("to %.3f; accuracy", last.entropy()).substring(0, 8))
                .contains("02 Linear 32 unit entropy").contains("04 Linear 10 unit entropy").endsWith(".");
        assertThat(Dashboard.of(monitor, "Six epochs").alt()).startsWith("Six epochs. Epoch 6:");
    }

    @Test
    void theTitleSaysWhatStandsOut() {
        assertThat(title(0.96, 0.86, 0.1, 1.2)).isEqualTo("Over-confident: accuracy 0.860, mean confidence 0.960");
        assertThat(title(0.76, 0.86, 0.1, 1.2)).isEqualTo("Under-confident: accuracy 0.860, mean confidence 0.760");
        assertThat(title(0.87, 0.86, 0.1, 1.2)).isEqualTo("Miscalibrated: accuracy 0.860, mean confidence 0.870");
        // the floor is 0.015 ± 0.004: three standard deviations above are not enough
        assertThat(title(0.88, 0.86, 0.0269, 1.2)).isEqualTo("No miscalibration to be seen: ECE 0.027, noise floor 0.015");
        assertThat(title(0.88, 0.86, 0.0271, 1.2)).startsWith("Over-confident");
        assertThat(title(0.96, 0.86, 0.1, 0.004)).isEqualTo("The signal is lost: in 02 Linear 64 units carry 0.004 nats");
        assertThat(title(NO, NO, NO, 1.2)).isEqualTo("The network's output is no longer a number");
    }

    private static String title(double confidence, double accuracy, double ece, double entropy) {
        Snapshot snapshot = new Snapshot(1, 0.5, Double.isNaN(accuracy) ? NO : 0.6, accuracy, 0.4, confidence, ece,
                new NoiseFloor(0.015, 0.004), List.of(linear("02 Linear 64"), relu(entropy), linear("04 Linear 10")));
        String alt = Dashboard.draw(List.of(snapshot), 500, null).alt();
        return alt.substring(0, alt.indexOf(". Epoch 1"));
    }

    @Test
    void lowestLossIsNamedOnlyIfItIsNotTheLast() {
        assertThat(course(0.9, 0.4, 0.7).alt()).contains("Epoch 3: log loss 0.700 (lowest 0.400 in epoch 2), entropy");
        assertThat(course(0.9, 0.7, 0.4).alt()).contains("Epoch 3: log loss 0.400, entropy").doesNotContain("lowest");
        assertThat(course(0.9, 0.4001, 0.4003).alt()).doesNotContain("lowest");
    }

    private static Figure course(double... losses) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (double loss : losses) {
            snapshots.add(new Snapshot(snapshots.size() + 1, loss, loss, 0.8, 0.4, 0.8, 0.02, new NoiseFloor(0.02, 0.004),
                    List.of(linear("02 Linear 64"), relu(1), linear("04 Linear 10"))));
        }
        return Dashboard.draw(snapshots, 500, null);
    }

    @Test
    void drawsWhateverAMonitorCanSee() throws IOException {
        save("dashboard-one-epoch", course(0.5));
        save("dashboard-two-epochs", course(0.5, 0.4));
        save("dashboard-long", course(Stream.iterate(0.5, x -> x * 0.99).limit(700).mapToDouble(x -> x).toArray()));
        List<Layer> deep = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            deep.add(linear(String.format("%02d Conv2d 128×112×112 of a very long name", i)));
        }
        save("dashboard-deep", Dashboard.draw(List.of(snapshot(1, 0.4, deep), snapshot(2, 0.3, deep)), 1, "A deep network"));
        Layer nothing = new Layer("01 Broken 3", NO, NO, NO, NO, NO, NO);
        save("dashboard-broken", Dashboard.draw(List.of(snapshot(1, NO, List.of(nothing)), snapshot(2, NO, List.of(nothing))), 9, null));
        save("dashboard-broken-late", Dashboard.draw(List.of(snapshot(1, 0.4, List.of(linear("01 Linear 3"))),
                snapshot(2, NO, List.of(nothing))), 9, null));
        save("dashboard-no-layers", Dashboard.draw(List.of(snapshot(1, 0.4, List.of())), 9, null));
    }

    private static Snapshot snapshot(int epoch, double value, List<Layer> layers) {
        return new Snapshot(epoch, NO, value, 1 - value, value, 1 - value / 2, value, new NoiseFloor(value / 2, value / 9), layers);
    }

    @Test
    void blocksWithoutWeightsShareTheRowOfTheLayerBeforeThem() {
        List<LayerStrips.Row> rows = LayerStrips.rows(List.of(relu(1), linear("02 Linear 64"), linear("03 BatchNorm 64"), relu(1), relu(1),
                linear("06 Linear 10")));
        assertThat(rows).containsExactly(new LayerStrips.Row("03 ReLU 64", 0, 0), new LayerStrips.Row("02 Linear 64", 1, 1),
                new LayerStrips.Row("03 BatchNorm 64", 2, 4), new LayerStrips.Row("06 Linear 10", 5, 5));
    }

    @Test
    void numbersAreBrief() {
        double[] numbers = {0, 1, 1.25, 146, 0.017, 0.0999, 9.96, 9999, 12_345, 0.0094, 0.00996, 1e-7, 2.54e-17, 1e300, -0.5, -3e-5};
        String[] texts = {"0", "1.0", "1.3", "146", "0.017", "0.100", "10.0", "9999", "10⁴", "9·10⁻³", "10⁻²", "10⁻⁷", "3·10⁻¹⁷", "10³⁰⁰",
            "-0.50", "−3·10⁻⁵"};
        for (int i = 0; i < numbers.length; i++) {
            assertThat(LayerStrips.brief(numbers[i])).isEqualTo(texts[i]);
        }
    }

    private static Layer linear(String name) {
        return new Layer(name, 0.1, 2.5, 1.9, 0, 0.3, 12);
    }

    private static Layer relu(double entropy) {
        return new Layer("03 ReLU 64", 0.4, 0.6, entropy, 0.25, NO, NO);
    }

    private static void save(String name, Figure figure) throws IOException {
        Path file = Files.createDirectories(Path.of("target", "gallery")).resolve(name + ".png");
        ImageIO.write(figure, "png", file.toFile());
        assertThat(Files.size(file)).as(name).isLessThan(130_000);
        assertThat(figure.getWidth()).as(name).isEqualTo(896);
    }

    private static int[] pixels(Figure figure) {
        return figure.getRGB(0, 0, figure.getWidth(), figure.getHeight(), null, 0, figure.getWidth());
    }
}
