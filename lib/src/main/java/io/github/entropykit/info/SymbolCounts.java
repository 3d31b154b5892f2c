package io.github.entropykit.info;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * How often each symbol of a fixed alphabet was seen: for streams that are too long to keep.
 *
 * <p>The symbols are 0 to n-1. Counts are whole numbers, so it does not matter how a stream is cut into parts, who
 * counts which part, or in what order the parts are combined: the same symbols give the same counts, and therefore the
 * same entropies to the last bit. The entropies come from {@link EntropyEstimator}:
 *
 * <pre>{@code
 * SymbolCounts morning = SymbolCounts.ofAlphabet(3);
 * morning.accept(new int[] {0, 1, 0, 2});
 * SymbolCounts evening = SymbolCounts.ofAlphabet(3);
 * evening.accept(new int[] {0, 1, 0, 2});
 * morning.combine(evening);
 * morning.counts();    // [4, 2, 2]
 * morning.probabilities();    // [0.5, 0.25, 0.25]
 * EntropyEstimator.millerMadow(morning.counts());    // 1.164721
 * }</pre>
 *
 * <p>Counts go up to 2⁶³ - 1; beyond that they are refused, never wrapped around. An object is not safe for use by
 * several threads: give each its own and combine them.
 */
public final class SymbolCounts implements IntConsumer {
    private final long[] counts;
    private long total;

    private SymbolCounts(int size) {
        counts = new long[size];
    }

    /**
     * Nothing counted yet.
     *
     * @param size the number of symbols n, at least 1
     * @return an empty accumulator for the symbols 0 to n-1
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public static SymbolCounts ofAlphabet(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size = " + size + " symbols: at least 1 is needed");
        }
        return new SymbolCounts(size);
    }

    /**
     * Counts one symbol.
     *
     * @param symbol from 0 to n-1
     * @throws IllegalArgumentException if it is not one of these
     */
    @Override
    public void accept(int symbol) {
        if (symbol < 0 || symbol >= counts.length) {
            throw new IllegalArgumentException("symbol = " + symbol + notInAlphabet());
        }
        requireRoom("symbol", 1);
        counts[symbol]++;
        total++;
    }

    /**
     * Counts all symbols of an array. If one of them is refused, none is counted.
     *
     * @param symbols each from 0 to n-1; an empty array is a part without symbols
     * @throws IllegalArgumentException if {@code symbols} is null or holds anything else
     */
    public void accept(int[] symbols) {
        if (symbols == null) {
            throw new IllegalArgumentException("symbols is null");
        }
        for (int i = 0; i < symbols.length; i++) {
            if (symbols[i] < 0 || symbols[i] >= counts.length) {
                throw new IllegalArgumentException("symbols[" + i + "] = " + symbols[i] + notInAlphabet());
            }
        }
        requireRoom("symbols", symbols.length);
        for (int symbol : symbols) {
            counts[symbol]++;
        }
        total += symbols.length;
    }

    /**
     * Adds another's counts to these. The other stays as it is; it may be this one itself, which doubles all counts.
     *
     * @param other counts over the same alphabet
     * @throws IllegalArgumentException if {@code other} is null, has an alphabet of another size, or would carry the
     *         total beyond 2⁶³ - 1
     */
    public void combine(SymbolCounts other) {
        if (other == null) {
            throw new IllegalArgumentException("other is null");
        }
        if (other.counts.length != counts.length) {
            throw new IllegalArgumentException("other counts " + other.counts.length + " symbols and this "
                    + counts.length + ": both must have the same alphabet");
        }
        requireRoom("other", other.total);
        total += other.total;
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /** {@return how many symbols were counted in all} */
    public long total() {
        return total;
    }

    /** {@return how often each symbol was seen: a new array, for the methods of {@link EntropyEstimator}} */
    public long[] counts() {
        return counts.clone();
    }

    /**
     * The relative frequencies, {@code counts[i] / total}.
     *
     * @return a new array that sums to 1
     * @throws IllegalStateException if nothing was counted yet
     */
    public double[] probabilities() {
        if (total == 0) {
            throw new IllegalStateException("nothing was counted yet, so there is no frequency to speak of");
        }
        double[] p = new double[counts.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = (double) counts[i] / total;
        }
        return p;
    }

    /** {@return the counts in words} */
    @Override
    public String toString() {
        return "SymbolCounts" + Arrays.toString(counts);
    }

    private String notInAlphabet() {
        return " is not one of the symbols 0 to " + (counts.length - 1);
    }

    private void requireRoom(String name, long more) {
        if (more > Long.MAX_VALUE - total) {
            throw new IllegalArgumentException(name + " would carry the total of " + total + " beyond " + Long.MAX_VALUE);
        }
    }
}
