package io.github.entropykit.info;

import java.util.Arrays;

/**
 * The numerics of (conditional) mutual information, for a flat array of a joint distribution.
 *
 * <p>With S the sum of a table, r and c the sums of its rows and columns, S times its mutual information is
 * <pre>    Σ ( p ln(p S / (r c)) - p + r c / S ) ,</pre>
 * where no term is negative. If rows and columns are nearly independent, p S and r c are nearly equal; their difference
 * is therefore computed from products and sums of twice the usual precision.
 */
final class Dependence {
    private Dependence() {
    }

    /** A number as the unevaluated sum of two doubles: about 32 digits. */
    record Twice(double high, double low) {
        static final Twice ZERO = new Twice(0, 0);

        Twice plus(double x) {
            double sum = high + x;
            double part = sum - high;
            return new Twice(sum, low + ((high - (sum - part)) + (x - part)));
        }

        Twice plus(Twice x) {
            Twice sum = plus(x.high);
            return new Twice(sum.high, sum.low + x.low);
        }

        /** this · other - p · total. */
        double productLess(Twice other, Twice p, Twice total) {
            double product = high * other.high;
            double rest = Math.fma(high, other.high, -product) + (high * other.low + low * other.high);
            double second = p.high * total.high;
            double secondRest = Math.fma(p.high, total.high, -second) + (p.high * total.low + p.low * total.high);
            return (product - second) + (rest - secondRest);
        }
    }

    /**
     * I(X; Y | Z) of a joint distribution.
     *
     * @param joint  P(Z = z, X = i, Y = j) at index (z · rows + i) · columns + j
     * @param slices the number of values of Z; 1 for the plain mutual information
     */
    static double of(double[] joint, int slices, int rows, int columns) {
        return of(twice(joint), slices, rows, columns);
    }

    static Twice[] twice(double[] joint) {
        Twice[] twice = new Twice[joint.length];
        Arrays.setAll(twice, i -> new Twice(joint[i], 0));
        return twice;
    }

    /** The same for a joint distribution that is itself a sum, such as a marginal one. */
    static double of(Twice[] joint, int slices, int rows, int columns) {
        Sum sum = new Sum();
        for (int slice = 0; slice < slices; slice++) {
            add(sum, joint, slice * rows * columns, rows, columns);
        }
        return sum.value();
    }

    private static void add(Sum sum, Twice[] joint, int start, int rows, int columns) {
        Twice[] r = rowSums(joint, start, rows, columns);
        Twice[] c = columnSums(joint, start, rows, columns);
        Twice total = total(r);
        if (total.high == 0) {
            return;
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                Twice p = joint[start + i * columns + j];
                double product = r[i].high * (c[j].high / total.high);
                sum.add(p.high > 0 && r[i].high * c[j].high < Double.MIN_NORMAL
                        ? Math.max(0, p.high * logRatio(p.high, r[i], c[j], total) - p.high + product)
                        : PowerTerm.kl(p.high, product, r[i].productLess(c[j], p, total) / total.high));
            }
        }
    }

    /** ln(p S / (r c)), also where r c is too small for a double. */
    private static double logRatio(double p, Twice r, Twice c, Twice total) {
        return PowerTerm.logRatio(p, r.high) - PowerTerm.logRatio(c.high, total.high);
    }

    /** ln(p S / (r c)) of every entry; 0 where r or c is 0, so that the symbol does not exist. */
    static double[][] pointwise(double[][] joint) {
        Twice[] flat = twice(Check.joint("joint", joint));
        int rows = joint.length;
        int columns = joint[0].length;
        Twice[] r = rowSums(flat, 0, rows, columns);
        Twice[] c = columnSums(flat, 0, rows, columns);
        Twice total = total(r);
        double[][] information = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double p = joint[i][j];
                double product = r[i].high * c[j].high;
                if (p > 0) {
                    double relative = -r[i].productLess(c[j], flat[i * columns + j], total) / product;
                    information[i][j] = product >= Double.MIN_NORMAL && Math.abs(relative) < 0.5
                            ? Math.log1p(relative) : logRatio(p, r[i], c[j], total);
                } else if (r[i].high > 0 && c[j].high > 0) {
                    information[i][j] = Double.NEGATIVE_INFINITY;
                }
            }
        }
        return information;
    }

    private static Twice[] rowSums(Twice[] joint, int start, int rows, int columns) {
        Twice[] sums = new Twice[rows];
        for (int i = 0; i < rows; i++) {
            sums[i] = Twice.ZERO;
            for (int j = 0; j < columns; j++) {
                sums[i] = sums[i].plus(joint[start + i * columns + j]);
            }
        }
        return sums;
    }

    private static Twice[] columnSums(Twice[] joint, int start, int rows, int columns) {
        Twice[] sums = new Twice[columns];
        for (int j = 0; j < columns; j++) {
            sums[j] = Twice.ZERO;
            for (int i = 0; i < rows; i++) {
                sums[j] = sums[j].plus(joint[start + i * columns + j]);
            }
        }
        return sums;
    }

    private static Twice total(Twice[] parts) {
        Twice total = Twice.ZERO;
        for (Twice part : parts) {
            total = total.plus(part);
        }
        return total;
    }
}
