package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.data.FashionMnist;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.data.TribuoDataAdapter;

import org.junit.jupiter.api.Test;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

import java.util.logging.Level;
import java.util.logging.Logger;

class TribuoAdaptersTest {

    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");
    private static final ImageData IMAGES = FashionMnist.test().slice(0, 300);

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    @Test
    void examplesAreTheImages() {
        MutableDataset<Label> examples = TribuoDataAdapter.of(IMAGES);
        assertThat(examples.size()).isEqualTo(IMAGES.size());
        for (int i = 0; i < 20; i++) {
            Example<Label> example = examples.getExample(i);
            assertThat(example.getOutput().getLabel()).isEqualTo(String.valueOf(IMAGES.label(i)));
            double[] rebuilt = new double[784];
            for (Feature feature : example) {
                rebuilt[Integer.parseInt(feature.getName())] = feature.getValue();
            }
            float[] expected = IMAGES.image(i);
            for (int j = 0; j < 784; j++) {
                assertThat(rebuilt[j]).isCloseTo(expected[j], within(1e-7));
            }
        }
    }

    @Test
    void predictionsAreTheModelsProbabilities() {
        MutableDataset<Label> examples = TribuoDataAdapter.of(IMAGES);
        Model<Label> model = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 2, -1, 32, 1).train(examples);
        Predictions predictions = TribuoPredictionsAdapter.of(model, examples);
        assertThat(predictions.labels()).isEqualTo(IMAGES.labels());
        for (int i = 0; i < 20; i++) {
            Prediction<Label> own = model.predict(examples.getExample(i));
            assertThat(String.valueOf(predictions.predicted(i))).isEqualTo(own.getOutput().getLabel());
            for (int k = 0; k < 10; k++) {
                assertThat(predictions.probability(i, k))
                        .isCloseTo(own.getOutputScores().get(String.valueOf(k)).getScore(), within(1e-6));
            }
        }
    }

    @Test
    void scoresThatAreNoProbabilitiesAreRefused() {
        MutableDataset<Label> examples = TribuoDataAdapter.of(IMAGES);
        Model<Label> model = new LinearSGDTrainer(new Hinge(), new AdaGrad(0.1), 1, -1, 32, 1).train(examples);
        assertThatThrownBy(() -> TribuoPredictionsAdapter.of(model, examples))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not probabilities");
    }

    @Test
    void labelsThatAreNoNumbersAreNamed() {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> pets = new MutableDataset<>(new SimpleDataSourceProvenance("pets", factory), factory);
        pets.add(new ArrayExample<>(new Label("cat"), new String[] {"a", "b"}, new double[] {1, 2}));
        pets.add(new ArrayExample<>(new Label("dog"), new String[] {"a", "b"}, new double[] {2, 1}));
        Model<Label> model = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 1, -1, 1, 1).train(pets);
        assertThatThrownBy(() -> TribuoPredictionsAdapter.of(model, pets))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'cat'");
    }
}
