package io.github.entropykit.info;

/** The numerics of {@link Divergence#klFromLogits(double[], double[])}. */
final class LogitDivergence {
    private LogitDivergence() {
    }

    static double kl(double[] zp, double[] zq) {
        int top = logits("zp", zp);
        logits("zq", zq);
        if (zp.length != zq.length) {
            throw new IllegalArgumentException("zp has " + zp.length + " outcomes and zq has " + zq.length
                    + ": both must describe the same outcomes, in the same order");
        }
        double[] gaps = new double[zp.length];
        double logSum = Softmax.logSumExp(less(zp, zp[top]));
        double widest = 0;
        for (int i = 0; i < zp.length; i++) {
            if (zp[i] > Double.NEGATIVE_INFINITY) {
                if (zq[i] == Double.NEGATIVE_INFINITY) {
                    return Double.POSITIVE_INFINITY;
                }
                gaps[i] = gap(zq[i], zp[i], zq[top], zp[top]);
                widest = Math.max(widest, Math.abs(gaps[i]));
            } else if (zq[i] > zq[top]) {
                // An outcome that p excludes is likelier under q than p's likeliest one: they are not near.
                widest = Double.POSITIVE_INFINITY;
            }
        }
        // ln q_i - ln p_i is the gap less this constant, the difference of the two log-sum-exps.
        double shift = widest < 1 ? smallShift(zp, zq, gaps, top, logSum) : Softmax.logSumExp(less(zq, zq[top])) - logSum;
        Sum sum = new Sum();
        for (int i = 0; i < zp.length; i++) {
            double logP = (zp[i] - zp[top]) - logSum;
            double u = gaps[i] - shift;
            if (logP == Double.NEGATIVE_INFINITY || u > 1) {
                // p e^u = q may be ordinary although p is 0 in double.
                double q = Math.exp((zq[i] - zq[top]) - (logSum + shift));
                sum.add(q - Math.exp(logP) * (1 + u));
            } else {
                sum.add(Math.exp(logP) * PowerTerm.exponentialExcess(u));
            }
        }
        return sum.value();
    }

    /** Checks logits, of which the finite ones must be small enough for differences of differences to be finite. */
    private static int logits(String name, double[] z) {
        int top = Check.logits(name, z);
        for (int i = 0; i < z.length; i++) {
            if (Math.abs(z[i]) > Double.MAX_VALUE / 4 && z[i] > Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException(name + "[" + i + "] = " + z[i]
                        + " is too large to be compared: logits must be below 2^1022 in size, or -Infinity");
            }
        }
        return top;
    }

    /** The shift where q is near p, ln Σ p_i e^gap_i, from the small gaps alone. */
    private static double smallShift(double[] zp, double[] zq, double[] gaps, int top, double logSum) {
        double excess = 0;
        for (int i = 0; i < zp.length; i++) {
            excess += zp[i] == Double.NEGATIVE_INFINITY ? Math.exp((zq[i] - zq[top]) - logSum)
                    : Math.exp((zp[i] - zp[top]) - logSum) * Math.expm1(gaps[i]);
        }
        return Math.log1p(excess);
    }

    /**
     * (q - p) - (q0 - p0), where the rounding errors of the two differences are computed and put back: logits that
     * differ by a large constant and a tiny rest keep the rest.
     */
    private static double gap(double q, double p, double q0, double p0) {
        return ((q - p) - (q0 - p0)) + (lostBy(q, p) - lostBy(q0, p0));
    }

    /** What a - b lost to rounding, exactly (Møller's and Knuth's TwoSum). */
    private static double lostBy(double a, double b) {
        double d = a - b;
        double part = d - a;
        return (a - (d - part)) - (b + part);
    }

    private static double[] less(double[] z, double constant) {
        double[] shifted = new double[z.length];
        for (int i = 0; i < z.length; i++) {
            shifted[i] = z[i] - constant;
        }
        return shifted;
    }
}
