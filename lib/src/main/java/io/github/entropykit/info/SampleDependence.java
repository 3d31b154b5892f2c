package io.github.entropykit.info;

/**
 * The numerics of (conditional) mutual information of paired samples: the plug-in estimate, exact in its differences.
 *
 * <p>With n, n_z, n_xz, n_yz the counts of a triple (x, y, z), of its z and of its pairs, and N the number of samples,
 * <pre>    I(X; Y | Z) = 1/N Σ n ln( n n_z / (n_xz n_yz) ) .</pre>
 * The differences {@code n_xz n_yz - n n_z} are computed in whole numbers, which cannot cancel.
 */
final class SampleDependence {
    private SampleDependence() {
    }

    /** I(X; Y | Z) in nats. */
    static double of(Labels x, Labels y, Labels z) {
        Labels xz = z.with(x);
        Labels yz = z.with(y);
        Labels all = xz.with(y);
        int[] n = all.frequencies();
        int[] ofZ = z.frequencies();
        int[] ofXz = xz.frequencies();
        int[] ofYz = yz.frequencies();
        // Some sample with each triple, which knows its pairs; and how much of each slice the triples seen should fill.
        int[] example = new int[all.count()];
        for (int i = 0; i < all.of().length; i++) {
            example[all.of()[i]] = i;
        }
        long[] expected = new long[z.count()];
        Sum sum = new Sum();
        for (int cell = 0; cell < n.length; cell++) {
            if (n[cell] > 0) {
                int i = example[cell];
                int slice = z.of()[i];
                long product = (long) ofXz[xz.of()[i]] * ofYz[yz.of()[i]];
                expected[slice] += product;
                double difference = product - (long) n[cell] * ofZ[slice];
                sum.add(PowerTerm.kl(n[cell], (double) product / ofZ[slice], difference / ofZ[slice]));
            }
        }
        // Pairs that were expected but not seen: the terms with n = 0.
        for (int slice = 0; slice < expected.length; slice++) {
            if (ofZ[slice] > 0) {
                sum.add((double) ((long) ofZ[slice] * ofZ[slice] - expected[slice]) / ofZ[slice]);
            }
        }
        return sum.value() / x.of().length;
    }
}
