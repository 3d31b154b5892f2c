package io.github.entropykit.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The layers of a network, one behind the other, as an onlooker goes through them: in prediction mode, with a parameter store
 * of its own, leaving nothing behind.
 */
final class LayerChain {

    /** So many outputs of a layer are looked at, 32 MB of them. */
    private static final int MOST_VALUES = 1 << 23;

    private final List<Layer> layers = new ArrayList<>();
    private final Device device;
    private long widest;

    /** One block of the chain; a shown one gets a row in the table. */
    private record Layer(String name, Block block, boolean shown) {
    }

    /** What a walk found: the network's scores, and the statistics of each shown layer. */
    record Walk(float[] scores, int classes, List<UnitStatistics> statistics) {
    }

    /**
     * Goes through a network once, with one example.
     *
     * @throws IllegalStateException if the example does not come out as scores of classes
     */
    LayerChain(Trainer trainer, HeldOut sample) {
        device = trainer.getDevices()[0];
        List<Block> blocks = new ArrayList<>();
        flatten(trainer.getModel().getBlock(), blocks);
        for (Block block : blocks) {
            requireOnDevice(block);
        }
        try (NDManager manager = trainer.getManager().newSubManager(device)) {
            ParameterStore store = new ParameterStore(manager, false);
            NDList in = new NDList(sample.inputs(manager, 0, 1));
            widest = in.head().size();
            for (Block block : blocks) {
                NDList out = block.forward(store, in, false);
                Shape shape = out.head().getShape();
                widest = Math.max(widest, shape.size());
                boolean shown = shape.dimension() >= 2 && shape.get(0) == 1 && !handsOn(block, in, out);
                layers.add(new Layer(name(layers.size() + 1, block, shape), block, shown));
                in = out;
            }
            Shape scores = in.head().getShape();
            if (scores.dimension() != 2 || scores.get(0) != 1 || scores.get(1) < 2) {
                throw new IllegalStateException("for one example of shape " + sample.example() + " the network gives shape "
                        + scores + ": a monitor needs (1, K), a score for each of K classes");
            }
        }
    }

    private static void flatten(Block block, List<Block> into) {
        if (block.getClass() == SequentialBlock.class) {
            block.getChildren().values().forEach(child -> flatten(child, into));
        } else {
            into.add(block);
        }
    }

    private void requireOnDevice(Block block) {
        for (Parameter parameter : block.getParameters().values()) {
            if (!parameter.isInitialized()) {
                throw new IllegalStateException("the network has no weights yet: initialise the trainer before it trains");
            }
            if (!parameter.getArray().getDevice().equals(device)) {
                throw new IllegalStateException("the model is on " + parameter.getArray().getDevice() + " but is trained on "
                        + device + ", where a monitor cannot see it: create the model on " + device);
            }
        }
    }

    /** Whether a block without weights gives what it gets, as flattening does, and dropout in prediction mode. */
    private static boolean handsOn(Block block, NDList in, NDList out) {
        return block.getParameters().isEmpty() && in.head().getDataType() == out.head().getDataType()
                && in.head().size() == out.head().size()
                && in.head().toByteBuffer(false).equals(out.head().toByteBuffer(false));
    }

    private static String name(int place, Block block, Shape out) {
        String kind = block instanceof LambdaBlock lambda ? lambda.getName() : block.getClass().getSimpleName();
        StringBuilder size = new StringBuilder();
        for (int d = 1; d < out.dimension(); d++) {
            size.append(d == 1 ? " " : "×").append(out.get(d));
        }
        return String.format(Locale.ROOT, "%02d %s%s", place, kind, size);
    }

    /** The names of the shown layers. */
    List<String> names() {
        return shown().map(Layer::name).toList();
    }

    private Stream<Layer> shown() {
        return layers.stream().filter(Layer::shown);
    }

    /** Sends the whole sample through; layers are measured on the first examples of it, as many as they have room for. */
    Walk walk(Trainer trainer, HeldOut sample) {
        int most = (int) Math.max(1, Math.min(sample.size(), MOST_VALUES / widest));
        float[] scores = null;
        List<UnitStatistics> statistics = new ArrayList<>();
        for (int from = 0; from < sample.size(); from += most) {
            int to = Math.min(sample.size(), from + most);
            try (NDManager manager = trainer.getManager().newSubManager(device)) {
                ParameterStore store = new ParameterStore(manager, false);
                NDList current = new NDList(sample.inputs(manager, from, to));
                for (Layer layer : layers) {
                    NDList out = layer.block().forward(store, current, false);
                    if (from == 0 && layer.shown()) {
                        statistics.add(statistics(out.head()));
                    }
                    current = out;
                }
                float[] some = BatchLoss.floats(current.head());
                int classes = some.length / (to - from);
                scores = scores == null ? new float[sample.size() * classes] : scores;
                System.arraycopy(some, 0, scores, from * classes, some.length);
            }
        }
        return new Walk(scores, scores.length / sample.size(), statistics);
    }

    /** A channel's pixels are as many observations of one unit. */
    private static UnitStatistics statistics(NDArray out) {
        Shape shape = out.getShape();
        int units = Math.toIntExact(shape.get(1));
        if (shape.dimension() == 2) {
            return UnitStatistics.of(BatchLoss.floats(out), units);
        }
        NDArray rows = out.reshape(shape.get(0), units, -1).transpose(0, 2, 1);
        return UnitStatistics.of(BatchLoss.floats(rows), units);
    }

    /** The Euclidean norm of the latest gradient of each shown layer; NaN where nothing is learnt. */
    double[] gradientNorms() {
        return shown().mapToDouble(layer -> norm(layer.block(), true)).toArray();
    }

    /** The Euclidean norm of the weights of each shown layer, biases included; NaN where there are none. */
    double[] weightNorms() {
        return shown().mapToDouble(layer -> norm(layer.block(), false)).toArray();
    }

    private static double norm(Block block, boolean ofGradient) {
        double squares = Double.NaN;
        for (Parameter parameter : block.getParameters().values()) {
            NDArray weight = parameter.getArray();
            boolean counts = ofGradient ? parameter.requiresGradient() && weight.hasGradient()
                    : parameter.getType() != Parameter.Type.RUNNING_MEAN && parameter.getType() != Parameter.Type.RUNNING_VAR;
            if (counts) {
                double norm = ofGradient ? gradientNorm(weight) : norm(weight);
                squares = (Double.isNaN(squares) ? 0 : squares) + norm * norm;
            }
        }
        return Math.sqrt(squares);
    }

    private static double gradientNorm(NDArray weight) {
        // a handle of our own on the array in which gradients add up; closing it does not touch them
        try (NDArray gradient = weight.getGradient()) {
            return norm(gradient);
        }
    }

    private static double norm(NDArray array) {
        try (NDArray norm = array.norm()) {
            return norm.toArray()[0].doubleValue();
        }
    }
}
