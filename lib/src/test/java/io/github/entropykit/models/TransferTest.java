package io.github.entropykit.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.data.FashionMnist;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.training.Seeds;
import io.github.entropykit.training.TrainedModel;
import io.github.entropykit.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class TransferTest {

    private static final ImageData IMAGES = FashionMnist.train().averaged(4).slice(0, 400);
    private static final ImageData OTHERS = FashionMnist.test().averaged(4).slice(0, 100);

    @Test
    void keptWeightsAreEqualBitForBitAndTheHeadIsNew() {
        try (TrainedModel source = trained(1); NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock network = Transfer.from(source.model().getBlock()).keep(2).head(5).build();
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 49));
            List<float[]> before = weights(source.model().getBlock());
            List<float[]> after = weights(network);
            assertThat(after).hasSize(6);
            for (int i = 0; i < 4; i++) {
                assertThat(after.get(i)).containsExactly(before.get(i));
            }
            assertThat(after.get(4)).hasSize(5 * 12).isNotEqualTo(Arrays.copyOf(before.get(4), 60));
            assertThat(after.get(5)).containsExactly(0, 0, 0, 0, 0);
        }
    }

    @Test
    void theHeadIsHeNormal() {
        try (TrainedModel source = trained(1); NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock network = Transfer.from(source.model().getBlock()).keep(2).head(20_000).build();
            Seeds.set(3);
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 49));
            double meanSquare = 0;
            for (float w : weights(network).get(4)) {
                meanSquare += w * w / 240_000.0;
            }
            assertThat(meanSquare).isBetween(2 / 12.0 * 0.98, 2 / 12.0 * 1.02);
        }
    }

    @Test
    void theSourceStaysAsItIsAndMayBeClosed() {
        TrainedModel source = trained(1);
        Predictions before = source.predict(OTHERS);
        List<float[]> weights = weights(source.model().getBlock());
        Transfer transfer = Transfer.from(source.model().getBlock());
        try (TrainedModel tuned = Training.of(transfer.keep(2).head(10).build()).epochs(3).learningRate(0.01).fit(IMAGES)) {
            assertThat(weights(tuned.model().getBlock()).get(0)).isNotEqualTo(weights.get(0));
            assertThat(weights(source.model().getBlock())).usingRecursiveComparison().isEqualTo(weights);
            assertThat(logits(source.predict(OTHERS))).containsExactly(logits(before));
            // and the other way round: what happens to the source does not reach the new network
            float[] mine = logits(tuned.predict(OTHERS));
            source.close();
            assertThat(logits(tuned.predict(OTHERS))).containsExactly(mine);
        }
        try (TrainedModel late = Training.of(transfer.keep(1).frozen().head(10).build()).epochs(1).fit(IMAGES)) {
            assertThat(weights(late.model().getBlock()).get(0)).containsExactly(weights.get(0));
        }
        assertThat(transfer.keep(2).features(OTHERS)).hasDimensions(100, 12);
    }

    @Test
    void trainingAfterClosingEqualsTrainingBefore() {
        TrainedModel source = trained(1);
        Transfer transfer = Transfer.from(source.model().getBlock()).keep(2).head(10);
        float[] open = tunedLogits(transfer, 5);
        source.close();
        assertThat(tunedLogits(transfer, 5)).containsExactly(open);
        assertThat(tunedLogits(transfer, 6)).isNotEqualTo(open);
    }

    @Test
    void frozenWeightsStayBitForBitAndTheOthersLearn() {
        for (Optimizer optimizer : List.of(Optimizer.adam().build(), Optimizer.adamW().optWeightDecays(0.1f).build(),
                Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).optMomentum(0.9f).optWeightDecays(0.1f).build())) {
            try (TrainedModel source = trained(1)) {
                Transfer transfer = Transfer.from(source.model().getBlock()).keep(1).head(10);
                List<float[]> before = weights(source.model().getBlock());
                Training training = Training.of(transfer.frozen().build()).epochs(2).optimizer(optimizer);
                try (TrainedModel frozen = training.fit(IMAGES)) {
                    List<float[]> after = weights(frozen.model().getBlock());
                    assertThat(after.get(0)).containsExactly(before.get(0));
                    assertThat(after.get(1)).containsExactly(before.get(1));
                    for (float bias : after.get(3)) {
                        assertThat(bias).as("learnt from 0").isNotZero();
                    }
                }
            }
        }
        try (TrainedModel source = trained(1);
                TrainedModel tuned = Training.of(Transfer.from(source.model().getBlock()).keep(1).head(10).build()).epochs(2).fit(IMAGES)) {
            for (int i = 0; i < 2; i++) {
                assertThat(weights(tuned.model().getBlock()).get(i)).isNotEqualTo(weights(source.model().getBlock()).get(i));
            }
        }
    }

    @Test
    void aFrozenNetworkIsAHeadOnFeatures() {
        try (TrainedModel source = trained(1)) {
            Transfer transfer = Transfer.from(source.model().getBlock()).keep(2).frozen().head(10);
            float[][] features = transfer.features(OTHERS);
            try (TrainedModel model = Training.of(transfer.build()).epochs(3).fit(IMAGES)) {
                List<float[]> weights = weights(model.model().getBlock());
                Predictions predictions = model.predict(OTHERS);
                for (int i = 0; i < OTHERS.size(); i++) {
                    for (int k = 0; k < 10; k++) {
                        float z = weights.get(5)[k];
                        for (int j = 0; j < 12; j++) {
                            z += weights.get(4)[k * 12 + j] * features[i][j];
                        }
                        assertThat(predictions.logits(i)[k]).isCloseTo(z, within(1e-4f));
                    }
                }
            }
        }
    }

    @Test
    void keepingAllLayersKeepsTheWholeFunction() {
        try (TrainedModel source = trained(1)) {
            Transfer whole = Transfer.from(source.model().getBlock());
            assertThat(whole.layers()).isEqualTo(3);
            float[][] logits = whole.features(OTHERS);
            for (int i = 0; i < OTHERS.size(); i++) {
                assertThat(logits[i]).containsExactly(source.predict(OTHERS).logits(i));
            }
            // so a training can be continued, which Training itself refuses
            assertThatThrownBy(() -> Training.of(source.model().getBlock()).fit(IMAGES)).hasMessageContaining("already has weights");
            try (TrainedModel more = Training.of(whole.build()).epochs(20).fit(IMAGES)) {
                assertThat(more.history().epochs().get(0).trainLoss()).isLessThan(source.history().epochs().get(0).trainLoss());
            }
        }
    }

    @Test
    void aLayerTakesWithItWhatFollowsItUpToTheNext() {
        SequentialBlock inner = new SequentialBlock().add(Linear.builder().setUnits(8).build()).add(BatchNorm.builder().build());
        SequentialBlock network = new SequentialBlock().add(inner).add(Activation.reluBlock())
                .add(Dropout.builder().optRate(0.5f).build()).add(Linear.builder().setUnits(10).build());
        try (TrainedModel source = Training.of(network).epochs(1).fit(IMAGES)) {
            Transfer transfer = Transfer.from(source.model().getBlock());
            assertThat(transfer.layers()).isEqualTo(2);
            assertThat(transfer.keep(1).build().getChildren().size()).as("linear, batch norm, relu, dropout").isEqualTo(4);
            assertThat(transfer.keep(1).features(OTHERS)).hasDimensions(100, 8);
            assertThat(Arrays.stream(transfer.keep(1).features(OTHERS)).mapToDouble(row -> row[0])).allMatch(v -> v >= 0);
            assertThat(transfer.keep(1).head(3).layers()).as("without the head").isEqualTo(1);
        }
    }

    @Test
    void frozenBatchNormAndDropoutAreAFixedFunction() {
        SequentialBlock network = new SequentialBlock().add(Linear.builder().setUnits(8).build()).add(BatchNorm.builder().build())
                .add(Activation.reluBlock()).add(Dropout.builder().optRate(0.5f).build()).add(Linear.builder().setUnits(10).build());
        TrainedModel source = Training.of(network).epochs(2).fit(IMAGES);
        List<float[]> before = weights(source.model().getBlock());
        Transfer transfer = Transfer.from(source.model().getBlock()).keep(1);
        source.close();
        try (TrainedModel frozen = Training.of(transfer.frozen().head(10).build()).epochs(2).fit(IMAGES);
                TrainedModel tuned = Training.of(transfer.head(10).build()).epochs(2).fit(IMAGES)) {
            for (int i = 0; i < 6; i++) {       // weight, bias, gamma, beta, running mean and variance
                assertThat(weights(frozen.model().getBlock()).get(i)).containsExactly(before.get(i));
                assertThat(weights(tuned.model().getBlock()).get(i)).isNotEqualTo(before.get(i));
            }
            assertThat(Transfer.from(frozen.model().getBlock()).keep(1).features(OTHERS)).isDeepEqualTo(transfer.features(OTHERS));
        }
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThat(twoPasses(transfer.frozen().build(), manager)).as("frozen: no dropout").containsOnly(true);
            assertThat(twoPasses(transfer.build(), manager)).as("learning: dropout").contains(false);
        }
    }

    @Test
    void whatTheSourceDidNotLearnStaysUntaught() {
        SequentialBlock network = new SequentialBlock().add(Linear.builder().setUnits(8).build())
                .add(BatchNorm.builder().optScale(false).build()).add(Linear.builder().setUnits(10).build());
        try (TrainedModel source = Training.of(network).epochs(1).fit(IMAGES);
                TrainedModel frozen = Training.of(Transfer.from(source.model().getBlock()).frozen().keep(1).head(10).build()).epochs(1).fit(IMAGES)) {
            List<Boolean> first = learns(source.model().getBlock());
            assertThat(first).containsExactly(true, true, false, true, false, false, true, true);
            assertThat(learns(frozen.model().getBlock())).containsExactly(false, false, false, false, false, false, true, true);
            // thawed again, by a transfer from the frozen network
            assertThat(learns(Transfer.from(frozen.model().getBlock()).build())).isEqualTo(first);
        }
    }

    @Test
    void aTransferFromATransferHasTheNewWeights() {
        try (TrainedModel source = trained(1);
                TrainedModel second = Training.of(Transfer.from(source.model().getBlock()).keep(2).head(10).build()).epochs(2).fit(IMAGES);
                NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock third = Transfer.from(second.model().getBlock()).keep(2).build();
            third.initialize(manager, DataType.FLOAT32, new Shape(1, 49));
            assertThat(weights(third)).usingRecursiveComparison().isEqualTo(weights(second.model().getBlock()).subList(0, 4));
        }
    }

    @Test
    void convolutionsAndBranchesAreCopiedToo() {
        SequentialBlock branch = new SequentialBlock().add(Linear.builder().setUnits(16).build()).add(Activation.reluBlock());
        Block residual = new ParallelBlock(both -> new NDList(both.get(0).singletonOrThrow().add(both.get(1).singletonOrThrow())))
                .add(branch).add(x -> x);
        SequentialBlock network = new SequentialBlock().addSingleton(x -> x.reshape(-1, 1, 7, 7))
                .add(Conv2d.builder().setFilters(1).setKernelShape(new Shape(4, 4)).build()).addSingleton(x -> x.reshape(-1, 16))
                .add(residual).add(Linear.builder().setUnits(10).build());
        TrainedModel source = Training.of(network).epochs(1).fit(IMAGES);
        float[] logits = logits(source.predict(OTHERS));
        List<float[]> before = weights(source.model().getBlock());
        Transfer transfer = Transfer.from(source.model().getBlock());
        source.close();
        assertThat(transfer.layers()).isEqualTo(3);
        assertThat(flat(transfer.features(OTHERS))).containsExactly(logits);
        try (TrainedModel tuned = Training.of(transfer.keep(2).head(10).build()).epochs(2).fit(IMAGES)) {
            for (int i = 0; i < 4; i++) {
                assertThat(weights(tuned.model().getBlock()).get(i)).isNotEqualTo(before.get(i));
            }
        }
    }

    @Test
    void anotherLearnerOnFeatures() {
        try (TrainedModel source = trained(20)) {
            Transfer transfer = Transfer.from(source.model().getBlock()).keep(2);
            MutableDataset<Label> examples = examples(transfer.features(IMAGES), IMAGES);
            var model = new LinearSGDTrainer(new LogMulticlass(), new AdaGrad(0.1), 10, -1, 32, 0).train(examples);
            long right = model.predict(examples(transfer.features(OTHERS), OTHERS)).stream()
                    .filter(p -> p.getOutput().getLabel().equals(p.getExample().getOutput().getLabel())).count();
            assertThat(right).isGreaterThan(50);
        }
    }

    @Test
    void nativeMemoryIsFreed() {
        try (TrainedModel source = trained(1)) {
            long before = nativeArrays();
            Transfer transfer = Transfer.from(source.model().getBlock()).keep(2).head(10);
            transfer.build();
            transfer.features(OTHERS);
            assertThat(nativeArrays()).isEqualTo(before);
            try (TrainedModel tuned = Training.of(transfer.build()).epochs(1).fit(IMAGES)) {
                tuned.predict(OTHERS);
                assertThat(nativeArrays()).as("three weights and three biases").isEqualTo(before + 6);
            }
            assertThat(nativeArrays()).isEqualTo(before);
        }
    }

    @Test
    void badInput() {
        assertThatThrownBy(() -> Transfer.from(Mlp.of(49, 10).build())).isInstanceOf(IllegalStateException.class)
                .hasMessage("this network has no weights yet: train it before you take layers from it");
        TrainedModel source = trained(1);
        Transfer transfer = Transfer.from(source.model().getBlock());
        for (int layers : new int[] {-1, 0, 4}) {
            assertThatThrownBy(() -> transfer.keep(layers)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("layers is " + layers + ": this network has 3 layers with weights, so it must be from 1 to 3");
        }
        assertThatThrownBy(() -> transfer.keep(2).keep(3)).hasMessageContaining("this network has 2 layers");
        assertThatThrownBy(() -> transfer.head(0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("outputs is 0: it must be at least 1");
        assertThatThrownBy(() -> transfer.features(OTHERS.slice(0, 0))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no images to take features of");
        assertThatThrownBy(() -> transfer.features(FashionMnist.test().slice(0, 2))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("an image has 784 pixels but the first layer takes 49");
        source.close();
        assertThatThrownBy(() -> Transfer.from(source.model().getBlock())).isInstanceOf(IllegalStateException.class)
                .hasMessage("the weights of this network are closed: take its layers before closing it");
    }

    private static TrainedModel trained(int epochs) {
        return Training.of(Mlp.of(49, 16, 12, 10).build()).epochs(epochs).learningRate(0.005).fit(IMAGES);
    }

    private static float[] tunedLogits(Transfer transfer, long seed) {
        try (TrainedModel model = Training.of(transfer.build()).epochs(2).seed(seed).fit(IMAGES)) {
            return logits(model.predict(OTHERS));
        }
    }

    private static List<float[]> weights(Block block) {
        List<float[]> all = new ArrayList<>();
        block.getParameters().values().forEach(p -> all.add(p.getArray().toFloatArray()));
        return all;
    }

    private static List<Boolean> learns(Block block) {
        List<Boolean> all = new ArrayList<>();
        for (Parameter parameter : block.getParameters().values()) {
            all.add(parameter.requiresGradient());
        }
        return all;
    }

    private static float[] logits(Predictions predictions) {
        float[][] rows = new float[predictions.size()][];
        Arrays.setAll(rows, predictions::logits);
        return flat(rows);
    }

    private static float[] flat(float[][] rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[0].length);
        }
        return all;
    }

    /** Whether two passes in training mode over the same images agree, for each value. */
    private static List<Boolean> twoPasses(SequentialBlock network, NDManager manager) {
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 49));
        ParameterStore store = new ParameterStore(manager, false);
        float[] first = network.forward(store, new NDList(OTHERS.array(manager)), true).singletonOrThrow().toFloatArray();
        float[] second = network.forward(store, new NDList(OTHERS.array(manager)), true).singletonOrThrow().toFloatArray();
        List<Boolean> same = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            same.add(first[i] == second[i]);
        }
        return same;
    }

    private static MutableDataset<Label> examples(float[][] rows, ImageData images) {
        MutableDataset<Label> examples = new MutableDataset<>(new SimpleDataSourceProvenance("features", new LabelFactory()), new LabelFactory());
        for (int i = 0; i < rows.length; i++) {
            String[] names = new String[rows[i].length];
            double[] values = new double[rows[i].length];
            for (int j = 0; j < names.length; j++) {
                names[j] = "f" + j;
                values[j] = rows[i][j];
            }
            examples.add(new ArrayExample<>(new Label("class " + images.label(i)), names, values));
        }
        return examples;
    }

    /** All arrays that DJL holds in native memory. */
    private static long nativeArrays() {
        try (NDManager manager = NDManager.newBaseManager()) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }
}
