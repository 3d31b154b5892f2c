package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** Legal input from the ends of the double range: products that vanish, sums and ratios that overflow. */
class ExtremesTest {
    private static final double LN2 = 0.6931471805599453;
    private static final double LN10 = 2.302585092994046;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double TINY = Double.MIN_VALUE;
    private static final double HUGE = Double.MAX_VALUE;

    // ---- mutual information, where the product of two probabilities is 0 in double

    @Property(tries = 100)
    void rareSymbolsThatAlwaysMeet(@ForAll @Scale(6) @DoubleRange(min = -307, max = -20) double exponent) {
        double t = Math.pow(10, exponent);
        double entropy = t * (1 - Math.log(t));
        double[][] copy = {{t, 0}, {0, 1}};
        double[] three = {t, 0, 0, 0, 0, 0, 0, 1};
        close(MutualInformation.of(copy), entropy);
        close(MutualInformation.normalised(new double[][] {{t, 0, 0}, {0, 0.25, 0.25}, {0, 0.25, 0.25}}), entropy / LN2);
        close(MultivariateInformation.totalCorrelation(three, 2, 2, 2), 2 * entropy);
        close(MultivariateInformation.dualTotalCorrelation(three, 2, 2, 2), entropy);
        close(MultivariateInformation.oInformation(three, 2, 2, 2), entropy);
        assertThat(MutualInformation.pointwise(copy)[0][0]).isCloseTo(-Math.log(t), within(1e-12));
    }

    @Property(tries = 100)
    void dependenceWithinARareSlice(@ForAll @Scale(6) @DoubleRange(min = -306, max = -20) double exponent) {
        double t = Math.pow(10, exponent);
        // Z = 0: two independent coins; Z = 1, of probability t: two copies of one coin, or again two coins.
        close(MutualInformation.conditional(new double[][][] {{{0.25, t / 2}, {0.25, 0}}, {{0.25, 0}, {0.25, t / 2}}}), t * LN2);
        assertThat(MutualInformation.conditional(
                new double[][][] {{{0.25, t / 4}, {0.25, t / 4}}, {{0.25, t / 4}, {0.25, t / 4}}})).isZero();
    }

    @Example
    void pointwiseInformationOfASubnormalProduct() {
        double p = 2 * TINY;
        double r = 3e-162;
        assertThat(MutualInformation.pointwise(new double[][] {{p, r}, {r, 1}})[0][0])
                .isCloseTo(Math.log(p) - 2 * Math.log(r), within(1e-12));
    }

    // ---- mixtures that are 0 in double

    @Example
    void mixturesOfSubnormalProbabilities() {
        double[] p = {TINY, 1};
        double[] half = {0.5, 0.5};
        assertThat(Divergence.jensenShannon(half, new double[][] {p, p})).isZero();
        assertThat(Divergence.jensenShannon(p, new double[][] {half, {0, 1}})).isBetween(0.0, 1e-300);
        assertThat(Divergence.f(FGenerator.JENSEN_SHANNON, p, p)).isZero();
        assertThat(Divergence.f(FGenerator.JENSEN_SHANNON, p, new double[] {0, 1})).isBetween(0.0, 1e-300);
        double[] more = {1e-300, 1};
        assertThat(Divergence.jensenShannon(half, new double[][] {more, {0, 1}}) / 1e-300).isCloseTo(LN2 / 2, within(1e-15));
    }

    @Property(tries = 100)
    void oneTermScalesUpToTheLargestDouble(@ForAll @Scale(9) @DoubleRange(min = 0, max = 1) double p,
            @ForAll @Scale(9) @DoubleRange(min = 0, max = 1) double q) {
        double scale = 0x1p1023;
        for (FGenerator f : new FGenerator[] {FGenerator.JENSEN_SHANNON, FGenerator.GAN}) {
            assertThat(f.term(p * scale, q * scale) / scale).isCloseTo(f.term(p, q), within(1e-15));
            assertThat(f.term(p * scale, p * scale) / scale).isCloseTo(f.term(p, p), within(1e-15));
        }
        double term = Divergence.klTerm(1.99 * p, 1.99 * q);
        assertThat(Divergence.klTerm(1.99 * p * scale, 1.99 * q * scale))
                .isCloseTo(term * scale, within(2e-15 * Math.min(HUGE, term * scale)));
    }

    // ---- Kullback-Leibler

    @Example
    void klTermsWhoseRatioOrProductOverflows() {
        assertThat(Divergence.klTerm(1e-320, 1e300)).isEqualTo(1e300);
        close(Divergence.klTerm(1e300, 1e-20), 1e300 * (320 * LN10 - 1));
        close(Divergence.klTerm(1.7e308, 1e308), 1e308 * (1.7 * Math.log(1.7) - 0.7));
        close(Divergence.klTerm(0.8e308, 1.2e308), 1e308 * (0.8 * Math.log(0.8 / 1.2) + 0.4));
        close(Divergence.klTerm(1e308, 1.3e307), 1e308 * (-Math.log(0.13) - 0.87));
        assertThat(Divergence.klTerm(HUGE, HUGE)).isZero();
        assertThat(Divergence.klTerm(HUGE, 1)).isEqualTo(INF);
        assertThat(Divergence.klTerm(1, HUGE)).isEqualTo(HUGE);
    }

    @Example
    void gaussiansOfVeryDifferentWidth() {
        close(Gaussian.kl(0, 1e-200, 0, 1e200), 400 * LN10 - 0.5);
        close(Gaussian.kl(0, 1e-320, 0, 1), -Math.log(1e-320) - 0.5);
        assertThat(Gaussian.kl(0, 1e200, 0, 1e-200)).isEqualTo(INF);
        assertThat(Gaussian.kl(0, 1, 0, 1e-320)).isEqualTo(INF);
        close(Gaussian.kl(new double[] {0, 0}, new double[] {1, 1e-200}, new double[] {0, 0}, new double[] {1, 1e200}),
                400 * LN10 - 0.5);
    }

    /** Only the ratios of deviations and means matter, also in units in which a deviation is subnormal. */
    @Example
    void gaussiansInAnyUnit() {
        for (double unit : new double[] {TINY, 0x1p-1060, 0x1p-600, 0x1p600, 0x1p1021}) {
            close(Gaussian.kl(unit, 3 * unit, 2 * unit, 5 * unit), Gaussian.kl(1, 3, 2, 5));
            close(Gaussian.kl(0, 3 * unit, 0, 4 * unit), Gaussian.kl(0, 3, 0, 4));
        }
        close(Gaussian.kl(8e307, 1e308, -8e307, 1e308), 1.28);
        assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.kl(1.7e308, 1e308, -1.7e308, 1e308))
                .withMessageStartingWith("meanP = 1.7E308 must be finite, and at most 2^1023");
    }

    // ---- orders and slopes

    @Example
    void renyiOfTheHighestFiniteOrders() {
        double[] p = {0.9, 0.1};
        double[] q = {0.1, 0.9};
        for (double order : new double[] {1e20, 1e299, 1e301, 1e305, 1e308, HUGE, INF}) {
            close(Entropy.renyi(order, Probabilities.uniform(10)), LN10);
            close(Entropy.renyi(order, p), -Math.log(0.9));
            close(Divergence.renyi(order, p, q), Math.log(9));
            assertThat(Divergence.renyi(order, p, p)).isZero();
        }
    }

    /** -ln(1 - e^u), in 55-digit arithmetic. */
    @Property(tries = 100)
    void conjugateOfTheGanKeepsItsDigits(@ForAll @Scale(9) @DoubleRange(min = -60, max = -1e-6) double u) {
        BigDecimal rest = BigDecimal.ONE.subtract(Exact.exp(new BigDecimal(u)));
        close(FGenerator.GAN.conjugate(u), -Exact.log(rest).doubleValue());
    }

    @Example
    void conjugateOfTheGanAtItsEnds() {
        close(FGenerator.GAN.conjugate(-700), Math.exp(-700));
        assertThat(Double.doubleToLongBits(FGenerator.GAN.conjugate(-800))).isZero();
        assertThat(Double.doubleToLongBits(FGenerator.GAN.conjugate(-INF))).isZero();
        assertThat(FGenerator.GAN.conjugate(-0.0)).isEqualTo(INF);
        close(FGenerator.GAN.conjugate(-TINY), 1074 * LN2);
    }

    // ---- logits and samples

    @Example
    void logitsUpToTheLimit() {
        double b = HUGE / 4;
        assertThat(Divergence.klFromLogits(new double[] {b, b}, new double[] {-b, -b})).isZero();
        close(Divergence.klFromLogits(new double[] {b, -b}, new double[] {-b, b}), 2 * b);
        close(Divergence.klFromLogits(new double[] {b, -b}, new double[] {b, b}), LN2);
        close(Divergence.klFromLogits(new double[] {-INF, b}, new double[] {b, -b}), 2 * b);
    }

    @Example
    void logitsBeyondTheLimitAreRefusedByName() {
        double[] good = {0, 0};
        for (double z : new double[] {0x1p1022, -0x1p1022, 1e308, -HUGE}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Divergence.klFromLogits(new double[] {0, z}, good))
                    .withMessageStartingWith("zp[1] = " + z + " is too large");
            assertThatIllegalArgumentException().isThrownBy(() -> Divergence.klFromLogits(good, new double[] {z, 0}))
                    .withMessageStartingWith("zq[0] = " + z + " is too large");
        }
    }

    @Example
    void spacingsUpToTheLargestDouble() {
        double[] sample = {-8e307, 0, 8e307, 1, 2, 3, 4};
        double[] smaller = Arrays.stream(sample).map(x -> x * 0x1p-100).toArray();
        close(DifferentialEntropy.vasicek(sample, 1), DifferentialEntropy.vasicek(smaller, 1) + 100 * LN2);
    }

    private static void close(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-14 * expected));
    }
}
