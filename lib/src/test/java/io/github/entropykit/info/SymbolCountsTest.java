package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SymbolCountsTest {
    @Property(tries = 100)
    void anyPartitionCombinedInAnyOrderIsTheWhole(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = 1 + random.nextInt(20);
        int[] stream = random.ints(random.nextInt(500) + 1, 0, size).toArray();
        SymbolCounts whole = SymbolCounts.ofAlphabet(size);
        whole.accept(stream);
        List<SymbolCounts> parts = new ArrayList<>();
        for (int from = 0; from < stream.length;) {
            int to = Math.min(stream.length, from + random.nextInt(60));
            SymbolCounts part = SymbolCounts.ofAlphabet(size);
            if (random.nextBoolean()) {
                part.accept(Arrays.copyOfRange(stream, from, to));
            } else {
                Arrays.stream(stream, from, to).forEach(part);
            }
            parts.add(part);
            from = to;
        }
        // Two parts at a time, chosen at random, until one is left.
        while (parts.size() > 1) {
            SymbolCounts part = parts.remove(random.nextInt(parts.size()));
            parts.get(random.nextInt(parts.size())).combine(part);
        }
        assertThat(parts.get(0).counts()).isEqualTo(whole.counts());
        assertThat(parts.get(0).total()).isEqualTo(whole.total()).isEqualTo(stream.length);
        assertThat(parts.get(0).probabilities()).isEqualTo(whole.probabilities());
        assertThat(EntropyEstimator.plugIn(parts.get(0).counts())).isEqualTo(EntropyEstimator.plugIn(whole.counts()));
    }

    @Example
    void countsWhatItIsGiven() {
        SymbolCounts counts = SymbolCounts.ofAlphabet(4);
        counts.accept(3);
        counts.accept(new int[] {0, 3, 3});
        counts.accept(new int[0]);
        assertThat(counts.counts()).containsExactly(1, 0, 0, 3);
        assertThat(counts.probabilities()).containsExactly(0.25, 0, 0, 0.75);
        assertThat(counts.total()).isEqualTo(4);
        assertThat(counts).hasToString("SymbolCounts[1, 0, 0, 3]");
        counts.counts()[0] = 100;
        assertThat(counts.counts()).as("a copy went out").containsExactly(1, 0, 0, 3);
    }

    @Example
    void collectsParallelStreams() {
        SymbolCounts counts = IntStream.range(0, 100_000).parallel().map(i -> i % 7)
                .collect(() -> SymbolCounts.ofAlphabet(7), SymbolCounts::accept, SymbolCounts::combine);
        assertThat(counts.counts()).containsExactly(14286, 14286, 14286, 14286, 14286, 14285, 14285);
    }

    @Example
    void passesTheRangeOfAnIntAndStopsAtThatOfALong() {
        SymbolCounts counts = SymbolCounts.ofAlphabet(2);
        counts.accept(new int[] {0, 1, 1});
        for (int doubling = 0; doubling < 40; doubling++) {
            counts.combine(counts);
        }
        assertThat(counts.counts()).containsExactly(1L << 40, 2L << 40);
        assertThat(counts.probabilities()).containsExactly(1 / 3.0, 2 / 3.0);
        assertThat(EntropyEstimator.plugIn(counts.counts())).isEqualTo(EntropyEstimator.plugIn(1, 2));
        for (int doubling = 40; doubling < 61; doubling++) {
            counts.combine(counts);
        }
        long[] before = counts.counts();
        // 3 · 2^61 observations; twice as many would not fit.
        assertThatIllegalArgumentException().isThrownBy(() -> counts.combine(counts)).withMessageContaining("beyond");
        assertThat(counts.counts()).as("unchanged").isEqualTo(before);
        assertThat(counts.total()).isEqualTo(3L << 61);
    }

    @Example
    void badSymbolsLeaveTheCountsAsTheyWere() {
        SymbolCounts counts = SymbolCounts.ofAlphabet(3);
        assertThatIllegalArgumentException().isThrownBy(() -> counts.accept(new int[] {0, 1, 3}))
                .withMessage("symbols[2] = 3 is not one of the symbols 0 to 2");
        assertThatIllegalArgumentException().isThrownBy(() -> counts.accept(3))
                .withMessage("symbol = 3 is not one of the symbols 0 to 2");
        assertThatIllegalArgumentException().isThrownBy(() -> counts.combine(SymbolCounts.ofAlphabet(2)))
                .withMessageContaining("same alphabet");
        assertThat(counts.total()).isZero();
        assertThatIllegalStateException().isThrownBy(counts::probabilities);
        assertThatIllegalArgumentException().isThrownBy(() -> EntropyEstimator.plugIn(counts.counts()));
    }
}
