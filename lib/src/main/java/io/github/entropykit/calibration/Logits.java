package io.github.entropykit.calibration;

import io.github.entropykit.info.Softmax;
import java.util.Arrays;

/** N x K logits as a model gave them, and the temperature that divides them on the way out. */
final class Logits {
    private final double[] values;
    private final double temperature;
    private final int classes;
    /** The index of each row's largest logit. */
    private final int[] top;

    Logits(double[] values, int classes) {
        this(values, 1, classes, Rows.argmax(values, classes));
    }

    private Logits(double[] values, double temperature, int classes, int[] top) {
        this.values = values;
        this.temperature = temperature;
        this.classes = classes;
        this.top = top;
    }

    static void require(float[] logits, int classes) {
        for (int i = 0; i < logits.length / classes; i++) {
            boolean possible = false;
            for (int k = 0; k < classes; k++) {
                float z = logits[i * classes + k];
                if (!(z < Float.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("logits: row " + i + ", class " + k + " is " + z
                            + "; a logit must be a number below +Infinity (has the training diverged?)");
                }
                possible |= z > Float.NEGATIVE_INFINITY;
            }
            if (!possible) {
                throw new IllegalArgumentException("logits: row " + i
                        + " holds nothing but -Infinity; at least one class must be possible");
            }
        }
    }

    /** From the logits, not the probabilities: two logits may differ and their probabilities be rounded alike. */
    int[] top() {
        return top;
    }

    double at(int i, int k) {
        return values[i * classes + k] / temperature;
    }

    float[] row(int i) {
        float[] row = new float[classes];
        for (int k = 0; k < classes; k++) {
            row[k] = (float) at(i, k);
        }
        return row;
    }

    /**
     * Row i less its largest value and then divided by the temperature.
     *
     * <p>Subtracting first means that the largest is exactly 0 and that nothing can overflow upwards; all that depends
     * on a softmax is unchanged.
     */
    double[] shifted(int i) {
        double max = values[i * classes + top[i]];
        double[] row = new double[classes];
        for (int k = 0; k < classes; k++) {
            row[k] = (values[i * classes + k] - max) / temperature;
        }
        return row;
    }

    /** The probabilities, N x K. */
    double[] softmax() {
        double[] probabilities = new double[values.length];
        for (int i = 0; i < top.length; i++) {
            System.arraycopy(Softmax.of(shifted(i)), 0, probabilities, i * classes, classes);
        }
        return probabilities;
    }

    /** The same divided by t once more. */
    Logits atTemperature(double t) {
        double product = temperature * t;
        Check.temperature("the product of all temperatures", product);
        return new Logits(values, product, classes, top);
    }

    Logits slice(int from, int to) {
        return new Logits(Arrays.copyOfRange(values, from * classes, to * classes), temperature, classes,
                Arrays.copyOfRange(top, from, to));
    }
}
