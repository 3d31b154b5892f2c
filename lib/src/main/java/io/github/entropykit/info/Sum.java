package io.github.entropykit.info;

/**
 * A sum of non-negative terms whose rounding error does not grow with their number.
 *
 * <p>Adding 10 million terms one by one can lose seven of a double's sixteen digits. Kahan's trick
 * is to ask, after each addition, how much of the term was rounded away, and to add that to the next
 * one. The result is right to about two units in the last place for any number of terms.
 *
 * <p>Reference: W. Kahan, "Further remarks on reducing truncation errors",
 * Communications of the ACM 8(1), 1965.
 */
final class Sum {
    private double sum;
    private double excess;

    void add(double term) {
        double corrected = term - excess;
        double next = sum + corrected;
        // (next - sum) is what really arrived; a compiler may not simplify this in Java. Nothing is missing in infinity.
        excess = Double.isInfinite(next) ? 0 : (next - sum) - corrected;
        sum = next;
    }

    double value() {
        return sum;
    }
}
