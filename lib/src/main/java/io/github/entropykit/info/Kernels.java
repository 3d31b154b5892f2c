package io.github.entropykit.info;

/**
 * The inner loops of entropy, cross-entropy, divergence and softmax, where nearly all of their time goes.
 *
 * <p><b>Blocks.</b> A loop that calls a logarithm and adds up in the same turn is slower than its parts: the running
 * sums have to be put into memory before each call and fetched after it. So a block of logarithms goes into a small
 * buffer first, and a second loop, without calls, adds up. Its additions do not wait for each other, which makes them
 * fast, and few numbers go into each partial sum, so little is lost. {@link Sum} adds up the blocks.
 *
 * <p><b>No separate check.</b> The total mass comes with the loop. A negative or NaN entry makes the result NaN, and so
 * does a mass that is not 1: NaN means "these are no distributions", and the caller finds out why.
 *
 * <p>When the JVM was started with {@code --add-modules jdk.incubator.vector}, {@code VectorKernels} takes the place of
 * these loops, with 4 or 8 entries at a time. Its results differ in the last digits at most, by less than 1e-14 in
 * relative terms.
 */
class Kernels {
    /** The fastest kernels that this JVM can run. */
    static final Kernels BEST = best();

    /** Entries in a block: 1 KB of buffer, and at most 16 pairs in each partial sum. */
    private static final int BLOCK = 128;
    /** Of r = (q-p)/(p+q). Up to here, where p and q are within a factor of 2, the series is short and precise. */
    static final double SERIES_LIMIT = 1.0 / 3;
    private static final long SERIES_LIMIT_BITS = Double.doubleToRawLongBits(SERIES_LIMIT);

    private static Kernels best() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
            try {
                return (Kernels) Class.forName("io.github.entropykit.info.VectorKernels").getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException | LinkageError e) {
                // An incubating interface may change in a future JDK; the loops here always work.
                return new Kernels();
            }
        }
        return new Kernels();
    }

    /** - Σ p_i ln p_i; NaN if p is not a distribution. */
    double entropy(double[] p) {
        double[] logs = new double[Math.min(p.length, BLOCK)];
        Products products = new Products();
        for (int from = 0; from < p.length; from += BLOCK) {
            int n = Math.min(BLOCK, p.length - from);
            for (int i = 0; i < n; i++) {
                // The least double makes ln 0 finite, so that 0 ln 0 is 0 without a question; no normal number feels it.
                logs[i] = Math.log(p[from + i] + Double.MIN_VALUE);
            }
            products.subtract(p, from, logs, n);
        }
        double entropy = products.sum.value();
        // The largest negative double and the least positive one cancel, and ln 0 is what is left.
        return isOne(products.mass, p) && entropy > Double.NEGATIVE_INFINITY ? entropy : Double.NaN;
    }

    /** - Σ p_i ln q_i; NaN if one of them is not a distribution. */
    double cross(double[] p, double[] q) {
        double[] logs = new double[Math.min(p.length, BLOCK)];
        Products products = new Products();
        double massQ = 0;
        for (int from = 0; from < p.length; from += BLOCK) {
            int n = Math.min(BLOCK, p.length - from);
            for (int i = 0; i < n; i++) {
                // 0 ln q is 0 for every q, but 0 · ∞ would be NaN.
                logs[i] = p[from + i] > 0 ? Math.log(q[from + i]) : p[from + i] == 0 ? 0 : Double.NaN;
            }
            products.subtract(p, from, logs, n);
            massQ += mass(q, from, n);
        }
        return isOne(products.mass, p) && isOne(massQ, q) ? products.sum.value() : Double.NaN;
    }

    /**
     * Σ p_i ln(p_i / q_i) - p_i + q_i; NaN if one of them is not a distribution.
     *
     * <p>The first loop has neither calls nor branches, so the JIT compiler turns it into vector instructions by itself:
     * it computes every term as if p and q were near. The second repairs those that are not.
     */
    double kl(double[] p, double[] q) {
        double[] terms = new double[Math.min(p.length, BLOCK)];
        double[] ratios = new double[terms.length];
        int[] far = new int[terms.length];
        Sum sum = new Sum();
        double massP = 0;
        double massQ = 0;
        for (int from = 0; from < p.length; from += BLOCK) {
            int n = Math.min(BLOCK, p.length - from);
            System.arraycopy(p, from, terms, 0, n);
            System.arraycopy(q, from, ratios, 0, n);
            for (int i = 0; i < n; i++) {
                double x = terms[i];
                double y = ratios[i];
                ratios[i] = (y - x) / (x + y);
                terms[i] = nearTerm(x, y, ratios[i]);
            }
            int count = 0;
            for (int i = 0; i < n; i++) {
                far[count] = i;
                count += isFar(ratios[i]);
            }
            for (int j = 0; j < count; j++) {
                int i = far[j];
                terms[i] = farTerm(p[from + i], q[from + i]);
            }
            sum.add(total(terms, 0, n));
            massP += mass(p, from, n);
            massQ += mass(q, from, n);
        }
        return isOne(massP, p) && isOne(massQ, q) ? sum.value() : Double.NaN;
    }

    /** One term of {@link #kl}, for p and q that are not negative and have a finite sum. */
    static double klTerm(double p, double q) {
        double r = (q - p) / (p + q);
        return isFar(r) == 0 ? nearTerm(p, q, r) : farTerm(p, q);
    }

    /**
     * 1 if r is beyond the limit of the series or NaN, else 0: a comparison of bit patterns, which are ordered as the
     * numbers are. A processor would guess wrongly at every other branch here, and each wrong guess costs as much as a
     * logarithm.
     */
    private static int isFar(double r) {
        return (int) (SERIES_LIMIT_BITS - Double.doubleToRawLongBits(Math.abs(r)) >>> 63);
    }

    /**
     * p ln(p/q) - p + q for p and q within a factor of 2 of each other, where its parts nearly cancel.
     *
     * <p>With r = (q-p) / (p+q) the logarithm of q/p is 2 artanh r = 2 (r + r³/3 + r⁵/5 + ...), and q - p - 2pr is exactly
     * r (q-p): the large parts cancel on paper instead of in the computer. For |r| up to 1/3 what the series leaves out
     * is less than 1e-17 of it.
     */
    private static double nearTerm(double p, double q, double r) {
        double s = r * r;
        // Written out, not as a loop: only so does the JIT compiler vectorise the loop around it.
        double series = s * (1.0 / 35) + 1.0 / 33;
        series = series * s + 1.0 / 31;
        series = series * s + 1.0 / 29;
        series = series * s + 1.0 / 27;
        series = series * s + 1.0 / 25;
        series = series * s + 1.0 / 23;
        series = series * s + 1.0 / 21;
        series = series * s + 1.0 / 19;
        series = series * s + 1.0 / 17;
        series = series * s + 1.0 / 15;
        series = series * s + 1.0 / 13;
        series = series * s + 1.0 / 11;
        series = series * s + 1.0 / 9;
        series = series * s + 1.0 / 7;
        series = series * s + 1.0 / 5;
        series = series * s + 1.0 / 3;
        return r * ((q - p) - 2 * p * (s * series));
    }

    private static double farTerm(double p, double q) {
        if (p == 0) {
            return q;
        }
        if (q == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double ratio = p / q;
        // A ratio beyond the range of a double, or with few digits at its lower end, has a logarithm all the same. (Not
        // PowerTerm.logRatio: its question whether p and q are near has the answer no here, but is a coin toss to a processor.)
        double log = ratio >= Double.MIN_NORMAL && ratio < Double.POSITIVE_INFINITY ? Math.log(ratio) : Math.log(p) - Math.log(q);
        double product = p * log;
        // A huge p may make the product infinite where the term is not.
        return product < Double.POSITIVE_INFINITY ? product - p + q : p * (log - 1) + q;
    }

    /** Puts exp((z_i - max) / divisor) into {@code out} and returns their sum. */
    double exponentials(double[] z, double max, double divisor, double[] out) {
        Sum sum = new Sum();
        for (int from = 0; from < z.length; from += BLOCK) {
            int n = Math.min(BLOCK, z.length - from);
            for (int i = from; i < from + n; i++) {
                // The difference is divided, not each logit: z / T might overflow.
                out[i] = Math.exp((z[i] - max) / divisor);
            }
            sum.add(total(out, from, n));
        }
        return sum.value();
    }

    /** The sum of exp(z_i - max) over the entries from {@code first} to before {@code end}. */
    double sumOfExponentials(double[] z, int first, int end, double max) {
        double[] terms = new double[Math.min(end - first, BLOCK)];
        Sum sum = new Sum();
        for (int from = first; from < end; from += BLOCK) {
            int n = Math.min(BLOCK, end - from);
            for (int i = 0; i < n; i++) {
                terms[i] = Math.exp(z[from + i] - max);
            }
            sum.add(total(terms, 0, n));
        }
        return sum.value();
    }

    /** Σ x_i over n entries, in pairs and four independent sums. */
    private static double total(double[] x, int from, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i + 7 < from + n; i += 8) {
            a += x[i] + x[i + 1];
            b += x[i + 2] + x[i + 3];
            c += x[i + 4] + x[i + 5];
            d += x[i + 6] + x[i + 7];
        }
        for (; i < from + n; i++) {
            a += x[i];
        }
        return (a + b) + (c + d);
    }

    /** Σ p_i over n entries, in four independent sums; NaN if an entry is negative. */
    static double mass(double[] p, int from, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        long signs = 0;
        int i = from;
        for (; i + 3 < from + n; i += 4) {
            a += p[i];
            b += p[i + 1];
            c += p[i + 2];
            d += p[i + 3];
            signs |= sign(p[i]) | sign(p[i + 1]) | sign(p[i + 2]) | sign(p[i + 3]);
        }
        for (; i < from + n; i++) {
            a += p[i];
            signs |= sign(p[i]);
        }
        return signs < 0 ? Double.NaN : (a + b) + (c + d);
    }

    /** Negative if x is; adding 0.0 turns -0.0, which is as good as 0, into it. */
    private static long sign(double x) {
        return Double.doubleToRawLongBits(x + 0.0);
    }

    static boolean isOne(double mass, double[] p) {
        return Math.abs(mass - 1) <= Probabilities.TOLERANCE * p.length;
    }

    /** - Σ p_i x_i and Σ p_i, block after block. */
    private static final class Products {
        private final Sum sum = new Sum();
        private double mass;

        /** In pairs, and in sums that do not wait for each other. */
        void subtract(double[] p, int from, double[] x, int n) {
            double a = 0;
            double b = 0;
            double c = 0;
            double d = 0;
            double left = 0;
            double right = 0;
            int i = 0;
            for (int j = from; i + 7 < n; i += 8, j += 8) {
                a -= p[j] * x[i] + p[j + 1] * x[i + 1];
                b -= p[j + 2] * x[i + 2] + p[j + 3] * x[i + 3];
                c -= p[j + 4] * x[i + 4] + p[j + 5] * x[i + 5];
                d -= p[j + 6] * x[i + 6] + p[j + 7] * x[i + 7];
                left += (p[j] + p[j + 1]) + (p[j + 2] + p[j + 3]);
                right += (p[j + 4] + p[j + 5]) + (p[j + 6] + p[j + 7]);
            }
            for (; i < n; i++) {
                a -= p[from + i] * x[i];
                left += p[from + i];
            }
            sum.add((a + b) + (c + d));
            mass += left + right;
        }
    }
}
