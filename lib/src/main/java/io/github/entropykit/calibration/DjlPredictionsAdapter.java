package io.github.entropykit.calibration;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.translate.TranslateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The predictions of a network of the Deep Java Library, ready to be scored and calibrated.
 *
 * <pre>{@code
 * Predictions p = DjlPredictionsAdapter.of(model, testSet);
 * CalibrationError.expected(p, 15);
 * }</pre>
 */
public final class DjlPredictionsAdapter {

    private DjlPredictionsAdapter() {
    }

    /**
     * Asks a network about every example of a dataset: in prediction mode, so without dropout and with the running means of
     * batch normalisation. Native memory is freed batch by batch, and all of it on the way out.
     *
     * @param model   whose block gives one array of logits, N x K, without a softmax at the end
     * @param dataset examples with class numbers as labels, from 0 to K-1; it is prepared if it is not yet
     * @return predictions in the order in which the dataset gives the examples
     * @throws IllegalArgumentException if an argument is null, the dataset is empty, or the outputs or labels have another
     *         shape
     * @throws UncheckedIOException  if the dataset cannot be read
     * @throws IllegalStateException if the dataset cannot be turned into arrays
     */
    public static Predictions of(Model model, Dataset dataset) {
        Check.notNull("model", model);
        Check.notNull("dataset", dataset);
        List<float[]> logits = new ArrayList<>();
        List<double[]> labels = new ArrayList<>();
        try (NDManager manager = model.getNDManager().newSubManager()) {
            ParameterStore parameters = new ParameterStore(manager, false);
            dataset.prepare();
            for (Batch batch : dataset.getData(manager)) {
                try (batch) {
                    NDArray out = model.getBlock().forward(parameters, batch.getData(), false).singletonOrThrow();
                    NDArray truth = batch.getLabels().singletonOrThrow();
                    requireShapes(out.getShape(), truth.getShape());
                    logits.add(out.toType(DataType.FLOAT32, false).toFloatArray());
                    labels.add(truth.toType(DataType.FLOAT64, false).toDoubleArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (TranslateException e) {
            throw new IllegalStateException("dataset cannot be turned into arrays: " + e.getMessage(), e);
        }
        return joined(logits, labels);
    }

    private static void requireShapes(Shape out, Shape truth) {
        if (out.dimension() != 2 || out.get(1) < 2) {
            throw new IllegalArgumentException("model gives an output of shape " + out
                    + "; one row of K >= 2 logits is needed for each example");
        }
        if (truth.size() != out.get(0)) {
            throw new IllegalArgumentException("dataset has labels of shape " + truth + " for " + out.get(0)
                    + " examples; one class number is needed for each (not one-hot rows)");
        }
    }

    private static Predictions joined(List<float[]> logits, List<double[]> labels) {
        int size = Math.toIntExact(labels.stream().mapToLong(part -> part.length).sum());
        if (size == 0) {
            throw new IllegalArgumentException("dataset is empty: at least one example is needed");
        }
        int classes = logits.get(0).length / labels.get(0).length;
        FloatBuffer flat = FloatBuffer.allocate(Math.multiplyExact(size, classes));
        logits.forEach(flat::put);
        int[] truth = new int[size];
        int i = 0;
        for (double[] part : labels) {
            for (double label : part) {
                if (label != Math.rint(label)) {
                    throw new IllegalArgumentException("dataset has the label " + label + ", which is no class number");
                }
                truth[i++] = (int) label;
            }
        }
        return Predictions.ofLogits(flat.array(), truth, classes);
    }
}
