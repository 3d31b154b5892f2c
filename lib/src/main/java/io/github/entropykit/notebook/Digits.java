package io.github.entropykit.notebook;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as text: the same on every machine, with as many digits as the reader needs. */
final class Digits {

    /** More decimals than this are noise in a double of size 1. */
    static final int MOST = 15;

    /** With more decimals than this, an exponent is easier to read. */
    static final int READABLE = 6;

    private Digits() {
    }

    /** Decimals that show a distance of the given size with at least one significant digit. */
    static int decimalsFor(double resolution) {
        if (!(resolution > 0) || Double.isInfinite(resolution)) {
            return 0;
        }
        // the small constant keeps 1e-4, whose logarithm is not exactly -4, at four decimals
        return (int) Math.min(MOST, Math.max(0, Math.ceil(-Math.log10(resolution) - 1e-9)));
    }

    /** Decimals in the shortest decimal text of the value, at most {@link #MOST}. */
    static int needed(double value) {
        return Math.min(MOST, Math.max(0, BigDecimal.valueOf(value).stripTrailingZeros().scale()));
    }

    /** The value rounded half up to a number of decimals. */
    static double rounded(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP).doubleValue();
    }

    /** Fixed decimals; NaN and infinities by name; never "-0.00". */
    static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        if (Math.abs(value) >= 1e15) {
            return scientific(value);
        }
        BigDecimal exact = new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP);
        return exact.toPlainString();
    }

    /** Fixed decimals, but with an exponent or more decimals for a number that these would turn into zero. */
    static String visible(double value, int decimals) {
        if (value == 0 || !Double.isFinite(value) || Math.abs(value) >= Math.pow(10, -decimals)) {
            return fixed(value, decimals);
        }
        return Math.abs(value) < 1e-4 ? scientific(value) : fixed(value, decimalsFor(Math.abs(value)) + 1);
    }

    /** A mean and its spread with the same decimals, or, where these would be mostly zeros, with the same exponent. */
    static String withSpread(double mean, double sd, int decimals) {
        double size = Math.max(Math.abs(mean), sd);
        if (decimals <= READABLE || !(size > 0 && size < 1e-3)) {
            return fixed(mean, decimals) + " ± " + fixed(sd, decimals);
        }
        int exponent = (int) Math.floor(Math.log10(size));
        double unit = Math.pow(10, exponent);
        int kept = Math.max(0, decimals + exponent);
        return fixed(mean / unit, kept) + "e" + exponent + " ± " + fixed(sd / unit, kept) + "e" + exponent;
    }

    /** The shortest decimal text that is this double: 0.25, 60000, 1e-12. */
    static String exact(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = BigDecimal.valueOf(value).stripTrailingZeros();
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e12) {
            return shortest.toPlainString();
        }
        int exponent = shortest.precision() - shortest.scale() - 1;
        return shortest.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }

    /** Three significant digits with an exponent. */
    static String scientific(double value) {
        return String.format(Locale.ROOT, "%.2e", value).replace("e-0", "e-").replace("e+0", "e").replace("e+", "e");
    }
}
