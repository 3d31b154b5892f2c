package io.github.entropykit.info;

/**
 * The numerics of powers of a probability ratio, near p = q, near the orders 0 and 1, and at the ends of the double range.
 *
 * <p>Everything rests on two functions of t = e^x. The first is the deformed logarithm, (t^a - 1)/a, which is ln t at a = 0.
 * The second, {@code excess}, is how far the power t^a lies from the straight line through its values 1 and t at
 * the orders 0 and 1:
 * <pre>    E(a, t) = (t^a - 1 - a (t - 1)) / (a (a - 1)) ,
 *    E(1, t) = t ln t - t + 1 ,    E(0, t) = t - 1 - ln t .</pre>
 * It is never negative, and q E(a, p/q) is one term of the alpha-divergence, and at a = 1 of the Kullback-Leibler one.
 */
final class PowerTerm {
    private PowerTerm() {
    }

    /**
     * One term of the alpha-divergence, {@code (p^a q^(1-a) - a p + (a-1) q) / (a (a-1))}.
     *
     * <p>The smaller of the two is always divided by the larger, because the term stays the same when p and q change
     * places and a becomes 1 - a. Thus no ratio overflows.
     */
    static double alpha(double a, double p, double q) {
        if (p == q) {
            return 0;
        }
        if (q == 0) {
            return a < 1 ? p / (1 - a) : Double.POSITIVE_INFINITY;
        }
        if (p == 0) {
            return a > 0 ? q / a : Double.POSITIVE_INFINITY;
        }
        return p < q ? q * excess(a, p / q, logRatio(p, q)) : p * excess(1 - a, q / p, logRatio(q, p));
    }

    /**
     * One term of the Kullback-Leibler divergence, {@code p ln(p/q) - p + q}, where the difference d = q - p is known
     * better than a subtraction of the two would give it.
     */
    static double kl(double p, double q, double d) {
        if (p == 0) {
            return q;
        }
        if (q == 0) {
            return Double.POSITIVE_INFINITY;
        }
        if (d <= 0) {
            double t = q / p;
            return t < 0.2 ? d - p * logRatio(q, p) : p * excess(0, t, Math.log1p(d / p));
        }
        double t = p / q;
        return t < 0.2 ? d + p * logRatio(p, q) : q * excess(1, t, Math.log1p(-d / q));
    }

    /** ln(p / q) for p and q above 0. */
    static double logRatio(double p, double q) {
        double ratio = p / q;
        if (ratio > 0.5 && ratio < 2) {
            // Here p - q has no rounding error at all.
            return Math.log1p((p - q) / q);
        }
        // The ratio of a subnormal number overflows or is itself subnormal, with few digits; the logarithms are not.
        return ratio >= Double.MIN_NORMAL && ratio < Double.POSITIVE_INFINITY ? Math.log(ratio) : Math.log(p) - Math.log(q);
    }

    /** (t^a - 1) / a, at a = 0 its limit x = ln t; t from 0 to +Infinity. */
    static double deformedLog(double a, double t, double x) {
        double exponent = a * x;
        if (a == 0 || Math.abs(exponent) < 1e-17) {
            return x;
        }
        if (Math.abs(exponent) < 1) {
            return Math.expm1(exponent) / a;
        }
        // pow rounds once, exp(a x) would magnify the rounding of a x; but a subnormal t has too few digits.
        return ((t < Double.MIN_NORMAL ? Math.exp(exponent) : Math.pow(t, a)) - 1) / a;
    }

    /** e^x - 1 - x. */
    static double exponentialExcess(double x) {
        return excess(0, Math.exp(x), x);
    }

    /**
     * E(a, t) for finite t = e^x above 0.
     *
     * <p>E is x² times the second divided difference of the exponential at the points 0, x and a x. If they lie far
     * apart, its definition loses no digits. If they lie close together all of them would be lost; then every
     * point is moved up to 0 or above and the Taylor series Σ h_k / (k + 2)! is added, with h_k the sum of all products
     * of k (equal or different) points. None of its terms is negative.
     *
     * <p>Divided differences of the exponential: A. McCurdy, K. C. Ng and B. N. Parlett, "Accurate computation of divided
     * differences of the exponential function", Mathematics of Computation 43, 1984.
     */
    static double excess(double a, double t, double x) {
        double y = a * x;
        double low = Math.min(0, Math.min(x, y));
        double high = Math.max(0, Math.max(x, y));
        if (high - low < 3) {
            return x * x * Math.exp(low) * taylor(-low, x - low, y - low);
        }
        double line = deformedLog(1, t, x);
        return a < 0.5 ? (deformedLog(a, t, x) - line) / (a - 1) : (t * deformedLog(a - 1, t, x) - line) / a;
    }

    private static double taylor(double u, double v, double w) {
        double one = 1;
        double two = 1;
        double three = 1;
        double inverseFactorial = 0.5;
        double sum = 0.5;
        double term = sum;
        for (int k = 1; term > 1e-18 * sum; k++) {
            one = u * one;
            two = v * two + one;
            three = w * three + two;
            inverseFactorial /= k + 2;
            term = three * inverseFactorial;
            sum += term;
        }
        return sum;
    }
}
