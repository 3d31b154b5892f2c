package io.github.entropykit.bench;

import io.github.entropykit.calibration.BrierScore;
import io.github.entropykit.calibration.CalibrationError;
import io.github.entropykit.calibration.Predictions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Scores of a classifier with 10 classes; a million predictions are 8 copies of 125,000. */
public class CalibrationBench extends Bench {
    private static final int CLASSES = 10;
    private static final int BINS = 15;

    private double[] probabilities;
    private int[] labels;
    private Predictions predictions;

    @Setup
    public void read() {
        int n = (int) Double.parseDouble(size);
        int copies = n > 100_000 ? 8 : 1;
        probabilities = Data.repeated(Data.doubles("probabilities-" + n / copies + "x" + CLASSES), copies);
        labels = Data.repeated(Data.ints("labels-" + n / copies + "x" + CLASSES), copies);
        predictions = Predictions.ofProbabilities(probabilities, labels, CLASSES);
    }

    @Benchmark
    public double ece() {
        return CalibrationError.expected(predictions, BINS);
    }

    /** With all that comes before: checks, copies, and which class is predicted. */
    @Benchmark
    public double eceOfArrays() {
        return CalibrationError.expected(Predictions.ofProbabilities(probabilities, labels, CLASSES), BINS);
    }

    @Benchmark
    public double brier() {
        return BrierScore.of(predictions);
    }
}
