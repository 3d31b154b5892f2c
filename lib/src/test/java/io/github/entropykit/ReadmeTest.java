package io.github.entropykit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;

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
import io.github.entropykit.training.TrainedModel;
import io.github.entropykit.training.Training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Model;
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
        assertThat(blocks).isEqualTo(2);
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
    void withTribuo() {
        TRIBUO.setLevel(Level.WARNING);
        Dataset<Label> trainExamples = TribuoDataAdapter.of(IMAGES.slice(0, 1000));
        Dataset<Label> validationExamples = TribuoDataAdapter.of(IMAGES.slice(58_000, 60_000));
        Dataset<Label> testExamples = TribuoDataAdapter.of(FashionMnist.test().slice(0, 2000));

        Model<Label> model = new LogisticRegressionTrainer().train(trainExamples);
        Predictions validation = TribuoPredictionsAdapter.of(model, validationExamples);
        Predictions test = TribuoPredictionsAdapter.of(model, testExamples);
        Predictions calibrated = TemperatureScaling.fit(validation).apply(test);
        System.out.printf("ECE %.3f -> %.3f, Brier score %.3f -> %.3f%n", CalibrationError.expected(test, 15),
                CalibrationError.expected(calibrated, 15), BrierScore.of(test), BrierScore.of(calibrated));

        assertThat(CalibrationError.expected(calibrated, 15)).isLessThan(CalibrationError.expected(test, 15));
    }
}
