package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class DivergenceTest {
    private static final double LN2 = 0.6931471805599453;

    // ---- closed forms

    @Example
    void coverAndThomasExample() {
        // Cover and Thomas, Elements of Information Theory, example 2.3.1: 0.2075 and 0.1887 bits.
        double[] p = {0.5, 0.5};
        double[] q = {0.75, 0.25};
        assertThat(Units.bits(Divergence.kl(p, q))).isCloseTo(1 - 0.5 * Math.log(3) / LN2, within(1e-15))
                .isCloseTo(0.2075, within(5e-5));
        assertThat(Units.bits(Divergence.kl(q, p))).isCloseTo(0.75 * Math.log(3) / LN2 - 1, within(1e-15))
                .isCloseTo(0.1887, within(5e-5));
    }

    @Example
    void fromTheUniformDistributionItIsMissingEntropy() {
        double[] p = {0.7, 0.2, 0.1, 0};
        assertThat(Divergence.kl(p, Probabilities.uniform(4)))
                .isCloseTo(Math.log(4) - Entropy.shannon(p), within(1e-15));
    }

    @Example
    void impossibleForTheModelIsInfiniteAndEqualIsPositiveZero() {
        assertThat(Divergence.kl(new double[] {0.5, 0.5}, new double[] {1, 0})).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Divergence.kl(new double[] {1, 0}, new double[] {0.5, 0.5})).isCloseTo(LN2, within(1e-16));
        double[] p = {0.1, 0.2, 0.7, 0};
        assertThat(Double.doubleToLongBits(Divergence.kl(p, p))).isZero();
        assertThat(Double.doubleToLongBits(Divergence.jensenShannon(p, p))).isZero();
    }

    @Example
    void subnormalProbabilitiesDoNotOverflowTheRatio() {
        assertThat(Divergence.kl(new double[] {1, 0}, new double[] {1, 4.9e-324})).isBetween(0.0, 1e-300);
        assertThat(Divergence.kl(new double[] {0.5, 0.5}, new double[] {1, 4.9e-324}))
                .isCloseTo(0.5 * Math.log(0.5) + 0.5 * (Math.log(0.5) + 1074 * LN2), within(1e-12));
        assertThat(Divergence.jensenShannon(new double[] {1, 4.9e-324}, new double[] {1, 0})).isBetween(0.0, 1e-300);
    }

    @Example
    void jensenShannonOfTheSyllabusEnsemble() {
        assertThat(Units.bits(Divergence.jensenShannon(new double[] {0.9, 0.1}, new double[] {0.1, 0.9})))
                .isCloseTo(0.531004, within(5e-7));
    }

    // ---- precision

    @Property(tries = 60)
    void klAgreesWithHighPrecisionArithmetic(
            @ForAll(supplier = Distributions.TwoWithFullSupport.class) Distributions.Pair pair) {
        double exact = Exact.kl(pair.p(), pair.q());
        assertThat(Divergence.kl(pair.p(), pair.q())).isCloseTo(exact, within(3e-15 * exact + 1e-45));
    }

    @Property(tries = 60)
    void jensenShannonAgreesWithHighPrecisionArithmetic(
            @ForAll(supplier = Distributions.Two.class) Distributions.Pair pair) {
        double exact = Exact.jensenShannon(pair.p(), pair.q());
        assertThat(Divergence.jensenShannon(pair.p(), pair.q())).isCloseTo(exact, within(3e-15 * exact + 1e-45));
    }

    /** Neighbours at every distance from 1e-15 to 1: the divergence falls to 1e-31 and keeps its digits. */
    @Property(tries = 60)
    void tinyDivergencesKeepTheirDigits(
            @ForAll @Scale(12) @DoubleRange(min = -15, max = -0.3) double exponent, @ForAll long seed) {
        Random random = new Random(seed);
        double[] p = random.doubles(8, 0.1, 1).toArray();
        double[] q = Arrays.stream(p).map(x -> x * (1 + Math.pow(10, exponent) * random.nextGaussian() / 4)).toArray();
        p = Probabilities.normalise(p);
        q = Probabilities.normalise(Arrays.stream(q).map(Math::abs).toArray());
        double exact = Exact.kl(p, q);
        assertThat(Divergence.kl(p, q)).isCloseTo(exact, within(3e-15 * exact + 1e-45));
        double middle = Exact.jensenShannon(p, q);
        assertThat(Divergence.jensenShannon(p, q)).isCloseTo(middle, within(3e-15 * middle + 1e-45));
    }

    // ---- laws

    @Property(tries = 200)
    void isNeverNegative(@ForAll(supplier = Distributions.Two.class) Distributions.Pair pair) {
        assertThat(Divergence.kl(pair.p(), pair.q())).isNotNegative();
        assertThat(Divergence.jensenShannon(pair.p(), pair.q())).isBetween(0.0, LN2 + 1e-15);
    }

    @Property(tries = 200)
    void pinskersInequality(@ForAll(supplier = Distributions.Two.class) Distributions.Pair pair) {
        double distance = 0;
        for (int i = 0; i < pair.p().length; i++) {
            distance += Math.abs(pair.p()[i] - pair.q()[i]);
        }
        assertThat(Divergence.kl(pair.p(), pair.q())).isGreaterThanOrEqualTo(distance * distance / 2 - 1e-15);
        assertThat(Divergence.jensenShannon(pair.p(), pair.q())).isBetween(distance * distance / 8 - 1e-15,
                distance / 2 * LN2 + 1e-15);
    }

    @Property(tries = 200)
    void mergingTwoOutcomesNeverIncreasesIt(@ForAll(supplier = Distributions.Two.class) Distributions.Pair pair) {
        if (pair.p().length < 2) {
            return;
        }
        double[] p = merged(pair.p());
        double[] q = merged(pair.q());
        assertThat(Divergence.kl(p, q)).isLessThanOrEqualTo(Divergence.kl(pair.p(), pair.q()) + 1e-14);
        assertThat(Divergence.jensenShannon(p, q))
                .isLessThanOrEqualTo(Divergence.jensenShannon(pair.p(), pair.q()) + 1e-14);
    }

    @Property(tries = 200)
    void jensenShannonIsSymmetricToTheLastBitAndAnEntropyGap(
            @ForAll(supplier = Distributions.Two.class) Distributions.Pair pair) {
        double[] p = pair.p();
        double[] q = pair.q();
        double[] m = new double[p.length];
        Arrays.setAll(m, i -> (p[i] + q[i]) / 2);
        double jsd = Divergence.jensenShannon(p, q);
        assertThat(Divergence.jensenShannon(q, p)).isEqualTo(jsd);
        assertThat(jsd).isCloseTo(Entropy.shannon(m) - (Entropy.shannon(p) + Entropy.shannon(q)) / 2, within(1e-14));
        assertThat(jsd).isCloseTo((Divergence.kl(p, m) + Divergence.kl(q, m)) / 2, within(1e-14));
    }

    @Property(tries = 200)
    void orderOfOutcomesDoesNotMatter(
            @ForAll(supplier = Distributions.TwoWithFullSupport.class) Distributions.Pair pair) {
        double expected = Divergence.kl(pair.p(), pair.q());
        assertThat(Divergence.kl(reversed(pair.p()), reversed(pair.q()))).isCloseTo(expected, within(1e-14 * expected));
    }

    @Property(tries = 200)
    void oneTermScalesAndIsNeverNegative(
            @ForAll @Scale(12) @DoubleRange(min = 0, max = 100) double p, @ForAll @Scale(12) @DoubleRange(min = 0.001, max = 100) double q) {
        double term = Divergence.klTerm(p, q);
        assertThat(term).isNotNegative();
        assertThat(Divergence.klTerm(8 * p, 8 * q)).isEqualTo(8 * term);
    }

    private static double[] merged(double[] p) {
        double[] shorter = Arrays.copyOfRange(p, 1, p.length);
        shorter[0] += p[0];
        return shorter;
    }

    private static double[] reversed(double[] p) {
        double[] r = new double[p.length];
        Arrays.setAll(r, i -> p[p.length - 1 - i]);
        return r;
    }
}
