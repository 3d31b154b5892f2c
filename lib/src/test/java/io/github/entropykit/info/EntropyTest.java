package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class EntropyTest {
    private static final double LN2 = 0.6931471805599453;

    // ---- closed forms

    @Example
    void fairCoinAndFairDie() {
        assertThat(Entropy.shannon(0.5, 0.5)).isEqualTo(LN2);
        assertThat(Entropy.shannon(Probabilities.uniform(6))).isCloseTo(1.791759469228055, within(4e-16));
    }

    @Example
    void dyadicDistributionHasItsCodeLengthInBits() {
        // Shannon's example of a perfect code: lengths 1, 2, 3, 3 bits; 7/4 bits on average.
        assertThat(Units.bits(Entropy.shannon(0.5, 0.25, 0.125, 0.125))).isEqualTo(1.75);
    }

    @Example
    void groupingAxiomOfShannonsPaper() {
        double direct = Entropy.shannon(1 / 2.0, 1 / 3.0, 1 / 6.0);
        double inTwoSteps = Entropy.shannon(1 / 2.0, 1 / 2.0) + 0.5 * Entropy.shannon(2 / 3.0, 1 / 3.0);
        assertThat(direct).isCloseTo(inTwoSteps, within(1e-15)).isCloseTo(1.0114042647073518, within(1e-15));
    }

    @Example
    void binaryEntropyOfThreeTenthsIsTheSyllabusLimit() {
        assertThat(Units.bits(Entropy.binary(0.3))).isCloseTo(0.881291, within(5e-7));
    }

    @Example
    void theCertainHasZeroEntropyAndTheZeroIsPositive() {
        for (double h : new double[] {Entropy.shannon(1), Entropy.shannon(0, 1, 0), Entropy.binary(0), Entropy.binary(1),
            Entropy.cross(new double[] {1, 0}, new double[] {1, 0}), Entropy.fromLogits(7.0), Entropy.fromLogits(1e4, -1e4)}) {
            assertThat(Double.doubleToLongBits(h)).as("+0.0").isZero();
        }
        assertThat(Entropy.shannon(1 + 1e-10)).as("rounding in p must not make it negative").isZero();
    }

    @Example
    void perplexityCountsEquallyLikelyOutcomes() {
        assertThat(Entropy.perplexity(Probabilities.uniform(8))).isCloseTo(8, within(1e-14));
        assertThat(Entropy.perplexity(1, 0)).isEqualTo(1);
    }

    @Example
    void crossEntropyIsInfiniteWhereTheImpossibleHappens() {
        assertThat(Entropy.cross(new double[] {0.5, 0.5}, new double[] {1, 0})).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Entropy.cross(new double[] {1, 0}, new double[] {1, 0})).isZero();
    }

    @Example
    void longVectorsKeepTheirDigits() {
        int n = 3_000_000;
        assertThat(Entropy.shannon(Probabilities.uniform(n))).isCloseTo(Math.log(n), within(1e-15 * Math.log(n)));
    }

    // ---- laws

    @Property(tries = 200)
    void liesBetweenZeroAndLogN(@ForAll(supplier = Distributions.One.class) double[] p) {
        assertThat(Entropy.shannon(p)).isBetween(0.0, Math.log(p.length) + 1e-15 * p.length);
    }

    @Property(tries = 60)
    void agreesWithHighPrecisionArithmetic(@ForAll(supplier = Distributions.One.class) double[] p) {
        double exact = Exact.entropy(p);
        assertThat(Entropy.shannon(p)).isCloseTo(exact, within(4e-16 * Math.max(exact, 1e-300) + 3e-16));
    }

    @Property(tries = 200)
    void orderOfOutcomesDoesNotMatter(@ForAll(supplier = Distributions.One.class) double[] p) {
        double[] sorted = p.clone();
        Arrays.sort(sorted);
        assertThat(Entropy.shannon(sorted)).isCloseTo(Entropy.shannon(p), within(1e-14));
    }

    @Property(tries = 200)
    void anImpossibleOutcomeChangesNothing(@ForAll(supplier = Distributions.One.class) double[] p) {
        double h = Entropy.shannon(p);
        assertThat(Entropy.shannon(Arrays.copyOf(p, p.length + 1))).isCloseTo(h, within(1e-15 * h));
    }

    @Property(tries = 200)
    void groupingTheFirstTwoOutcomes(@ForAll(supplier = Distributions.One.class) double[] p) {
        if (p.length < 2 || p[0] + p[1] == 0) {
            return;
        }
        double w = p[0] + p[1];
        double[] grouped = Arrays.copyOfRange(p, 1, p.length);
        grouped[0] = w;
        assertThat(Entropy.shannon(p))
                .isCloseTo(Entropy.shannon(grouped) + w * Entropy.binary(Math.min(1, p[0] / w)), within(1e-14));
    }

    @Property(tries = 200)
    void binaryIsShannonOfTwoAndSymmetric(@ForAll @Scale(12) @DoubleRange(min = 0, max = 1) double p) {
        assertThat(Entropy.binary(p)).isCloseTo(Entropy.shannon(p, 1 - p), within(4e-15));
        assertThat(Entropy.binary(1 - p)).isCloseTo(Entropy.binary(p), within(4e-15));
        assertThat(Entropy.binary(p)).isBetween(0.0, LN2);
    }

    @Property(tries = 200)
    void gibbsInequality(@ForAll(supplier = Distributions.Two.class) Distributions.Pair pair) {
        assertThat(Entropy.cross(pair.p(), pair.q())).isGreaterThanOrEqualTo(Entropy.shannon(pair.p()) - 1e-14);
    }

    @Property(tries = 200)
    void crossEntropyIsEntropyPlusDivergence(
            @ForAll(supplier = Distributions.TwoWithFullSupport.class) Distributions.Pair pair) {
        double sum = Entropy.shannon(pair.p()) + Divergence.kl(pair.p(), pair.q());
        assertThat(Entropy.cross(pair.p(), pair.q())).isCloseTo(sum, within(1e-14 * (1 + sum)));
    }

    // ---- from logits

    @Property(tries = 200)
    void fromLogitsIsTheEntropyOfTheSoftmax(
            @ForAll(supplier = Distributions.Logits.class) double[] z) {
        assertThat(Entropy.fromLogits(z)).isCloseTo(Entropy.shannon(Softmax.of(z)), within(1e-14));
    }

    @Property(tries = 200)
    void fromLogitsIgnoresAConstant(
            @ForAll(supplier = Distributions.Logits.class) double[] z,
            @ForAll @IntRange(min = -10_000, max = 10_000) int shift) {
        double[] shifted = Arrays.stream(z).map(x -> x + shift).toArray();
        assertThat(Entropy.fromLogits(shifted)).isCloseTo(Entropy.fromLogits(z), within(1e-9));
    }

    @Example
    void fromLogitsKeepsTheDigitsOfATinyEntropy() {
        // z = (0, -600): p = exp(-600) to all digits, H = p (600 + 1).
        assertThat(Entropy.fromLogits(0, -600)).isCloseTo(601 * Math.exp(-600), within(1e-270));
        assertThat(Entropy.fromLogits(0, -600) / (601 * Math.exp(-600))).isCloseTo(1, within(1e-15));
    }

    @Example
    void fromLogitsTakesExtremesAndImpossibleClasses() {
        assertThat(Entropy.fromLogits(1e4, 1e4, -1e4)).isEqualTo(LN2);
        assertThat(Entropy.fromLogits(3, 3, Double.NEGATIVE_INFINITY)).isEqualTo(LN2);
        assertThat(Entropy.fromLogits(-1e308, 1e308)).isZero();
        assertThat(Entropy.fromLogits(2f, 1f, 0f, -1f)).isEqualTo(Entropy.fromLogits(2.0, 1.0, 0.0, -1.0));
    }

    // ---- numbers of the course

    @Example
    void entropyOfTheMacrostateApproachesTheBinaryEntropy() {
        // Syllabus 1.1: log2 C(n, 0.3 n) / n, with its distance log2(2 pi n 0.21) / (2n) from the limit.
        double limit = Units.bits(Entropy.binary(0.3));
        double[] expected = {0.846027, 0.876108, 0.880607};
        for (int i = 0, n = 100; i < 3; i++, n *= 10) {
            double logOfWays = 0;
            for (int k = 1; k <= 3 * n / 10; k++) {
                logOfWays += Math.log((double) (n - 3 * n / 10 + k) / k);
            }
            double perToss = Units.bits(logOfWays) / n;
            assertThat(perToss).isCloseTo(expected[i], within(1e-6));
            assertThat(limit - perToss).isCloseTo(Units.bits(Math.log(2 * Math.PI * n * 0.21)) / (2 * n), within(1e-4));
        }
    }
}
