package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** The relatives of the Kullback-Leibler divergence. */
class DivergenceFamiliesTest {
    private static final double LN2 = 0.6931471805599453;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double[] P = {0.5, 0.5};
    private static final double[] Q = {0.75, 0.25};
    private static final Map<String, Measure> ALL = all();

    private interface Measure {
        double of(double[] p, double[] q);
    }

    private static Map<String, Measure> all() {
        Map<String, Measure> all = new TreeMap<>(Map.of(
                "kl", Divergence::kl, "jeffreys", Divergence::jeffreys, "jensenShannon", Divergence::jensenShannon,
                "jensenShannonDistance", Divergence::jensenShannonDistance, "totalVariation", Divergence::totalVariation,
                "hellinger", Divergence::hellinger, "bhattacharyya", Divergence::bhattacharyya,
                "chiSquared", Divergence::chiSquared,
                "weighted Jensen-Shannon", (p, q) -> Divergence.jensenShannon(new double[] {0.3, 0.7}, p, q)));
        for (double order : new double[] {0, 1e-9, 0.3, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 2, 5, 30, INF}) {
            all.put("Rényi " + order, (p, q) -> Divergence.renyi(order, p, q));
        }
        for (double order : new double[] {-2, -1, 0, 1e-9, 0.3, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 2, 5}) {
            all.put("alpha " + order, (p, q) -> Divergence.alpha(order, p, q));
        }
        return all;
    }

    // ---- known answers

    /** The pair of Cover and Thomas, example 2.3.1, by hand. */
    @Example
    void closedFormsForTwoOutcomes() {
        double ln3 = Math.log(3);
        assertThat(Divergence.jeffreys(P, Q)).isCloseTo(ln3 / 4, within(1e-16));
        assertThat(Divergence.totalVariation(P, Q)).isEqualTo(0.25);
        assertThat(Divergence.chiSquared(P, Q)).isCloseTo(1 / 3.0, within(1e-16));
        assertThat(Divergence.chiSquared(Q, P)).isCloseTo(0.25, within(1e-16));
        double coefficient = (Math.sqrt(3) + 1) / Math.sqrt(8);
        assertThat(Divergence.hellinger(P, Q)).isCloseTo(Math.sqrt(1 - coefficient), within(1e-15));
        assertThat(Divergence.bhattacharyya(P, Q)).isCloseTo(-Math.log(coefficient), within(1e-16));
        assertThat(Divergence.renyi(2, P, Q)).isCloseTo(Math.log(4 / 3.0), within(1e-16));
        assertThat(Divergence.renyi(INF, P, Q)).isCloseTo(LN2, within(1e-16));
        assertThat(Divergence.renyi(INF, Q, P)).isCloseTo(Math.log(1.5), within(1e-16));
        assertThat(Divergence.renyi(0, P, Q)).isZero();
    }

    /** The special cases of the alpha-divergence in Cichocki and Amari 2010. */
    @Property(tries = 200)
    void alphaIsAFamilyOfKnownDivergences(@ForAll long seed) {
        Distributions.Pair pair = Joints.pairWithFullSupport(seed);
        double[] p = pair.p();
        double[] q = pair.q();
        same(Divergence.alpha(2, p, q), Divergence.chiSquared(p, q) / 2);
        same(Divergence.alpha(-1, q, p), Divergence.chiSquared(p, q) / 2);
        same(Divergence.alpha(0.5, p, q), 4 * Math.pow(Divergence.hellinger(p, q), 2));
        same(Divergence.alpha(1, p, q), Divergence.kl(p, q));
        same(Divergence.alpha(0, q, p), Divergence.kl(p, q));
    }

    @Example
    void impossibleOutcomesByOrder() {
        double[] wide = {0.5, 0.25, 0.25};
        double[] narrow = {0.5, 0.5, 0};
        double[] apart = {0, 0, 1};
        for (double order : new double[] {1, 1 + 1e-12, 2, 1e300, INF}) {
            assertThat(Divergence.renyi(order, wide, narrow)).as("Rényi " + order).isEqualTo(INF);
        }
        assertThat(Divergence.renyi(0.5, wide, narrow)).isCloseTo(-2 * Math.log(0.5 + Math.sqrt(0.125)), within(1e-15));
        assertThat(Divergence.renyi(0, narrow, wide)).isCloseTo(Math.log(4 / 3.0), within(1e-16));
        assertThat(Divergence.renyi(0, wide, narrow)).isZero();
        for (double order : new double[] {0, 0.3, 0.5, 1, 2, INF}) {
            assertThat(Divergence.renyi(order, narrow, apart)).as("nothing in common, " + order).isEqualTo(INF);
        }
        assertThat(Divergence.alpha(0.25, wide, narrow)).as("p / (1 - a) for what q forbids").isCloseTo(
                Divergence.alpha(0.25, new double[] {0.5, 0.25, 0.25}, new double[] {0.5, 0.5, 1e-300}), within(1e-15));
        assertThat(Divergence.alpha(1, wide, narrow)).isEqualTo(INF);
        assertThat(Divergence.alpha(-1, wide, narrow)).isCloseTo(0.25, within(1e-15));
        assertThat(Divergence.alpha(-1, narrow, wide)).isEqualTo(INF);
        assertThat(Divergence.alpha(0, narrow, wide)).isEqualTo(INF);
        assertThat(Divergence.alpha(2, narrow, wide)).isCloseTo(Divergence.chiSquared(narrow, wide) / 2, within(1e-16));
        assertThat(Divergence.jeffreys(wide, narrow)).isEqualTo(Divergence.jeffreys(narrow, wide)).isEqualTo(INF);
        assertThat(Divergence.chiSquared(wide, narrow)).isEqualTo(INF);
        assertThat(Divergence.bhattacharyya(narrow, apart)).isEqualTo(INF);
        assertThat(Divergence.totalVariation(narrow, apart)).isEqualTo(1);
        assertThat(Divergence.hellinger(narrow, apart)).isEqualTo(1);
        assertThat(Divergence.jensenShannonDistance(narrow, apart)).isCloseTo(Math.sqrt(LN2), within(1e-15));
    }

    @Example
    void farApartAndHighOrdersDoNotOverflow() {
        double[] p = {0.5, 0.5};
        double[] q = {1, 1e-310};
        double expected = Math.log(0.5) - Math.log(1e-310);
        assertThat(Divergence.renyi(1e6, p, q)).isCloseTo(expected, within(1e-3)).isLessThan(expected);
        assertThat(Divergence.renyi(1e300, p, q)).isCloseTo(expected, within(1e-12));
        assertThat(Divergence.renyi(INF, p, q)).isCloseTo(expected, within(1e-12));
        assertThat(Divergence.alpha(0.5, p, q)).isCloseTo(4 * (1 - Math.sqrt(0.5)), within(1e-15));
        assertThat(Divergence.alpha(1.5, p, q) / Math.exp(1.5 * Math.log(0.5) + 155 * Math.log(10)))
                .isCloseTo(1 / 0.75, within(1e-12));
        assertThat(Divergence.jeffreys(p, new double[] {1, 4.9e-324}))
                .isCloseTo(0.5 * LN2 + 0.5 * 1073 * LN2, within(1e-12));
    }

    @Example
    void ofSeveralDistributionsItIsTheEntropyOfTheChoiceIfTheyHaveNothingInCommon() {
        double[] weights = {0.5, 0.25, 0.25};
        assertThat(Divergence.jensenShannon(weights, new double[] {1, 0, 0}, new double[] {0, 1, 0}, new double[] {0, 0, 1}))
                .isCloseTo(1.5 * LN2, within(1e-15));
        assertThat(Divergence.jensenShannon(new double[] {1}, new double[][] {P})).isZero();
        assertThat(Divergence.jensenShannon(new double[] {1, 0}, P, new double[] {1, 0})).as("no weight, no say").isZero();
    }

    // ---- precision

    /** Far apart, and neighbours at every distance down to 1e-15. */
    @Property(tries = 25)
    void agreesWithHighPrecisionArithmetic(@ForAll long seed,
            @ForAll @Scale(9) @DoubleRange(min = -15, max = 1) double exponent,
            @ForAll @Scale(3) @DoubleRange(min = -3, max = 6) double order) {
        double[][] pair = neighbours(new SplittableRandom(seed), Math.pow(10, exponent));
        double[] p = pair[0];
        double[] q = pair[1];
        close(Divergence.jeffreys(p, q), ExactMeasures.jeffreys(p, q));
        close(Divergence.totalVariation(p, q), ExactMeasures.totalVariation(p, q));
        close(Divergence.hellinger(p, q), Math.sqrt(ExactMeasures.squaredHellinger(p, q)));
        close(Divergence.chiSquared(p, q), ExactMeasures.chiSquared(p, q));
        close(Divergence.bhattacharyya(p, q), ExactMeasures.renyi(0.5, p, q) / 2);
        close(Divergence.f(FGenerator.KL, p, q), Exact.kl(p, q));
        close(Divergence.f(FGenerator.JENSEN_SHANNON, p, q), Exact.jensenShannon(p, q));
        double[] weights = Probabilities.normalise(1, 0.01, 3);
        double[][] three = {p, q, pair[2]};
        close(Divergence.jensenShannon(weights, three), ExactMeasures.jensenShannon(weights, three));
        if (order != 0 && order != 1) {
            close(Divergence.alpha(order, p, q), ExactMeasures.alpha(order, p, q).doubleValue());
            if (order > 0) {
                close(Divergence.renyi(order, p, q), ExactMeasures.renyi(order, p, q));
            }
        }
    }

    /** Near the orders 0 and 1 the formula is 0/0: with a distance of 1e-12 it would have four digits. */
    @Property(tries = 25)
    void ordersNearZeroAndOneKeepTheirDigits(@ForAll long seed,
            @ForAll @Scale(9) @DoubleRange(min = -8, max = 1) double exponent,
            @ForAll @Scale(9) @DoubleRange(min = -12, max = -3) double closeness, @ForAll boolean above) {
        double[][] pair = neighbours(new SplittableRandom(seed), Math.pow(10, exponent));
        double step = (above ? 1 : -1) * Math.pow(10, closeness);
        double[] p = pair[0];
        double[] q = pair[1];
        close(Divergence.alpha(1 + step, p, q), ExactMeasures.alpha(1 + step, p, q).doubleValue());
        close(Divergence.alpha(step, p, q), ExactMeasures.alpha(step, p, q).doubleValue());
        close(Divergence.renyi(1 + step, p, q), ExactMeasures.renyi(1 + step, p, q));
    }

    // ---- laws

    @Property(tries = 100)
    void noneIsNegativeAndOfEqualsAllArePositiveZero(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        ALL.forEach((name, measure) -> {
            assertThat(measure.of(pair.p(), pair.q())).as(name).isNotNegative();
            assertThat(Double.doubleToLongBits(measure.of(pair.p(), pair.p().clone()))).as(name).isZero();
        });
    }

    @Property(tries = 100)
    void orderOfOutcomesDoesNotMatter(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        ALL.forEach((name, measure) -> {
            double expected = measure.of(pair.p(), pair.q());
            double reversed = measure.of(reversed(pair.p()), reversed(pair.q()));
            assertThat(reversed == expected || Math.abs(reversed - expected) <= 1e-13 * (1 + expected)).as(name).isTrue();
        });
    }

    /** What passes the same noisy channel cannot become easier to tell apart. */
    @Property(tries = 100)
    void dataProcessing(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        SplittableRandom random = new SplittableRandom(seed + 1);
        double[][] channel = Joints.channel(random, pair.p().length, 1 + random.nextInt(6));
        double[] p = Joints.through(pair.p(), channel);
        double[] q = Joints.through(pair.q(), channel);
        ALL.forEach((name, measure) -> {
            double before = measure.of(pair.p(), pair.q());
            assertThat(measure.of(p, q)).as(name).isLessThanOrEqualTo(before + 1e-12 * (1 + before));
        });
    }

    @Property(tries = 200)
    void theSymmetricOnesAreSymmetric(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        for (String name : new String[] {"jeffreys", "jensenShannon", "jensenShannonDistance", "totalVariation", "hellinger",
            "bhattacharyya", "Rényi 0.5", "alpha 0.5"}) {
            double expected = ALL.get(name).of(pair.p(), pair.q());
            double swapped = ALL.get(name).of(pair.q(), pair.p());
            assertThat(swapped == expected || Math.abs(swapped - expected) <= 4e-15 * expected).as(name).isTrue();
        }
    }

    @Property(tries = 200)
    void inequalitiesBetweenThem(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        double[] p = pair.p();
        double[] q = pair.q();
        double tv = Divergence.totalVariation(p, q);
        double h = Divergence.hellinger(p, q);
        double kl = Divergence.kl(p, q);
        assertThat(tv).as("Hellinger and total variation").isBetween(h * h - 1e-15, Math.sqrt(2) * h + 1e-15)
                .isLessThanOrEqualTo(1 + 1e-15);
        assertThat(tv).as("Pinsker").isLessThanOrEqualTo(Math.sqrt(kl / 2) + 1e-15);
        assertThat(kl).as("chi-squared").isLessThanOrEqualTo(Math.log1p(Divergence.chiSquared(p, q)) + 1e-13);
        assertThat(h).as("Bhattacharyya").isCloseTo(Math.sqrt(-Math.expm1(-Divergence.bhattacharyya(p, q))), within(1e-15));
        assertThat(2 * Divergence.bhattacharyya(p, q)).isLessThanOrEqualTo(kl + 1e-13);
        assertThat(Divergence.jeffreys(p, q)).isGreaterThanOrEqualTo(kl - 1e-13);
    }

    @Property(tries = 200)
    void distancesObeyTheTriangleInequality(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        double[] r = Joints.weights(new SplittableRandom(seed + 1), pair.p().length);
        for (String name : new String[] {"jensenShannonDistance", "totalVariation", "hellinger"}) {
            Measure d = ALL.get(name);
            assertThat(d.of(pair.p(), pair.q())).as(name)
                    .isLessThanOrEqualTo(d.of(pair.p(), r) + d.of(r, pair.q()) + 1e-14);
        }
    }

    @Property(tries = 200)
    void renyiNeverFallsWithTheOrder(@ForAll long seed) {
        Distributions.Pair pair = Joints.pair(seed);
        double last = 0;
        for (double order : new double[] {0, 1e-9, 0.1, 0.5, 0.999, 1 - 1e-9, 1, 1 + 1e-9, 1.001, 2, 5, 100, 1e9, INF}) {
            double next = Divergence.renyi(order, pair.p(), pair.q());
            assertThat(next + 1e-13 * (1 + next)).as("order " + order).isGreaterThanOrEqualTo(last);
            last = next;
        }
    }

    /** Van Erven and Harremoës 2014: (1-a) D_a(p||q) = a D_(1-a)(q||p); Cichocki and Amari 2010: alpha becomes 1 - alpha. */
    @Property(tries = 200)
    void exchangingThePairTurnsTheOrderAround(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 1023) int part) {
        Distributions.Pair pair = Joints.pair(seed);
        double[] p = pair.p();
        double[] q = pair.q();
        // Of these orders 1 - order is not rounded.
        double order = part / 1024.0;
        double left = (1 - order) * Divergence.renyi(order, p, q);
        double right = order * Divergence.renyi(1 - order, q, p);
        assertThat(left == right || Math.abs(left - right) <= 1e-12 * left + 1e-14).isTrue();
        same(Divergence.alpha(order, p, q), Divergence.alpha(1 - order, q, p));
    }

    @Property(tries = 200)
    void independentPairsAddUp(@ForAll long seed,
            @ForAll @Scale(3) @DoubleRange(min = 0, max = 5) double order) {
        Distributions.Pair pair = Joints.pairWithFullSupport(seed);
        double[] pp = Joints.flat(Joints.product(pair.p(), pair.p()));
        double[] qq = Joints.flat(Joints.product(pair.q(), pair.q()));
        double one = Divergence.renyi(order, pair.p(), pair.q());
        assertThat(Divergence.renyi(order, pp, qq)).isCloseTo(2 * one, within(1e-12 * (1 + one)));
    }

    @Property(tries = 200)
    void weightedJensenShannonIsAnEntropyGapAndAMutualInformation(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = Joints.weights(random, 1 + random.nextInt(5));
        double[][] ps = Joints.channel(random, weights.length, 1 + random.nextInt(6));
        double entropies = 0;
        double[][] joint = new double[ps.length][];
        for (int k = 0; k < ps.length; k++) {
            double w = weights[k];
            entropies += w * Entropy.shannon(ps[k]);
            joint[k] = Arrays.stream(ps[k]).map(x -> w * x).toArray();
        }
        double jsd = Divergence.jensenShannon(weights, ps);
        // each entry of the joint distribution is rounded, which moves I by some 1e-16 E|ln ratio|, and that is at most I + sqrt(2 I)
        double rounding = 4e-16 * Math.sqrt(2 * jsd);
        assertThat(jsd).isBetween(0.0, Entropy.shannon(weights) + 1e-14)
                .isCloseTo(Entropy.shannon(Joints.through(weights, ps)) - entropies, within(1e-14))
                .isCloseTo(MutualInformation.of(joint), within(1e-14 * jsd + rounding + 1e-25));
        if (ps.length == 2) {
            same(Divergence.jensenShannon(P, ps), Divergence.jensenShannon(ps[0], ps[1]));
        }
    }

    private static void close(double value, double exact) {
        assertThat(value).isCloseTo(exact, within(6e-15 * exact + 1e-36));
    }

    private static void same(double a, double b) {
        assertThat(a == b || Math.abs(a - b) <= 1e-14 * a).as(a + " and " + b).isTrue();
    }

    /** Three distributions without zeros that differ by factors of about 1 ± distance. */
    private static double[][] neighbours(SplittableRandom random, double distance) {
        int n = 2 + random.nextInt(5);
        double[][] three = new double[3][n];
        for (int i = 0; i < n; i++) {
            double base = Math.pow(10, -8 * Joints.uniform(random) * Joints.uniform(random));
            for (double[] p : three) {
                p[i] = base * (1e-9 + Math.abs(1 + distance * (2 * Joints.uniform(random) - 1)));
            }
        }
        return Arrays.stream(three).map(Probabilities::normalise).toArray(double[][]::new);
    }

    private static double[] reversed(double[] p) {
        double[] r = new double[p.length];
        Arrays.setAll(r, i -> p[p.length - 1 - i]);
        return r;
    }
}
