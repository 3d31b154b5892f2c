package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.TrainingDivergedException;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Activation;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListenerAdapter;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.entropykit.calibration.LogLoss;
import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.data.ImageTransform;
import io.github.entropykit.models.ConvNet;
import io.github.entropykit.models.Mlp;
import io.github.entropykit.models.Normalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TrainingTest {

    private static final ImageData TRAIN = Blobs.of(500, 1);
    private static final ImageData VALIDATION = Blobs.of(300, 2);

    @Test
    void learns() {
        try (TrainedModel model = training().epochs(20).learningRate(0.01).fit(TRAIN, VALIDATION)) {
            assertThat(model.history().last().trainLoss()).isLessThan(model.history().epochs().get(0).trainLoss() / 2);
            assertThat(model.predict(VALIDATION).accuracy()).isGreaterThan(0.9);
        }
    }

    @Test
    void sameSeedSameBits() {
        for (double dropout : new double[] {0, 0.5}) {
            float[] first = logitsAndWeights(Mlp.of(16, 8, 3).dropout(dropout), 5);
            // what runs in between must not matter
            Seeds.set(99);
            try (NDManager manager = NDManager.newBaseManager()) {
                manager.randomNormal(new ai.djl.ndarray.types.Shape(10));
            }
            assertThat(logitsAndWeights(Mlp.of(16, 8, 3).dropout(dropout), 5)).isEqualTo(first);
            assertThat(logitsAndWeights(Mlp.of(16, 8, 3).dropout(dropout), 6)).isNotEqualTo(first);
        }
    }

    @Test
    void validationDoesNotChangeTheTraining() {
        try (TrainedModel with = training().epochs(3).fit(TRAIN, VALIDATION);
                TrainedModel without = training().epochs(3).fit(TRAIN)) {
            assertThat(weights(with)).isEqualTo(weights(without));
        }
    }

    @Test
    void validationIsWhatThePredictionsSay() {
        try (TrainedModel model = training().epochs(2).fit(TRAIN, VALIDATION)) {
            Predictions predictions = model.predict(VALIDATION);
            assertThat(model.history().last().validationLoss()).isCloseTo(LogLoss.of(predictions), within(1e-5));
            assertThat(model.history().last().validationAccuracy()).isEqualTo(predictions.accuracy());
        }
    }

    /** 500 = 3 x 128 + 116: a mean of the batches' means would be wrong, and dropping the last batch, too. */
    @Test
    void trainLossIsTheMeanOverAllImages() {
        Optimizer still = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1e-20f)).build();
        try (TrainedModel model = training().optimizer(still).epochs(1).fit(TRAIN)) {
            assertThat(model.history().last().trainLoss()).isCloseTo(LogLoss.of(model.predict(TRAIN)), within(1e-5));
        }
    }

    @Test
    void predictionsDoNotDependOnTheirBatch() {
        ImageData many = Blobs.of(5000, 3);
        try (TrainedModel model = training().epochs(1).fit(TRAIN)) {
            Predictions all = model.predict(many);
            assertThat(all.size()).isEqualTo(5000);
            assertThat(all.label(4999)).isEqualTo(many.label(4999));
            Predictions tail = model.predict(many.slice(4990, 5000));
            for (int i = 0; i < 10; i++) {
                assertThat(tail.logits(i)).usingComparatorWithPrecision(1e-5f).containsExactly(all.logits(4990 + i));
            }
        }
    }

    @Test
    void history() {
        List<Epoch> told = new ArrayList<>();
        try (TrainedModel model = training().epochs(3).progress(told::add).fit(TRAIN, VALIDATION)) {
            assertThat(model.history().epochs()).isEqualTo(told);
            assertThat(told).extracting(Epoch::epoch).containsExactly(1, 2, 3);
            Table table = model.history().table();
            assertThat(table.columnNames())
                    .containsExactly("epoch", "train loss", "validation loss", "validation accuracy");
            assertThat(table.rowCount()).isEqualTo(3);
            assertThat(table.doubleColumn("train loss").get(2)).isEqualTo(told.get(2).trainLoss());
        }
        try (TrainedModel model = training().epochs(1).fit(TRAIN)) {
            assertThat(model.history().last().validationLoss()).isNaN();
            assertThat(model.history().last().validationAccuracy()).isNaN();
            assertThat(model.history().table().columnNames()).containsExactly("epoch", "train loss");
        }
        assertThat(new Epoch(3, 0.4123, Double.NaN, Double.NaN)).hasToString("epoch 3, loss 0.412");
        assertThat(new Epoch(3, 0.4123, 0.455, 0.8614))
                .hasToString("epoch 3, loss 0.412, validation loss 0.455, accuracy 0.861");
    }

    @Test
    void interruptionStopsWithinABatchAndLosesNothing() {
        long before = nativeArrays();
        List<Epoch> told = new ArrayList<>();
        Training training = training().epochs(1000).progress(epoch -> {
            told.add(epoch);
            if (epoch.epoch() == 2) {
                Thread.currentThread().interrupt();
            }
        });
        assertThatThrownBy(() -> training.fit(TRAIN)).isInstanceOf(CancellationException.class)
                .hasMessage("training interrupted in epoch 3");
        assertThat(told).hasSize(2);
        assertThat(Thread.interrupted()).as("the interrupt was consumed").isFalse();
        assertThat(nativeArrays()).isEqualTo(before);
        try (TrainedModel model = training().epochs(1).fit(TRAIN)) {
            assertThat(model.history().epochs()).hasSize(1);
        }
    }

    @Test
    void divergenceIsSaid() {
        long before = nativeArrays();
        Training hopeless = Training.of(Mlp.of(16, 8, 3).activation(x -> x.mul(x).mul(1e18)).build())
                .learningRate(1e6).epochs(5);
        assertThatThrownBy(() -> hopeless.fit(TRAIN)).isInstanceOf(TrainingDivergedException.class)
                .hasMessageMatching("training diverged in epoch 1: the loss is (NaN|Infinity); lower the learning rate");
        assertThat(nativeArrays()).isEqualTo(before);
    }

    @Test
    void nativeMemoryIsFreed() {
        fitOnce(1);
        long before = nativeArrays();
        List<Long> onTheWay = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (TrainedModel model = training().epochs(4).progress(e -> onTheWay.add(nativeArrays())).fit(TRAIN)) {
                model.predict(VALIDATION);
                assertThat(nativeArrays()).as("two weights and two biases").isEqualTo(before + 4);
            }
        }
        assertThat(nativeArrays()).isEqualTo(before);
        // each epoch leaves as much as the one before: nothing piles up inside a training either
        assertThat(onTheWay).containsOnly(onTheWay.get(0));
    }

    @Test
    void closedTwiceAndUsedAfter() {
        TrainedModel model = training().epochs(1).fit(TRAIN);
        Predictions predictions = model.predict(VALIDATION);
        model.close();
        model.close();
        assertThat(predictions.size()).isEqualTo(300);
        assertThat(model.history().epochs()).hasSize(1);
        assertThatThrownBy(() -> model.predict(VALIDATION)).isInstanceOf(IllegalStateException.class)
                .hasMessage("this model is closed: predict before closing it");
    }

    @Test
    void badSettings() {
        assertThatThrownBy(() -> training().epochs(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs is 0: it must be at least 1");
        assertThatThrownBy(() -> training().batchSize(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batchSize is 0: it must be at least 1");
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> training().learningRate(rate)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("learningRate is " + rate + ": it must be positive and finite");
        }
        assertThatThrownBy(() -> training().fit(TRAIN.slice(0, 0))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no images to train on");
        assertThatThrownBy(() -> training().fit(TRAIN, TRAIN.ofClass())).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no images to validate on");
    }

    @Test
    void imagesThatDoNotFitTheNetwork() {
        long before = nativeArrays();
        assertThatThrownBy(() -> Training.of(Mlp.of(784, 10).build()).fit(TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an image has 16 pixels but the first layer takes 784: build the network with Mlp.of(16, ...)");
        assertThatThrownBy(() -> Training.of(Mlp.of(16, 10).build()).fit(TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network has 10 outputs but the images have 3 classes: give the last layer 3 units");
        assertThat(nativeArrays()).isEqualTo(before);
    }

    /** The engine would say so, too, but after an epoch and without a remedy; a channel has the variance of its pixels. */
    @Test
    void batchNormalisationNeedsTwoImages() {
        ImageData images = Blobs.of(33, 1);
        for (Normalization norm : List.of(Normalization.BATCH, Normalization.noisyBatch(0.1, 1.1, 0.1))) {
            assertThatThrownBy(() -> Training.of(Mlp.of(16, 8, 3).normalization(norm).build()).batchSize(16).epochs(1).fit(images).close())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("batchSize is 16").hasMessageContaining("33 images");
            assertThatThrownBy(() -> Training.of(Mlp.of(16, 8, 3).normalization(norm).build()).batchSize(1).epochs(1).fit(images).close())
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("batchSize is 1:");
            Training.of(Mlp.of(16, 8, 3).normalization(norm).build()).batchSize(31).epochs(1).fit(images).close();
        }
        Training.of(Mlp.of(16, 8, 3).normalization(Normalization.LAYER).build()).batchSize(16).epochs(1).fit(images).close();
        Training.of(ConvNet.of(3, 2).input(4, 4).normalization(Normalization.BATCH).build()).batchSize(16).epochs(1).fit(images).close();
    }

    @Test
    void listenersHearEachBatchAndEpoch() {
        AtomicInteger batches = new AtomicInteger();
        AtomicInteger epochs = new AtomicInteger();
        TrainingListener counter = new TrainingListenerAdapter() {
            @Override
            public void onTrainingBatch(Trainer trainer, BatchData batch) {
                batches.incrementAndGet();
            }

            @Override
            public void onEpoch(Trainer trainer) {
                epochs.incrementAndGet();
            }
        };
        training().epochs(3).listeners(counter).fit(TRAIN).close();
        assertThat(batches).hasValue(3 * 4);
        assertThat(epochs).hasValue(3);
    }

    /** A batch of one is what DJL fetches as a range. */
    @Test
    void augmentationThatChangesNothingChangesNothing() {
        for (int batchSize : new int[] {1, 128}) {
            try (TrainedModel plain = training().batchSize(batchSize).epochs(2).fit(TRAIN);
                    TrainedModel same = training().batchSize(batchSize).epochs(2)
                            .augment((image, rows, columns, random) -> random.nextInt()).fit(TRAIN)) {
                assertThat(weights(same)).isEqualTo(weights(plain));
            }
        }
    }

    @Test
    void augmentationSeesEachImageOnceInAnEpochUnchanged() {
        for (int batchSize : new int[] {1, 128}) {
            Set<String> seen = new HashSet<>();
            int[] count = new int[1];
            training().batchSize(batchSize).epochs(2).augment((image, rows, columns, random) -> {
                assertThat(new int[] {rows, columns, image.length}).containsExactly(4, 4, 16);
                seen.add(Arrays.toString(image));
                count[0]++;
                Arrays.fill(image, 0);          // must not reach the images themselves
            }).fit(TRAIN).close();
            Set<String> images = new HashSet<>();
            for (int i = 0; i < TRAIN.size(); i++) {
                images.add(Arrays.toString(TRAIN.image(i)));
            }
            assertThat(count[0]).isEqualTo(2 * TRAIN.size());
            assertThat(seen).isEqualTo(images);
        }
    }

    @Test
    void augmentationReachesTheNetworkAndFollowsTheSeed() {
        ImageTransform noise = (image, rows, columns, random) -> {
            for (int i = 0; i < image.length; i++) {
                image[i] += 0.1f * (float) random.nextGaussian();
            }
        };
        try (TrainedModel plain = training().epochs(1).fit(TRAIN);
                TrainedModel first = training().epochs(1).augment(noise).fit(TRAIN);
                TrainedModel second = training().epochs(1).augment(noise).fit(TRAIN)) {
            assertThat(weights(first)).isEqualTo(weights(second)).isNotEqualTo(weights(plain));
        }
    }

    /** With the labels' weight at zero only the teacher speaks: one whose answers are turned round is followed. */
    @Test
    void aTeacherIsHeard() {
        int[] turned = Arrays.stream(TRAIN.labels()).map(label -> (label + 1) % 3).toArray();
        float[] logits = new float[3 * TRAIN.size()];
        for (int i = 0; i < turned.length; i++) {
            logits[3 * i + turned[i]] = 5;
        }
        Predictions teacher = Predictions.ofLogits(logits, TRAIN.labels(), 3);
        try (TrainedModel student = training().epochs(20).learningRate(0.01).loss(new Distillation(2, 0)).teacher(teacher)
                .fit(TRAIN)) {
            Predictions answers = student.predict(VALIDATION);
            int follows = 0;
            for (int i = 0; i < answers.size(); i++) {
                follows += answers.predicted(i) == (answers.label(i) + 1) % 3 ? 1 : 0;
            }
            assertThat(follows).as("%s", student.history().table()).isGreaterThan(270);
        }
    }

    @Test
    void aTeacherOfOtherImages() {
        Predictions short3 = Predictions.ofLogits(new float[9], new int[3], 3);
        assertThatThrownBy(() -> training().loss(new Distillation(1, 0)).teacher(short3).fit(TRAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the teacher's predictions are for 3 images of 3 classes, but train has 500 of 3: "
                        + "predict the very images that the student learns from");
        Predictions all = Predictions.ofLogits(new float[1500], TRAIN.labels(), 3);
        assertThatThrownBy(() -> training().loss(new Distillation(1, 0)).teacher(all).fit(TRAIN, VALIDATION))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("said nothing about the validation images");
    }

    @Test
    void aNetworkIsTrainedOnce() {
        Training training = training().epochs(1);
        try (TrainedModel model = training.fit(TRAIN)) {
            assertThat(model.history().epochs()).hasSize(1);
            assertThatThrownBy(() -> training.fit(TRAIN)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("already has weights: build a new one");
        }
    }

    private static Training training() {
        return Training.of(Mlp.of(16, 8, 3).activation(Activation::relu).build());
    }

    private static void fitOnce(long seed) {
        training().seed(seed).epochs(1).fit(TRAIN).close();
    }

    private static float[] logitsAndWeights(Mlp mlp, long seed) {
        try (TrainedModel model = Training.of(mlp.build()).seed(seed).epochs(2).fit(TRAIN)) {
            float[] logits = model.predict(VALIDATION).logits(17);
            float[] weights = weights(model);
            float[] both = Arrays.copyOf(logits, logits.length + weights.length);
            System.arraycopy(weights, 0, both, logits.length, weights.length);
            return both;
        }
    }

    private static float[] weights(TrainedModel model) {
        return model.model().getBlock().getParameters().valueAt(0).getArray().toFloatArray();
    }

    /** All arrays that DJL holds in native memory. */
    private static long nativeArrays() {
        try (NDManager manager = NDManager.newBaseManager()) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }
}
