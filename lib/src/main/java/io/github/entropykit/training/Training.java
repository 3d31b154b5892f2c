package io.github.entropykit.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.dataset.BatchSampler;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.translate.TranslateException;

import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.data.ImageTransform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.List;
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
    private List<TrainingListener> listeners = List.of();
    private ImageTransform transform;
    private Predictions teacher;

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
     * Sets the seed of everything random: first weights, order of images, dropout, changes to images.
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
     * Adds DJL's listeners, which see each batch and epoch, after those of this class.
     *
     * @param listeners of any kind
     * @return this
     */
    public Training listeners(TrainingListener... listeners) {
        this.listeners = List.of(listeners);
        return this;
    }

    /**
     * Changes each image of each batch at random before the network sees it. Images for validation and prediction stay as
     * they are.
     *
     * @param transform such as a random flip
     * @return this
     */
    public Training augment(ImageTransform transform) {
        this.transform = Objects.requireNonNull(transform, "transform");
        return this;
    }

    /**
     * Gives the loss a second array of labels: what a teacher said about each training image.
     *
     * @param onTrain the teacher's logits on the images that will be trained on, in their order
     * @return this
     * @see Distillation
     */
    public Training teacher(Predictions onTrain) {
        this.teacher = Objects.requireNonNull(onTrain, "onTrain");
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
     *     network or the teacher; or if the last batch has a single image and the network normalises units over the batch;
     *     the message names the numbers
     * @throws IllegalStateException if the network already has weights, or there is a teacher, who has said nothing about
     *     the validation images
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
        if (teacher != null) {
            requireTeacherFor(train, validation);
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
                    .addTrainingListeners(recorder)
                    .addTrainingListeners(listeners.toArray(TrainingListener[]::new));
            try (Trainer trainer = model.newTrainer(config)) {
                trainer.initialize(new Shape(1, train.rows() * train.columns()));
                requireClasses(train);
                requireVariance(block, train.size());
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
        ArrayDataset.Builder builder = new ArrayDataset.Builder()
                .setData(images.array(manager))
                .setSampling(new BatchSampler(new SeededShuffle(seed), batchSize, false));
        if (teacher == null) {
            builder.optLabels(manager.create(images.labels()));
        } else {
            builder.optLabels(manager.create(images.labels()), teacherLogits(manager));
        }
        return transform == null ? builder.build() : new TransformedImages(builder, images, transform, seed);
    }

    private NDArray teacherLogits(NDManager manager) {
        FloatBuffer logits = FloatBuffer.allocate(Math.multiplyExact(teacher.size(), teacher.classes()));
        for (int i = 0; i < teacher.size(); i++) {
            logits.put(teacher.logits(i));
        }
        return manager.create(logits.array(), new Shape(teacher.size(), teacher.classes()));
    }

    private void requireTeacherFor(ImageData train, ImageData validation) {
        if (teacher.size() != train.size() || teacher.classes() != train.classes()) {
            throw new IllegalArgumentException("the teacher's predictions are for " + teacher.size() + " images of "
                    + teacher.classes() + " classes, but train has " + train.size() + " of " + train.classes()
                    + ": predict the very images that the student learns from");
        }
        if (validation != null) {
            throw new IllegalStateException("the teacher has said nothing about the validation images: "
                    + "fit without them and predict them afterwards, or listen with an EntropyMonitor");
        }
    }

    private void requireClasses(ImageData images) {
        Shape out = block.getOutputShapes(new Shape[] {new Shape(1, images.rows() * images.columns())})[0];
        long outputs = out.get(out.dimension() - 1);
        if (outputs != images.classes()) {
            throw new IllegalArgumentException("the network has " + outputs + " outputs but the images have "
                    + images.classes() + " classes: give the last layer " + images.classes() + " units");
        }
    }

    /** One image has no variance over the batch; that of a channel is over its pixels, too. */
    private void requireVariance(Block part, int images) {
        boolean single = (images - 1) % batchSize == 0;
        if (single && part instanceof BatchNorm && part.describeInput().valueAt(0).dimension() == 2) {
            throw new IllegalArgumentException("batchSize is " + batchSize + ": of " + images + " images the last batch has "
                    + "a single one, whose variance batch normalisation cannot take; use another batch size or leave out one image");
        }
        part.getChildren().values().forEach(child -> requireVariance(child, images));
    }

    private static int atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ": it must be at least 1");
        }
        return value;
    }
}
