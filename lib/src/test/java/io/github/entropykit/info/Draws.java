package io.github.entropykit.info;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** Samples of known distributions, and what an estimator makes of many of them. */
final class Draws {
    private Draws() {
    }

    /** Mean, standard deviation, and standard error of the mean of an estimate over independent trials. */
    record Trials(double mean, double sd, double standardError) {

        static Trials of(int trials, long seed, ToDoubleFunction<SplittableRandom> estimate) {
            SplittableRandom random = new SplittableRandom(seed);
            double mean = 0;
            double squares = 0;
            for (int t = 1; t <= trials; t++) {
                double value = estimate.applyAsDouble(random.split());
                double delta = value - mean;
                mean += delta / t;
                squares += delta * (value - mean);
            }
            double sd = Math.sqrt(squares / (trials - 1));
            return new Trials(mean, sd, sd / Math.sqrt(trials));
        }
    }

    static double uniform(SplittableRandom random) {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    static double exponential(SplittableRandom random) {
        return -Math.log1p(-uniform(random));
    }

    static double normal(SplittableRandom random) {
        return Math.sqrt(2 * exponential(random)) * Math.cos(2 * Math.PI * uniform(random));
    }

    static double[] sample(int n, SplittableRandom random, ToDoubleFunction<SplittableRandom> draw) {
        double[] sample = new double[n];
        for (int i = 0; i < n; i++) {
            sample[i] = draw.applyAsDouble(random);
        }
        return sample;
    }

    /** N points with d independent coordinates. */
    static double[][] points(int n, int d, SplittableRandom random, ToDoubleFunction<SplittableRandom> draw) {
        double[][] points = new double[n][];
        for (int i = 0; i < n; i++) {
            points[i] = sample(d, random, draw);
        }
        return points;
    }

    /** Two rows, x and y, of N pairs of standard normals with correlation rho. */
    static double[][] correlated(int n, double rho, SplittableRandom random) {
        double[] x = sample(n, random, Draws::normal);
        double[] y = sample(n, random, Draws::normal);
        for (int i = 0; i < n; i++) {
            y[i] = rho * x[i] + Math.sqrt(1 - rho * rho) * y[i];
        }
        return new double[][] {x, y};
    }

    /** How often each outcome of a distribution was seen in n draws. */
    static int[] counts(int n, double[] p, SplittableRandom random) {
        int[] counts = new int[p.length];
        for (int i = 0; i < n; i++) {
            double u = uniform(random);
            int outcome = 0;
            for (u -= p[0]; u >= 0 && outcome < p.length - 1; u -= p[outcome]) {
                outcome++;
            }
            counts[outcome]++;
        }
        return counts;
    }
}
