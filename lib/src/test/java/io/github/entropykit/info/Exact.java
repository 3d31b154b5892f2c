package io.github.entropykit.info;

import java.math.BigDecimal;
import java.math.MathContext;

/** The textbook formulas in 55-digit arithmetic: a reference that knows no cancellation. */
final class Exact {
    private static final MathContext DIGITS = new MathContext(55);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal LN2 = logNearOne(TWO);

    private Exact() {
    }

    static BigDecimal log(double x) {
        int exponent = Math.getExponent(x);
        BigDecimal mantissa = new BigDecimal(x).divide(TWO.pow(exponent, DIGITS), DIGITS);
        return logNearOne(mantissa).add(LN2.multiply(BigDecimal.valueOf(exponent)), DIGITS);
    }

    static double entropy(double[] p) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double x : p) {
            if (x > 0) {
                sum = sum.subtract(new BigDecimal(x).multiply(log(x)), DIGITS);
            }
        }
        return sum.doubleValue();
    }

    /** Σ p ln(p/q) - p + q, exact for doubles whose sums are off 1 by rounding. */
    static double kl(double[] p, double[] q) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < p.length; i++) {
            BigDecimal x = new BigDecimal(p[i]);
            if (p[i] > 0) {
                sum = sum.add(x.multiply(log(p[i]).subtract(log(q[i]), DIGITS)), DIGITS);
            }
            sum = sum.subtract(x, DIGITS).add(new BigDecimal(q[i]), DIGITS);
        }
        return sum.doubleValue();
    }

    /** ½ Σ p ln(p/m) + q ln(q/m) with the midpoint m kept exact. */
    static double jensenShannon(double[] p, double[] q) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < p.length; i++) {
            BigDecimal total = new BigDecimal(p[i]).add(new BigDecimal(q[i]));
            for (double x : new double[] {p[i], q[i]}) {
                if (x > 0) {
                    BigDecimal ratio = new BigDecimal(x).multiply(TWO).divide(total, DIGITS);
                    sum = sum.add(new BigDecimal(x).multiply(logOf(ratio)), DIGITS);
                }
            }
        }
        return sum.doubleValue() / 2;
    }

    /** The logarithm of any positive number. */
    static BigDecimal log(BigDecimal x) {
        int exponent = (int) ((x.precision() - x.scale()) * 3.3219280948873626);
        BigDecimal mantissa = x.divide(power(TWO, exponent), DIGITS);
        while (mantissa.compareTo(BigDecimal.ONE) < 0) {
            mantissa = mantissa.multiply(TWO, DIGITS);
            exponent--;
        }
        while (mantissa.compareTo(TWO) >= 0) {
            mantissa = mantissa.divide(TWO, DIGITS);
            exponent++;
        }
        return logNearOne(mantissa).add(LN2.multiply(BigDecimal.valueOf(exponent)), DIGITS);
    }

    /** e^x by the Taylor series of x / 2^40 and 40 squarings. */
    static BigDecimal exp(BigDecimal x) {
        MathContext more = new MathContext(75);
        BigDecimal small = x.divide(TWO.pow(40), more);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int k = 1; k < 12; k++) {
            term = term.multiply(small, more).divide(BigDecimal.valueOf(k), more);
            sum = sum.add(term, more);
        }
        for (int k = 0; k < 40; k++) {
            sum = sum.multiply(sum, more);
        }
        return sum.round(DIGITS);
    }

    private static BigDecimal power(BigDecimal base, int exponent) {
        return exponent >= 0 ? base.pow(exponent, DIGITS) : BigDecimal.ONE.divide(base.pow(-exponent, DIGITS), DIGITS);
    }

    private static BigDecimal logOf(BigDecimal x) {
        int exponent = 0;
        while (x.compareTo(BigDecimal.ONE) < 0) {
            x = x.multiply(TWO, DIGITS);
            exponent--;
        }
        return logNearOne(x).add(LN2.multiply(BigDecimal.valueOf(exponent)), DIGITS);
    }

    /** 2 artanh((x-1)/(x+1)) by its series, for x from 1 to 2. */
    private static BigDecimal logNearOne(BigDecimal x) {
        BigDecimal r = x.subtract(BigDecimal.ONE).divide(x.add(BigDecimal.ONE), DIGITS);
        BigDecimal square = r.multiply(r, DIGITS);
        BigDecimal power = r;
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 1; k < 120; k += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(k), DIGITS), DIGITS);
            power = power.multiply(square, DIGITS);
        }
        return sum.multiply(TWO);
    }
}
