package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.RandomSampler;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.L1WeightDecay;
import ai.djl.training.loss.Loss;
import ai.djl.training.loss.SigmoidBinaryCrossEntropyLoss;
import ai.djl.training.loss.SoftmaxCrossEntropyLoss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Iterator;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What DJL does otherwise than one would expect, held against the release we pin. If one of these fails after an
 * update, DJL has changed, and the notebooks that warn of it must be read again.
 */
class DjlTrapsTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        Seeds.set(0);
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** T1: the default Xavier has magnitude 6, so that its variance is 4 / (in + out), twice Glorot's. */
    @Test
    void t1XavierIsTwiceGlorot() {
        NDArray w = new XavierInitializer().initialize(manager, new Shape(300, 700), DataType.FLOAT32);
        assertThat((double) w.square().mean().getFloat()).isCloseTo(4.0 / 1000, Percentage.withPercentage(2));
    }

    /** T2: weights start He-normal, variance 2 / in; PyTorch's own default would be 1 / (3 in). */
    @Test
    void t2WeightsStartHeNormal() {
        Linear layer = Linear.builder().setUnits(300).build();
        layer.initialize(manager, DataType.FLOAT32, new Shape(1, 700));
        assertThat((double) layer.getParameters().get("weight").getArray().square().mean().getFloat())
                .isCloseTo(2.0 / 700, Percentage.withPercentage(2));
        assertThat(layer.getParameters().get("bias").getArray().toFloatArray()).containsOnly(0);
    }

    /** T3: on probabilities the binary cross-entropy lacks its minus sign. */
    @Test
    void t3BinaryCrossEntropyOfProbabilitiesHasTheWrongSign() {
        NDList logits = new NDList(manager.create(new float[] {-2, 0, 1}));
        NDList probabilities = new NDList(ai.djl.nn.Activation.sigmoid(logits.singletonOrThrow()));
        NDList labels = new NDList(manager.create(new float[] {0, 1, 1}));
        float right = new SigmoidBinaryCrossEntropyLoss("logits", 1, false).evaluate(labels, logits).getFloat();
        float wrong = new SigmoidBinaryCrossEntropyLoss("p", 1, true).evaluate(labels, probabilities).getFloat();
        assertThat((double) right).isCloseTo((Math.log1p(Math.exp(-2)) + Math.log(2) + Math.log1p(Math.exp(-1))) / 3,
                within(1e-6));
        assertThat(wrong).isCloseTo(-right, within(1e-6f));
    }

    /** T4: these losses are means over all elements, not sums over the elements of an example. */
    @Test
    void t4LossesAreMeansOverAllElements() {
        NDList zeros = new NDList(manager.zeros(new Shape(2, 784)));
        NDList ones = new NDList(manager.ones(new Shape(2, 784)));
        assertThat(Loss.l2Loss().evaluate(zeros, ones).getFloat()).isEqualTo(0.5f);
        assertThat((double) Loss.sigmoidBinaryCrossEntropyLoss().evaluate(ones, zeros).getFloat())
                .isCloseTo(Math.log(2), within(1e-6));
    }

    /** T5: sparse labels and logits by default; dense one-hot labels give the same value, and it is positive. */
    @Test
    void t5DenseAndSparseCrossEntropyAgree() {
        NDList logits = new NDList(manager.randomNormal(new Shape(20, 5)));
        NDArray labels = manager.arange(20).mod(5).toType(DataType.INT32, false);
        float sparse = Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), logits).getFloat();
        float dense = new SoftmaxCrossEntropyLoss("dense", 1, -1, false, true)
                .evaluate(new NDList(labels.oneHot(5)), logits).getFloat();
        assertThat(dense).isCloseTo(sparse, within(1e-6f)).isPositive();
    }

    /** T6: the rate is the probability to drop; in training the rest is scaled up, in prediction nothing happens. */
    @Test
    void t6DropoutIsInvertedAndItsRateDrops() {
        Dropout dropout = Dropout.builder().optRate(0.2f).build();
        NDList ones = new NDList(manager.ones(new Shape(1, 100_000)));
        ParameterStore none = new ParameterStore(manager, false);
        NDArray out = dropout.forward(none, ones, true).singletonOrThrow();
        // standard errors: sqrt(0.2 * 0.8 / n) = 0.0013 of the share, sqrt(0.2 / 0.8 / n) = 0.0016 of the mean
        assertThat((double) out.eq(0).toType(DataType.FLOAT32, false).mean().getFloat()).isCloseTo(0.2, within(0.0065));
        assertThat((double) out.mean().getFloat()).isCloseTo(1, within(0.008));
        assertThat(out.max().getFloat()).isEqualTo(1.25f);
        assertThat(dropout.forward(none, ones, false).singletonOrThrow()).isEqualTo(ones.singletonOrThrow());
    }

    /** T7: the momentum 0.9 of batch norm is the weight of the old mean; NAG does not exist on this engine. */
    @Test
    void t7BatchNormMomentumAndNag() {
        BatchNorm norm = BatchNorm.builder().build();
        norm.initialize(manager, DataType.FLOAT32, new Shape(4, 1));
        NDArray batch = manager.create(new float[] {1, 3, 5, 7}, new Shape(4, 1));
        norm.forward(new ParameterStore(manager, false), new NDList(batch), true);
        assertThat(norm.getParameters().get("runningMean").getArray().toFloatArray()[0]).isCloseTo(0.4f, within(1e-6f));
        NDArray w = manager.ones(new Shape(1));
        assertThatThrownBy(() -> Optimizer.nag().setLearningRateTracker(Tracker.fixed(0.1f)).setMomentum(0.9f).build()
                .update("w", w, w)).isInstanceOf(UnsupportedOperationException.class);
    }

    /** T8: gradient descent on an L1 penalty steps over zero to and fro and never stays. */
    @Test
    void t8L1DecayNeverGivesExactZeros() {
        NDArray w = manager.create(new float[] {0.25f});
        w.setRequiresGradient(true);
        Loss penalty = new L1WeightDecay(new NDList(w));
        Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
        for (int step = 0; step < 20; step++) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(penalty.evaluate(new NDList(), new NDList()));
            }
            sgd.update("w", w, w.getGradient().duplicate());
            assertThat(w.getFloat()).isNotZero();
        }
        assertThat(Math.abs(w.getFloat())).isLessThan(0.1f);
    }

    /** T10: gradients add up over collectors until someone clears them. */
    @Test
    void t10GradientsAccumulate() {
        NDArray w = manager.create(new float[] {1});
        w.setRequiresGradient(true);
        for (int pass = 1; pass <= 3; pass++) {
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(w.mul(2).sum());
            }
            assertThat(w.getGradient().getFloat()).isEqualTo(2f * pass);
        }
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.zeroGradients();
            collector.backward(w.mul(2).sum());
        }
        assertThat(w.getGradient().getFloat()).isEqualTo(2);
    }

    /** T10, the good half: the trainer's step clears, so that each step sees one batch. */
    @Test
    void t10TheTrainersStepClears() throws Exception {
        try (Model model = Model.newInstance("line")) {
            Linear line = Linear.builder().setUnits(1).optBias(false).build();
            model.setBlock(line);
            Optimizer sgd = Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
            // the mean of logits of zero inputs but for the weight: the gradient of mean(w x) is mean(x) = 1
            Loss mean = new Loss("mean") {
                @Override
                public NDArray evaluate(NDList labels, NDList predictions) {
                    return predictions.singletonOrThrow().mean();
                }
            };
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(mean).optOptimizer(sgd))) {
                trainer.initialize(new Shape(1, 1));
                NDArray weight = line.getParameters().get("weight").getArray();
                float before = weight.getFloat();
                ArrayDataset four = new ArrayDataset.Builder().setData(manager.ones(new Shape(4, 1)))
                        .optLabels(manager.zeros(new Shape(4))).setSampling(2, false).build();
                EasyTrain.fit(trainer, 1, four, null);
                assertThat(weight.getFloat()).isCloseTo(before - 0.2f, within(1e-6f));
            }
        }
    }

    /** Not in the syllabus: DJL's random sampler makes cyclic permutations only, so that no example keeps its place. */
    @Test
    void randomSamplerNeverLeavesAnExampleInPlace() {
        ArrayDataset five = new ArrayDataset.Builder().setData(manager.zeros(new Shape(5, 1))).setSampling(1, true).build();
        for (int pass = 0; pass < 100; pass++) {
            Iterator<Long> order = new RandomSampler().sample(five);
            for (long place = 0; place < 5; place++) {
                assertThat(order.next()).isNotEqualTo(place);
            }
        }
        Iterable<Long> ours = () -> new SeededShuffle(0).sample(five);
        assertThat(StreamSupport.stream(ours.spliterator(), false)).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
    }

    /** T11: gradients that add up to exactly 0 count as "backward was not called", although none of them need be 0. */
    @Test
    void t11GradientsThatCancelAreRefused() {
        NDList images = new NDList(manager.eye(4));
        NDList labels = new NDList(manager.create(new int[] {1, 2, 3, 0}));
        for (boolean allowed : new boolean[] {false, true}) {
            try (Model model = Model.newInstance("linear")) {
                model.setBlock(Linear.builder().setUnits(4).optBias(false).build());
                DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                        .optInitializer(Initializer.ZEROS, "weight");
                try (Trainer trainer = model.newTrainer(config)) {
                    trainer.initialize(new Shape(1, 4));
                    if (allowed) {
                        CancellingGradients.allow(trainer);
                    }
                    try (GradientCollector collector = trainer.newGradientCollector()) {
                        collector.backward(trainer.getLoss().evaluate(labels, trainer.forward(images)));
                    }
                    NDArray gradient = model.getBlock().getParameters().get(0).getValue().getArray().getGradient();
                    assertThat(gradient.sum().getFloat()).isZero();
                    assertThat(gradient.abs().max().getFloat()).isGreaterThan(0.1f);
                    if (allowed) {
                        trainer.step();
                    } else {
                        assertThatThrownBy(trainer::step).isInstanceOf(IllegalStateException.class)
                                .hasMessageContaining("Gradient values are all zeros");
                    }
                }
            }
        }
    }
}
