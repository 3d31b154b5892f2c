package io.github.entropykit.info;

/** The numerics of {@link Divergence#renyi}, for checked arguments and any order but 1. */
final class RenyiDivergence {
    private RenyiDivergence() {
    }

    static double of(double order, double[] p, double[] q) {
        if (order == 0) {
            return ofOrderZero(p, q);
        }
        if (order > 1 && impossibleHappens(p, q)) {
            return Double.POSITIVE_INFINITY;
        }
        // From the infinite order it differs by less than 745 / (order - 1), because no -ln p_i is larger than 745.
        if (order > 1e300) {
            return worstLogRatio(p, q);
        }
        // Σ p^a q^(1-a) = 1 + a (a-1) D, with D the alpha-divergence, of which no term is negative.
        Sum alpha = new Sum();
        for (int i = 0; i < p.length; i++) {
            double term = PowerTerm.alpha(order, p[i], q[i]);
            if (term == Double.POSITIVE_INFINITY) {
                return farApart(order, p, q);
            }
            alpha.add(term);
        }
        if (alpha.value() == 0) {
            return 0;
        }
        double excess = order * (order - 1) * alpha.value();
        return excess > -0.5 && excess < Double.POSITIVE_INFINITY ? Math.log1p(excess) / (order - 1) : farApart(order, p, q);
    }

    /** The definition: where Σ p^a q^(1-a) is far from 1 it loses no digits, and as a sum of exponentials it cannot overflow. */
    private static double farApart(double order, double[] p, double[] q) {
        double[] logs = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            logs[i] = p[i] == 0 || q[i] == 0 ? Double.NEGATIVE_INFINITY
                    : Math.log(p[i]) + (order - 1) * PowerTerm.logRatio(p[i], q[i]);
        }
        return Math.max(0, Softmax.logSumExp(logs) / (order - 1));
    }

    private static double ofOrderZero(double[] p, double[] q) {
        Sum possible = new Sum();
        Sum impossible = new Sum();
        for (int i = 0; i < p.length; i++) {
            (p[i] > 0 ? possible : impossible).add(q[i]);
        }
        double d = impossible.value() < 0.5 ? -Math.log1p(-impossible.value()) : -Math.log(possible.value());
        return Math.max(0, d);
    }

    private static boolean impossibleHappens(double[] p, double[] q) {
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0 && q[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static double worstLogRatio(double[] p, double[] q) {
        double worst = 0;
        for (int i = 0; i < p.length; i++) {
            if (p[i] > 0) {
                worst = Math.max(worst, PowerTerm.logRatio(p[i], q[i]));
            }
        }
        return worst;
    }
}
