package io.github.entropykit.models;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;

import io.github.entropykit.data.ImageData;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes a new network out of the first layers of a trained one.
 *
 * <pre>{@code
 * Block network = Transfer.from(trained.model().getBlock()).keep(2).frozen().head(5).build();
 * float[][] features = Transfer.from(trained.model().getBlock()).keep(2).features(images);
 * }</pre>
 *
 * <p>A <em>layer</em> here is a member of the network's sequence that has weights (a parameter of type {@code WEIGHT}: linear and
 * convolution layers, or a residual block as a whole), together with all that follows it up to the next one: its normalisation,
 * activation, dropout. So {@code Mlp.of(784, 256, 128, 10)} has three, and {@code keep(2)} ends behind the activation of 128 units.
 * A {@code SequentialBlock} inside another counts as if its members stood there themselves.
 *
 * <p>The weights are copied once, by {@link #from}. After that the trained network may be closed, and nothing that is done here or to
 * the new network changes it. Each {@link #build} is a network of its own, which has no weights yet as far as DJL is concerned: it
 * takes the copies, and draws its head, when it is initialised, as {@code Training} does. (So an initialiser that is set on the
 * new network's weights afterwards replaces the copies.)
 *
 * <p>Immutable: each setting gives a new object.
 */
public final class Transfer {

    /** Large enough that the cost of a call does not show, small enough to need only some megabytes. */
    private static final int BATCH = 2048;

    private final List<Kept> blocks;
    private final boolean frozen;
    private final int outputs;

    private Transfer(List<Kept> blocks, boolean frozen, int outputs) {
        this.blocks = blocks;
        this.frozen = frozen;
        this.outputs = outputs;
    }

    /**
     * Copies the weights of a network. Unless told otherwise all layers are kept, they go on learning, and there is no new head.
     *
     * @param network a trained network; only a {@code SequentialBlock} has more than one layer
     * @return a transfer that no longer needs the network
     * @throws IllegalStateException if the network has no weights yet, or is closed
     */
    public static Transfer from(Block network) {
        if (!network.isInitialized()) {
            throw new IllegalStateException("this network has no weights yet: train it before you take layers from it");
        }
        List<Kept> blocks = new ArrayList<>();
        addTo(blocks, network);
        return new Transfer(blocks, false, 0);
    }

    private static void addTo(List<Kept> blocks, Block block) {
        if (block.getClass() == SequentialBlock.class) {
            block.getChildren().values().forEach(child -> addTo(blocks, child));
        } else {
            blocks.add(Kept.of(block));
        }
    }

    /**
     * Drops all but the first layers.
     *
     * @param layers how many to keep, from 1 to {@link #layers}
     * @return a new transfer
     * @throws IllegalArgumentException if there are not that many
     */
    public Transfer keep(int layers) {
        if (layers < 1 || layers > layers()) {
            throw new IllegalArgumentException("layers is " + layers + ": this network has " + layers()
                    + " layers with weights, so it must be from 1 to " + layers());
        }
        int end = 0;
        for (int seen = 0; end < blocks.size(); end++) {
            if (blocks.get(end).hasWeights() && ++seen > layers) {
                break;
            }
        }
        return new Transfer(blocks.subList(0, end), frozen, outputs);
    }

    /**
     * Makes the kept layers a fixed function: their weights do not learn, and during training too they do what they do in prediction,
     * without dropout and with the running statistics of batch normalisation, which then stay as they are.
     *
     * @return a new transfer
     */
    public Transfer frozen() {
        return new Transfer(blocks, true, outputs);
    }

    /**
     * Sets a new last layer: linear, its weights He-normal and its biases zero, drawn when the network is initialised.
     *
     * @param outputs number of classes, at least 1
     * @return a new transfer
     * @throws IllegalArgumentException if it is below 1
     */
    public Transfer head(int outputs) {
        if (outputs < 1) {
            throw new IllegalArgumentException("outputs is " + outputs + ": it must be at least 1");
        }
        return new Transfer(blocks, frozen, outputs);
    }

    /**
     * How many layers are kept, the new head not counted.
     *
     * @return number of layers with weights
     */
    public int layers() {
        return (int) blocks.stream().filter(Kept::hasWeights).count();
    }

    /**
     * Makes the network. Without {@link #head} it ends with the last kept layer, and other blocks can be added to it.
     *
     * @return a new block on each call
     */
    public SequentialBlock build() {
        SequentialBlock network = new SequentialBlock();
        blocks.forEach(block -> network.add(block.again(frozen)));
        if (outputs > 0) {
            Linear head = Linear.builder().setUnits(outputs).build();
            head.setInitializer(Initializers.HE_NORMAL, Parameter.Type.WEIGHT);
            network.add(head);
        }
        return network;
    }

    /**
     * What the kept layers say about images, in prediction mode and without the new head: the input for a learner of another kind.
     *
     * @param images of the size that the network was trained on
     * @return one row of numbers for each image
     * @throws IllegalArgumentException if there are none, or they have another size
     */
    public float[][] features(ImageData images) {
        if (images.size() == 0) {
            throw new IllegalArgumentException("there are no images to take features of");
        }
        float[][] rows = new float[images.size()][];
        try (NDManager weights = NDManager.newBaseManager(Device.cpu())) {
            Block network = new Transfer(blocks, true, 0).build();
            network.initialize(weights, DataType.FLOAT32, new Shape(1, images.rows() * images.columns()));
            for (int from = 0; from < rows.length; from += BATCH) {
                try (NDManager manager = weights.newSubManager()) {
                    ImageData batch = images.slice(from, Math.min(from + BATCH, rows.length));
                    NDArray out = network.forward(new ParameterStore(manager, false), new NDList(batch.array(manager)), false)
                            .singletonOrThrow();
                    float[] flat = out.toFloatArray();
                    int width = flat.length / batch.size();
                    for (int i = 0; i < batch.size(); i++) {
                        rows[from + i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
                    }
                }
            }
        }
        return rows;
    }
}
