package io.github.entropykit.calibration;

/** Flat, row-major arrays of N x K numbers: what is a valid one, and what is computed row by row. */
final class Rows {
    private Rows() {
    }

    /** Checks the sizes and the labels; a length of -1 stands for an array that is null. */
    static void requireShape(String name, int length, int[] labels, int classes) {
        if (length < 0) {
            throw new IllegalArgumentException(name + " is null");
        }
        Check.notNull("labels", labels);
        if (classes < 2) {
            throw new IllegalArgumentException("classes = " + classes
                    + ": at least 2 needed (for a single probability P(y = 1) give both columns, 1 - p and p)");
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("labels is empty: at least one example is needed");
        }
        long needed = (long) labels.length * classes;
        if (length != needed) {
            throw new IllegalArgumentException(name + " has " + length + " values, but the " + labels.length
                    + " examples in labels and " + classes + " classes need " + needed);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException("labels[" + i + "] = " + labels[i] + " is not one of the " + classes
                        + " classes 0 to " + (classes - 1));
            }
        }
    }

    static void requireDistributions(double[] p, int classes, double tolerance) {
        for (int i = 0; i < p.length / classes; i++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double value = p[i * classes + k];
                if (!(value >= 0 && value <= 1 + tolerance)) {
                    throw new IllegalArgumentException("p: row " + i + ", class " + k + " is " + value
                            + "; a probability must lie between 0 and 1 (if these are logits, use ofLogits)");
                }
                sum += value;
            }
            if (Math.abs(sum - 1) > tolerance) {
                throw new IllegalArgumentException("p: row " + i + " sums to " + sum + ", not to 1 (tolerance "
                        + tolerance + "); normalise the row first if these are weights");
            }
        }
    }

    static double[] widen(float[] values) {
        double[] wide = new double[values.length];
        for (int j = 0; j < wide.length; j++) {
            wide[j] = values[j];
        }
        return wide;
    }

    /** The index of each row's largest value, the lowest one of several. */
    static int[] argmax(double[] values, int classes) {
        int[] best = new int[values.length / classes];
        for (int i = 0; i < best.length; i++) {
            for (int k = 1; k < classes; k++) {
                if (values[i * classes + k] > values[i * classes + best[i]]) {
                    best[i] = k;
                }
            }
        }
        return best;
    }

    /** The entropy of a row. Not Entropy.shannon: rows computed in float need not sum to 1 within its tolerance. */
    static double entropy(double[] p, int from, int to) {
        double sum = 0;
        for (int j = from; j < to; j++) {
            if (p[j] > 0) {
                sum -= p[j] * Math.log(p[j]);
            }
        }
        return Math.max(0, sum);
    }
}
