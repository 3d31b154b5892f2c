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

class SoftmaxTest {
    private static final double[] SYLLABUS = {2, 1, 0, -1};

    @Property(tries = 300)
    void isADistributionInTheOrderOfTheLogits(
            @ForAll(supplier = Distributions.WideLogits.class) double[] z,
            @ForAll @Scale(12) @DoubleRange(min = 0.01, max = 100) double temperature) {
        double[] p = Softmax.of(z, temperature);
        Probabilities.require("p", p);
        for (int i = 1; i < z.length; i++) {
            assertThat(p[i] >= p[i - 1] || z[i] < z[i - 1]).isTrue();
        }
    }

    @Property(tries = 300)
    void ignoresAConstant(@ForAll(supplier = Distributions.Logits.class) double[] z,
            @ForAll @IntRange(min = -10_000, max = 10_000) int shift) {
        double[] shifted = Arrays.stream(z).map(x -> x + shift).toArray();
        assertThat(Softmax.of(shifted)).containsExactly(Softmax.of(z), within(1e-11));
        assertThat(Softmax.logSumExp(shifted)).isCloseTo(Softmax.logSumExp(z) + shift, within(1e-11));
    }

    @Property(tries = 300)
    void logIsTheLogarithmOfTheSoftmax(@ForAll(supplier = Distributions.Logits.class) double[] z) {
        double[] log = Softmax.log(z);
        double[] p = Softmax.of(z);
        for (int i = 0; i < z.length; i++) {
            assertThat(log[i]).isCloseTo(Math.log(p[i]), within(1e-12)).isLessThanOrEqualTo(0);
            assertThat(log[i]).isCloseTo(z[i] - Softmax.logSumExp(z), within(1e-13));
        }
        assertThat(Softmax.logSumExp(log)).as("log-probabilities sum to 1").isCloseTo(0, within(1e-14));
    }

    @Property(tries = 200)
    void ofLogarithmsGivesTheDistributionBack(@ForAll(supplier = Distributions.One.class) double[] p) {
        assertThat(Softmax.of(Arrays.stream(p).map(Math::log).toArray())).containsExactly(p, within(1e-14));
    }

    @Property(tries = 300)
    void logSumExpIsASmoothMaximum(@ForAll(supplier = Distributions.WideLogits.class) double[] z) {
        double max = Arrays.stream(z).max().orElseThrow();
        assertThat(Softmax.logSumExp(z)).isBetween(max, max + Math.log(z.length) + 1e-11);
    }

    @Example
    void extremesDoNotOverflow() {
        assertThat(Softmax.of(new double[] {1e4, -1e4})).containsExactly(1, 0);
        assertThat(Softmax.of(new double[] {1e308, -1e308}, 1e-300)).containsExactly(1, 0);
        assertThat(Softmax.log(new double[] {1e4, -1e4})).containsExactly(0, -2e4);
        assertThat(Softmax.logSumExp(-1e4, -1e4)).isEqualTo(-1e4 + Math.log(2));
        assertThat(Softmax.log(new double[] {40, 0})[0]).as("ln(1 - tiny) keeps its digits")
                .isCloseTo(-Math.exp(-40), within(1e-32));
    }

    @Example
    void anImpossibleOutcomeHasProbabilityZero() {
        double none = Double.NEGATIVE_INFINITY;
        assertThat(Softmax.of(new double[] {0, none, 0})).containsExactly(0.5, 0, 0.5);
        assertThat(Softmax.of(new double[] {0, none, 0}, 3)).containsExactly(0.5, 0, 0.5);
        assertThat(Softmax.log(new double[] {0, none})).containsExactly(0, none);
        assertThat(Softmax.logSumExp(none, 3)).isEqualTo(3);
        assertThat(Softmax.logSumExp(none, none)).as("the logarithm of 0 + 0").isEqualTo(none);
    }

    @Example
    void floatsGiveWhatTheirDoublesGive() {
        float[] f = {0.1f, -3.7f, 12.25f};
        double[] d = {0.1f, -3.7f, 12.25f};
        assertThat(Softmax.of(f)).containsExactly(Softmax.of(d));
        assertThat(Softmax.of(f, 2.5)).containsExactly(Softmax.of(d, 2.5));
        assertThat(Softmax.log(f)).containsExactly(Softmax.log(d));
        assertThat(Softmax.logSumExp(f)).isEqualTo(Softmax.logSumExp(d));
    }

    /** Syllabus 12.1: dH/dT = Var_p(z) / T³, here against a finite difference and the numbers given there. */
    @Example
    void entropyRisesWithTemperature() {
        double[][] expected = {{1, 0.616586}, {0.5, 1.405155}, {5, 0.009668}};
        for (double[] row : expected) {
            double t = row[0];
            double h = 1e-5 * t;
            double difference = (Entropy.shannon(Softmax.of(SYLLABUS, t + h)) - Entropy.shannon(Softmax.of(SYLLABUS, t - h)))
                    / (2 * h);
            assertThat(slope(SYLLABUS, t)).isCloseTo(row[1], within(5e-7)).isCloseTo(difference, within(1e-8));
        }
    }

    @Property(tries = 200)
    void entropyRisesWithTemperatureForAllLogits(
            @ForAll(supplier = Distributions.Logits.class) double[] z,
            @ForAll @Scale(12) @DoubleRange(min = 0.5, max = 10) double t) {
        double h = 1e-5 * t;
        double difference = (Entropy.shannon(Softmax.of(z, t + h)) - Entropy.shannon(Softmax.of(z, t - h))) / (2 * h);
        assertThat(slope(z, t)).isNotNegative().isCloseTo(difference, within(1e-7));
    }

    private static double slope(double[] z, double t) {
        double[] p = Softmax.of(z, t);
        double mean = 0;
        for (int i = 0; i < z.length; i++) {
            mean += p[i] * z[i];
        }
        double variance = 0;
        for (int i = 0; i < z.length; i++) {
            variance += p[i] * (z[i] - mean) * (z[i] - mean);
        }
        return variance / (t * t * t);
    }
}
