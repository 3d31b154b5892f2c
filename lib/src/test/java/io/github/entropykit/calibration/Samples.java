package io.github.entropykit.calibration;

import io.github.entropykit.info.Softmax;
import java.util.SplittableRandom;

/** Made-up classifiers for the tests. */
final class Samples {
    private Samples() {
    }

    /** Random logits with random labels that have nothing to do with them, in one to three classes more than two. */
    static Predictions random(long seed, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        int classes = 2 + random.nextInt(4);
        float[] logits = new float[size * classes];
        int[] labels = new int[size];
        for (int j = 0; j < logits.length; j++) {
            // A coarse grid, so that ties occur.
            logits[j] = random.nextInt(-20, 21) / 4f;
        }
        for (int i = 0; i < size; i++) {
            labels[i] = random.nextInt(classes);
        }
        return Predictions.ofLogits(logits, labels, classes);
    }

    /** Logits whose true temperature is known: labels are drawn from softmax(z), the logits handed out are factor · z. */
    static Predictions calibratedTimes(float factor, int size, int classes, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[size * classes];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            double[] z = new double[classes];
            for (int k = 0; k < classes; k++) {
                z[k] = 6 * random.nextDouble();
                logits[i * classes + k] = (float) (factor * z[k]);
            }
            double u = random.nextDouble();
            double[] p = Softmax.of(z);
            while (labels[i] < classes - 1 && u >= p[labels[i]]) {
                u -= p[labels[i]++];
            }
        }
        return Predictions.ofLogits(logits, labels, classes);
    }

    /** Two classes, given confidences of at least 1/2, right where asked. */
    static Predictions withConfidences(double[] confidences, boolean[] correct) {
        double[] p = new double[2 * confidences.length];
        int[] labels = new int[confidences.length];
        for (int i = 0; i < confidences.length; i++) {
            p[2 * i] = confidences[i];
            p[2 * i + 1] = 1 - confidences[i];
            labels[i] = correct[i] ? 0 : 1;
        }
        return Predictions.ofProbabilities(p, labels, 2);
    }

    /** The same examples in another order. */
    static Predictions shuffled(Predictions p, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[p.size()];
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        double[] flat = new double[p.size() * p.classes()];
        int[] labels = new int[p.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = p.label(order[i]);
            System.arraycopy(p.probabilities(order[i]), 0, flat, i * p.classes(), p.classes());
        }
        return Predictions.ofProbabilities(flat, labels, p.classes());
    }

    /** Class k is called k + 1, the last one 0. */
    static Predictions rotatedClasses(Predictions p) {
        int classes = p.classes();
        double[] flat = new double[p.size() * classes];
        int[] labels = new int[p.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (p.label(i) + 1) % classes;
            for (int k = 0; k < classes; k++) {
                flat[i * classes + (k + 1) % classes] = p.probability(i, k);
            }
        }
        return Predictions.ofProbabilities(flat, labels, classes);
    }
}
