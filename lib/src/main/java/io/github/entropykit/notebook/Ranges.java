package io.github.entropykit.notebook;

import java.util.ArrayList;
import java.util.List;

/** From data to axes: what range they span, and which ticks they carry. */
final class Ranges {

    private Ranges() {
    }

    /** Histograms replaced by their bars, so that everything has positions and heights. */
    static List<Series> drawable(Plot plot) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Series s : plot.series()) {
            if (s.isHistogram()) {
                low = Math.min(low, min(s.x()));
                high = Math.max(high, max(s.x()));
            }
        }
        if (low == high) {
            low -= 0.5;
            high += 0.5;
        }
        if (plot.xRange() != null) {
            low = plot.xRange()[0];
            high = plot.xRange()[1];
        }
        List<Series> result = new ArrayList<>();
        for (Series s : plot.series()) {
            result.add(s.isHistogram() ? s.binned(low, high, plot.bins()) : s);
        }
        return result;
    }

    static double[] ofX(Plot plot, List<Series> series) {
        if (plot.xRange() != null) {
            requirePositive(plot.isLogX(), "xRange", plot.xRange());
            return plot.xRange();
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean rim = false;
        for (Series s : series) {
            if (s.x().length > 0) {
                requirePositive(plot.isLogX(), "series '" + s.name() + "', x", s.x());
                low = Math.min(low, min(s.x()));
                high = Math.max(high, max(s.x()));
            }
            rim |= s.kind() == Series.Kind.MARKERS || s.kind() == Series.Kind.ERROR_BARS;
        }
        return rim ? widened(low, high, plot.isLogX(), 0.03, false) : widened(low, high, plot.isLogX(), 0, false);
    }

    static double[] ofY(Plot plot, List<Series> series, double[] x) {
        if (plot.yRange() != null) {
            requirePositive(plot.isLogY(), "yRange", plot.yRange());
            return plot.yRange();
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        boolean fromZero = false;
        for (Series s : series) {
            boolean stands = s.kind() == Series.Kind.BARS || s.isHistogram();
            fromZero |= stands;
            for (double[] values : List.of(s.y(), s.low(), s.high())) {
                if (plot.isLogY() && !(s.isHistogram())) {
                    requirePositive(true, "series '" + s.name() + "', y", values);
                }
                for (int i = 0; i < values.length; i++) {
                    boolean seen = s.isHistogram() || s.x().length == 0 || x[0] <= s.x()[i] && s.x()[i] <= x[1];
                    // an empty bin has no height on a logarithmic axis
                    if (seen && !(plot.isLogY() && values[i] <= 0)) {
                        low = Math.min(low, values[i]);
                        high = Math.max(high, values[i]);
                    }
                }
            }
        }
        if (low > high) {
            throw new IllegalArgumentException("no point of the plot '" + plot.title() + "' lies within xRange("
                    + x[0] + ", " + x[1] + "); widen it");
        }
        if (fromZero && !plot.isLogY()) {
            low = Math.min(0, low);
            high = Math.max(0, high);
        }
        // bars carry their value on top
        return widened(low, high, plot.isLogY(), plot.categories() == null ? 0.05 : 0.09, true);
    }

    /** Some air around the data, zero where it is near, and a round number where one is near. */
    private static double[] widened(double low, double high, boolean log, double share, boolean round) {
        if (log) {
            double air = low == high ? 2 : Math.pow(high / low, share);
            double from = round ? snapped(low / air, -1) : low / air;
            double to = round ? snapped(high * air, 1) : high * air;
            return new double[] {from, to};
        }
        if (low == high) {
            double half = low == 0 ? 0.5 : Math.abs(low) / 2;
            return new double[] {low - half, high + half};
        }
        double from = low - share * (high - low);
        double to = high + share * (high - low);
        if (low >= 0 && (from < 0 || round && low < 0.3 * high)) {
            from = 0;
        }
        if (high <= 0 && (to > 0 || round && high > 0.3 * low)) {
            to = 0;
        }
        if (round) {
            double step = Scale.step(from, to, 6);
            double below = Math.floor(from / step + 1e-9) * step;
            double above = Math.ceil(to / step - 1e-9) * step;
            from = from - below < 0.4 * step ? below : from;
            to = above - to < 0.4 * step ? above : to;
        }
        return new double[] {from, to};
    }

    /** The next power of ten if it is less than a quarter of a decade away. */
    private static double snapped(double value, int direction) {
        double exponent = Math.log10(value);
        double next = direction < 0 ? Math.floor(exponent + 1e-9) : Math.ceil(exponent - 1e-9);
        return Math.abs(next - exponent) < 0.25 ? Double.parseDouble("1e" + (int) next) : value;
    }

    private static void requirePositive(boolean log, String what, double[] values) {
        for (int i = 0; log && i < values.length; i++) {
            if (values[i] <= 0) {
                throw new IllegalArgumentException(what + "[" + i + "] is " + values[i]
                        + "; a logarithmic axis needs values above 0");
            }
        }
    }

    private static double min(double[] values) {
        double min = values[0];
        for (double v : values) {
            min = Math.min(min, v);
        }
        return min;
    }

    private static double max(double[] values) {
        double max = values[0];
        for (double v : values) {
            max = Math.max(max, v);
        }
        return max;
    }
}
