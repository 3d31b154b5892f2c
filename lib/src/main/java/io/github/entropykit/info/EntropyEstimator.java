package io.github.entropykit.info;

/**
 * The entropy of a source, estimated from how often its outcomes were seen. In nats.
 *
 * <p>The obvious estimate, the entropy of the observed frequencies, is too low on average: a sample always looks
 * a little more uneven than its source, and outcomes that did not show up count for nothing. For K outcomes and N
 * observations the bias is about {@code -(K - 1) / (2N)} nats. This matters wherever an entropy or a mutual
 * information comes from a histogram.
 *
 * <pre>{@code
 * EntropyEstimator.plugIn(4, 2, 2);    // 1.039721
 * EntropyEstimator.millerMadow(4, 2, 2);    // 1.164721
 * }</pre>
 */
public final class EntropyEstimator {
    private EntropyEstimator() {
    }

    /**
     * The plug-in (or maximum-likelihood) estimate: the entropy of the frequencies c_i / N,
     * {@code Σ (c_i / N) ln(N / c_i)}.
     *
     * @param counts how often each outcome was seen, not negative, at least one positive
     * @return the estimate in nats, from 0 to the logarithm of the number of outcomes seen
     * @throws IllegalArgumentException if {@code counts} is null, empty or all zero, or if one is negative
     */
    public static double plugIn(int... counts) {
        long total = Check.total(counts);
        Sum sum = new Sum();
        for (int count : counts) {
            if (count > 0) {
                // ln(N / c) by way of the others, N - c, which are counted exactly: precise also if they are few.
                sum.add(count * Math.log1p((double) (total - count) / count));
            }
        }
        return sum.value() / total;
    }

    /**
     * Miller's (or Miller and Madow's) estimate: the plug-in estimate plus {@code (k - 1) / (2N)} nats, where k is the
     * number of outcomes seen at least once.
     *
     * <p>It removes the first order of the bias. What remains is of order 1/N², as long as all outcomes of the source
     * had a good chance to be seen; with N below the number of outcomes it is still far too low.
     *
     * <p>Reference: G. A. Miller, "Note on the bias of information estimates", in H. Quastler (editor), Information
     * Theory in Psychology: Problems and Methods, 1955.
     *
     * @param counts how often each outcome was seen, not negative, at least one positive
     * @return the estimate in nats; it may exceed the logarithm of the number of outcomes
     * @throws IllegalArgumentException if {@code counts} is null, empty or all zero, or if one is negative
     */
    public static double millerMadow(int... counts) {
        double total = Check.total(counts);
        int seen = 0;
        for (int count : counts) {
            if (count > 0) {
                seen++;
            }
        }
        return plugIn(counts) + (seen - 1) / (2 * total);
    }
}
