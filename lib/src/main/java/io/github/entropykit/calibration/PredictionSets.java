package io.github.entropykit.calibration;

import java.util.Locale;

/**
 * A set of classes for each example, and how good these sets are: they should hold the true class, and little else.
 *
 * <p>{@link ConformalSets} makes them.
 *
 * <pre>{@code
 * double[] p = {0.5, 0.3, 0.2,   0.6, 0.3, 0.1,   0.1, 0.8, 0.1};
 * Predictions calibration = Predictions.ofProbabilities(p, new int[] {0, 0, 1}, 3);
 * PredictionSets sets = ConformalSets.leastAmbiguous(calibration, 0.5).apply(calibration);
 * sets.contains(1, 0);    // true
 * sets.size(0);    // 0
 * sets.meanSize();    // 0.666667
 * sets.coverage();    // 0.666667
 * }</pre>
 *
 * <p>Reference: M. Sadinle, J. Lei and L. Wasserman, "Least Ambiguous Set-Valued Classifiers With Bounded Error Levels",
 * Journal of the American Statistical Association 114, 2019, arXiv:1609.00451.
 */
public final class PredictionSets {
    private final boolean[] in;
    private final int[] labels;
    private final int classes;

    PredictionSets(boolean[] in, int[] labels, int classes) {
        this.in = in;
        this.labels = labels;
        this.classes = classes;
    }

    /** {@return the number of examples} */
    public int size() {
        return labels.length;
    }

    /**
     * Whether a class is in the set of an example.
     *
     * @param i the example, from 0 to N-1
     * @param k the class, from 0 to K-1
     * @return true if it is
     * @throws IllegalArgumentException if there is no example {@code i} or no class {@code k}
     */
    public boolean contains(int i, int k) {
        Check.index("i", i, labels.length);
        Check.index("k", k, classes);
        return in[i * classes + k];
    }

    /**
     * How many classes are in the set of an example.
     *
     * @param i from 0 to N-1
     * @return from 0 to K
     * @throws IllegalArgumentException if there is no example {@code i}
     */
    public int size(int i) {
        int size = 0;
        for (int k = 0; k < classes; k++) {
            size += contains(i, k) ? 1 : 0;
        }
        return size;
    }

    /**
     * The set of an example.
     *
     * @param i from 0 to N-1
     * @return its classes in rising order, a new array
     * @throws IllegalArgumentException if there is no example {@code i}
     */
    public int[] classes(int i) {
        int[] set = new int[size(i)];
        int next = 0;
        for (int k = 0; next < set.length; k++) {
            if (contains(i, k)) {
                set[next++] = k;
            }
        }
        return set;
    }

    /** {@return the fraction of the sets that hold the true class} */
    public double coverage() {
        long covered = 0;
        for (int i = 0; i < labels.length; i++) {
            covered += contains(i, labels[i]) ? 1 : 0;
        }
        return (double) covered / labels.length;
    }

    /** {@return the mean number of classes in a set, from 0 to K} */
    public double meanSize() {
        long members = 0;
        for (boolean member : in) {
            members += member ? 1 : 0;
        }
        return (double) members / labels.length;
    }

    /** {@return one line for people: how many sets, the coverage and the mean size} */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d sets: coverage %.4f, mean size %.4f", size(), coverage(), meanSize());
    }
}
