package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.SequenceSampler;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.listener.TrainingListener.BatchData;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.github.entropykit.calibration.CalibrationError;
import io.github.entropykit.calibration.LogLoss;
import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.models.Mlp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntropyMonitorTest {

    private static final ImageData TRAIN = Blobs.of(500, 1);
    private static final ImageData HELD_OUT = Blobs.of(300, 2);

    // --- Values ------------------------------------------------------------------------------------------------------

    /** With dropout, so that a pass in training mode would give other numbers. */
    @Test
    void predictionsAreMeasuredAsTheLibraryMeasuresThem() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (TrainedModel model = Training.of(Mlp.of(16, 8, 3).dropout(0.5).build()).epochs(3).listeners(monitor).fit(TRAIN)) {
            Predictions p = model.predict(HELD_OUT);
            EntropyMonitor.Snapshot last = monitor.snapshots().get(2);
            assertThat(last.epoch()).isEqualTo(3);
            assertThat(last.logLoss()).isCloseTo(LogLoss.of(p), within(1e-6));
            assertThat(last.accuracy()).isEqualTo(p.accuracy());
            assertThat(last.entropy()).as("in nats").isCloseTo(p.meanEntropy(), within(1e-6));
            assertThat(last.confidence()).isCloseTo(p.meanConfidence(), within(1e-6));
            assertThat(last.ece()).isCloseTo(CalibrationError.expected(p, 15), within(1e-6));
            CalibrationError.NoiseFloor floor = CalibrationError.noiseFloor(p, 15, 100, 0);
            assertThat(last.floor().mean()).isPositive().isCloseTo(floor.mean(), within(1e-6));
            assertThat(last.floor().sd()).isPositive().isCloseTo(floor.sd(), within(1e-6));
        }
    }

    /** The whole network computed in Java from its weights, and its units counted in the most obvious way. */
    @Test
    void layersAreMeasuredAsByHand() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (TrainedModel model = Training.of(Mlp.of(16, 12, 3).dropout(0.3).build()).epochs(2).learningRate(0.02).listeners(monitor)
                .fit(TRAIN)) {
            List<Parameter> weights = model.model().getBlock().getParameters().values();
            double[][] images = new double[HELD_OUT.size()][16];
            for (int i = 0; i < images.length; i++) {
                float[] image = HELD_OUT.image(i);
                Arrays.setAll(images[i], p -> image[p]);
            }
            double[][] linear = affine(images, weights.get(0), weights.get(1));
            double[][] relu = new double[linear.length][12];
            for (int i = 0; i < linear.length; i++) {
                double[] row = linear[i];
                Arrays.setAll(relu[i], u -> Math.max(0, row[u]));
            }
            double[][] logits = affine(relu, weights.get(2), weights.get(3));
            List<EntropyMonitor.Layer> layers = monitor.snapshots().get(1).layers();
            assertThat(layers).extracting(EntropyMonitor.Layer::name)
                    .as("neither flattening nor dropout has a row")
                    .containsExactly("02 Linear 12", "03 activation 12", "05 Linear 3");
            check(layers.get(0), linear);
            check(layers.get(1), relu);
            check(layers.get(2), logits);
            assertThat(layers.get(0).weightNorm()).isCloseTo(Math.hypot(norm(weights.get(0)), norm(weights.get(1))), within(1e-5));
            assertThat(layers.get(1).weightNorm()).as("an activation has no weights").isNaN();
            assertThat(layers.get(1).gradientNorm()).isNaN();
            assertThat(layers.get(2).weightNorm()).isCloseTo(Math.hypot(norm(weights.get(2)), norm(weights.get(3))), within(1e-5));
        }
    }

    private static double[][] affine(double[][] x, Parameter weight, Parameter bias) {
        float[] w = weight.getArray().toFloatArray();
        float[] b = bias.getArray().toFloatArray();
        int in = x[0].length;
        double[][] y = new double[x.length][b.length];
        for (int i = 0; i < x.length; i++) {
            for (int u = 0; u < b.length; u++) {
                y[i][u] = b[u];
                for (int p = 0; p < in; p++) {
                    y[i][u] += w[u * in + p] * x[i][p];
                }
            }
        }
        return y;
    }

    private static void check(EntropyMonitor.Layer layer, double[][] values) {
        int n = values.length;
        int units = values[0].length;
        double mean = 0;
        double square = 0;
        for (double[] row : values) {
            mean += Arrays.stream(row).sum() / (n * units);
            square += Arrays.stream(row).map(v -> v * v).sum() / (n * units);
        }
        double variance = 0;
        double entropy = 0;
        int dead = 0;
        for (int u = 0; u < units; u++) {
            int unit = u;
            double[] column = Arrays.stream(values).mapToDouble(row -> row[unit]).toArray();
            double average = Arrays.stream(column).average().orElseThrow();
            variance += Arrays.stream(column).map(v -> (v - average) * (v - average)).sum() / (n * units);
            Map<Long, Integer> counts = new TreeMap<>();
            for (double v : column) {
                counts.merge((long) Math.floor(2 * v / Math.sqrt(square) + 0.5), 1, Integer::sum);
            }
            for (int count : counts.values()) {
                entropy -= (double) count / n * Math.log((double) count / n) / units;
            }
            entropy += (counts.size() - 1) / (2.0 * n) / units;
            dead += Arrays.stream(column).allMatch(v -> v == 0) ? 1 : 0;
        }
        assertThat(layer.mean()).as(layer.name()).isCloseTo(mean, within(1e-5));
        assertThat(layer.variance()).as(layer.name()).isCloseTo(variance, within(1e-5));
        // a value within rounding of a level's edge may fall to either side
        assertThat(layer.entropy()).as(layer.name()).isCloseTo(entropy, within(1e-3));
        assertThat(layer.dead()).as(layer.name()).isEqualTo((double) dead / units);
    }

    @Test
    void deadUnitsAreThoseThatAreZeroOnTheWholeSample() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 4, 3).build(), monitor)) {
            // units 0 and 1 can only be negative, unit 2 is 0 for all but one image, unit 3 is always positive
            float[] weight = new float[64];
            int brightest = 0;
            for (int i = 0; i < HELD_OUT.size(); i++) {
                brightest = HELD_OUT.image(i)[0] > HELD_OUT.image(brightest)[0] ? i : brightest;
            }
            float second = 0;
            for (int i = 0; i < HELD_OUT.size(); i++) {
                second = i == brightest ? second : Math.max(second, HELD_OUT.image(i)[0]);
            }
            weight[32] = 1;
            watched.set(0, weight);
            watched.set(1, new float[] {-1, -1, -second, 1});
            watched.endEpoch();
            List<EntropyMonitor.Layer> layers = monitor.snapshots().get(0).layers();
            assertThat(layers.get(0).dead()).as("negative is not dead").isZero();
            assertThat(layers.get(1).dead()).isEqualTo(0.5);
        }
    }

    @Test
    void channelsAreUnitsAndTheirPixelsObservations() {
        SequentialBlock network = new SequentialBlock()
                .addSingleton(x -> x.reshape(-1, 1, 4, 4), "image")
                .add(new SequentialBlock()
                        .add(Conv2d.builder().setFilters(5).setKernelShape(new Shape(3, 3)).build())
                        .add(BatchNorm.builder().build())
                        .add(Activation.reluBlock()))
                .add(Pool.maxPool2dBlock(new Shape(2, 2)))
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(3).build());
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (TrainedModel model = Training.of(network).epochs(2).listeners(monitor).fit(TRAIN);
                NDManager manager = NDManager.newBaseManager()) {
            List<EntropyMonitor.Layer> layers = monitor.snapshots().get(1).layers();
            assertThat(layers).extracting(EntropyMonitor.Layer::name).containsExactly("02 Conv2d 5×2×2", "03 BatchNorm 5×2×2",
                    "04 ReLU 5×2×2", "05 maxPool2d 5×1×1", "07 Linear 3");
            ai.djl.training.ParameterStore store = new ai.djl.training.ParameterStore(manager, false);
            NDList current = new NDList(HELD_OUT.array(manager));
            List<Block> blocks = new ArrayList<>(network.getChildren().values());
            blocks.addAll(1, blocks.remove(1).getChildren().values());
            int[] row = {-1, 0, 1, 2, 3, -1, 4};
            for (int b = 0; b < blocks.size(); b++) {
                current = blocks.get(b).forward(store, current, false);
                if (row[b] >= 0) {
                    NDArray out = current.singletonOrThrow();
                    NDArray units = out.reshape(out.getShape().get(0), out.getShape().get(1), -1);
                    check(layers.get(row[b]), units);
                }
            }
            assertThat(layers.get(1).weightNorm()).as("scale and shift, not the running statistics")
                    .isCloseTo(Math.sqrt(5), within(0.05));
        }
    }

    /** By DJL's own operations, a row for each unit. */
    private static void check(EntropyMonitor.Layer layer, NDArray units) {
        NDArray rows = units.transpose(1, 0, 2).reshape(units.getShape().get(1), -1);
        NDArray centred = rows.sub(rows.mean(new int[] {1}, true));
        assertThat(layer.mean()).as(layer.name()).isCloseTo(rows.mean().getFloat(), within(1e-5));
        assertThat(layer.variance()).as(layer.name()).isCloseTo(centred.square().mean().getFloat(), within(1e-4));
        double dead = rows.abs().sum(new int[] {1}).eq(0).toType(DataType.FLOAT32, false).mean().getFloat();
        assertThat(layer.dead()).as(layer.name()).isCloseTo(dead, within(1e-7));
        NDArray levels = rows.mul(2 / Math.sqrt(rows.square().mean().getFloat())).add(0.5).floor();
        double entropy = 0;
        int all = (int) rows.getShape().get(0);
        double n = rows.getShape().get(1);
        for (int u = 0; u < all; u++) {
            Map<Integer, Integer> counts = new TreeMap<>();
            for (float level : levels.get(u).toFloatArray()) {
                counts.merge((int) level, 1, Integer::sum);
            }
            entropy += (counts.size() - 1) / (2 * n) / all;
            for (int count : counts.values()) {
                entropy -= count / n * Math.log(count / n) / all;
            }
        }
        assertThat(layer.entropy()).as(layer.name()).isCloseTo(entropy, within(2e-3));
    }

    @Test
    void aBlockWhoseInsideCannotBeSeenIsOneLayer() {
        SequentialBlock branch = new SequentialBlock().add(Linear.builder().setUnits(6).build()).add(Activation.reluBlock());
        SequentialBlock network = new SequentialBlock()
                .add(Linear.builder().setUnits(6).build())
                .add(new ParallelBlock(outs -> new NDList(outs.get(0).head().add(outs.get(1).head())),
                        List.of(Blocks.identityBlock(), branch)))
                .add(new LambdaBlock(x -> x))
                .add(Linear.builder().setUnits(3).build());
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (TrainedModel model = Training.of(network).epochs(1).listeners(monitor).fit(TRAIN)) {
            List<EntropyMonitor.Layer> layers = monitor.snapshots().get(0).layers();
            assertThat(layers).extracting(EntropyMonitor.Layer::name)
                    .containsExactly("01 Linear 6", "02 ParallelBlock 6", "04 Linear 3");
            List<Parameter> inside = branch.getParameters().values();
            assertThat(layers.get(1).weightNorm()).isCloseTo(Math.hypot(norm(inside.get(0)), norm(inside.get(1))), within(1e-5));
            assertThat(layers.get(1).gradientNorm()).isPositive();
            assertThat(model.history().last().trainLoss()).isPositive();
        }
    }

    // --- The training loss -------------------------------------------------------------------------------------------

    /** The network stands still, so that all batches see the same weights; 500 is not a multiple of 128. */
    @Test
    void trainingLossIsTheMeanOverAllExamplesWhateverIsMinimised() {
        for (Loss loss : List.of(Loss.softmaxCrossEntropyLoss(), new LabelSmoothing(0.5), new ConfidencePenalty(3))) {
            EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
            try (TrainedModel model = Training.of(Mlp.of(16, 8, 3).build()).loss(loss).optimizer(still()).epochs(2).listeners(monitor)
                    .fit(TRAIN)) {
                double expected = LogLoss.of(model.predict(TRAIN));
                assertThat(monitor.snapshots()).allSatisfy(s -> assertThat(s.trainLogLoss()).isCloseTo(expected, within(1e-5)));
            }
        }
    }

    @Test
    void trainingLossOfLabelsThatAreDistributionsIsTheirCrossEntropy() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 3).build(), monitor)) {
            NDManager manager = watched.trainer.getManager();
            NDArray scores = manager.create(new float[] {1, 2, 3, 0, 0, 0}, new Shape(2, 3));
            NDArray soft = manager.create(new float[] {0.25f, 0.75f, 0, 0.5f, 0, 0.5f}, new Shape(2, 3));
            double lse = Math.log(Math.E + Math.exp(2) + Math.exp(3));
            watched.tell(scores, soft);
            watched.endEpoch();
            assertThat(monitor.snapshots().get(0).trainLogLoss())
                    .isCloseTo((lse - 0.25 - 1.5 + Math.log(3)) / 2, within(1e-6));
            // class numbers in any type and shape
            for (DataType type : List.of(DataType.INT32, DataType.INT64, DataType.FLOAT32)) {
                watched.tell(scores, manager.create(new float[] {2, 1}, new Shape(2, 1)).toType(type, true));
                watched.endEpoch();
                assertThat(last(monitor).trainLogLoss()).isCloseTo((lse - 3 + Math.log(3)) / 2, within(1e-6));
            }
            // probabilities
            watched.tell(scores.softmax(-1), manager.create(new int[] {2, 1}));
            watched.endEpoch();
            assertThat(last(monitor).trainLogLoss()).isCloseTo((lse - 3 + Math.log(3)) / 2, within(1e-6));
            // something else is not guessed at
            watched.tell(scores, manager.create(new float[] {1, 2, 3}));
            watched.endEpoch();
            assertThat(last(monitor).trainLogLoss()).isNaN();
            watched.tell(scores, manager.create(new int[] {3, 0}));
            watched.endEpoch();
            assertThat(last(monitor).trainLogLoss()).isNaN();
        }
    }

    /** Batch k has the log loss k: of batches 0 to 45 the first 32 count once, and 32, 36, 40 and 44 count four times. */
    @Test
    void inALongEpochEveryFourthBatchStandsForFour() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 3).build(), monitor)) {
            NDManager manager = watched.trainer.getManager();
            for (int epoch = 0; epoch < 2; epoch++) {
                for (int k = 0; k < 46; k++) {
                    // - ln p of class 0 is k if its score is -ln(e^k - 1) beside one score of 0
                    float score = k == 0 ? 40 : (float) -Math.log(Math.expm1(k));
                    watched.tell(manager.create(new float[] {score, 0}, new Shape(1, 2)), manager.create(new int[] {0}));
                }
                watched.endEpoch();
                double expected = (IntStream.range(0, 32).sum() + 4.0 * (32 + 36 + 40 + 44)) / (32 + 4 * 4);
                assertThat(last(monitor).trainLogLoss()).isCloseTo(expected, within(1e-4));
            }
        }
    }

    // --- Gradients ---------------------------------------------------------------------------------------------------

    /** 500 examples in batches of 128 and 116, in their order: the last batch is known, and the weights do not move. */
    @Test
    void gradientNormsAreThoseOfACollectorOnTheLastBatch() throws Exception {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 8, 3).build(), monitor)) {
            double[] expected = watched.gradientNorms(384, 500);
            EasyTrain.fit(watched.trainer, 1, watched.dataset(128, false), null);
            check(monitor, expected);
            // the rest dropped
            expected = watched.gradientNorms(256, 384);
            EasyTrain.fit(watched.trainer, 1, watched.dataset(128, true), null);
            check(monitor, expected);
            // a single batch
            expected = watched.gradientNorms(0, 500);
            EasyTrain.fit(watched.trainer, 1, watched.dataset(1000, false), null);
            check(monitor, expected);
        }
    }

    @Test
    void gradientNormsWithLoadingInTheBackground() throws Exception {
        ExecutorService background = Executors.newFixedThreadPool(1);
        try {
            for (boolean dropRest : new boolean[] {false, true}) {
                EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
                try (Watched watched = new Watched(Mlp.of(16, 8, 3).build(), background, monitor)) {
                    double[] expected = dropRest ? watched.gradientNorms(256, 384) : watched.gradientNorms(384, 500);
                    EasyTrain.fit(watched.trainer, 1, watched.dataset(128, dropRest), null);
                    check(monitor, expected);
                }
            }
        } finally {
            background.shutdown();
        }
    }

    private static void check(EntropyMonitor monitor, double[] expected) {
        List<EntropyMonitor.Layer> layers = last(monitor).layers();
        assertThat(layers.get(0).gradientNorm()).isCloseTo(expected[0], within(1e-5)).isPositive();
        assertThat(layers.get(2).gradientNorm()).isCloseTo(expected[1], within(1e-5)).isPositive();
    }

    @Test
    void loopsThatTellOtherwiseAreNotBroken() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 8, 3).build(), monitor)) {
            // nobody tells of batches
            watched.endEpoch();
            assertThat(last(monitor).trainLogLoss()).isNaN();
            assertThat(last(monitor).layers().get(0).gradientNorm()).isNaN();
            assertThat(last(monitor).logLoss()).isPositive();
            // gradients were cleared before: what is gone is not reported as 0
            watched.step(0, 100, true);
            watched.endEpoch();
            assertThat(last(monitor).layers().get(0).gradientNorm()).isNaN();
            assertThat(last(monitor).trainLogLoss()).isPositive();
            // in time, but the batch does not say how far the epoch is: the last one counts
            double[] expected = watched.gradientNorms(100, 200);
            watched.step(0, 100, false);
            watched.step(100, 200, false);
            watched.endEpoch();
            check(monitor, expected);
            // what was seen in one epoch does not reach into the next
            watched.endEpoch();
            assertThat(last(monitor).layers().get(0).gradientNorm()).isNaN();
            assertThat(last(monitor).trainLogLoss()).isNaN();
            // without a batch, without predictions
            watched.trainer.notifyListeners(l -> l.onTrainingBatch(watched.trainer, new BatchData(null, Map.of(), Map.of())));
            watched.endEpoch();
            assertThat(monitor.snapshots()).hasSize(5).last().satisfies(s -> assertThat(s.trainLogLoss()).isNaN());
        }
    }

    @Test
    void frozenLayersHaveWeightsButNoGradient() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        SequentialBlock network = Mlp.of(16, 8, 3).build();
        network.getChildren().values().get(1).freezeParameters(true);
        try (TrainedModel model = Training.of(network).epochs(1).listeners(monitor).fit(TRAIN)) {
            assertThat(last(monitor).layers().get(0).gradientNorm()).isNaN();
            assertThat(last(monitor).layers().get(0).weightNorm()).isPositive();
            assertThat(last(monitor).layers().get(2).gradientNorm()).isPositive();
            assertThat(model.history().epochs()).hasSize(1);
        }
    }

    // --- No trace ----------------------------------------------------------------------------------------------------

    @Test
    void watchingChangesNoBit() {
        List<Supplier<Block>> networks = List.of(
                () -> Mlp.of(16, 12, 3).dropout(0.5).build(),
                () -> new SequentialBlock().add(Linear.builder().setUnits(12).build()).add(BatchNorm.builder().build())
                        .add(Activation.reluBlock()).add(Dropout.builder().optRate(0.3f).build())
                        .add(Linear.builder().setUnits(3).build()),
                () -> new SequentialBlock().addSingleton(x -> x.reshape(-1, 1, 4, 4))
                        .add(Conv2d.builder().setFilters(4).setKernelShape(new Shape(3, 3)).build()).add(BatchNorm.builder().build())
                        .add(Activation.reluBlock()).add(Blocks.batchFlattenBlock()).add(Linear.builder().setUnits(3).build()));
        for (Supplier<Block> network : networks) {
            float[] alone = weights(network.get());
            assertThat(weights(network.get(), EntropyMonitor.on(HELD_OUT))).isEqualTo(alone);
            assertThat(weights(network.get(), EntropyMonitor.on(HELD_OUT, 7, 3), EntropyMonitor.on(HELD_OUT))).isEqualTo(alone);
        }
    }

    /** All parameters, the running statistics of batch normalisation among them, and a random number drawn afterwards. */
    private static float[] weights(Block network, TrainingListener... listeners) {
        try (TrainedModel model = Training.of(network).seed(4).epochs(3).listeners(listeners).fit(TRAIN);
                NDManager manager = NDManager.newBaseManager()) {
            List<Float> all = new ArrayList<>();
            for (Parameter parameter : model.model().getBlock().getParameters().values()) {
                for (float value : parameter.getArray().toFloatArray()) {
                    all.add(value);
                }
            }
            all.add(manager.randomNormal(new Shape(1)).getFloat());
            float[] flat = new float[all.size()];
            for (int i = 0; i < flat.length; i++) {
                flat[i] = all.get(i);
            }
            return flat;
        }
    }

    @Test
    void twoMonitorsSeeTheSame() {
        EntropyMonitor first = EntropyMonitor.on(HELD_OUT);
        EntropyMonitor second = EntropyMonitor.on(HELD_OUT);
        weights(Mlp.of(16, 8, 3).dropout(0.2).build(), first, second);
        EntropyMonitor third = EntropyMonitor.on(HELD_OUT);
        weights(Mlp.of(16, 8, 3).dropout(0.2).build(), third);
        assertThat(first.snapshots()).isEqualTo(second.snapshots()).isEqualTo(third.snapshots()).hasSize(3);
    }

    @Test
    void nativeMemoryIsFreed() {
        weights(Mlp.of(16, 8, 3).build(), EntropyMonitor.on(HELD_OUT));
        long before = nativeArrays();
        List<Long> onTheWay = new ArrayList<>();
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        TrainingListener count = new ai.djl.training.listener.TrainingListenerAdapter() {
            @Override
            public void onEpoch(Trainer trainer) {
                onTheWay.add(nativeArrays());
            }
        };
        try (TrainedModel model = Training.of(Mlp.of(16, 8, 3).build()).epochs(4).listeners(monitor, count).fit(TRAIN)) {
            assertThat(nativeArrays()).as("two weights and two biases").isEqualTo(before + 4);
            assertThat(model.history().epochs()).hasSize(4);
        }
        assertThat(nativeArrays()).isEqualTo(before);
        assertThat(onTheWay).as("as many after each epoch").containsOnly(onTheWay.get(0));
    }

    @Test
    void heldOutArraysMayBeClosed() {
        EntropyMonitor fromArrays;
        try (NDManager manager = NDManager.newBaseManager()) {
            fromArrays = EntropyMonitor.on(HELD_OUT.array(manager), manager.create(HELD_OUT.labels()));
        }
        EntropyMonitor fromImages = EntropyMonitor.on(HELD_OUT);
        weights(Mlp.of(16, 8, 3).build(), fromArrays, fromImages);
        assertThat(fromArrays.snapshots()).isEqualTo(fromImages.snapshots());
    }

    // --- The sample --------------------------------------------------------------------------------------------------

    @Test
    void theSampleIsDrawnWithoutReplacementBySeed() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray numbers = manager.arange(1000f).reshape(1000, 1);
            NDArray labels = manager.arange(1000);
            HeldOut sample = HeldOut.of(numbers, labels, 400, 7);
            float[] drawn = sample.inputs(manager, 0, 400).toFloatArray();
            int[] theirs = sample.labels();
            assertThat(sample.inputs(manager, 100, 103).toFloatArray()).containsExactly(drawn[100], drawn[101], drawn[102]);
            for (int i = 0; i < 400; i++) {
                assertThat(theirs[i]).isEqualTo((int) drawn[i]);
                assertThat(i == 0 || drawn[i] > drawn[i - 1]).as("no example twice").isTrue();
            }
            assertThat(HeldOut.of(numbers, labels, 400, 7).labels()).isEqualTo(theirs);
            assertThat(HeldOut.of(numbers, labels, 400, 8).labels()).isNotEqualTo(theirs);
            assertThat(HeldOut.of(numbers, labels, 1000, 8).labels()).isEqualTo(labels.toIntArray());
            // every example is drawn about as often as another
            int[] often = new int[10];
            for (int seed = 0; seed < 20_000; seed++) {
                for (int label : HeldOut.of(numbers.get("0:10"), labels.get("0:10"), 3, seed).labels()) {
                    often[label]++;
                }
            }
            assertThat(Arrays.stream(often).min().orElseThrow()).isGreaterThan(6000 - 5 * 65);
            assertThat(Arrays.stream(often).max().orElseThrow()).isLessThan(6000 + 5 * 65);
        }
    }

    @Test
    void arraysOfOtherTypesKeepTheirType() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray tokens = manager.create(new long[] {5, 6, 7, 8, 9, 10}, new Shape(3, 2));
            HeldOut sample = HeldOut.of(tokens, manager.create(new long[] {1, 0, 1}), 10, 0);
            NDArray again = sample.inputs(manager, 1, 3);
            assertThat(again.getDataType()).isEqualTo(DataType.INT64);
            assertThat(again.toLongArray()).containsExactly(7, 8, 9, 10);
            assertThat(again.getShape()).isEqualTo(new Shape(2, 2));
            // a view whose numbers do not lie side by side
            assertThat(HeldOut.of(tokens.transpose(), manager.create(new int[] {1, 0}), 10, 0).inputs(manager, 1, 2).toLongArray())
                    .containsExactly(6, 8, 10);
        }
    }

    @Test
    void theDefaultSampleHasAThousand() {
        ImageData many = Blobs.of(5000, 9);
        assertThat(EntropyMonitor.on(many).examples()).isEqualTo(EntropyMonitor.EXAMPLES).isEqualTo(1000);
        assertThat(EntropyMonitor.on(HELD_OUT).examples()).isEqualTo(300);
        assertThat(EntropyMonitor.on(many, 30, 1).examples()).isEqualTo(30);
    }

    /** Wide enough that the sample does not pass in one piece: the statistics are those of its first part, the scores of all. */
    @Test
    void largeLayersAreMeasuredOnTheFirstExamples() {
        int wide = 1 << 17;
        SequentialBlock network = new SequentialBlock().add(Linear.builder().setUnits(3).build())
                .addSingleton(x -> x.repeat(1, wide / 3).reshape(-1, 3, wide / 3), "wide")
                .addSingleton(x -> x.get(":,:,0"), "narrow");
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        EntropyMonitor first = EntropyMonitor.on(HELD_OUT.slice(0, 64));
        try (TrainedModel model = Training.of(network).epochs(1).batchSize(100).listeners(monitor, first).fit(TRAIN.slice(0, 100))) {
            Predictions p = model.predict(HELD_OUT);
            assertThat(last(monitor).logLoss()).isCloseTo(LogLoss.of(p), within(1e-6));
            assertThat(last(monitor).accuracy()).isEqualTo(p.accuracy());
            assertThat(last(monitor).layers()).isEqualTo(last(first).layers());
        }
    }

    // --- Kinds of output ---------------------------------------------------------------------------------------------

    @Test
    void probabilitiesAreKnownWithoutBeingTold() {
        EntropyMonitor logits = EntropyMonitor.on(HELD_OUT);
        EntropyMonitor probabilities = EntropyMonitor.on(HELD_OUT);
        SequentialBlock plain = Mlp.of(16, 3).build();
        try (Watched a = new Watched(plain, logits);
                Watched b = new Watched(new SequentialBlock().add(Mlp.of(16, 3).build()).addSingleton(x -> x.softmax(-1), "softmax"),
                        probabilities)) {
            b.set(0, plain.getParameters().valueAt(0).getArray().toFloatArray());
            b.set(1, plain.getParameters().valueAt(1).getArray().toFloatArray());
            a.endEpoch();
            b.endEpoch();
            EntropyMonitor.Snapshot expected = last(logits);
            EntropyMonitor.Snapshot got = last(probabilities);
            assertThat(got.logLoss()).isCloseTo(expected.logLoss(), within(1e-5));
            assertThat(got.entropy()).isCloseTo(expected.entropy(), within(1e-5));
            assertThat(got.ece()).isCloseTo(expected.ece(), within(1e-5));
            assertThat(got.layers()).extracting(EntropyMonitor.Layer::name).containsExactly("02 Linear 3", "03 softmax 3");
        }
    }

    @Test
    void weightsThatAreNoNumbersGiveARowAndNoException() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 4, 3).build(), monitor)) {
            float[] bad = new float[64];
            bad[5] = Float.NaN;
            watched.set(0, bad);
            watched.endEpoch();
            assertThat(last(monitor).logLoss()).isNaN();
            assertThat(last(monitor).floor().mean()).isNaN();
            assertThat(last(monitor).layers().get(0).entropy()).isNaN();
            assertThat(monitor.table().rowCount()).isEqualTo(1);
        }
    }

    // --- Bad input ---------------------------------------------------------------------------------------------------

    @Test
    void badArguments() {
        assertThatThrownBy(() -> EntropyMonitor.on(null)).isInstanceOf(NullPointerException.class).hasMessage("heldOut");
        assertThatThrownBy(() -> EntropyMonitor.on(HELD_OUT.slice(0, 0))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("heldOut has no images");
        assertThatThrownBy(() -> EntropyMonitor.on(HELD_OUT, 0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("examples is 0: it must be at least 1");
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray inputs = manager.zeros(new Shape(4, 16));
            assertThatThrownBy(() -> EntropyMonitor.on(inputs, null)).isInstanceOf(NullPointerException.class).hasMessage("labels");
            assertThatThrownBy(() -> EntropyMonitor.on(inputs, manager.zeros(new Shape(5)))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("labels has shape (5) for 4 examples in inputs: one class number for each is needed");
            assertThatThrownBy(() -> EntropyMonitor.on(inputs, manager.create(new float[] {0, 1, 0.5f, 1})))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("labels[2] is 0.5: a label is a class number, 0 or above");
            assertThatThrownBy(() -> EntropyMonitor.on(manager.zeros(new Shape(4)), manager.zeros(new Shape(4))))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("inputs has shape (4): the first dimension");
        }
    }

    /** At the first batch, not after the first epoch. */
    @Test
    void whatDoesNotFitTheNetworkIsSaidAtTheFirstBatch() {
        long before = nativeArrays();
        ImageData large = HELD_OUT.averaged(2);
        assertThatThrownBy(() -> Training.of(Mlp.of(16, 3).build()).listeners(EntropyMonitor.on(large)).fit(TRAIN))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 pixels");
        assertThat(nativeArrays()).isEqualTo(before);
        EntropyMonitor regression = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 1).build(), regression)) {
            assertThatThrownBy(watched::endEpoch).isInstanceOf(IllegalStateException.class).hasMessage(
                    "for one example of shape (16) the network gives shape (1, 1): a monitor needs (1, K), a score for each of K classes");
        }
        EntropyMonitor fewer = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 2).build(), fewer)) {
            assertThatThrownBy(watched::endEpoch).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("label");
        }
    }

    @Test
    void oneMonitorWatchesOneTraining() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        weights(Mlp.of(16, 3).build(), monitor);
        assertThatThrownBy(() -> weights(Mlp.of(16, 3).build(), monitor)).isInstanceOf(IllegalStateException.class)
                .hasMessage("this monitor has watched a training already: make a new one for each");
        assertThat(monitor.snapshots()).hasSize(3);
    }

    // --- What it yields ----------------------------------------------------------------------------------------------

    @Test
    void tables() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        assertThat(monitor).hasToString("no epoch yet, 300 examples held out");
        assertThat(monitor.table().rowCount()).isZero();
        assertThat(monitor.layers().rowCount()).isZero();
        weights(Mlp.of(16, 8, 3).build(), monitor);
        assertThat(monitor.table().columnNames()).containsExactly("epoch", "train log loss", "log loss", "accuracy", "entropy",
                "confidence", "ece", "ece floor", "ece floor sd");
        assertThat(monitor.table().rowCount()).isEqualTo(3);
        assertThat(monitor.table().intColumn("epoch").asObjectArray()).containsExactly(1, 2, 3);
        EntropyMonitor.Snapshot second = monitor.snapshots().get(1);
        assertThat(monitor.table().doubleColumn("ece floor").get(1)).isEqualTo(second.floor().mean());
        assertThat(monitor.table().doubleColumn("entropy").get(1)).isEqualTo(second.entropy());
        assertThat(monitor.layers().columnNames()).containsExactly("epoch", "layer", "mean", "variance", "entropy", "dead",
                "gradient norm", "weight norm");
        assertThat(monitor.layers().rowCount()).isEqualTo(9);
        assertThat(monitor.layers().intColumn("epoch").asObjectArray()).containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3);
        assertThat(monitor.layers().stringColumn("layer").get(4)).isEqualTo("03 activation 8");
        assertThat(monitor.layers().doubleColumn("dead").get(4)).isEqualTo(second.layers().get(1).dead());
        assertThat(monitor.toString()).matches("epoch 3: log loss [0-9.]+, accuracy [0-9.]+, entropy [0-9.]+ nats, "
                + "confidence [0-9.]+, ECE [0-9.]+ \\(floor [0-9.]+\\)");
    }

    @Test
    void snapshotsDoNotChangeAfterwards() {
        EntropyMonitor monitor = EntropyMonitor.on(HELD_OUT);
        try (Watched watched = new Watched(Mlp.of(16, 3).build(), monitor)) {
            watched.endEpoch();
            List<EntropyMonitor.Snapshot> one = monitor.snapshots();
            watched.endEpoch();
            assertThat(one).hasSize(1);
            assertThat(monitor.snapshots()).hasSize(2);
            assertThatThrownBy(() -> one.add(null)).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> one.get(0).layers().clear()).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    // --- A loop without Training -------------------------------------------------------------------------------------

    /** A trainer as any user of DJL has it, whose steps move nothing. */
    private static final class Watched implements AutoCloseable {

        private final Model model = Model.newInstance("watched", Device.cpu());
        private final Trainer trainer;

        Watched(Block block, EntropyMonitor monitor) {
            this(block, null, monitor);
        }

        Watched(Block block, ExecutorService background, EntropyMonitor monitor) {
            Seeds.set(3);
            model.setBlock(block);
            trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(still())
                    .optDevices(new Device[] {Device.cpu()}).optExecutorService(background).addTrainingListeners(monitor));
            trainer.initialize(new Shape(1, 16));
        }

        void set(int parameter, float[] values) {
            model.getBlock().getParameters().valueAt(parameter).getArray().set(values);
        }

        ArrayDataset dataset(int batch, boolean dropRest) {
            return new ArrayDataset.Builder().setData(TRAIN.array(trainer.getManager()))
                    .optLabels(trainer.getManager().create(TRAIN.labels()))
                    .setSampling(new BatchSampler(new SequenceSampler(), batch, dropRest)).build();
        }

        /** The norms of the two layers' gradients on some training images, and no gradient left. */
        double[] gradientNorms(int from, int to) {
            backward(from, to);
            List<Parameter> parameters = model.getBlock().getParameters().values();
            double[] norms = new double[parameters.size() / 2];
            for (int p = 0; p < parameters.size(); p++) {
                double sum = 0;
                NDArray gradient = parameters.get(p).getArray().getGradient();
                for (float g : gradient.toFloatArray()) {
                    sum += (double) g * g;
                }
                gradient.subi(gradient);
                norms[p / 2] = Math.hypot(norms[p / 2], Math.sqrt(sum));
            }
            return norms;
        }

        private NDList[] backward(int from, int to) {
            NDList data = new NDList(TRAIN.slice(from, to).array(trainer.getManager()));
            NDList labels = new NDList(trainer.getManager().create(TRAIN.slice(from, to).labels()));
            NDList out;
            try (GradientCollector collector = trainer.newGradientCollector()) {
                out = trainer.forward(data);
                collector.backward(trainer.getLoss().evaluate(labels, out));
            }
            return new NDList[] {data, labels, out};
        }

        /** One step of a loop of one's own, with a batch that does not know how far the epoch is. */
        void step(int from, int to, boolean tellAfterwards) {
            NDList[] done = backward(from, to);
            Batch batch = new Batch(trainer.getManager().newSubManager(), done[0], done[1], to - from, null, null, 0, 0);
            BatchData told = new BatchData(batch, Map.of(Device.cpu(), done[1]), Map.of(Device.cpu(), done[2]));
            if (tellAfterwards) {
                trainer.step();
            }
            trainer.notifyListeners(l -> l.onTrainingBatch(trainer, told));
            if (!tellAfterwards) {
                trainer.step();
            }
        }

        void tell(NDArray scores, NDArray labels) {
            BatchData told = new BatchData(null, Map.of(Device.cpu(), new NDList(labels)), Map.of(Device.cpu(), new NDList(scores)));
            trainer.notifyListeners(l -> l.onTrainingBatch(trainer, told));
        }

        void endEpoch() {
            trainer.notifyListeners(l -> l.onEpoch(trainer));
        }

        @Override
        public void close() {
            trainer.close();
            model.close();
        }
    }

    private static Optimizer still() {
        return Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1e-20f)).build();
    }

    private static EntropyMonitor.Snapshot last(EntropyMonitor monitor) {
        return monitor.snapshots().get(monitor.snapshots().size() - 1);
    }

    private static double norm(Parameter parameter) {
        double sum = 0;
        for (float w : parameter.getArray().toFloatArray()) {
            sum += (double) w * w;
        }
        return Math.sqrt(sum);
    }

    private static long nativeArrays() {
        try (NDManager manager = NDManager.newBaseManager()) {
            return manager.getParentManager().getManagedArrays().size();
        }
    }
}
