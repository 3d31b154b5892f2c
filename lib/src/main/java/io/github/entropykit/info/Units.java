package io.github.entropykit.info;

/**
 * Nats and bits: two units of one quantity.
 *
 * <p>An entropy is measured in <i>nats</i> when it is computed with the natural logarithm and in
 * <i>bits</i> when it is computed with the logarithm to base 2; one bit is ln 2 = 0.693147... nats.
 * The library computes in nats throughout. Convert at the end, where a person reads the number:
 *
 * <pre>{@code
 * Units.bits(Entropy.shannon(0.5, 0.5));    // 1.0
 * Units.bits(Entropy.shannon(Probabilities.uniform(6)));    // 2.584963
 * Units.nats(8);    // 5.545177
 * }</pre>
 */
public final class Units {
    private static final double LN2 = Math.log(2);

    private Units() {
    }

    /**
     * Converts nats to bits: {@code nats / ln 2}.
     *
     * @param nats any real number (differential entropies can be negative) or an infinity
     * @return the same quantity in bits
     * @throws IllegalArgumentException if {@code nats} is NaN
     */
    public static double bits(double nats) {
        return notNaN("nats", nats) / LN2;
    }

    /**
     * Converts bits to nats: {@code bits · ln 2}.
     *
     * @param bits any real number or an infinity
     * @return the same quantity in nats
     * @throws IllegalArgumentException if {@code bits} is NaN
     */
    public static double nats(double bits) {
        return notNaN("bits", bits) * LN2;
    }

    private static double notNaN(String name, double value) {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException(name + " = NaN is not a quantity of information");
        }
        return value;
    }
}
