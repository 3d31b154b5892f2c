package io.github.entropykit.info;

/**
 * The digamma function ψ(x) = Γ'(x) / Γ(x), for x above 0.
 *
 * <p>At an integer it is a harmonic number less Euler's constant, {@code ψ(n) = 1 + 1/2 + ... + 1/(n-1) - γ}, and for
 * large x it is nearly ln x. That is why it takes the logarithm's place wherever an entropy is estimated from counts
 * or from neighbours. From 12 on Stirling's series is used,
 * <pre>    ln x - ψ(x) = 1/(2x) + Σ B_2k / (2k x^2k) ,</pre>
 * whose first term left out is below 3e-18 there; smaller x are carried up to 12 by {@code ψ(x) = ψ(x+1) - 1/x}. The
 * error is below 1e-15, relative where |ψ| is above 1 and absolute elsewhere.
 *
 * <p>Reference: NIST Digital Library of Mathematical Functions, 5.5.2 and 5.11.2.
 */
final class Digamma {
    private static final double LARGE = 12;
    /** B_2k / 2k for k = 1 to 7, with Bernoulli's numbers B. */
    private static final double[] SERIES = {1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760,
        1.0 / 12};

    private Digamma() {
    }

    static double of(double x) {
        int steps = x < LARGE ? (int) Math.ceil(LARGE - x) : 0;
        Sum sum = new Sum();
        // The small terms first, so that they are not rounded away.
        for (int i = steps - 1; i >= 0; i--) {
            sum.add(1 / (x + i));
        }
        double large = x + steps;
        return Math.log(large) - series(large) - sum.value();
    }

    /** ln x - ψ(x), which is positive and about 1/(2x): for large x with all the digits that a subtraction would lose. */
    static double belowLog(double x) {
        return x < LARGE ? Math.log(x) - of(x) : series(x);
    }

    private static double series(double x) {
        double inverse = 1 / x;
        double square = inverse * inverse;
        double sum = 0;
        for (int k = SERIES.length - 1; k >= 0; k--) {
            sum = (sum + SERIES[k]) * square;
        }
        return sum + inverse / 2;
    }
}
