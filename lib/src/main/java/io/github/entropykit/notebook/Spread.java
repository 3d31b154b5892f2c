package io.github.entropykit.notebook;

/** Mean and sample standard deviation (divided by n - 1; 0 for a single value) of a few runs. */
record Spread(double mean, double sd) {

    static Spread of(double... values) {
        double mean = 0;
        for (double v : values) {
            mean += v / values.length;
        }
        double squares = 0;
        for (double v : values) {
            squares += (v - mean) * (v - mean);
        }
        return new Spread(mean, values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0);
    }
}
