package io.github.entropykit.info;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/**
 * Definitions in 55-digit arithmetic. Doubles do not sum to 1 exactly. Where a tiny measure would feel that, it is
 * written, as {@link Exact#kl} is, so that an excess in the sums has no effect of first order.
 */
final class ExactMeasures {
    private static final MathContext DIGITS = new MathContext(55);
    private static final BigDecimal ONE = BigDecimal.ONE;

    private ExactMeasures() {
    }

    /** Σ (p - p^a) / (a - 1), for a other than 1. */
    static BigDecimal tsallis(double order, double[] p) {
        BigDecimal a = big(order);
        BigDecimal sum = BigDecimal.ZERO;
        for (double x : p) {
            if (x > 0) {
                sum = sum.add(big(x)).subtract(power(x, a), DIGITS);
            }
        }
        return sum.divide(a.subtract(ONE), DIGITS);
    }

    /** ln(Σ p^a) / (1 - a), with the sum as 1 + (1 - a) S where it is near 1. */
    static double renyi(double order, double[] p) {
        BigDecimal a = big(order);
        BigDecimal b = ONE.subtract(a);
        BigDecimal mean = BigDecimal.ZERO;
        for (double x : p) {
            if (x > 0) {
                mean = mean.add(power(x, a), DIGITS);
            }
        }
        if (mean.doubleValue() > 0.5) {
            mean = ONE.add(b.multiply(tsallis(order, p)), DIGITS);
        }
        return Exact.log(mean).divide(b, DIGITS).doubleValue();
    }

    static double conditional(double[][] joint) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double[] row : joint) {
            BigDecimal total = sum(row);
            for (double x : row) {
                if (x > 0) {
                    sum = sum.add(big(x).multiply(Exact.log(total.divide(big(x), DIGITS))), DIGITS);
                }
            }
        }
        return sum.doubleValue();
    }

    /** Σ (p^a q^(1-a) - a p + (a-1) q) / (a (a-1)), for positive probabilities and a other than 0 and 1. */
    static BigDecimal alpha(double order, double[] p, double[] q) {
        BigDecimal a = big(order);
        BigDecimal b = a.subtract(ONE);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < p.length; i++) {
            sum = sum.subtract(a.multiply(big(p[i])), DIGITS).add(b.multiply(big(q[i])), DIGITS);
            if (p[i] > 0 && q[i] > 0) {
                sum = sum.add(power(p[i], a).multiply(power(q[i], b.negate())), DIGITS);
            }
        }
        return sum.divide(a, DIGITS).divide(b, DIGITS);
    }

    /** ln(Σ p^a q^(1-a)) / (a - 1), with the sum as 1 + a (a - 1) D where it is near 1. */
    static double renyi(double order, double[] p, double[] q) {
        BigDecimal a = big(order);
        BigDecimal b = a.subtract(ONE);
        BigDecimal mean = BigDecimal.ZERO;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0 && q[i] > 0) {
                mean = mean.add(power(p[i], a).multiply(power(q[i], b.negate())), DIGITS);
            }
        }
        if (mean.doubleValue() > 0.5) {
            mean = ONE.add(a.multiply(b).multiply(alpha(order, p, q)), DIGITS);
        }
        return Exact.log(mean).divide(b, DIGITS).doubleValue();
    }

    static double jeffreys(double[] p, double[] q) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0) {
                sum = sum.add(big(p[i]).subtract(big(q[i])).multiply(Exact.log(p[i]).subtract(Exact.log(q[i]))), DIGITS);
            }
        }
        return sum.doubleValue();
    }

    static double totalVariation(double[] p, double[] q) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < p.length; i++) {
            sum = sum.add(big(p[i]).subtract(big(q[i])).abs());
        }
        return sum.doubleValue() / 2;
    }

    static double squaredHellinger(double[] p, double[] q) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < p.length; i++) {
            BigDecimal root = big(p[i]).sqrt(DIGITS).subtract(big(q[i]).sqrt(DIGITS));
            sum = sum.add(root.multiply(root), DIGITS);
        }
        return sum.doubleValue() / 2;
    }

    static double chiSquared(double[] p, double[] q) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < p.length; i++) {
            BigDecimal difference = big(p[i]).subtract(big(q[i]));
            sum = sum.add(difference.multiply(difference).divide(big(q[i]), DIGITS), DIGITS);
        }
        return sum.doubleValue();
    }

    /** Σ w_k KL(p_k||m), with the weights and m normalised exactly. */
    static double jensenShannon(double[] weights, double[][] ps) {
        BigDecimal total = sum(weights);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < ps[0].length; i++) {
            BigDecimal m = BigDecimal.ZERO;
            for (int k = 0; k < ps.length; k++) {
                m = m.add(big(weights[k]).multiply(big(ps[k][i])));
            }
            m = m.divide(total, DIGITS);
            for (int k = 0; k < ps.length; k++) {
                BigDecimal p = big(ps[k][i]);
                BigDecimal term = m.subtract(p);
                if (ps[k][i] > 0) {
                    term = term.add(p.multiply(Exact.log(p.divide(m, DIGITS))), DIGITS);
                }
                sum = sum.add(big(weights[k]).multiply(term), DIGITS);
            }
        }
        return sum.doubleValue();
    }

    static double klFromLogits(double[] zp, double[] zq) {
        BigDecimal shift = logSumExp(zp).subtract(logSumExp(zq));
        BigDecimal logP = logSumExp(zp);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < zp.length; i++) {
            BigDecimal p = Exact.exp(big(zp[i]).subtract(logP));
            sum = sum.add(p.multiply(big(zp[i]).subtract(big(zq[i])).subtract(shift)), DIGITS);
        }
        return sum.doubleValue();
    }

    private static BigDecimal logSumExp(double[] z) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double x : z) {
            sum = sum.add(Exact.exp(big(x)), DIGITS);
        }
        return Exact.log(sum);
    }

    /** Σ p ln(p S / (r c)) over S, for a table of any sum: probabilities or counts. */
    static double mutualInformation(double[][] joint) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal total = BigDecimal.ZERO;
        for (double[] row : joint) {
            total = total.add(sum(row));
        }
        for (double[] row : joint) {
            for (int j = 0; j < row.length; j++) {
                BigDecimal column = BigDecimal.ZERO;
                for (double[] other : joint) {
                    column = column.add(big(other[j]));
                }
                if (row[j] > 0) {
                    BigDecimal ratio = big(row[j]).multiply(total).divide(sum(row).multiply(column), DIGITS);
                    sum = sum.add(big(row[j]).multiply(Exact.log(ratio)), DIGITS);
                }
            }
        }
        return sum.divide(total, DIGITS).doubleValue();
    }

    /** Σ p ln(p S² / (r c d)) over S, for three variables. */
    static double totalCorrelation(double[] joint, int rows, int columns, int depth) {
        int[] sizes = {rows, columns, depth};
        int[] steps = {columns * depth, depth, 1};
        BigDecimal[][] marginals = new BigDecimal[3][];
        for (int k = 0; k < 3; k++) {
            marginals[k] = new BigDecimal[sizes[k]];
            Arrays.fill(marginals[k], BigDecimal.ZERO);
            for (int i = 0; i < joint.length; i++) {
                int value = i / steps[k] % sizes[k];
                marginals[k][value] = marginals[k][value].add(big(joint[i]));
            }
        }
        BigDecimal total = sum(joint);
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < joint.length; i++) {
            BigDecimal ratio = big(joint[i]).multiply(total).multiply(total);
            for (int k = 0; k < 3; k++) {
                ratio = ratio.divide(marginals[k][i / steps[k] % sizes[k]], DIGITS);
            }
            sum = sum.add(big(joint[i]).multiply(Exact.log(ratio)), DIGITS);
        }
        return sum.divide(total, DIGITS).doubleValue();
    }

    private static BigDecimal power(double x, BigDecimal exponent) {
        return Exact.exp(exponent.multiply(Exact.log(x), DIGITS));
    }

    private static BigDecimal sum(double[] values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double x : values) {
            sum = sum.add(big(x));
        }
        return sum;
    }

    private static BigDecimal big(double x) {
        return new BigDecimal(x);
    }
}
