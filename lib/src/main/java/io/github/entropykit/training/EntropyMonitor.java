package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.listener.TrainingListenerAdapter;

import io.github.entropykit.calibration.CalibrationError;
import io.github.entropykit.calibration.CalibrationError.NoiseFloor;
import io.github.entropykit.calibration.LogLoss;
import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.data.ImageData;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Watches the entropy of a classifier while it learns: a listener for any trainer of the Deep Java Library.
 *
 * <pre>{@code
 * EntropyMonitor monitor = EntropyMonitor.on(inputs, labels);    // held out: not trained on
 * config.addTrainingListeners(monitor);                          // or Training.of(network).listeners(monitor)
 * EasyTrain.fit(trainer, epochs, train, null);
 * monitor.table();     // a row for each epoch
 * monitor.layers();    // a row for each epoch and layer
 * }</pre>
 *
 * <p>After each epoch it sends a sample of the held-out examples through the network, by default {@value #EXAMPLES}
 * of them, as in prediction (no dropout, running statistics of batch normalisation). It changes nothing: a training that is
 * watched gives the same weights, bit for bit. The network must give N x K scores for K ≥ 2 classes. Scores whose rows all
 * are distributions (no number below 0, a sum of 1) are taken for probabilities, any others for logits.
 *
 * <p><b>Layers</b> are the blocks of a {@code SequentialBlock}, and of those within it; any other block is one layer with all
 * that it contains, for how its parts are connected cannot be seen from outside. Names are place, kind and size of the
 * output, such as {@code 02 Linear 256}. A block without weights that hands on what it gets, as dropout and flattening do, gets
 * no row, nor does one whose output has fewer than two dimensions. A <i>unit</i> is an index of the output's second dimension: a
 * neuron, or a channel with all its pixels. If a layer's output for the sample has more than 8 million numbers, layers are
 * measured on the first examples of the sample, as many as fit.
 *
 * <p>One monitor watches one training. Not for use by several threads.
 */
public final class EntropyMonitor extends TrainingListenerAdapter {

    /** How many held-out examples are looked at unless told otherwise. */
    public static final int EXAMPLES = 1000;

    private static final long SEED = 0;
    private static final int BINS = 15;
    private static final int TRIALS = 100;

    private final HeldOut sample;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final BatchLoss trainLoss = new BatchLoss();
    private LayerChain chain;
    private double[] gradientNorms;

    /**
     * What was seen after one epoch. All but the training loss is about the held-out sample; NaN where something could
     * not be measured, because a weight is no longer finite, for example.
     *
     * @param epoch counted from 1
     * @param trainLogLoss mean of - ln p(label) over the examples of this epoch, each as its batch came, so with dropout if there is
     *     any, and before the steps that followed; in nats. In an epoch of more than 32 batches every fourth of the others
     *     stands for four, because to look at each of them would cost more than all the rest of the monitor. Without
     *     penalties and smoothing, whatever the loss that is minimised; with labels that are distributions, the
     *     cross-entropy with these. NaN for other labels, or if the listener is not told of batches
     * @param logLoss mean of - ln p(label), in nats
     * @param accuracy share of examples whose largest score is their label's
     * @param entropy mean entropy of the predicted distributions, in nats. On average it equals the log loss if the model is
     *     calibrated: a log loss above it means over-confidence, in the units of the loss
     * @param confidence mean probability of the predicted class; the accuracy, if the model is calibrated on average
     * @param ece expected calibration error of the predicted class, in 15 bins of equal width
     * @param floor what the calibration error of a perfectly calibrated model with these confidences would be, over 100 seeded draws
     * @param layers the layers that are shown, from input to output
     */
    public record Snapshot(int epoch, double trainLogLoss, double logLoss, double accuracy, double entropy, double confidence,
            double ece, NoiseFloor floor, List<Layer> layers) {

        /** Keeps a copy of the layers. */
        public Snapshot {
            layers = List.copyOf(layers);
        }

        /**
         * A short line for a progress display.
         *
         * @return such as {@code epoch 3: log loss 0.412, accuracy 0.861, entropy 0.380 nats, confidence 0.873, ECE 0.021 (floor 0.012)}
         */
        @Override
        public String toString() {
            return String.format(Locale.ROOT,
                    "epoch %d: log loss %.3f, accuracy %.3f, entropy %.3f nats, confidence %.3f, ECE %.3f (floor %.3f)",
                    epoch, logLoss, accuracy, entropy, confidence, ece, floor.mean());
        }
    }

    /**
     * One layer after one epoch, in prediction mode on the held-out sample.
     *
     * @param name place, kind and size, such as {@code 02 Linear 256}
     * @param mean of all outputs
     * @param variance of a unit's output over the examples (and the pixels of a channel), mean over the units: how much the
     *     layer's output depends on what it is shown. Units that differ only from each other have none
     * @param entropy what a unit's output tells about the example at a set resolution: the entropy in nats of the output rounded to
     *     multiples of half the layer's root mean square (beyond 16 root mean squares all counts as one), mean over the units.
     *     It does not change if the layer's output is scaled. A unit that always says the same has 0, whether it is 0 or
     *     not; normal units around 0 have 2.12; no distribution that fills b levels has more than ln b. The estimate is
     *     {@linkplain io.github.entropykit.info.EntropyEstimator#millerMadow(int...) Miller and Madow's}, which is a little
     *     too low (by less than 0.01 for normal units and 500 examples or more). The pixels of a channel depend on each other, so
     *     that for these it is a description of the sample, not an estimate with a known bias. And as for any entropy of a continuous
     *     output, another resolution gives another number: compare layers and epochs, not methods
     * @param dead share of units that are exactly 0 for every example of the sample. Behind a ReLU these get no
     *     gradient from the sample
     * @param gradientNorm Euclidean norm of the gradient of the layer's weights and biases from the last batch of the epoch, before its
     *     step; NaN for layers that learn nothing, or if it had been cleared when the listener was told of the batch
     * @param weightNorm Euclidean norm of the layer's weights and biases (and scales and shifts) after the epoch; NaN without any
     */
    public record Layer(String name, double mean, double variance, double entropy, double dead, double gradientNorm,
            double weightNorm) {
    }

    private EntropyMonitor(HeldOut sample) {
        this.sample = sample;
    }

    /**
     * Watches on {@value #EXAMPLES} of these images, or all if there are fewer.
     *
     * @param heldOut images that are not trained on
     * @return a monitor, to be added to the listeners of one training
     * @throws IllegalArgumentException if there are no images
     */
    public static EntropyMonitor on(ImageData heldOut) {
        return on(heldOut, EXAMPLES, SEED);
    }

    /**
     * Watches on some of these images.
     *
     * @param heldOut images that are not trained on; the network gets them as N x (rows · columns) floats in 0..1
     * @param examples how many of them to look at, drawn without replacement; all if there are fewer
     * @param seed of the draw
     * @return a monitor, to be added to the listeners of one training
     * @throws IllegalArgumentException if there are no images or {@code examples} is below 1
     */
    public static EntropyMonitor on(ImageData heldOut, int examples, long seed) {
        return new EntropyMonitor(HeldOut.of(Objects.requireNonNull(heldOut, "heldOut"), examples, seed));
    }

    /**
     * Watches on {@value #EXAMPLES} of these examples, or all if there are fewer.
     *
     * @param inputs what the network takes, examples in the first dimension; copied, so that it may be closed
     * @param labels as many class numbers
     * @return a monitor, to be added to the listeners of one training
     * @throws IllegalArgumentException as for {@link #on(NDArray, NDArray, int, long)}
     */
    public static EntropyMonitor on(NDArray inputs, NDArray labels) {
        return on(inputs, labels, EXAMPLES, SEED);
    }

    /**
     * Watches on some of these examples.
     *
     * @param inputs what the network takes, examples in the first dimension; copied, so that it may be closed
     * @param labels as many class numbers
     * @param examples how many of them to look at, drawn without replacement; all if there are fewer
     * @param seed of the draw
     * @return a monitor, to be added to the listeners of one training
     * @throws IllegalArgumentException if there are no examples, not as many labels, a label is not a class number, or
     *     {@code examples} is below 1
     */
    public static EntropyMonitor on(NDArray inputs, NDArray labels, int examples, long seed) {
        return new EntropyMonitor(HeldOut.of(Objects.requireNonNull(inputs, "inputs"), Objects.requireNonNull(labels, "labels"),
                examples, seed));
    }

    /** {@inheritDoc} */
    @Override
    public void onTrainingBegin(Trainer trainer) {
        if (!snapshots.isEmpty()) {
            throw new IllegalStateException("this monitor has watched a training already: make a new one for each");
        }
        chain = null;
    }

    /** {@inheritDoc} */
    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batch) {
        // at the first batch, so that what does not fit is said at once and not after an epoch
        begin(trainer);
        trainLoss.accept(batch);
        // Gradients are gone after the step. Which batch is the last a listener cannot know for sure: a data set that loads in
        // the background counts without this batch, and one may drop the rest. A number that is not given is 0.
        Batch of = batch.getBatch();
        if (of == null || of.getProgress() + 2L * of.getSize() >= of.getProgressTotal()) {
            double[] norms = chain.gradientNorms();
            if (Arrays.stream(norms).anyMatch(norm -> norm > 0)) {
                gradientNorms = norms;
            }
        }
    }

    /** {@inheritDoc} */
    @Override
    public void onEpoch(Trainer trainer) {
        begin(trainer);
        LayerChain.Walk walk = chain.walk(trainer, sample);
        List<String> names = chain.names();
        double[] weightNorms = chain.weightNorms();
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            UnitStatistics units = walk.statistics().get(i);
            layers.add(new Layer(names.get(i), units.mean(), units.variance(), units.entropy(), units.dead(),
                    gradientNorms == null ? Double.NaN : gradientNorms[i], weightNorms[i]));
        }
        gradientNorms = null;
        snapshots.add(snapshot(snapshots.size() + 1, trainLoss.mean(), walk, layers));
    }

    private void begin(Trainer trainer) {
        if (chain == null) {
            chain = new LayerChain(trainer, sample);
        }
    }

    private Snapshot snapshot(int epoch, double train, LayerChain.Walk walk, List<Layer> layers) {
        float[] scores = walk.scores();
        for (float score : scores) {
            if (Float.isNaN(score) || score == Float.POSITIVE_INFINITY) {
                double no = Double.NaN;
                return new Snapshot(epoch, train, no, no, no, no, no, new NoiseFloor(no, no), layers);
            }
        }
        Predictions p = BatchLoss.isDistributions(scores, walk.classes())
                ? Predictions.ofProbabilities(scores, sample.labels(), walk.classes())
                : Predictions.ofLogits(scores, sample.labels(), walk.classes());
        return new Snapshot(epoch, train, LogLoss.of(p), p.accuracy(), p.meanEntropy(), p.meanConfidence(),
                CalibrationError.expected(p, BINS), CalibrationError.noiseFloor(p, BINS, TRIALS, SEED), layers);
    }

    /**
     * All that was seen so far.
     *
     * @return an entry for each epoch, immutable
     */
    public List<Snapshot> snapshots() {
        return List.copyOf(snapshots);
    }

    /**
     * How many held-out examples are looked at.
     *
     * @return the size of the sample
     */
    public int examples() {
        return sample.size();
    }

    /**
     * The epochs as a table.
     *
     * @return a row for each epoch, columns as in {@link Snapshot}
     */
    public Table table() {
        return Table.create("entropy by epoch",
                IntColumn.create("epoch", snapshots.stream().mapToInt(Snapshot::epoch).toArray()),
                column("train log loss", Snapshot::trainLogLoss), column("log loss", Snapshot::logLoss),
                column("accuracy", Snapshot::accuracy), column("entropy", Snapshot::entropy),
                column("confidence", Snapshot::confidence), column("ece", Snapshot::ece),
                column("ece floor", s -> s.floor().mean()), column("ece floor sd", s -> s.floor().sd()));
    }

    private DoubleColumn column(String name, ToDoubleFunction<Snapshot> value) {
        return DoubleColumn.create(name, snapshots.stream().mapToDouble(value).toArray());
    }

    /**
     * The layers as a table.
     *
     * @return a row for each epoch and layer, columns as in {@link Layer}
     */
    public Table layers() {
        List<Layer> all = snapshots.stream().flatMap(s -> s.layers().stream()).toList();
        return Table.create("entropy by epoch and layer",
                IntColumn.create("epoch", snapshots.stream()
                        .flatMapToInt(s -> s.layers().stream().mapToInt(layer -> s.epoch())).toArray()),
                StringColumn.create("layer", all.stream().map(Layer::name).toList()),
                column(all, "mean", Layer::mean), column(all, "variance", Layer::variance),
                column(all, "entropy", Layer::entropy), column(all, "dead", Layer::dead),
                column(all, "gradient norm", Layer::gradientNorm), column(all, "weight norm", Layer::weightNorm));
    }

    private static DoubleColumn column(List<Layer> layers, String name, ToDoubleFunction<Layer> value) {
        return DoubleColumn.create(name, layers.stream().mapToDouble(value).toArray());
    }

    /**
     * The latest epoch in a line.
     *
     * @return see {@link Snapshot#toString()}
     */
    @Override
    public String toString() {
        return snapshots.isEmpty() ? "no epoch yet, " + sample.size() + " examples held out"
                : snapshots.get(snapshots.size() - 1).toString();
    }
}
