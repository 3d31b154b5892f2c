package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class FGeneratorTest {
    private static final double LN2 = 0.6931471805599453;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Map<String, FGenerator> ALL = all();

    private static Map<String, FGenerator> all() {
        Map<String, FGenerator> all = new LinkedHashMap<>();
        all.put("KL", FGenerator.KL);
        all.put("REVERSE_KL", FGenerator.REVERSE_KL);
        all.put("JENSEN_SHANNON", FGenerator.JENSEN_SHANNON);
        all.put("GAN", FGenerator.GAN);
        all.put("TOTAL_VARIATION", FGenerator.TOTAL_VARIATION);
        all.put("SQUARED_HELLINGER", FGenerator.SQUARED_HELLINGER);
        all.put("PEARSON", FGenerator.PEARSON);
        all.put("NEYMAN", FGenerator.NEYMAN);
        for (double order : new double[] {-2.5, -1e-9, 1e-9, 0.3, 1 - 1e-9, 1 + 1e-9, 1.5, 3}) {
            all.put("alpha " + order, FGenerator.alpha(order));
        }
        return all;
    }

    /** The formulas of the table in the Javadoc, as written there. */
    @Property(tries = 200)
    void formulasOfTheTable(@ForAll @Scale(9) @DoubleRange(min = 0.01, max = 20) double t,
            @ForAll @Scale(9) @DoubleRange(min = -0.45, max = 0.3) double u) {
        formula(FGenerator.KL, t, x -> x * Math.log(x) - x + 1, u, v -> Math.exp(v) - 1);
        formula(FGenerator.REVERSE_KL, t, x -> x - 1 - Math.log(x), u, v -> -Math.log(1 - v));
        formula(FGenerator.JENSEN_SHANNON, t, x -> (x * Math.log(x) - (x + 1) * Math.log((x + 1) / 2)) / 2,
                u, v -> -Math.log(2 - Math.exp(2 * v)) / 2);
        formula(FGenerator.GAN, t, x -> x * Math.log(x) - (x + 1) * Math.log(x + 1), u - 0.35, v -> -Math.log(1 - Math.exp(v)));
        formula(FGenerator.TOTAL_VARIATION, t, x -> Math.abs(x - 1) / 2, u, v -> v);
        formula(FGenerator.SQUARED_HELLINGER, t, x -> Math.pow(Math.sqrt(x) - 1, 2) / 2, u, v -> v / (1 - 2 * v));
        formula(FGenerator.PEARSON, t, x -> (x - 1) * (x - 1), u, v -> v + v * v / 4);
        formula(FGenerator.NEYMAN, t, x -> (x - 1) * (x - 1) / x, u, v -> 2 - 2 * Math.sqrt(1 - v));
        for (double a : new double[] {-2, 0.4, 3}) {
            formula(FGenerator.alpha(a), t, x -> (Math.pow(x, a) - a * x + a - 1) / (a * (a - 1)), u / 2,
                    v -> (Math.pow(1 + (a - 1) * v, a / (a - 1)) - 1) / a);
        }
    }

    private static void formula(FGenerator generator, double t, DoubleUnaryOperator value, double u, DoubleUnaryOperator dual) {
        assertThat(generator.value(t)).isCloseTo(value.applyAsDouble(t), within(1e-13 * (1 + Math.pow(t, 3) + Math.pow(t, -3))));
        assertThat(generator.conjugate(u)).isCloseTo(dual.applyAsDouble(u), within(1e-13));
    }

    /** Nowozin, Cseke and Tomioka 2016 take t ln t, with the conjugate exp(u - 1): the same but for t - 1. */
    @Property(tries = 100)
    void addingAMultipleOfTMinusOneShiftsTheConjugate(@ForAll @Scale(9) @DoubleRange(min = -5, max = 5) double u) {
        assertThat(FGenerator.KL.conjugate(u - 1) + 1).isCloseTo(Math.exp(u - 1), within(1e-14 * Math.exp(u)));
    }

    @Property(tries = 200)
    void valueSlopeAndConvexityBelongTogether(@ForAll @Scale(9) @DoubleRange(min = 0.01, max = 20) double t,
            @ForAll @Scale(9) @DoubleRange(min = 0.01, max = 20) double s) {
        ALL.forEach((name, f) -> {
            assertThat(f.value(s)).as(name + " lies above its tangents")
                    .isGreaterThanOrEqualTo(f.value(t) + f.derivative(t) * (s - t) - 1e-12 * (1 + Math.abs(f.value(t))));
            double h = 1e-5 * t;
            if (Math.abs(t - 1) > h) {
                double slope = (f.value(t + h) - f.value(t - h)) / (2 * h);
                assertThat(f.derivative(t)).as(name).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
            }
        });
    }

    @Property(tries = 200)
    void fenchelAndYoung(@ForAll @Scale(9) @DoubleRange(min = 0, max = 20) double t,
            @ForAll @Scale(9) @DoubleRange(min = -5, max = 5) double u) {
        ALL.forEach((name, f) -> {
            double value = f.value(t);
            assertThat(value + f.conjugate(u)).as(name)
                    .isGreaterThanOrEqualTo(u * t - 1e-13 * (1 + Math.abs(u * t)));
            double slope = f.derivative(t);
            if (Double.isFinite(slope)) {
                assertThat(value + f.conjugate(slope)).as(name + " at the slope")
                        .isCloseTo(slope * t, within(1e-12 * (1 + Math.abs(value) + Math.abs(slope) * (1 + t))));
            }
        });
    }

    @Example
    void endsOfTheDomains() {
        ALL.forEach((name, f) -> {
            assertThat(f.value(1)).as(name).isEqualTo(name.equals("GAN") ? -2 * LN2 : 0);
            assertThat(f.derivative(1)).as(name).isEqualTo(name.equals("GAN") ? -LN2 : 0);
            assertThat(f.conjugate(Double.NEGATIVE_INFINITY)).as(name + ": -f(0)").isEqualTo(-f.value(0) + 0.0);
            double steepest = f.derivative(INF);
            if (steepest < INF) {
                assertThat(f.conjugate(steepest + 1e-9)).as(name).isEqualTo(INF);
                assertThat(f.conjugate(Math.min(0.999 * steepest, steepest - 1e-9))).as(name).isNotNaN();
                assertThat(f.derivative(1e300)).as(name).isLessThanOrEqualTo(steepest);
            }
        });
        assertThat(FGenerator.NEYMAN.conjugate(1)).isEqualTo(2);
        assertThat(FGenerator.alpha(-1).conjugate(0.5)).isEqualTo(1);
        assertThat(FGenerator.alpha(0.5).conjugate(2)).isEqualTo(INF);
        assertThat(FGenerator.alpha(0.5).conjugate(2 - 1e-9)).isFinite();
        assertThat(FGenerator.alpha(1.5).conjugate(1e9)).isFinite();
        assertThat(FGenerator.TOTAL_VARIATION.conjugate(0.5)).isEqualTo(0.5);
        assertThat(FGenerator.PEARSON.conjugate(-7)).isEqualTo(-1);
        assertThat(FGenerator.REVERSE_KL.conjugate(1)).isEqualTo(INF);
        assertThat(FGenerator.JENSEN_SHANNON.value(0)).isCloseTo(LN2 / 2, within(1e-16));
        assertThat(FGenerator.JENSEN_SHANNON.derivative(INF)).isCloseTo(LN2 / 2, within(1e-16));
        assertThat(FGenerator.KL.derivative(0)).isEqualTo(-INF);
    }

    @Property(tries = 200)
    void generatorsGiveTheNamedDivergences(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        double[] p = pair.p();
        double[] q = pair.q();
        same(Divergence.f(FGenerator.KL, p, q), Divergence.kl(p, q));
        same(Divergence.f(FGenerator.REVERSE_KL, p, q), Divergence.kl(q, p));
        same(Divergence.f(FGenerator.JENSEN_SHANNON, p, q), Divergence.jensenShannon(p, q));
        same(Divergence.f(FGenerator.NEYMAN, p, q), Divergence.chiSquared(q, p));
        // Goodfellow et al. 2014: 2 JSD - ln 4 against a perfect discriminator.
        assertThat(Divergence.f(FGenerator.GAN, p, q)).isCloseTo(2 * Divergence.jensenShannon(p, q) - 2 * LN2, within(1e-14));
    }

    /** A generator as a reader would write it, with nothing but the textbook formula. */
    @Property(tries = 200)
    void yourOwnGeneratorIsSummedWithTheSameConventions(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        FGenerator textbook = new FGenerator() {
            @Override
            public double value(double t) {
                return t == 0 ? 0 : t * Math.log(t);
            }

            @Override
            public double derivative(double t) {
                return Math.log(t) + 1;
            }

            @Override
            public double conjugate(double u) {
                return Math.exp(u - 1);
            }
        };
        double kl = Divergence.kl(pair.p(), pair.q());
        double own = Divergence.f(textbook, pair.p(), pair.q());
        assertThat(own == kl || Math.abs(own - kl) <= 1e-13 * (1 + kl)).as(own + " and " + kl).isTrue();
    }

    /** Σ p T - Σ q f*(T) never exceeds the divergence, and reaches it at T = f'(p/q). */
    @Property(tries = 200)
    void variationalBound(@ForAll long seed,
            @ForAll @Scale(9) @DoubleRange(min = -1, max = 1) double wrong) {
        Distributions.Pair pair = Joints.pairWithFullSupport(seed);
        double[] p = pair.p();
        double[] q = pair.q();
        ALL.forEach((name, f) -> {
            double divergence = Divergence.f(f, p, q);
            double best = 0;
            double other = 0;
            double size = 1;
            for (int i = 0; i < p.length; i++) {
                if (p[i] > 0) {
                    double slope = f.derivative(p[i] / q[i]);
                    best += p[i] * slope - q[i] * f.conjugate(slope);
                    size += p[i] * Math.abs(slope) + q[i] * Math.abs(f.conjugate(slope));
                } else {
                    best += q[i] * f.value(0);
                }
                double t = wrong * (i % 2 == 0 ? 1 : -1);
                other += p[i] * t - q[i] * f.conjugate(t);
            }
            assertThat(other).as(name).isLessThanOrEqualTo(divergence + 1e-12);
            if (divergence < 1e9) {
                assertThat(best).as(name).isCloseTo(divergence, within(1e-12 * (size + divergence)));
            }
        });
    }

    private static void same(double a, double b) {
        assertThat(a == b || Math.abs(a - b) <= 1e-14 * a).as(a + " and " + b).isTrue();
    }
}
