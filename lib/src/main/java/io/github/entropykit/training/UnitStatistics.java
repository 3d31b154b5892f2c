package io.github.entropykit.training;

import io.github.entropykit.info.EntropyEstimator;

import java.util.Arrays;

/**
 * What the units of one layer put out over a sample; see {@link EntropyMonitor.Layer} for what the numbers mean.
 *
 * <p>The loops go row by row in small methods: those the compiler has translated before the first sample is through.
 */
record UnitStatistics(double mean, double variance, double entropy, double dead) {

    /** A level is as wide as the layer's root mean square divided by this. */
    private static final double LEVELS_IN_RMS = 2;

    /** Levels further from 0 than this count as this one. */
    private static final int OUTERMOST = 32;
    private static final int LEVELS = 2 * OUTERMOST + 1;

    /**
     * Measures the outputs of some units.
     *
     * @param values observations x units, row by row
     * @param units how many
     */
    static UnitStatistics of(float[] values, int units) {
        double[] sums = new double[units];
        double[] squares = new double[units];
        for (int row = 0; row < values.length; row += units) {
            add(values, row, sums, squares);
        }
        double rootMeanSquare = Math.sqrt(Arrays.stream(squares).sum() / values.length);
        if (!Double.isFinite(rootMeanSquare)) {
            return new UnitStatistics(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
        if (rootMeanSquare == 0) {
            return new UnitStatistics(0, 0, 0, 1);
        }
        double[] means = Arrays.stream(sums).map(sum -> sum * units / values.length).toArray();
        double[] deviations = new double[units];
        int[] levels = new int[units];
        int[][] counts = new int[units][LEVELS];
        for (int row = 0; row < values.length; row += units) {
            addDeviations(values, row, means, deviations);
            level(values, row, LEVELS_IN_RMS / rootMeanSquare, levels);
            count(levels, counts);
        }
        return new UnitStatistics(Arrays.stream(means).sum() / units,
                Arrays.stream(deviations).sum() / values.length,
                Arrays.stream(counts).mapToDouble(EntropyEstimator::millerMadow).sum() / units,
                (double) Arrays.stream(squares).filter(square -> square == 0).count() / units);
    }

    private static void add(float[] values, int row, double[] sums, double[] squares) {
        for (int u = 0; u < sums.length; u++) {
            double value = values[row + u];
            sums[u] += value;
            squares[u] += value * value;
        }
    }

    /** The squares could not simply be used again: a unit that varies little around a large mean would lose its digits. */
    private static void addDeviations(float[] values, int row, double[] means, double[] deviations) {
        for (int u = 0; u < means.length; u++) {
            double deviation = values[row + u] - means[u];
            deviations[u] += deviation * deviation;
        }
    }

    /** The nearest multiple of 1 / scale, counted from the lowest level. */
    private static void level(float[] values, int row, double scale, int[] levels) {
        for (int u = 0; u < levels.length; u++) {
            levels[u] = (int) Math.max(0, Math.min(LEVELS - 1, values[row + u] * scale + OUTERMOST + 0.5));
        }
    }

    private static void count(int[] levels, int[][] counts) {
        for (int u = 0; u < levels.length; u++) {
            counts[u][levels[u]]++;
        }
    }
}
