package io.github.entropykit.info;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@link Kernels} with the JDK's Vector API: 4 or 8 entries at a time, logarithms and exponentials included.
 *
 * <p>The API is still incubating, so this class is compiled apart from the others, and only a JVM that was started with
 * {@code --add-modules jdk.incubator.vector} uses it. What is infinite or no number is left to the plain loops to judge,
 * and so are the entries behind the last full vector and arrays too short to gain anything.
 */
final class VectorKernels extends Kernels {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** Two vectors a turn, so that they need not wait for each other, and 16 turns until {@link Sum} takes over. */
    private static final int TURN = 2 * LANES;
    private static final int BLOCK = 16 * TURN;

    @Override
    double entropy(double[] p) {
        if (p.length < TURN) {
            return super.entropy(p);
        }
        Sum sum = new Sum();
        double mass = 0;
        int full = p.length - p.length % TURN;
        for (int from = 0; from < full; from += BLOCK) {
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = DoubleVector.zero(SPECIES);
            DoubleVector masses = DoubleVector.zero(SPECIES);
            for (int i = from; i < Math.min(from + BLOCK, full); i += TURN) {
                DoubleVector x = at(p, i);
                DoubleVector y = at(p, i + LANES);
                // 0 ln 0 as in Kernels: the least double makes the logarithm finite.
                a = a.sub(x.mul(x.add(Double.MIN_VALUE).lanewise(VectorOperators.LOG)));
                b = b.sub(y.mul(y.add(Double.MIN_VALUE).lanewise(VectorOperators.LOG)));
                masses = masses.add(x.add(y));
            }
            sum.add(total(a.add(b)));
            mass += total(masses);
        }
        for (int i = full; i < p.length; i++) {
            sum.add(-p[i] * Math.log(p[i] + Double.MIN_VALUE));
            mass += p[i];
        }
        return isOne(mass, p) && Double.isFinite(sum.value()) ? sum.value() : super.entropy(p);
    }

    @Override
    double cross(double[] p, double[] q) {
        if (p.length < TURN) {
            return super.cross(p, q);
        }
        Sum sum = new Sum();
        int full = p.length - p.length % TURN;
        for (int from = 0; from < full; from += BLOCK) {
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = DoubleVector.zero(SPECIES);
            for (int i = from; i < Math.min(from + BLOCK, full); i += TURN) {
                a = a.sub(crossTerms(at(p, i), at(q, i)));
                b = b.sub(crossTerms(at(p, i + LANES), at(q, i + LANES)));
            }
            sum.add(total(a.add(b)));
        }
        for (int i = full; i < p.length; i++) {
            sum.add(p[i] == 0 ? 0 : -p[i] * Math.log(q[i]));
        }
        boolean valid = isOne(massOf(p), p) && isOne(massOf(q), q);
        return valid && Double.isFinite(sum.value()) ? sum.value() : super.cross(p, q);
    }

    private static DoubleVector crossTerms(DoubleVector p, DoubleVector q) {
        return p.mul(q.lanewise(VectorOperators.LOG).blend(0, p.eq(0)));
    }

    @Override
    double kl(double[] p, double[] q) {
        if (p.length < TURN) {
            return super.kl(p, q);
        }
        Sum sum = new Sum();
        int full = p.length - p.length % TURN;
        for (int from = 0; from < full; from += BLOCK) {
            DoubleVector a = DoubleVector.zero(SPECIES);
            DoubleVector b = DoubleVector.zero(SPECIES);
            for (int i = from; i < Math.min(from + BLOCK, full); i += TURN) {
                a = a.add(klTerms(at(p, i), at(q, i)));
                b = b.add(klTerms(at(p, i + LANES), at(q, i + LANES)));
            }
            sum.add(total(a.add(b)));
        }
        for (int i = full; i < p.length; i++) {
            sum.add(klTerm(p[i], q[i]));
        }
        boolean valid = isOne(massOf(p), p) && isOne(massOf(q), q);
        return valid && Double.isFinite(sum.value()) ? sum.value() : super.kl(p, q);
    }

    /** Both forms of the term for all lanes, and for each lane the one that is right. */
    private static DoubleVector klTerms(DoubleVector p, DoubleVector q) {
        DoubleVector difference = q.sub(p);
        DoubleVector r = difference.div(p.add(q));
        DoubleVector s = r.mul(r);
        DoubleVector series = s.broadcast(1.0 / 35);
        for (int odd = 33; odd >= 3; odd -= 2) {
            series = series.fma(s, s.broadcast(1.0 / odd));
        }
        DoubleVector near = r.mul(difference.sub(p.mul(2).mul(s.mul(series))));
        DoubleVector far = p.mul(p.div(q).lanewise(VectorOperators.LOG)).add(difference).blend(q, p.eq(0));
        return far.blend(near, r.abs().compare(VectorOperators.LE, SERIES_LIMIT));
    }

    @Override
    double exponentials(double[] z, double max, double divisor, double[] out) {
        Sum sum = new Sum();
        int full = z.length - z.length % LANES;
        for (int from = 0; from < full; from += BLOCK) {
            DoubleVector block = DoubleVector.zero(SPECIES);
            for (int i = from; i < Math.min(from + BLOCK, full); i += LANES) {
                DoubleVector e = at(z, i).sub(max).div(divisor).lanewise(VectorOperators.EXP);
                e.intoArray(out, i);
                block = block.add(e);
            }
            sum.add(total(block));
        }
        for (int i = full; i < z.length; i++) {
            out[i] = Math.exp((z[i] - max) / divisor);
            sum.add(out[i]);
        }
        return sum.value();
    }

    @Override
    double sumOfExponentials(double[] z, int first, int end, double max) {
        Sum sum = new Sum();
        int full = end - (end - first) % LANES;
        for (int from = first; from < full; from += BLOCK) {
            DoubleVector block = DoubleVector.zero(SPECIES);
            for (int i = from; i < Math.min(from + BLOCK, full); i += LANES) {
                block = block.add(at(z, i).sub(max).lanewise(VectorOperators.EXP));
            }
            sum.add(total(block));
        }
        for (int i = full; i < end; i++) {
            sum.add(Math.exp(z[i] - max));
        }
        return sum.value();
    }

    private static DoubleVector at(double[] x, int i) {
        return DoubleVector.fromArray(SPECIES, x, i);
    }

    private static double total(DoubleVector x) {
        return x.reduceLanes(VectorOperators.ADD);
    }

    /** Σ p_i; NaN if an entry is negative. */
    private static double massOf(double[] p) {
        DoubleVector a = DoubleVector.zero(SPECIES);
        DoubleVector b = DoubleVector.zero(SPECIES);
        DoubleVector least = DoubleVector.zero(SPECIES);
        int full = p.length - p.length % TURN;
        for (int i = 0; i < full; i += TURN) {
            DoubleVector x = at(p, i);
            DoubleVector y = at(p, i + LANES);
            a = a.add(x);
            b = b.add(y);
            least = least.min(x).min(y);
        }
        double rest = mass(p, full, p.length - full);
        return least.reduceLanes(VectorOperators.MIN) < 0 ? Double.NaN : total(a.add(b)) + rest;
    }
}
