package io.github.entropykit.calibration;

import io.github.entropykit.calibration.CalibrationError.Interval;
import io.github.entropykit.calibration.CalibrationError.NoiseFloor;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The expected calibration error of data that might have been. As (n_j / N) |conf_j - acc_j| is |expected hits - hits| / N,
 * sums over the bins are all that is needed.
 */
final class Resampling {
    private Resampling() {
    }

    /** Keeps the confidences, and draws whether each was right. */
    static NoiseFloor noiseFloor(double[] confidences, int bins, int trials, long seed) {
        Binning binning = Binning.equalWidth(bins);
        int[] bin = new int[confidences.length];
        double[] expectedHits = new double[bins];
        for (int i = 0; i < bin.length; i++) {
            bin[i] = binning.of(confidences[i]);
            expectedHits[bin[i]] += confidences[i];
        }
        SplittableRandom random = new SplittableRandom(seed);
        double mean = 0;
        double squares = 0;
        for (int trial = 1; trial <= trials; trial++) {
            double[] gaps = expectedHits.clone();
            int[] hits = new int[bins];
            for (int i = 0; i < bin.length; i++) {
                if (uniform(random) < confidences[i]) {
                    hits[bin[i]]++;
                }
            }
            for (int j = 0; j < bins; j++) {
                gaps[j] -= hits[j];
            }
            double error = error(gaps, bin.length);
            // Welford's update: mean and sum of squared deviations without keeping all trials.
            double delta = error - mean;
            mean += delta / trial;
            squares += delta * (error - mean);
        }
        return new NoiseFloor(mean, Math.sqrt(squares / (trials - 1)));
    }

    /** Draws N of the N examples, with replacement. */
    static Interval bootstrap(Scores scores, int bins, double level, int resamples, long seed) {
        Binning binning = Binning.equalWidth(bins);
        int n = scores.size();
        int[] bin = new int[n];
        double[] gap = new double[n];
        for (int i = 0; i < n; i++) {
            bin[i] = binning.of(scores.values()[i]);
            gap[i] = scores.values()[i] - (scores.hits()[i] ? 1 : 0);
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] errors = new double[resamples];
        for (int r = 0; r < resamples; r++) {
            double[] gaps = new double[bins];
            for (int draw = 0; draw < n; draw++) {
                int i = (int) (uniform(random) * n);
                gaps[bin[i]] += gap[i];
            }
            errors[r] = error(gaps, n);
        }
        Arrays.sort(errors);
        return new Interval(quantile(errors, (1 - level) / 2), quantile(errors, (1 + level) / 2));
    }

    private static double error(double[] gaps, int n) {
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return sum / n;
    }

    /** The point at a fraction of the way through sorted values, between two of them on a straight line. */
    private static double quantile(double[] sorted, double fraction) {
        double at = fraction * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** 53 random bits as a number in [0, 1), spelled out so that no JDK can do it another way. */
    static double uniform(SplittableRandom random) {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }
}
