package io.github.entropykit.notebook;

import java.util.List;

/**
 * One thing to be drawn in a plot, already checked.
 *
 * <p>What the arrays hold depends on the kind: points (x, y) for lines and markers, also low and high ends for error
 * bars, x with low and high for bands, category positions and heights for bars (with ends if they have a spread), the
 * raw sample in x for histograms, and a single place for reference lines and notes.
 */
record Series(Kind kind, String name, double[] x, double[] y, double[] low, double[] high) {

    enum Kind { LINE, MARKERS, ERROR_BARS, BAND, BARS, HISTOGRAM, DENSITY, HORIZONTAL, VERTICAL, NOTE }

    private static final double[] NONE = new double[0];

    static Series points(Kind kind, String name, double[] x, double[] y) {
        return checked(kind, name, x, y, null, null);
    }

    static Series checked(Kind kind, String name, double[] x, double[] y, double[] low, double[] high) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a series of kind " + kind + " has no name; name it, the legend shows it");
        }
        double[] first = null;
        for (var named : List.of(new Named("x", x), new Named("y", y), new Named("lower end", low), new Named("upper end", high))) {
            double[] values = named.values();
            if (values == null) {
                continue;
            }
            if (values.length == 0) {
                throw new IllegalArgumentException("series '" + name + "' is empty: " + named.what() + " has no values");
            }
            if (first != null && values.length != first.length) {
                throw new IllegalArgumentException("series '" + name + "': " + named.what() + " has " + values.length
                        + " values, x has " + first.length + "; they must be equally many");
            }
            first = first == null ? values : first;
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    throw new IllegalArgumentException("series '" + name + "', " + named.what() + "[" + i + "] is "
                            + values[i] + "; leave out or repair what cannot be drawn");
                }
            }
        }
        return new Series(kind, name.strip(), copy(x), copy(y), copy(low), copy(high));
    }

    private record Named(String what, double[] values) {
    }

    private static double[] copy(double[] values) {
        return values == null ? NONE : values.clone();
    }

    boolean hasEnds() {
        return low.length > 0;
    }

    /** Reference lines and notes explain the data and are not data themselves. */
    boolean isReference() {
        return kind == Kind.HORIZONTAL || kind == Kind.VERTICAL || kind == Kind.NOTE;
    }

    boolean isHistogram() {
        return kind == Kind.HISTOGRAM || kind == Kind.DENSITY;
    }

    /**
     * The bars of a histogram: x holds the edges, one more than y holds heights. All bins are closed on the left, the last
     * one on both sides.
     */
    Series binned(double from, double to, int bins) {
        double[] edges = new double[bins + 1];
        for (int j = 0; j <= bins; j++) {
            edges[j] = from + (to - from) * ((double) j / bins);
        }
        double[] heights = new double[bins];
        for (int i = 0; i < x.length; i++) {
            if (x[i] < from || x[i] > to) {
                throw new IllegalArgumentException("series '" + name + "', value [" + i + "] = " + x[i]
                        + " lies outside the range " + from + " to " + to + " of the histogram; widen xRange");
            }
            int bin = (int) Math.min(bins - 1, (x[i] - from) / (to - from) * bins);
            // the division above may land beside an edge that the value equals
            while (bin > 0 && x[i] < edges[bin]) {
                bin--;
            }
            while (bin < bins - 1 && x[i] >= edges[bin + 1]) {
                bin++;
            }
            heights[bin] += kind == Kind.DENSITY ? 1 / (x.length * (edges[bin + 1] - edges[bin])) : 1;
        }
        return new Series(kind, name, edges, heights, NONE, NONE);
    }
}
