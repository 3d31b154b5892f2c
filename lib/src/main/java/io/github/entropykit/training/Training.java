package io.github.entropykit.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.translate.TranslateException;

import io.github.entropykit.data.ImageData;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Trains a network to classify images, by DJL's {@code Trainer} and {@code EasyTrain}.
 *
 * <pre>{@code
 * try (TrainedModel model = Training.of(Mlp.of(784, 256, 10).build()).epochs(20).seed(0).fit(train, validation)) {
 *     Predictions onTest = model.predict(test);
 * }
 * }</pre>
 *
 * <p>Unless told otherwise: softmax cross-entropy on logits, Adam with learning rate 0.001, batches of 128, 10 epochs,
 * seed 0. Each pass takes all images in a new random order; the last batch may be smaller. The same seed on the same
 * machine gives the same weights bit for bit, whatever ran before. Runs on one core, so that it takes no
 * longer on a busy machine than it must. Interrupting the thread stops it within a batch.
 */
public final class Training {

    private static final int VALIDATION_BATCH = 2000;

    private final Block block;
    private Loss loss = Loss.softmaxCrossEntropyLoss();
    private Optimizer optimizer;
    private double learningRate = 1e-3;
    private int batchSize = 128;
    private int epochs = 10;
    private long seed;
    private Consumer<Epoch> progress = epoch -> { };

    private Training(Block block) {
        this.block = block;
    }

    /**
     * Names the network.
     *
     * @param block takes N x pixels in 0..1, gives N x classes logits; it must not have weights yet
     * @return a training with the settings named above
     */
    public static Training of(Block block) {
        return new Training(Objects.requireNonNull(block, "block"));
    }

    /**
     * Sets what is minimised.
     *
     * @param loss of labels (N integers) and logits (N x classes), the mean over a batch
     * @return this
     */
    public Training loss(Loss loss) {
        this.loss = Objects.requireNonNull(loss, "loss");
        return this;
    }

    /**
     * Sets the learning rate of Adam.
     *
     * @param learningRate a positive number
     * @return this
     * @throws IllegalArgumentException if it is not positive and finite
     */
    public Training learningRate(double learningRate) {
        if (!(learningRate > 0 && learningRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learningRate is " + learningRate
                    + ": it must be positive and finite");
        }
        this.learningRate = learningRate;
        return this;
    }

    /**
     * Sets another way to minimise than Adam; it brings its own learning rate.
     *
     * @param optimizer a new one for each training: an optimiser carries its moments with it
     * @return this
     */
    public Training optimizer(Optimizer optimizer) {
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
        return this;
    }

    /**
     * Sets the number of images in a step.
     *
     * @param batchSize at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Training batchSize(int batchSize) {
        this.batchSize = atLeastOne("batchSize", batchSize);
        return this;
    }

    /**
     * Sets the number of passes over the training images.
     *
     * @param epochs at least 1
     * @return this
     * @throws IllegalArgumentException if it is below 1
     */
    public Training epochs(int epochs) {
        this.epochs = atLeastOne("epochs", epochs);
        return this;
    }

    /**
     * Sets the seed of everything random: first weights, order of images, dropout.
     *
     * @param seed any number
     * @return this
     */
    public Training seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets who is told after each epoch.
     *
     * @param progress called in the training thread
     * @return this
     */
    public Training progress(Consumer<Epoch> progress) {
        this.progress = Objects.requireNonNull(progress, "progress");
        return this;
    }

    /**
     * Trains, without looking at other images on the way.
     *
     * @param train what to learn from
     * @return the model; close it when done
     * @see #fit(ImageData, ImageData)
     */
    public TrainedModel fit(ImageData train) {
        return run(train, null);
    }

    /**
     * Trains, and after each epoch measures loss and accuracy on images that are not learnt from.
     *
     * @param train what to learn from
     * @param validation what to measure on
     * @return the model; close it when done
     * @throws IllegalArgumentException if there are no images, or their size or number of classes does not fit the
     *     network; the message names both numbers
     * @throws IllegalStateException if the network already has weights
     * @throws ai.djl.TrainingDivergedException if the loss is no longer a finite number
     * @throws java.util.concurrent.CancellationException if the thread was interrupted
     */
    public TrainedModel fit(ImageData train, ImageData validation) {
        return run(train, Objects.requireNonNull(validation, "validation"));
    }

    private TrainedModel run(ImageData train, ImageData validation) {
        if (train.size() == 0 || validation != null && validation.size() == 0) {
            throw new IllegalArgumentException("there are no images to "
                    + (train.size() == 0 ? "train on" : "validate on"));
        }
        if (block.isInitialized()) {
            throw new IllegalStateException("this network already has weights: build a new one for each training, "
                    + "so that no run starts from what another learnt");
        }
        Seeds.set(seed);
        RecordedLoss recorded = new RecordedLoss(loss);
        Recorder recorder = new Recorder(recorded, progress);
        Model model = Model.newInstance("entropykit", Device.cpu());
        try {
            model.setBlock(block);
            DefaultTrainingConfig config = new DefaultTrainingConfig(recorded)
                    .optOptimizer(optimizer != null ? optimizer : new LeanAdam(learningRate))
                    .optDevices(new Device[] {Device.cpu()})
                    .addTrainingListeners(recorder);
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, train.rows() * train.columns()));
                requireClasses(train);
                CancellingGradients.allow(trainer);
                EasyTrain.fit(trainer, epochs, shuffled(train, trainer.getManager()),
                        validation == null ? null : validation.dataset(trainer.getManager(), VALIDATION_BATCH, false));
            }
            return new TrainedModel(model, recorder.history(), train.classes());
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException(e);
        } catch (TranslateException e) {
            model.close();
            throw new IllegalStateException("DJL could not read the images", e);
        } catch (RuntimeException | Error e) {
            model.close();
            throw e;
        }
    }

    private Dataset shuffled(ImageData images, NDManager manager) {
        return new ArrayDataset.Builder()
                .setData(images.array(manager))
                .optLabels(manager.create(images.labels()))
                .setSampling(new BatchSampler(new SeededShuffle(seed), batchSize, false))
                .build();
    }

    private void requireClasses(ImageData images) {
        Shape out = block.getOutputShapes(new Shape[] {new Shape(1, images.rows() * images.columns())})[0];
        long outputs = out.get(out.dimension() - 1);
        if (outputs != images.classes()) {
            throw new IllegalArgumentException("the network has " + outputs + " outputs but the images have "
                    + images.classes() + " classes: give the last layer " + images.classes() + " units");
        }
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be at least 1");
        }
        return value;
    }
}
