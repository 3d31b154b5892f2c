package io.github.entropykit.calibration;

/**
 * One probability for each example, and whether what it was the probability of came true: all that a reliability diagram
 * needs. Only to be read. Which probability it is makes the difference between the top-label error and the others.
 */
record Scores(double[] values, boolean[] hits) {
    /** The confidence, and whether the predicted class was right. */
    static Scores top(double[] probabilities, int[] predicted, int[] labels, int classes) {
        double[] values = new double[labels.length];
        boolean[] hits = new boolean[labels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = probabilities[i * classes + predicted[i]];
            hits[i] = predicted[i] == labels[i];
        }
        return new Scores(values, hits);
    }

    /** The probability of one class, and whether it was the true one. */
    static Scores of(Predictions p, int k) {
        int[] truth = p.truth();
        double[] flat = p.flat();
        double[] values = new double[truth.length];
        boolean[] hits = new boolean[truth.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat[i * p.classes() + k];
            hits[i] = truth[i] == k;
        }
        return new Scores(values, hits);
    }

    int size() {
        return values.length;
    }
}
