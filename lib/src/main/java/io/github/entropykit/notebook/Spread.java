package io.github.entropykit.notebook;

/**
 * Mean and spread of a few runs.
 *
 * @param mean arithmetic mean
 * @param sd   sample standard deviation (divisor n - 1); 0 for a single value
 */
public record Spread(double mean, double sd) {

    /**
     * Mean and spread of values.
     *
     * @param values at least one; NaN makes both NaN
     * @return their mean and sample standard deviation
     * @throws IllegalArgumentException if there are no values
     */
    public static Spread of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values is empty; a mean needs at least 1");
        }
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
