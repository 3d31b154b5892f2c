package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.listener.TrainingListener.BatchData;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * The log loss of the batches of a pass, from the scores that training computed anyway. To fetch them costs more than to
 * add them up, so of a long pass only some batches are asked: all of the first {@value #FIRST}, then one in
 * {@value #STRIDE}, which stands for as many.
 */
final class BatchLoss {

    /** How far a sum of probabilities may be from 1, as in {@code Predictions}. */
    private static final double TOLERANCE = 1e-5;

    static final int FIRST = 32;
    static final int STRIDE = 4;

    private double sum;
    private long examples;
    private long batches;
    private boolean unknown;

    void accept(BatchData batch) {
        int weight = batches < FIRST ? 1 : STRIDE;
        if (batches++ % weight != 0) {
            return;
        }
        batch.getPredictions().forEach((device, scores) -> {
            NDList labels = batch.getLabels().get(device);
            unknown = unknown || labels == null || labels.isEmpty() || scores.isEmpty() || !add(scores.head(), labels.head(), weight);
        });
    }

    /** Whether these could be added: N x K scores with N class numbers, or with N x K probabilities. */
    private boolean add(NDArray scores, NDArray labels, int weight) {
        if (scores.getShape().dimension() != 2) {
            return false;
        }
        int classes = (int) scores.getShape().get(1);
        float[] z = floats(scores);
        boolean probabilities = isDistributions(z, classes);
        double total = 0;
        if (labels.size() == scores.getShape().get(0)) {
            int[] truth = ints(labels);
            for (int i = 0; i < truth.length; i++) {
                if (truth[i] < 0 || truth[i] >= classes) {
                    return false;
                }
                int at = i * classes + truth[i];
                total += probabilities ? -Math.log(z[at]) : logSumExp(z, i * classes, classes) - z[at];
            }
        } else if (labels.size() == z.length) {
            float[] target = floats(labels);
            for (int from = 0; from < z.length; from += classes) {
                double normaliser = probabilities ? 0 : logSumExp(z, from, classes);
                for (int j = from; j < from + classes; j++) {
                    if (target[j] != 0) {
                        total -= target[j] * (probabilities ? Math.log(z[j]) : z[j] - normaliser);
                    }
                }
            }
        } else {
            return false;
        }
        sum += weight * total;
        examples += weight * scores.getShape().get(0);
        return true;
    }

    private static double logSumExp(float[] z, int from, int classes) {
        float largest = z[from];
        for (int k = 1; k < classes; k++) {
            largest = Math.max(largest, z[from + k]);
        }
        double total = 0;
        for (int k = 0; k < classes; k++) {
            total += Math.exp(z[from + k] - largest);
        }
        return largest + Math.log(total);
    }

    /** The mean over the examples since the last call; NaN if there were none, or labels that are neither kind. */
    double mean() {
        double mean = unknown ? Double.NaN : sum / examples;
        sum = 0;
        examples = 0;
        batches = 0;
        unknown = false;
        return mean;
    }

    /** Whether all rows are probability distributions, as logits in their freedom are not. */
    static boolean isDistributions(float[] scores, int classes) {
        for (int from = 0; from < scores.length; from += classes) {
            double total = 0;
            for (int k = from; k < from + classes; k++) {
                if (!(scores[k] >= 0)) {
                    return false;
                }
                total += scores[k];
            }
            if (Math.abs(total - 1) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    /** The values of an array of any type; read where they lie, if they lie on the processor, without a copy on the way. */
    static float[] floats(NDArray array) {
        if (array.getDataType() != DataType.FLOAT32) {
            try (NDArray floats = array.toType(DataType.FLOAT32, true)) {
                return floats(floats);
            }
        }
        FloatBuffer buffer = array.toByteBuffer(true).asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static int[] ints(NDArray array) {
        if (array.getDataType() != DataType.INT32) {
            try (NDArray ints = array.toType(DataType.INT32, true)) {
                return ints(ints);
            }
        }
        IntBuffer buffer = array.toByteBuffer(true).asIntBuffer();
        int[] values = new int[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
