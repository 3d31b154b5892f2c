package io.github.entropykit.calibration;

/**
 * A sum that hardly depends on the order of its terms, and that can be merged with another.
 *
 * <p>What an addition rounds away is known exactly, and is collected in a second number. The error of the result is about
 * one rounding, plus N²·1e-32 of the sum of the terms' sizes, which is nothing for any N that a computer can count to.
 *
 * <p>Reference: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", Zeitschrift für
 * Angewandte Mathematik und Mechanik 54, 1974.
 */
final class Total {
    private double sum;
    private double rest;

    void add(double term) {
        double next = sum + term;
        // The smaller of the two is the one that lost digits.
        rest += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    void add(Total other) {
        double moreRest = other.rest;
        add(other.sum);
        rest += moreRest;
    }

    double value() {
        return sum + rest;
    }
}
