package io.github.entropykit.notebook;

/** Numbers written into bars and cells. */
final class Cells {

    private Cells() {
    }

    /** Decimals that give the largest value three significant digits, fewer if all values are short; none if all values are whole. */
    static int decimals(double[] values) {
        double largest = 0;
        boolean whole = true;
        for (double v : values) {
            largest = Math.max(largest, Math.abs(v));
            whole &= v == Math.rint(v);
        }
        if (whole || largest == 0) {
            return 0;
        }
        int needed = 0;
        for (double v : values) {
            needed = Math.max(needed, Digits.needed(v));
        }
        return (int) Math.max(0, Math.min(Math.min(6, needed), 2 - Math.floor(Math.log10(largest))));
    }
}
