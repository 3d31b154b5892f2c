package io.github.entropykit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.loss.Loss;
import ai.djl.translate.TranslateException;

import io.github.entropykit.calibration.BrierScore;
import io.github.entropykit.calibration.CalibrationError;
import io.github.entropykit.calibration.LogLoss;
import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.calibration.TemperatureScaling;
import io.github.entropykit.calibration.TribuoPredictionsAdapter;
import io.github.entropykit.data.FashionMnist;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.data.TribuoDataAdapter;
import io.github.entropykit.models.Mlp;
import io.github.entropykit.notebook.Dashboard;
import io.github.entropykit.training.EntropyMonitor;
import io.github.entropykit.training.TrainedModel;
import io.github.entropykit.training.Training;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.classification.Label;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;

/** The Java of the README, line for line, on real data. */
class ReadmeTest {

    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final ImageData IMAGES = FashionMnist.train().permuted(0);

    @Test
    void theReadmeShowsTheseLines() throws IOException {
        String here = Files.readString(Path.of("src/test/java/io/github/entropykit/ReadmeTest.java")).replaceAll("\\s+", " ");
        Matcher block = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("../README.md")));
        int blocks = 0;
        while (block.find()) {
            blocks++;
            for (String line : block.group(1).split("\\n")) {
                assertThat(here).contains(line.strip().replaceAll("\\s+", " "));
            }
        }
        assertThat(blocks).isEqualTo(3);
    }

    @Test
    void withTheDeepJavaLibrary() {
        try (TrainedModel trained = Training.of(Mlp.of(784, 64, 10).build()).epochs(30).seed(0).fit(IMAGES.slice(0, 500));
                NDManager manager = NDManager.newBaseManager()) {
            Block network = trained.model().getBlock();
            ImageData held = IMAGES.slice(58_000, 60_000);
            ImageData asked = FashionMnist.test().slice(0, 2000);
            NDArray validationImages = held.array(manager);
            NDArray testImages = asked.array(manager);
            int[] validationLabels = held.labels();
            int[] testLabels = asked.labels();

            Predictions validation = Predictions.ofLogits(logits(network, validationImages), validationLabels, 10);
            Predictions test = Predictions.ofLogits(logits(network, testImages), testLabels, 10);
            Predictions calibrated = TemperatureScaling.fit(validation).apply(test);
            System.out.printf("accuracy %.3f, log loss %.3f -> %.3f nats%n", test.accuracy(), LogLoss.of(test), LogLoss.of(calibrated));
            System.out.printf("ECE %.3f -> %.3f, noise floor %.3f%n", CalibrationError.expected(test, 15),
                    CalibrationError.expected(calibrated, 15), CalibrationError.noiseFloor(calibrated, 15, 100, 0).mean());

            assertThat(LogLoss.of(calibrated)).isLessThan(LogLoss.of(test));
            assertThat(test.accuracy()).isEqualTo(trained.predict(asked).accuracy());
        }
    }

    static float[] logits(Block network, NDArray images) {
        NDManager manager = images.getManager();
        return network.forward(new ParameterStore(manager, false), new NDList(images), false).singletonOrThrow().toFloatArray();
    }

    @Test
    void watchingATraining(@TempDir Path folder) throws IOException, TranslateException {
        File file = folder.resolve("dashboard.png").toFile();
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optDevices(new Device[] {Device.cpu()});
        ImageData held = IMAGES.slice(58_000, 59_000);
        try (Model model = Model.newInstance("mine", Device.cpu()); NDManager manager = NDManager.newBaseManager()) {
            model.setBlock(Mlp.of(784, 10).build());
            NDArray heldOutImages = held.array(manager);
            NDArray heldOutLabels = manager.create(held.labels());
            Dataset trainingSet = IMAGES.slice(0, 500).dataset(manager, 50, true);
            int epochs = 2;

            EntropyMonitor monitor = EntropyMonitor.on(heldOutImages, heldOutLabels);
            try (Trainer trainer = model.newTrainer(config.addTrainingListeners(monitor))) {
                trainer.initialize(new Shape(1, 784));
                EasyTrain.fit(trainer, epochs, trainingSet, null);
            }
            ImageIO.write(Dashboard.of(monitor), "png", file);

            assertThat(monitor.snapshots()).hasSize(2);
            assertThat(ImageIO.read(file).getWidth()).isEqualTo(Dashboard.of(monitor).getWidth());
        }
    }

    @Test
    void withTribuo() {
        TRIBUO.setLevel(Level.WARNING);
        org.tribuo.Dataset<Label> trainExamples = TribuoDataAdapter.of(IMAGES.slice(0, 1000));
        org.tribuo.Dataset<Label> validationExamples = TribuoDataAdapter.of(IMAGES.slice(58_000, 60_000));
        org.tribuo.Dataset<Label> testExamples = TribuoDataAdapter.of(FashionMnist.test().slice(0, 2000));

        org.tribuo.Model<Label> model = new LogisticRegressionTrainer().train(trainExamples);
        Predictions validation = TribuoPredictionsAdapter.of(model, validationExamples);
        Predictions test = TribuoPredictionsAdapter.of(model, testExamples);
        Predictions calibrated = TemperatureScaling.fit(validation).apply(test);
        System.out.printf("ECE %.3f -> %.3f, Brier score %.3f -> %.3f%n", CalibrationError.expected(test, 15),
                CalibrationError.expected(calibrated, 15), BrierScore.of(test), BrierScore.of(calibrated));

        assertThat(CalibrationError.expected(calibrated, 15)).isLessThan(CalibrationError.expected(test, 15));
    }
}
