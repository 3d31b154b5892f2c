package io.github.entropykit.info;

import java.util.Arrays;

/**
 * A series of discrete symbols, renumbered so that a table over them fits the memory.
 *
 * <p>Pairs of two series are a series again. As long as all possible pairs are few, a pair is numbered by
 * arithmetic; if there are many, the pairs that occur are numbered as they appear.
 */
record Labels(int[] of, int count) {
    /** A table of so many entries is worth its memory for any number of samples. */
    private static final int SMALL = 1 << 16;

    /** Marks an empty slot of a hash table; no key is negative. */
    private static final long FREE = -1;

    /** Numbers symbols from 0 to {@code Integer.MAX_VALUE}. */
    static Labels of(int[] symbols) {
        int max = max(symbols);
        return max < limit(symbols.length) ? new Labels(symbols, max + 1) : compress(widen(symbols));
    }

    /** The same symbol n times. */
    static Labels constant(int n) {
        return new Labels(new int[n], 1);
    }

    /** The series of the pairs (this, other). */
    Labels with(Labels other) {
        int n = of.length;
        if ((long) count * other.count <= limit(n)) {
            int[] pairs = new int[n];
            for (int i = 0; i < n; i++) {
                pairs[i] = of[i] * other.count + other.of[i];
            }
            return new Labels(pairs, count * other.count);
        }
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = (long) of[i] * other.count + other.of[i];
        }
        return compress(keys);
    }

    /** How often each label occurs. */
    int[] frequencies() {
        int[] frequencies = new int[count];
        for (int label : of) {
            frequencies[label]++;
        }
        return frequencies;
    }

    /** The largest symbol. */
    static int max(int[] symbols) {
        int max = 0;
        for (int symbol : symbols) {
            max = Math.max(max, symbol);
        }
        return max;
    }

    private static int limit(int samples) {
        return Math.max(SMALL, samples);
    }

    /** Numbers the keys in the order in which they appear, by means of a hash table with open addressing. */
    private static Labels compress(long[] keys) {
        int bits = 64 - Long.numberOfLeadingZeros(2L * keys.length);
        long[] slots = new long[1 << bits];
        int[] labelOf = new int[1 << bits];
        Arrays.fill(slots, FREE);
        int[] labels = new int[keys.length];
        int distinct = 0;
        for (int i = 0; i < keys.length; i++) {
            // The upper bits of a multiple of the golden ratio scatter neighbouring keys.
            int slot = (int) (keys[i] * 0x9E3779B97F4A7C15L >>> (64 - bits));
            while (slots[slot] != keys[i] && slots[slot] != FREE) {
                slot = (slot + 1) & (slots.length - 1);
            }
            if (slots[slot] == FREE) {
                slots[slot] = keys[i];
                labelOf[slot] = distinct++;
            }
            labels[i] = labelOf[slot];
        }
        return new Labels(labels, distinct);
    }

    private static long[] widen(int[] symbols) {
        long[] wide = new long[symbols.length];
        for (int i = 0; i < symbols.length; i++) {
            wide[i] = symbols[i];
        }
        return wide;
    }
}
