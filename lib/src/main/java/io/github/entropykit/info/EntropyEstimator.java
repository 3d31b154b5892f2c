package io.github.entropykit.info;

import java.util.function.LongToDoubleFunction;

/**
 * The entropy of a source, estimated from how often its outcomes were seen. In nats.
 *
 * <p>The obvious estimate, the entropy of the observed frequencies, is too low on average: on average a sample
 * looks a little more uneven than its source, and outcomes that did not show up count for nothing. For K outcomes and N
 * observations the bias is about {@code -(K - 1) / (2N)} nats. This matters wherever an entropy or a mutual
 * information comes from a histogram.
 *
 * <p>No estimator is unbiased for every source. With many observations per outcome all of them agree. With few, {@link
 * #millerMadow} and the two of Grassberger remove bias as far as the sample reaches, {@link #chaoShen} also guesses at
 * what was not seen, and {@link #jamesStein} leans towards the uniform distribution: good if that is near the truth,
 * and if the number of outcomes is known.
 *
 * <pre>{@code
 * EntropyEstimator.plugIn(4, 2, 2);    // 1.039721
 * EntropyEstimator.millerMadow(4, 2, 2);    // 1.164721
 * EntropyEstimator.grassberger1988(4, 2, 2);    // 1.131657
 * EntropyEstimator.grassberger2003(4, 2, 2);    // 1.016471
 * EntropyEstimator.chaoShen(4, 2, 2, 1, 1);    // 1.797705
 * EntropyEstimator.jamesStein(4, 2, 2, 0);    // 1.365599
 * }</pre>
 *
 * <p>An outcome with count 0 makes no difference, but to {@link #jamesStein}. Counts beyond the range of an int come as
 * {@code long[]}, as {@link SymbolCounts} gives them.
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
        return plugIn(widen(counts));
    }

    /**
     * The same as {@link #plugIn(int...)} for counts of any size.
     *
     * @param counts how often each outcome was seen, with a sum below 2⁶³
     * @return the estimate in nats
     * @throws IllegalArgumentException as for {@link #plugIn(int...)}, or if the sum is too large
     */
    public static double plugIn(long[] counts) {
        long total = Check.total(counts);
        Sum sum = new Sum();
        for (long count : counts) {
            if (count > 0) {
                sum.add(count * surprise(count, total));
            }
        }
        return sum.value() / total;
    }

    /**
     * The Miller-Madow estimate: the plug-in estimate plus {@code (k - 1) / (2N)} nats, where k is the
     * number of outcomes seen at least once.
     *
     * <p>It removes the first order of the bias. What remains is of order 1/N², as long as all outcomes of the source
     * had a good chance to be seen; if many outcomes of the source have not been seen, it is still too low, often by
     * far.
     *
     * <p>Reference: G. A. Miller, "Note on the bias of information estimates", in H. Quastler (editor), Information
     * Theory in Psychology: Problems and Methods, 1955.
     *
     * @param counts how often each outcome was seen, not negative, at least one positive
     * @return the estimate in nats; it may exceed the logarithm of the number of outcomes
     * @throws IllegalArgumentException if {@code counts} is null, empty or all zero, or if one is negative
     */
    public static double millerMadow(int... counts) {
        return millerMadow(widen(counts));
    }

    /**
     * The same as {@link #millerMadow(int...)} for counts of any size.
     *
     * @param counts how often each outcome was seen, with a sum below 2⁶³
     * @return the estimate in nats
     * @throws IllegalArgumentException as for {@link #millerMadow(int...)}, or if the sum is too large
     */
    public static double millerMadow(long[] counts) {
        double total = Check.total(counts);
        int seen = 0;
        for (long count : counts) {
            if (count > 0) {
                seen++;
            }
        }
        return plugIn(counts) + (seen - 1) / (2 * total);
    }

    /**
     * Grassberger's estimate of 1988, {@code ln N - (1/N) Σ c_i (ψ(c_i) + (-1)^c_i / (c_i (c_i + 1)))} over the
     * outcomes seen, with the digamma function ψ.
     *
     * <p>If c_i is Poisson distributed with mean z, its term in the sum estimates z ln z. On average it exceeds that by
     * {@code z E₁(z) + (1 - e⁻ᶻ) e⁻ᶻ / z - e⁻ᶻ} with the exponential integral E₁, about {@code 2 e⁻ᶻ / z²} for large z:
     * an outcome expected more than a few times makes the entropy next to nothing too low. (The last fraction is also
     * found quoted as {@code (-1)^c_i / (c_i + 1)}, which leaves about {@code e⁻ᶻ} for large z.) With a fixed total N,
     * as is usual, the whole estimate is higher by about {@code ln N - ψ(N)}, or 1/(2N).
     *
     * <p>Reference: P. Grassberger, "Finite sample corrections to entropy and dimension estimates", Physics Letters A
     * 128, 1988.
     *
     * @param counts how often each outcome was seen, not negative, at least one positive
     * @return the estimate in nats, always above the plug-in estimate: not 0 even if only one outcome was seen
     * @throws IllegalArgumentException if {@code counts} is null, empty or all zero, or if one is negative
     */
    public static double grassberger1988(int... counts) {
        return grassberger1988(widen(counts));
    }

    /**
     * The same as {@link #grassberger1988(int...)} for counts of any size.
     *
     * @param counts how often each outcome was seen, with a sum below 2⁶³
     * @return the estimate in nats
     * @throws IllegalArgumentException as for {@link #grassberger1988(int...)}, or if the sum is too large
     */
    public static double grassberger1988(long[] counts) {
        return corrected(counts, c -> Digamma.belowLog(c) - (c % 2 == 0 ? 1 : -1) / (c * (c + 1.0)));
    }

    /**
     * Grassberger's estimate of 2003, {@code ln N - (1/N) Σ c_i G(c_i)} over the outcomes seen, where
     * {@code G(c) = ψ(c) + (-1)^c (ψ((c+1)/2) - ψ(c/2)) / 2}.
     *
     * <p>With h the half of c, rounded down, G(c) is {@code ln 2 + ψ(h + 1/2)}, the same for 2h and 2h + 1. If c_i is
     * Poisson distributed with mean z, its term in the sum estimates z ln z, and on average exceeds that by {@code z
     * E₁(2z)}, which falls off like {@code e⁻²ᶻ}. With a fixed total N, as is usual, the whole estimate is higher by
     * about {@code ln N - ψ(N)}, or 1/(2N).
     *
     * <p>Reference: P. Grassberger, "Entropy Estimates from Insufficient Samplings", 2003, arXiv:physics/0307138.
     *
     * @param counts how often each outcome was seen, not negative, at least one positive
     * @return the estimate in nats; it is not 0 if one outcome was seen, and may be negative
     * @throws IllegalArgumentException if {@code counts} is null, empty or all zero, or if one is negative
     */
    public static double grassberger2003(int... counts) {
        return grassberger2003(widen(counts));
    }

    /**
     * The same as {@link #grassberger2003(int...)} for counts of any size.
     *
     * @param counts how often each outcome was seen, with a sum below 2⁶³
     * @return the estimate in nats
     * @throws IllegalArgumentException as for {@link #grassberger2003(int...)}, or if the sum is too large
     */
    public static double grassberger2003(long[] counts) {
        // ln c - G(c), where ln 2 + ln(h + 1/2) is ln c for an odd c and ln(c + 1) for an even one.
        return corrected(counts, c -> Digamma.belowLog(c / 2 + 0.5) - (c % 2 == 0 ? Math.log1p(1.0 / c) : 0));
    }

    /**
     * The Chao-Shen estimate, which allows for outcomes that were not seen:
     * <pre>    Σ -p_i ln p_i / (1 - (1 - p_i)^N)    with p_i = C c_i / N and C = 1 - f / N .</pre>
     *
     * <p>Here f is the number of outcomes seen exactly once, and C is the Good-Turing estimate of the coverage, the
     * probability of all outcomes seen together; each term is then divided by the probability that such an outcome
     * shows up at all (Horvitz and Thompson).
     *
     * <p>If every outcome was seen just once, C is 0, and the formula has no finite value: nothing then bounds the
     * entropy from above. As is usual, f is then taken to be N - 1, so that C = 1/N. Treat such an estimate as a
     * sign that the sample is too small.
     *
     * <p>Reference: A. Chao and T.-J. Shen, "Nonparametric estimation of Shannon's index of diversity when there are
     * unseen species in sample", Environmental and Ecological Statistics 10, 2003.
     *
     * @param counts how often each outcome was seen, not negative, at least one positive
     * @return the estimate in nats, not negative; 0 if only one outcome was seen, whether once or often
     * @throws IllegalArgumentException if {@code counts} is null, empty or all zero, or if one is negative
     */
    public static double chaoShen(int... counts) {
        return chaoShen(widen(counts));
    }

    /**
     * The same as {@link #chaoShen(int...)} for counts of any size.
     *
     * @param counts how often each outcome was seen, with a sum below 2⁶³
     * @return the estimate in nats
     * @throws IllegalArgumentException as for {@link #chaoShen(int...)}, or if the sum is too large
     */
    public static double chaoShen(long[] counts) {
        long total = Check.total(counts);
        long once = 0;
        for (long count : counts) {
            if (count == 1) {
                once++;
            }
        }
        if (once == total) {
            once--;
        }
        double coverage = (double) (total - once) / total;
        double surpriseOfCoverage = surprise(total - once, total);
        Sum sum = new Sum();
        for (long count : counts) {
            if (count > 0) {
                double p = coverage * count / total;
                double seen = -Math.expm1(total * Math.log1p(-p));
                sum.add(p * (surprise(count, total) + surpriseOfCoverage) / seen);
            }
        }
        return sum.value();
    }

    /**
     * The shrinkage (James-Stein) estimate: the entropy of {@code λ/K + (1 - λ) c_i / N}, a mixture of the
     * uniform distribution over all K outcomes and the frequencies.
     *
     * <p>The share λ of the uniform distribution is the one of least expected squared error, estimated from the sample
     * itself and kept between 0 and 1:
     * <pre>    λ = (1 - Σ (c_i/N)²) / ((N - 1) Σ (1/K - c_i/N)²) .</pre>
     * Where the denominator is 0, for a single observation or for equal counts, λ is 1.
     *
     * <p><b>Outcomes with count 0 matter here:</b> K is the length of {@code counts}. Give as many entries as the
     * source has outcomes.
     *
     * <p>Reference: J. Hausser and K. Strimmer, "Entropy Inference and the James-Stein Estimator, with Application to
     * Nonlinear Gene Association Networks", Journal of Machine Learning Research 10, 2009.
     *
     * @param counts how often each of all K outcomes was seen, not negative, at least one positive
     * @return the estimate in nats, from 0 to ln K
     * @throws IllegalArgumentException if {@code counts} is null, empty or all zero, or if one is negative
     */
    public static double jamesStein(int... counts) {
        return jamesStein(widen(counts));
    }

    /**
     * The same as {@link #jamesStein(int...)} for counts of any size.
     *
     * @param counts how often each of all K outcomes was seen, with a sum below 2⁶³
     * @return the estimate in nats
     * @throws IllegalArgumentException as for {@link #jamesStein(int...)}, or if the sum is too large
     */
    public static double jamesStein(long[] counts) {
        double total = Check.total(counts);
        double uniform = 1.0 / counts.length;
        Sum variance = new Sum();
        Sum distance = new Sum();
        for (long count : counts) {
            double p = count / total;
            variance.add(p * ((total - count) / total));
            distance.add((uniform - p) * (uniform - p));
        }
        double scale = (total - 1) * distance.value();
        double lambda = scale > 0 ? Math.min(1, variance.value() / scale) : 1;
        Sum sum = new Sum();
        for (long count : counts) {
            double p = lambda * uniform + (1 - lambda) * (count / total);
            double others = lambda * (1 - uniform) + (1 - lambda) * ((total - count) / total);
            if (p > 0) {
                sum.add(p * (p > 0.5 ? -Math.log1p(-others) : -Math.log(p)));
            }
        }
        return sum.value();
    }

    /** ln(N / c) by way of the others, N - c, which are counted exactly: precise also if they are few. */
    private static double surprise(long count, long total) {
        return Math.log1p((double) (total - count) / count);
    }

    /** The plug-in estimate with something else for each ln c: the correction says how far that lies below ln c. */
    private static double corrected(long[] counts, LongToDoubleFunction correction) {
        double plugIn = plugIn(counts);
        Sum sum = new Sum();
        double total = 0;
        for (long count : counts) {
            if (count > 0) {
                sum.add(count * correction.applyAsDouble(count));
                total += count;
            }
        }
        return plugIn + sum.value() / total;
    }

    private static long[] widen(int[] counts) {
        Check.notEmpty("counts", counts);
        long[] wide = new long[counts.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = counts[i];
        }
        return wide;
    }
}
