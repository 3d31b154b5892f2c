package io.github.entropykit.training;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;

import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.models.McDropout;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A network with the weights that training gave it, and the history of how. Its weights live in native memory: close
 * it when done, best by {@code try (TrainedModel model = training.fit(...))}.
 */
public final class TrainedModel implements AutoCloseable {

    /** Large enough that the cost of a call does not show, small enough to need only some megabytes. */
    private static final int BATCH = 2048;

    private final Model model;
    private final History history;
    private final int classes;

    TrainedModel(Model model, History history, int classes) {
        this.model = model;
        this.history = history;
        this.classes = classes;
    }

    /**
     * What the network says about images: in prediction mode, so without dropout.
     *
     * @param images of the size it was trained on
     * @return logits, with the images' labels
     * @throws IllegalArgumentException if there are none, or they have another size than the first layer
     * @throws IllegalStateException if this model is closed
     */
    public Predictions predict(ImageData images) {
        requireOpen();
        return forward(images);
    }

    /**
     * What the network says about images again and again with dropout left on: Monte Carlo dropout. Their average is the
     * prediction, their disagreement ({@code EnsembleEntropy.of}) a measure of what the network does not know. Batch
     * normalisation uses its running averages, as in {@link #predict}, whose result this call does not change.
     *
     * <pre>{@code
     * List<Predictions> samples = model.samples(images, 50, 0);
     * Predictions mean = Predictions.average(samples);
     * }</pre>
     *
     * <p>The same seed gives the same bits, and fewer passes give the first of those that more give. Each image in each pass
     * has a thinned network of its own.
     *
     * @param images of the size it was trained on
     * @param passes at least 1
     * @param seed of the units dropped, any number; it seeds the engine's generator, as {@link Seeds#set} does
     * @return logits of each pass, with the images' labels
     * @throws IllegalArgumentException if there are no images or no passes, or the images have another size than the first
     *     layer
     * @throws IllegalStateException if the network has no dropout that can stay on ({@link McDropout}), or this model is
     *     closed
     */
    public List<Predictions> samples(ImageData images, int passes, long seed) {
        requireOpen();
        if (passes < 1) {
            throw new IllegalArgumentException("passes is " + passes + ": it must be at least 1");
        }
        if (!McDropout.isIn(model.getBlock())) {
            throw new IllegalStateException("this network has no dropout that can stay on, so that all passes would be equal: "
                    + "build it with Mlp.of(...).dropout(p), or put McDropout blocks into it");
        }
        Seeds.set(seed);
        return McDropout.leftOn(() -> IntStream.range(0, passes).mapToObj(pass -> forward(images)).toList());
    }

    private void requireOpen() {
        if (!model.getNDManager().isOpen()) {
            throw new IllegalStateException("this model is closed: predict before closing it");
        }
    }

    private Predictions forward(ImageData images) {
        float[] logits = new float[images.size() * classes];
        for (int from = 0; from < images.size(); from += BATCH) {
            ImageData batch = images.slice(from, Math.min(from + BATCH, images.size()));
            try (NDManager manager = model.getNDManager().newSubManager()) {
                ParameterStore parameters = new ParameterStore(manager, false);
                NDArray out = model.getBlock()
                        .forward(parameters, new NDList(batch.array(manager)), false)
                        .singletonOrThrow();
                System.arraycopy(out.toFloatArray(), 0, logits, from * classes, batch.size() * classes);
            }
        }
        return Predictions.ofLogits(logits, images.labels(), classes);
    }

    /**
     * How the training went.
     *
     * @return a line for each epoch
     */
    public History history() {
        return history;
    }

    /**
     * DJL's own model, for its block and weights: {@code model().getBlock().getParameters()}.
     *
     * @return the model, open until this is closed
     */
    public Model model() {
        return model;
    }

    /** Frees the weights. What {@link #predict} gave stays. Closing again does nothing. */
    @Override
    public void close() {
        model.close();
    }
}
