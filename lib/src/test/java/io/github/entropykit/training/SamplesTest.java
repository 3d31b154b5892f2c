package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.models.Mlp;
import io.github.entropykit.models.Normalization;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final ImageData IMAGES = Blobs.of(300, 1);

    /** A network that is linear after its dropout: mean and variance of a logit over masks have a closed form. */
    @Test
    void meanAndVarianceOfALinearNetwork() {
        double p = 0.3;
        int hidden = 6;
        try (TrainedModel model = Training.of(Mlp.of(16, hidden, 3).activation(x -> x).dropout(p).build()).epochs(3).fit(IMAGES);
                NDManager manager = NDManager.newBaseManager()) {
            int passes = 4000;
            List<Predictions> samples = model.samples(IMAGES.slice(0, 3), passes, 7);
            Predictions mean = model.predict(IMAGES.slice(0, 3));
            NDArray w = model.model().getBlock().getParameters().valueAt(2).getArray();
            NDArray h = model.model().getBlock().getChildren().valueAt(1).forward(new ParameterStore(manager, false),
                    new NDList(IMAGES.slice(0, 3).array(manager)), false).singletonOrThrow();
            for (int i = 0; i < 3; i++) {
                for (int k = 0; k < 3; k++) {
                    double variance = 0;
                    for (int j = 0; j < hidden; j++) {
                        variance += p / (1 - p) * Math.pow(w.getFloat(k, j) * h.getFloat(i, j), 2);
                    }
                    double sum = 0;
                    double squares = 0;
                    for (Predictions sample : samples) {
                        double off = sample.logits(i)[k] - mean.logits(i)[k];
                        sum += off;
                        squares += off * off;
                    }
                    assertThat(sum / passes).isCloseTo(0, within(5 * Math.sqrt(variance / passes)));
                    assertThat(squares / passes).isCloseTo(variance, within(0.2 * variance));
                }
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameBitsAndFewerPassesTheFirst() {
        try (TrainedModel model = trained()) {
            List<Predictions> five = model.samples(IMAGES, 5, 3);
            List<Predictions> two = model.samples(IMAGES, 2, 3);
            assertThat(five).hasSize(5);
            for (int pass = 0; pass < 2; pass++) {
                for (int i = 0; i < IMAGES.size(); i++) {
                    assertThat(two.get(pass).logits(i)).containsExactly(five.get(pass).logits(i));
                }
            }
            assertThat(five.get(0).logits(0)).isNotEqualTo(five.get(1).logits(0));
            assertThat(model.samples(IMAGES, 1, 4).get(0).logits(0)).isNotEqualTo(five.get(0).logits(0));
            assertThat(five.get(0).label(5)).isEqualTo(IMAGES.label(5));
        }
    }

    @Test
    void leavesTheModelAsItWas() {
        try (TrainedModel model = trained()) {
            Predictions before = model.predict(IMAGES);
            model.samples(IMAGES, 3, 0);
            Predictions after = model.predict(IMAGES);
            for (int i = 0; i < IMAGES.size(); i++) {
                assertThat(after.logits(i)).containsExactly(before.logits(i));
            }
        }
    }

    @Test
    void refusesWhatCannotBeSampled() {
        try (TrainedModel model = Training.of(Mlp.of(16, 3).build()).epochs(1).fit(IMAGES)) {
            assertThatThrownBy(() -> model.samples(IMAGES, 2, 0)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no dropout that can stay on");
        }
        TrainedModel model = trained();
        assertThatThrownBy(() -> model.samples(IMAGES, 0, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("passes is 0: it must be at least 1");
        model.close();
        assertThatThrownBy(() -> model.samples(IMAGES, 2, 0)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    private static TrainedModel trained() {
        return Training.of(Mlp.of(16, 8, 8, 3).normalization(Normalization.BATCH).dropout(0.5).build()).epochs(2).fit(IMAGES);
    }
}
