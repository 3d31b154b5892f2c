package io.github.entropykit.info;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;

/** Random distributions for property tests: any size to 12, many orders of magnitude, with impossible outcomes. */
final class Distributions {
    private Distributions() {
    }

    /** Two distributions over the same outcomes. */
    record Pair(double[] p, double[] q) {
    }

    static final class One implements ArbitrarySupplier<double[]> {
        @Override
        public Arbitrary<double[]> get() {
            return Arbitraries.integers().between(1, 12).flatMap(n -> ofSize(n, true));
        }
    }

    /** Both may have zeros, so that a divergence may be infinite. */
    static final class Two implements ArbitrarySupplier<Pair> {
        @Override
        public Arbitrary<Pair> get() {
            return pairs(true);
        }
    }

    /** No outcome is impossible under q. */
    static final class TwoWithFullSupport implements ArbitrarySupplier<Pair> {
        @Override
        public Arbitrary<Pair> get() {
            return pairs(false);
        }
    }

    /** Logits as networks give them, between -30 and 30, some of them equal. */
    static final class Logits implements ArbitrarySupplier<double[]> {
        @Override
        public Arbitrary<double[]> get() {
            return vectors(30);
        }
    }

    /** Logits whose exponentials overflow a double. */
    static final class WideLogits implements ArbitrarySupplier<double[]> {
        @Override
        public Arbitrary<double[]> get() {
            return vectors(10_000);
        }
    }

    /** Counts from 0 to 100,000, not all of them 0. */
    static final class Counts implements ArbitrarySupplier<int[]> {
        @Override
        public Arbitrary<int[]> get() {
            return Arbitraries.integers().between(0, 100_000).array(int[].class).ofMinSize(1).ofMaxSize(10)
                    .filter(counts -> Arrays.stream(counts).anyMatch(c -> c > 0));
        }
    }

    private static Arbitrary<double[]> vectors(double range) {
        return Arbitraries.doubles().between(-range, range).ofScale(9).injectDuplicates(0.1)
                .array(double[].class).ofMinSize(1).ofMaxSize(12);
    }

    private static Arbitrary<Pair> pairs(boolean zerosInQ) {
        return Arbitraries.integers().between(1, 12).flatMap(n ->
                ofSize(n, true).flatMap(p -> ofSize(n, zerosInQ).map(q -> new Pair(p, q))));
    }

    private static Arbitrary<double[]> ofSize(int n, boolean zeros) {
        Arbitrary<Double> weight = Arbitraries.doubles().between(-12, 0).ofScale(6).map(e -> Math.pow(10, e));
        Arbitrary<Double> entry = zeros ? weight.injectDuplicates(0.1).optional(0.9).map(o -> o.orElse(0.0)) : weight;
        return entry.array(Double[].class).ofSize(n).map(boxed -> {
            double[] weights = new double[n];
            double sum = 0;
            for (int i = 0; i < n; i++) {
                weights[i] = boxed[i];
                sum += weights[i];
            }
            return sum == 0 ? Probabilities.uniform(n) : Probabilities.normalise(weights);
        });
    }
}
