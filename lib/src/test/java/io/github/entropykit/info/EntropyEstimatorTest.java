package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class EntropyEstimatorTest {
    private static final int OUTCOMES = 10;
    private static final int SAMPLE = 100;

    @Property(tries = 300)
    void plugInIsTheEntropyOfTheFrequencies(@ForAll(supplier = Distributions.Counts.class) int[] counts) {
        assertThat(EntropyEstimator.plugIn(counts))
                .isCloseTo(Entropy.shannon(Probabilities.fromCounts(counts)), within(1e-14));
    }

    @Property(tries = 200)
    void grassberger1988LiesAboveThePlugIn(@ForAll(supplier = Distributions.Counts.class) int[] counts,
            @ForAll @IntRange(min = 1, max = 20) int few) {
        assertThat(EntropyEstimator.grassberger1988(counts)).isGreaterThan(EntropyEstimator.plugIn(counts));
        assertThat(EntropyEstimator.grassberger1988(few)).isPositive();
        assertThat(EntropyEstimator.grassberger1988(few, 1)).isGreaterThan(EntropyEstimator.plugIn(few, 1));
    }

    @Property(tries = 200)
    void multiplyingAllCountsLeavesThePlugInAndShrinksTheCorrection(
            @ForAll(supplier = Distributions.Counts.class) int[] counts) {
        int[] tenfold = Arrays.stream(counts).map(c -> 10 * c).toArray();
        double plugIn = EntropyEstimator.plugIn(counts);
        assertThat(EntropyEstimator.plugIn(tenfold)).isCloseTo(plugIn, within(1e-14));
        assertThat(EntropyEstimator.millerMadow(tenfold) - plugIn)
                .isCloseTo((EntropyEstimator.millerMadow(counts) - plugIn) / 10, within(1e-14));
    }

    @Example
    void correctionCountsOnlyOutcomesThatWereSeen() {
        assertThat(EntropyEstimator.millerMadow(4, 0, 2, 2) - EntropyEstimator.plugIn(4, 0, 2, 2))
                .isCloseTo(2 / 16.0, within(1e-15));
        assertThat(EntropyEstimator.millerMadow(0, 5)).isZero();
        assertThat(Double.doubleToLongBits(EntropyEstimator.plugIn(0, 5))).as("+0.0").isZero();
    }

    @Example
    void rareOutcomesAndHugeTotalsKeepTheirDigits() {
        // Two counts of 2^31 - 1: the total does not fit an int.
        assertThat(EntropyEstimator.plugIn(Integer.MAX_VALUE, Integer.MAX_VALUE)).isCloseTo(Math.log(2), within(2e-16));
        // One in 10^9: H = (1 + ln 1e9 - ...) 1e-9, where ln N - (1/N) Σ c ln c would leave seven digits.
        double p = 1e-9;
        double exact = -p * Math.log(p) - (1 - p) * Math.log1p(-p);
        assertThat(EntropyEstimator.plugIn(1, 999_999_999)).isCloseTo(exact, within(1e-15 * exact));
    }

    /** Syllabus 1.2: ten equally likely outcomes, a hundred draws. */
    @Example
    void exactBiasOfThePlugInIsMinusPoint0459() {
        // E[plug-in] = Σ over outcomes of E[(c/N) ln(N/c)], c binomial(100, 1/10).
        double expectation = 0;
        double logChoose = 0;
        for (int c = 1; c <= SAMPLE; c++) {
            logChoose += Math.log((SAMPLE - c + 1.0) / c);
            double probability = Math.exp(logChoose + c * Math.log(0.1) + (SAMPLE - c) * Math.log(0.9));
            expectation += OUTCOMES * probability * c / SAMPLE * Math.log((double) SAMPLE / c);
        }
        assertThat(expectation - Math.log(OUTCOMES)).isCloseTo(-0.0459, within(5e-5));
    }

    @Example
    void measuredBiasAgreesAndMillerMadowRemovesMostOfIt() {
        SplittableRandom random = new SplittableRandom(2024);
        double plugIn = 0;
        double corrected = 0;
        int trials = 20_000;
        for (int t = 0; t < trials; t++) {
            int[] counts = new int[OUTCOMES];
            for (int i = 0; i < SAMPLE; i++) {
                counts[random.nextInt(OUTCOMES)]++;
            }
            plugIn += EntropyEstimator.plugIn(counts) / trials;
            corrected += EntropyEstimator.millerMadow(counts) / trials;
        }
        // One estimate has a standard deviation of about 0.02, the mean of 20,000 one of 0.00015.
        assertThat(plugIn - Math.log(OUTCOMES)).isCloseTo(-0.0459, within(0.0006));
        assertThat(corrected - Math.log(OUTCOMES)).isCloseTo(-0.0459 + 0.0450, within(0.0006));
    }
}
