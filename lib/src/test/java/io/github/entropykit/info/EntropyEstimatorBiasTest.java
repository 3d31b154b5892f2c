package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The estimators that remove bias: their formulas, their exact bias where it is known, and where each of them fails. */
class EntropyEstimatorBiasTest {
    private static final double EULER = 0.57721566490153286061;

    // ---- formulas

    /** Computed from the published formulas with numpy and scipy.special.psi. Columns: 1988, 2003, Chao-Shen, James-Stein. */
    @Example
    void agreesWithAnotherProgram() {
        int[][] counts = {{4, 2, 2}, {4, 2, 2, 1, 1}, {4, 2, 2, 0}, {1, 1, 1, 1, 1}, {0, 0, 3, 1, 0, 7, 1, 2}, {10, 20, 30, 40}};
        double[][] known = {
            {1.1316572065813686, 1.0164710538079806, 1.1181928740846283, 1.0986122886681096},
            {1.7598007578955788, 1.7062812717888574, 1.7977048272409504, 1.6094379124341005},
            {1.1316572065813686, 1.0164710538079806, 1.1181928740846283, 1.3655990514262446},
            {2.6866535773356333, 2.8798007578955787, 3.4868903818942414, 1.6094379124341005},
            {1.6013920421358387, 1.6618011274576890, 1.5827586794024031, 1.7072400577212088},
            {1.2980759747439277, 1.2795083530502658, 1.2798603420498036, 1.3092415267039144},
        };
        for (int i = 0; i < counts.length; i++) {
            String name = Arrays.toString(counts[i]);
            assertThat(EntropyEstimator.grassberger1988(counts[i])).as(name).isCloseTo(known[i][0], within(3e-15));
            assertThat(EntropyEstimator.grassberger2003(counts[i])).as(name).isCloseTo(known[i][1], within(3e-15));
            assertThat(EntropyEstimator.chaoShen(counts[i])).as(name).isCloseTo(known[i][2], within(3e-15));
            assertThat(EntropyEstimator.jamesStein(counts[i])).as(name).isCloseTo(known[i][3], within(3e-15));
        }
    }

    /** The paper's recurrence: G(1) = -γ - ln 2, G(2) = 2 - γ - ln 2, G(2n+1) = G(2n), G(2n+2) = G(2n) + 2/(2n+1). */
    @Example
    void numbersOfGrassberger2003FollowTheirRecurrence() {
        double g = -EULER - Math.log(2);
        assertThat(grassberger2003(1)).isCloseTo(g, within(1e-15));
        for (int c = 2; c < 300; c += 2) {
            g += 2.0 / (c - 1);
            assertThat(grassberger2003(c)).as("G(%d)", c).isCloseTo(g, within(1e-14));
            assertThat(grassberger2003(c + 1)).as("G(%d)", c + 1).isCloseTo(g, within(1e-14));
        }
    }

    @Property(tries = 200)
    void orderOfTheOutcomesAndThoseNotSeenMakeNoDifference(@ForAll(supplier = Distributions.Counts.class) int[] counts) {
        int[] other = new int[counts.length + 3];
        for (int i = 0; i < counts.length; i++) {
            other[other.length - 1 - i] = counts[i];
        }
        assertThat(EntropyEstimator.grassberger1988(other)).isCloseTo(EntropyEstimator.grassberger1988(counts), within(1e-14));
        assertThat(EntropyEstimator.grassberger2003(other)).isCloseTo(EntropyEstimator.grassberger2003(counts), within(1e-14));
        assertThat(EntropyEstimator.chaoShen(other)).isCloseTo(EntropyEstimator.chaoShen(counts), within(1e-14));
    }

    @Property(tries = 200)
    void longCountsGiveTheSameAndMayBeLarger(@ForAll(supplier = Distributions.Counts.class) int[] counts) {
        long[] wide = Arrays.stream(counts).asLongStream().toArray();
        // 2^35 times as many observations: the frequencies are the same, and nothing is left to correct.
        long[] huge = Arrays.stream(wide).map(c -> c << 35).toArray();
        double plugIn = EntropyEstimator.plugIn(counts);
        assertThat(EntropyEstimator.plugIn(wide)).isEqualTo(plugIn);
        assertThat(EntropyEstimator.millerMadow(wide)).isEqualTo(EntropyEstimator.millerMadow(counts));
        assertThat(EntropyEstimator.grassberger1988(wide)).isEqualTo(EntropyEstimator.grassberger1988(counts));
        assertThat(EntropyEstimator.grassberger2003(wide)).isEqualTo(EntropyEstimator.grassberger2003(counts));
        assertThat(EntropyEstimator.chaoShen(wide)).isEqualTo(EntropyEstimator.chaoShen(counts));
        assertThat(EntropyEstimator.jamesStein(wide)).isEqualTo(EntropyEstimator.jamesStein(counts));
        assertThat(EntropyEstimator.plugIn(huge)).isCloseTo(plugIn, within(1e-14));
        assertThat(EntropyEstimator.millerMadow(huge)).isCloseTo(plugIn, within(1e-9));
        assertThat(EntropyEstimator.grassberger1988(huge)).isCloseTo(plugIn, within(1e-9));
        assertThat(EntropyEstimator.grassberger2003(huge)).isCloseTo(plugIn, within(1e-9));
        assertThat(EntropyEstimator.chaoShen(huge)).isCloseTo(plugIn, within(1e-9));
        assertThat(EntropyEstimator.jamesStein(huge)).isCloseTo(plugIn, within(1e-9));
    }

    // ---- edges

    @Example
    void oneOutcome() {
        for (int count : new int[] {1, 2, 100}) {
            assertThat(Double.doubleToLongBits(EntropyEstimator.chaoShen(count, 0))).as("+0.0").isZero();
            assertThat(Double.doubleToLongBits(EntropyEstimator.jamesStein(count))).as("+0.0").isZero();
        }
        assertThat(EntropyEstimator.grassberger2003(1)).isCloseTo(EULER + Math.log(2), within(1e-15));
        assertThat(EntropyEstimator.grassberger2003(2)).as("negative").isCloseTo(2 * Math.log(2) + EULER - 2, within(1e-15));
        assertThat(EntropyEstimator.grassberger1988(1)).isCloseTo(EULER + 0.5, within(1e-15));
    }

    @Example
    void chaoShenWithNothingSeenTwiceTakesTheCoverageToBeOneInN() {
        // N terms with p = 1/N², of -p ln p / (1 - (1 - p)^N) each.
        int n = 4;
        double p = 1 / 16.0;
        assertThat(EntropyEstimator.chaoShen(1, 1, 1, 1))
                .isCloseTo(n * -p * Math.log(p) / (1 - Math.pow(1 - p, n)), within(2e-15));
    }

    @Example
    void jamesSteinKnowsHowManyOutcomesThereAre() {
        // One observation says nothing about unevenness: the uniform distribution.
        assertThat(EntropyEstimator.jamesStein(1, 0, 0, 0)).isCloseTo(Math.log(4), within(4e-16));
        // As even as can be: λ above 1 is taken to be 1.
        assertThat(EntropyEstimator.jamesStein(1, 1, 0, 0)).isCloseTo(Math.log(4), within(4e-16));
        assertThat(EntropyEstimator.jamesStein(3, 3, 3)).isCloseTo(Math.log(3), within(4e-16));
        // No variance at all: λ is 0, and the entropy is that of a certain outcome.
        assertThat(Double.doubleToLongBits(EntropyEstimator.jamesStein(7, 0, 0, 0))).as("+0.0").isZero();
        // λ by hand: (1 - 10/16) / (3 (1/4 + 1/16)) = 0.4 for frequencies 3/4, 1/4, 0, and the target 1/3 each.
        double lambda = (1 - 10 / 16.0) / (3 * (25 / 144.0 + 1 / 144.0 + 16 / 144.0));
        double[] mixed = {lambda / 3 + (1 - lambda) * 0.75, lambda / 3 + (1 - lambda) * 0.25, lambda / 3};
        assertThat(EntropyEstimator.jamesStein(3, 1, 0)).isCloseTo(Entropy.shannon(mixed), within(1e-15));
    }

    @Property(tries = 200)
    void jamesSteinLiesBetweenThePlugInAndTheUniformDistribution(@ForAll(supplier = Distributions.Counts.class) int[] counts) {
        assertThat(EntropyEstimator.jamesStein(counts))
                .isBetween(EntropyEstimator.plugIn(counts) - 1e-14, Math.log(counts.length) + 1e-14);
    }

    @Property(tries = 200)
    void coverageOnlyAddsToThePlugIn(@ForAll(supplier = Distributions.Counts.class) int[] counts) {
        boolean singletons = Arrays.stream(counts).anyMatch(c -> c == 1);
        // Without singletons the terms are those of the plug-in, divided by probabilities.
        if (!singletons) {
            assertThat(EntropyEstimator.chaoShen(counts)).isGreaterThanOrEqualTo(EntropyEstimator.plugIn(counts) - 1e-14);
        }
        assertThat(EntropyEstimator.chaoShen(counts)).isNotNegative();
    }

    @Example
    void rareOutcomesKeepTheirDigits() {
        // 1 and 10^9 - 1 observations: everything is a matter of 1e-8 nats.
        double plugIn = EntropyEstimator.plugIn(1, 999_999_999);
        // c(ln c - ψ(c) - (-1)^c/(c(c+1))) is γ + 1/2 for c = 1 and 1/2 + 1/(12c) + 1/(c+1) for c = 999,999,999.
        double correction = (EULER + 0.5 + 0.5 + 13 / 12.0 * 1e-9) * 1e-9;
        assertThat(EntropyEstimator.grassberger1988(1, 999_999_999)).isCloseTo(plugIn + correction, within(1e-22));
        // c(ln c - G(c)) is γ + ln 2 for c = 1 and, c being odd, c(ln(c/2) - ψ(c/2)) = 1 + 1/(3c) for c = 999,999,999.
        double twice = (EULER + Math.log(2) + 1 + 1e-9 / 3) * 1e-9;
        assertThat(EntropyEstimator.grassberger2003(1, 999_999_999)).isCloseTo(plugIn + twice, within(1e-22));
    }

    // ---- exact bias

    /** Grassberger 2003: with c Poisson of mean z, E[c G(c)] = z ln z + z E₁(2z), and E[c ψ(c)] = z ln z + z E₁(z). */
    @Example
    void biasForPoissonCountsIsAnExponentialIntegral() {
        for (double z : new double[] {0.05, 0.3, 1, 2, 4}) {
            double exact = z * Math.log(z);
            assertThat(overPoisson(z, c -> c * grassberger2003(c))).as("2003, z = %s", z)
                    .isCloseTo(exact + z * exponentialIntegral(2 * z), within(1e-13));
            double alternating = Math.exp(-z) * (-Math.expm1(-z) / z - 1);
            assertThat(overPoisson(z, c -> c * grassberger1988(c))).as("1988, z = %s", z)
                    .isCloseTo(exact + z * exponentialIntegral(z) + alternating, within(1e-13));
        }
    }

    /** Ten equally likely outcomes, a hundred draws: what is left of the plug-in's bias of -0.0459 nats. */
    @Example
    void exactBiasForTenOutcomes() {
        double plugIn = bias(10, 100, c -> c * Math.log(c));
        assertThat(plugIn).isCloseTo(-0.0459, within(5e-5));
        double seen = 10 * (1 - Math.pow(0.9, 100));
        double millerMadow = plugIn + (seen - 1) / 200;
        assertThat(millerMadow).isCloseTo(-0.0009, within(5e-5));
        // Grassberger's formulas are for Poisson counts. A fixed total of N leaves ln N - ψ(N), about 1/(2N).
        double fixedTotal = Math.log(100) - Digamma.of(100);
        assertThat(bias(10, 100, c -> c * grassberger1988(c))).isCloseTo(fixedTotal, within(2e-6));
        assertThat(bias(10, 100, c -> c * grassberger2003(c))).isCloseTo(fixedTotal, within(1e-6));
    }

    /** A hundred outcomes, a hundred draws; the reference is the same sum in numpy. */
    @Example
    void exactBiasWithAsManyOutcomesAsObservations() {
        double plugIn = bias(100, 100, c -> c * Math.log(c));
        double millerMadow = plugIn + (100 * (1 - Math.pow(0.99, 100)) - 1) / 200;
        assertThat(plugIn).isCloseTo(-0.5695, within(5e-5));
        assertThat(millerMadow).isCloseTo(-0.2575, within(5e-5));
        assertThat(bias(100, 100, c -> c * grassberger1988(c))).isCloseTo(-0.0784, within(5e-5));
        assertThat(bias(100, 100, c -> c * grassberger2003(c))).isCloseTo(-0.0432, within(5e-5));
    }

    // ---- measured bias

    @Example
    void chaoShenIsBetterWhereMuchWasNotSeen() {
        // 1,000 outcomes, 100 observations.
        double[] p = Probabilities.uniform(1000);
        Draws.Trials plugIn = trials(100, p, EntropyEstimator::plugIn);
        Draws.Trials chaoShen = trials(100, p, EntropyEstimator::chaoShen);
        double truth = Math.log(1000);
        assertThat(plugIn.mean() - truth).isLessThan(-2.3);
        assertThat(chaoShen.mean() - truth).isCloseTo(0, within(0.2 + 4 * chaoShen.standardError()));
        // It pays with variance.
        assertThat(chaoShen.sd()).isGreaterThan(10 * plugIn.sd());
    }

    @Example
    void chaoShenIsNoBetterThanThePlugInWhereNothingIsLeftToSee() {
        // 10 outcomes, 100 observations: the bias is one of unevenness, which coverage does not correct.
        double[] p = Probabilities.uniform(10);
        double truth = Math.log(10);
        Draws.Trials chaoShen = trials(100, p, EntropyEstimator::chaoShen);
        Draws.Trials millerMadow = trials(100, p, EntropyEstimator::millerMadow);
        assertThat(chaoShen.mean() - truth).isCloseTo(-0.045, within(4 * chaoShen.standardError()));
        assertThat(millerMadow.mean() - truth).isCloseTo(-0.001, within(4 * millerMadow.standardError()));
    }

    @Example
    void jamesSteinIsGoodForEvenAndBadForUnevenSources() {
        Draws.Trials even = trials(20, Probabilities.uniform(100), EntropyEstimator::jamesStein);
        assertThat(even.mean() - Math.log(100)).isCloseTo(0, within(0.02 + 4 * even.standardError()));
        // Probabilities 1/2, 1/4, 1/8, ...: of 40 outcomes only a few matter, but it expects all.
        double[] halves = new double[40];
        Arrays.setAll(halves, i -> Math.pow(0.5, i));
        double[] uneven = Probabilities.normalise(halves);
        Draws.Trials shrunk = trials(20, uneven, EntropyEstimator::jamesStein);
        Draws.Trials corrected = trials(20, uneven, EntropyEstimator::grassberger2003);
        assertThat(shrunk.mean() - Entropy.shannon(uneven)).isGreaterThan(0.3);
        assertThat(corrected.mean() - Entropy.shannon(uneven)).isCloseTo(0, within(0.02 + 4 * corrected.standardError()));
    }

    private static Draws.Trials trials(int n, double[] p, ToDoubleFunction<int[]> estimator) {
        return Draws.Trials.of(600, 11, (SplittableRandom r) -> estimator.applyAsDouble(Draws.counts(n, p, r)));
    }

    /** ψ(c) + (-1)^c / (c (c + 1)), from an estimate in which c is the only count. */
    private static double grassberger1988(double c) {
        return Math.log(c) - EntropyEstimator.grassberger1988((int) c);
    }

    /** G(c), likewise. */
    private static double grassberger2003(double c) {
        return Math.log(c) - EntropyEstimator.grassberger2003((int) c);
    }

    /** The bias of ln N - (1/N) Σ f(c) for K equally likely outcomes: each c is binomial. */
    private static double bias(int outcomes, int n, DoubleUnaryOperator f) {
        double p = 1.0 / outcomes;
        double expectation = 0;
        double logChoose = 0;
        for (int c = 1; c <= n; c++) {
            logChoose += Math.log((n - c + 1.0) / c);
            expectation += Math.exp(logChoose + c * Math.log(p) + (n - c) * Math.log1p(-p)) * f.applyAsDouble(c);
        }
        return Math.log(n) - outcomes * expectation / n - Math.log(outcomes);
    }

    private static double overPoisson(double z, DoubleUnaryOperator f) {
        double expectation = 0;
        double probability = Math.exp(-z);
        for (int c = 1; c < 100; c++) {
            probability *= z / c;
            expectation += probability * f.applyAsDouble(c);
        }
        return expectation;
    }

    /** E₁(z) = -γ - ln z - Σ (-z)^k / (k k!), good to 1e-13 for z up to 8. */
    private static double exponentialIntegral(double z) {
        double sum = -EULER - Math.log(z);
        double power = 1;
        for (int k = 1; k < 80; k++) {
            power *= -z / k;
            sum -= power / k;
        }
        return sum;
    }
}
