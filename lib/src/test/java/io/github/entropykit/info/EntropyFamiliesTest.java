package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** Rényi, Tsallis, min- and Hartley entropy; joint and conditional entropy. */
class EntropyFamiliesTest {
    private static final double LN2 = 0.6931471805599453;
    private static final double INF = Double.POSITIVE_INFINITY;

    /** Cover and Thomas, Elements of Information Theory, example 2.2.1; here the rows are Y and the columns X. */
    static final double[][] COVER_THOMAS = {
        {1 / 8.0, 1 / 16.0, 1 / 32.0, 1 / 32.0},
        {1 / 16.0, 1 / 8.0, 1 / 32.0, 1 / 32.0},
        {1 / 16.0, 1 / 16.0, 1 / 16.0, 1 / 16.0},
        {1 / 4.0, 0, 0, 0}};

    // ---- known answers

    @Example
    void jointAndConditionalEntropyOfCoverAndThomas() {
        assertThat(Units.bits(Entropy.joint(COVER_THOMAS))).isCloseTo(27 / 8.0, within(1e-15));
        assertThat(Units.bits(Entropy.conditional(COVER_THOMAS))).as("H(X|Y)").isCloseTo(11 / 8.0, within(1e-15));
        assertThat(Units.bits(Entropy.conditional(Joints.transposed(COVER_THOMAS)))).as("H(Y|X)")
                .isCloseTo(13 / 8.0, within(1e-15));
    }

    @Example
    void closedFormsOfTheNamedOrders() {
        double[] p = {0.5, 0.25, 0.125, 0.125, 0};
        assertThat(Entropy.renyi(0, p)).isEqualTo(Entropy.hartley(p)).isEqualTo(Math.log(4));
        assertThat(Entropy.renyi(1, p)).isEqualTo(Entropy.shannon(p));
        assertThat(Entropy.renyi(2, p)).isCloseTo(-Math.log(11 / 32.0), within(2e-16));
        assertThat(Entropy.renyi(INF, p)).isEqualTo(Entropy.min(p)).isEqualTo(LN2);
        assertThat(Entropy.tsallis(0, p)).isEqualTo(3);
        assertThat(Entropy.tsallis(1, p)).isEqualTo(Entropy.shannon(p));
        assertThat(Entropy.tsallis(2, p)).as("Gini's impurity").isEqualTo(21 / 32.0);
        assertThat(Entropy.tsallis(INF, p)).isZero();
        assertThat(Entropy.renyi(1e300, p)).as("a huge order is near the limit").isCloseTo(LN2, within(1e-15));
        assertThat(Entropy.renyi(1e-300, p)).isCloseTo(Math.log(4), within(1e-15));
    }

    /** Tsallis 1988: equal probabilities 1/W have S = (W^(1-q) - 1) / (1 - q); for Rényi it is ln W at every order. */
    @Property(tries = 200)
    void uniformDistributions(@ForAll @IntRange(min = 1, max = 1000) int w,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 20) double order) {
        double[] p = Probabilities.uniform(w);
        double expected = order == 1 ? Math.log(w) : Math.expm1((1 - order) * Math.log(w)) / (1 - order);
        assertThat(Entropy.tsallis(order, p)).isCloseTo(expected, within(1e-13 * (1 + expected)));
        assertThat(Entropy.renyi(order, p)).isCloseTo(Math.log(w), within(1e-14 * (1 + Math.log(w))));
    }

    @Example
    void theCertainHasPositiveZeroAtEveryOrder() {
        for (double order : new double[] {0, 0.3, 1 - 1e-12, 1, 1 + 1e-12, 2, 50, 1e300, INF}) {
            for (double[] p : new double[][] {{1}, {0, 1, 0}, {1 + 1e-10}}) {
                assertThat(Double.doubleToLongBits(Entropy.renyi(order, p))).as("Rényi " + order).isZero();
                assertThat(Double.doubleToLongBits(Entropy.tsallis(order, p))).as("Tsallis " + order).isZero();
            }
        }
        assertThat(Double.doubleToLongBits(Entropy.min(1, 0))).isZero();
        assertThat(Double.doubleToLongBits(Entropy.hartley(1, 0))).isZero();
        assertThat(Double.doubleToLongBits(Entropy.conditional(new double[][] {{0.5, 0}, {0, 0.5}}))).isZero();
    }

    @Example
    void orderBelowOneDoesNotOverflowOnATinyProbability() {
        double tiny = 1e-320;
        assertThat(Entropy.tsallis(0.01, 1, tiny)).isCloseTo(Math.pow(tiny, 0.01) / 0.99, within(1e-15));
        assertThat(Entropy.tsallis(0, 1, tiny)).isEqualTo(1);
    }

    // ---- precision

    /** At 1 ± 10^-3 to 1 ± 10^-12 the definition would have 13 to 4 digits left. */
    @Property(tries = 40)
    void nearOrderOneAgreesWithHighPrecisionArithmetic(@ForAll long seed,
            @ForAll @Scale(9) @DoubleRange(min = -12, max = -3) double exponent, @ForAll boolean above) {
        double[] p = Joints.distribution(seed);
        double order = 1 + (above ? 1 : -1) * Math.pow(10, exponent);
        double tsallis = ExactMeasures.tsallis(order, p).doubleValue();
        assertThat(Entropy.tsallis(order, p)).isCloseTo(tsallis, within(2e-15 * tsallis));
        double renyi = ExactMeasures.renyi(order, p);
        assertThat(Entropy.renyi(order, p)).isCloseTo(renyi, within(2e-15 * renyi));
    }

    @Property(tries = 40)
    void anyOrderAgreesWithHighPrecisionArithmetic(@ForAll long seed,
            @ForAll @Scale(6) @DoubleRange(min = 0.000001, max = 40) double order) {
        double[] p = Joints.distribution(seed);
        if (order == 1) {
            return;
        }
        double tsallis = ExactMeasures.tsallis(order, p).doubleValue();
        assertThat(Entropy.tsallis(order, p)).isCloseTo(tsallis, within(4e-15 * tsallis));
        double renyi = ExactMeasures.renyi(order, p);
        assertThat(Entropy.renyi(order, p)).isCloseTo(renyi, within(4e-15 * renyi));
    }

    /** Where X nearly determines Y, the difference H(X, Y) - H(X) would be rounding noise. */
    @Property(tries = 40)
    void conditionalAgreesWithHighPrecisionArithmetic(@ForAll long seed,
            @ForAll @Scale(9) @DoubleRange(min = -30, max = 0) double exponent) {
        double[][] joint = Joints.nearlyDiagonal(new SplittableRandom(seed), Math.pow(10, exponent));
        double exact = ExactMeasures.conditional(joint);
        assertThat(Entropy.conditional(joint)).isCloseTo(exact, within(2e-15 * exact));
    }

    // ---- laws

    @Property(tries = 200)
    void renyiNeverRisesWithTheOrder(@ForAll long seed) {
        double[] p = Joints.distribution(seed);
        double[] orders = {0, 1e-9, 0.1, 0.5, 0.999, 1 - 1e-9, 1, 1 + 1e-9, 1.001, 1.5, 2, 3, 10, 100, 1e9, INF};
        for (int i = 1; i < orders.length; i++) {
            assertThat(Entropy.renyi(orders[i], p)).as("order " + orders[i])
                    .isBetween(0.0, Entropy.renyi(orders[i - 1], p) + 1e-15 * p.length);
        }
    }

    /** Rényi 1961 asks for additivity over independent variables; Tsallis 1988 gives what it becomes without the logarithm. */
    @Property(tries = 100)
    void independentVariables(@ForAll long seed,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 5) double order) {
        Distributions.Pair pair = Joints.pair(seed);
        double[] both = Joints.flat(Joints.product(pair.p(), pair.q()));
        assertThat(Entropy.renyi(order, both))
                .isCloseTo(Entropy.renyi(order, pair.p()) + Entropy.renyi(order, pair.q()), within(1e-13));
        double s = Entropy.tsallis(order, pair.p());
        double t = Entropy.tsallis(order, pair.q());
        assertThat(Entropy.tsallis(order, both)).isCloseTo(s + t + (1 - order) * s * t, within(1e-13 * (1 + s) * (1 + t)));
    }

    @Property(tries = 200)
    void renyiIsAFunctionOfTsallis(@ForAll long seed,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 5) double order) {
        double[] p = Joints.distribution(seed);
        double s = Entropy.tsallis(order, p);
        double expected = order == 1 ? s : Math.log1p((1 - order) * s) / (1 - order);
        assertThat(Entropy.renyi(order, p)).isCloseTo(expected, within(1e-11));
    }

    @Property(tries = 200)
    void orderOfOutcomesAndImpossibleOnesDoNotMatter(@ForAll long seed,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 5) double order) {
        double[] p = Joints.distribution(seed);
        double[] sorted = Arrays.copyOf(p, p.length + 1);
        Arrays.sort(sorted);
        assertThat(Entropy.renyi(order, sorted)).isCloseTo(Entropy.renyi(order, p), within(1e-14));
        assertThat(Entropy.tsallis(order, sorted)).isCloseTo(Entropy.tsallis(order, p), within(1e-13));
        assertThat(Entropy.min(sorted)).isEqualTo(Entropy.min(p));
        assertThat(Entropy.hartley(sorted)).isEqualTo(Entropy.hartley(p));
    }

    @Property(tries = 200)
    void chainRuleAndConditioningReducesEntropy(@ForAll long seed) {
        double[][] joint = Joints.random(new SplittableRandom(seed), 8);
        double ofRows = Entropy.shannon(Joints.rows(joint));
        double ofColumns = Entropy.shannon(Joints.rows(Joints.transposed(joint)));
        double given = Entropy.conditional(joint);
        assertThat(Entropy.joint(joint)).isCloseTo(ofRows + given, within(1e-14));
        assertThat(given).isBetween(0.0, ofColumns + 1e-14);
        assertThat(Entropy.joint(joint)).isBetween(Math.max(ofRows, ofColumns) - 1e-14, ofRows + ofColumns + 1e-14);
    }
}
