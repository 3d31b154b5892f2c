package io.github.entropykit.info;

import java.util.SplittableRandom;

/** Joint distributions for tests, and what can be done with them. */
final class Joints {
    private Joints() {
    }

    /** A random joint distribution up to size x size, over ten orders of magnitude, with some zeros. */
    static double[][] random(SplittableRandom random, int size) {
        return shaped(weights(random, (1 + random.nextInt(size)) * (1 + random.nextInt(size))), random);
    }

    /** The product of two random distributions, each entry changed by a factor near 1 ± distance. */
    static double[][] nearlyIndependent(SplittableRandom random, double distance) {
        double[] x = weights(random, 2 + random.nextInt(4));
        double[] y = weights(random, 2 + random.nextInt(4));
        double[] flat = flat(product(x, y));
        for (int i = 0; i < flat.length; i++) {
            flat[i] *= Math.abs(1 + distance * (2 * uniform(random) - 1));
        }
        return rectangle(Probabilities.normalise(flat), y.length);
    }

    /** A square whose entries beside the diagonal are at most rest. */
    static double[][] nearlyDiagonal(SplittableRandom random, double rest) {
        int n = 2 + random.nextInt(4);
        double[] flat = new double[n * n];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (0.1 + uniform(random)) * (i % (n + 1) == 0 ? 1 : rest);
        }
        return rectangle(Probabilities.normalise(flat), n);
    }

    /** A matrix whose rows are distributions over the new outcomes. */
    static double[][] channel(SplittableRandom random, int from, int to) {
        double[][] rows = new double[from][];
        for (int i = 0; i < from; i++) {
            rows[i] = weights(random, to);
        }
        return rows;
    }

    /** The distribution of what comes out of a channel. */
    static double[] through(double[] p, double[][] channel) {
        double[] out = new double[channel[0].length];
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < out.length; j++) {
                out[j] += p[i] * channel[i][j];
            }
        }
        return out;
    }

    /** Two distributions over the same outcomes, each with zeros. */
    static Distributions.Pair pair(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(8);
        return new Distributions.Pair(weights(random, n), weights(random, n));
    }

    /** Likewise, but no outcome is impossible under q. */
    static Distributions.Pair pairWithFullSupport(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 1 + random.nextInt(8);
        return new Distributions.Pair(weights(random, n), Probabilities.smooth(weights(random, n), 1e-9));
    }

    static double[] distribution(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return weights(random, 1 + random.nextInt(12));
    }

    static double[] weights(SplittableRandom random, int n) {
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            weights[i] = uniform(random) < 0.15 ? 0 : Math.pow(10, -10 * uniform(random) * uniform(random));
        }
        weights[random.nextInt(n)] = 1;
        return Probabilities.normalise(weights);
    }

    static double[][] product(double[] x, double[] y) {
        double[][] joint = new double[x.length][y.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                joint[i][j] = x[i] * y[j];
            }
        }
        return joint;
    }

    static double[][] transposed(double[][] joint) {
        double[][] other = new double[joint[0].length][joint.length];
        for (int i = 0; i < joint.length; i++) {
            for (int j = 0; j < joint[0].length; j++) {
                other[j][i] = joint[i][j];
            }
        }
        return other;
    }

    /** The distribution of the row. */
    static double[] rows(double[][] joint) {
        double[] sums = new double[joint.length];
        for (int i = 0; i < joint.length; i++) {
            for (double x : joint[i]) {
                sums[i] += x;
            }
        }
        return sums;
    }

    static double[] flat(double[][] joint) {
        double[] flat = new double[joint.length * joint[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = joint[i / joint[0].length][i % joint[0].length];
        }
        return flat;
    }

    static double[][] rectangle(double[] flat, int columns) {
        double[][] joint = new double[flat.length / columns][columns];
        for (int i = 0; i < flat.length; i++) {
            joint[i / columns][i % columns] = flat[i];
        }
        return joint;
    }

    static double uniform(SplittableRandom random) {
        return (random.nextLong() >>> 11) * 0x1.0p-53;
    }

    private static double[][] shaped(double[] flat, SplittableRandom random) {
        int columns = 1 + random.nextInt(flat.length);
        while (flat.length % columns != 0) {
            columns--;
        }
        return rectangle(flat, columns);
    }
}
