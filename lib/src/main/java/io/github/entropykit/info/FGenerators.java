package io.github.entropykit.info;

/** The built-in generators. Each has its own precise {@code term}; its {@code value(t)} is the term of p = t and q = 1. */
final class FGenerators {
    private static final double LN2 = Math.log(2);

    private FGenerators() {
    }

    /** What all built-in generators share: the checks, and {@code value} by way of the term. */
    abstract static class Precise implements FGenerator {
        @Override
        public final double value(double t) {
            Check.between("t", t, 0, Double.MAX_VALUE);
            return termOf(t, 1);
        }

        @Override
        public final double term(double p, double q) {
            Check.between("p", p, 0, Double.MAX_VALUE);
            Check.between("q", q, 0, Double.MAX_VALUE);
            return termOf(p, q);
        }

        @Override
        public final double derivative(double t) {
            Check.between("t", t, 0, Double.POSITIVE_INFINITY);
            return slope(t);
        }

        @Override
        public final double conjugate(double u) {
            Check.between("u", u, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
            return dual(u);
        }

        abstract double termOf(double p, double q);

        abstract double slope(double t);

        abstract double dual(double u);
    }

    /** {@code scale · (t^a - a t + a - 1) / (a (a-1))}, with the two Kullback-Leibler divergences at a = 1 and a = 0. */
    static final class Power extends Precise {
        private final double a;
        private final double scale;

        Power(double a, double scale) {
            this.a = a;
            this.scale = scale;
        }

        @Override
        double termOf(double p, double q) {
            return scale * PowerTerm.alpha(a, p, q);
        }

        @Override
        double slope(double t) {
            return scale * PowerTerm.deformedLog(a - 1, t, Math.log(t));
        }

        /** The slope is u at ln t = ln(1 + (a-1) u) / (a-1), and there u t - f(t) is (t^a - 1) / a. */
        @Override
        double dual(double u) {
            double b = a - 1;
            double v = u / scale;
            double logT = b == 0 ? v : Math.log1p(Math.max(-1, b * v)) / b;
            if (b < 0 && b * v < -1) {
                return Double.POSITIVE_INFINITY;
            }
            return scale * (a == 0 ? logT : Math.expm1(a * logT) / a);
        }
    }

    static final class JensenShannon extends Precise {
        @Override
        double termOf(double p, double q) {
            // Half of a tiny number may be 0, twice a huge one is infinite; the term scales with p and q.
            return Math.max(p, q) < 1 ? sum(2 * p, 2 * q) / 4 : sum(p, q) / 2;
        }

        /** p ln(p/m) + q ln(q/m) with the midpoint m. */
        private static double sum(double p, double q) {
            double m = p / 2 + q / 2;
            return PowerTerm.kl(p, m, (q - p) / 2) + PowerTerm.kl(q, m, (p - q) / 2);
        }

        /** ln(2t / (t+1)) / 2. */
        @Override
        double slope(double t) {
            return (LN2 - log1pInverse(t)) / 2;
        }

        @Override
        double dual(double u) {
            // 2 - e^(2u) = 1 - (e^(2u) - 1)
            double rest = Math.expm1(2 * u);
            return rest < 1 ? -Math.log1p(-rest) / 2 : Double.POSITIVE_INFINITY;
        }
    }

    static final class Gan extends Precise {
        @Override
        double termOf(double p, double q) {
            return -p * surprise(p, q) - q * surprise(q, p);
        }

        @Override
        double slope(double t) {
            return -log1pInverse(t);
        }

        @Override
        double dual(double u) {
            if (u >= 0) {
                return Double.POSITIVE_INFINITY;
            }
            // 1 - e^u is near 1 or near 0, and each side has a function that keeps its digits.
            return u < -LN2 ? -Math.log1p(-Math.exp(u)) : -Math.log(-Math.expm1(u));
        }

        /** ln((p + q) / p), the cost of a perfect discriminator that sees something of p; 0 for p = 0, where it does not count. */
        private static double surprise(double p, double q) {
            if (p == 0) {
                return 0;
            }
            double ratio = q / p;
            return ratio < Double.POSITIVE_INFINITY ? Math.log1p(ratio) : Math.log(q) - Math.log(p);
        }
    }

    static final class TotalVariation extends Precise {
        @Override
        double termOf(double p, double q) {
            return Math.abs(p - q) / 2;
        }

        @Override
        double slope(double t) {
            return Math.signum(t - 1) / 2;
        }

        @Override
        double dual(double u) {
            return u <= 0.5 ? Math.max(-0.5, u) : Double.POSITIVE_INFINITY;
        }
    }

    /** ln(1 + 1/t) = ln((t+1) / t), also where 1/t overflows. */
    private static double log1pInverse(double t) {
        return t < 1 ? Math.log1p(t) - Math.log(t) : Math.log1p(1 / t);
    }
}
