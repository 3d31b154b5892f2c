package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class ProbabilitiesTest {
    @Property(tries = 300)
    void normalisedWeightsAreADistributionInTheSameProportions(
            @ForAll(supplier = Distributions.Logits.class) double[] z) {
        double[] weights = Arrays.stream(z).map(Math::exp).toArray();
        double[] p = Probabilities.normalise(weights);
        assertThat(Probabilities.require("p", p)).isSameAs(p);
        for (int i = 1; i < p.length; i++) {
            assertThat(p[i] * weights[0]).isCloseTo(p[0] * weights[i], within(1e-14 * p[0] * weights[i]));
        }
    }

    @Example
    void normaliseTakesTheWholeRangeOfDoubles() {
        assertThat(Probabilities.normalise(Double.MAX_VALUE, Double.MAX_VALUE)).containsExactly(0.5, 0.5);
        assertThat(Probabilities.normalise(Double.MIN_VALUE, Double.MIN_VALUE)).containsExactly(0.5, 0.5);
    }

    @Example
    void normaliseLeavesItsArgumentAlone() {
        double[] weights = {1, 3};
        Probabilities.normalise(weights);
        assertThat(weights).containsExactly(1, 3);
    }

    @Property(tries = 200)
    void smoothingLiesBetweenADistributionAndTheUniformOne(@ForAll(supplier = Distributions.One.class) double[] p,
            @ForAll @Scale(9) @DoubleRange(min = 0, max = 1) double epsilon) {
        double[] smoothed = Probabilities.smooth(p, epsilon);
        assertThat(Probabilities.require("p", smoothed)).isNotSameAs(p);
        assertThat(Probabilities.smooth(p, 0)).containsExactly(p);
        assertThat(Probabilities.smooth(p, 1)).containsExactly(Probabilities.uniform(p.length));
        assertThat(Divergence.totalVariation(p, smoothed))
                .isCloseTo(epsilon * Divergence.totalVariation(p, Probabilities.uniform(p.length)), within(1e-15));
        assertThat(Entropy.shannon(smoothed)).isGreaterThanOrEqualTo(Entropy.shannon(p) - 1e-14);
    }

    @Example
    void sumsWithinRoundingAreAcceptedAndOthersAreNot() {
        double[] p = new double[1000];
        Arrays.fill(p, 0.001 * (1 + 0.9e-6));
        Probabilities.require("p", p);
        Arrays.fill(p, 0.001 * (1 + 1.1e-6));
        assertThatIllegalArgumentException().isThrownBy(() -> Probabilities.require("q", p))
                .withMessageMatching("q sums to 1\\.00000(11|109)\\d*, not to 1 .*Probabilities\\.normalise.*");
    }

    @Example
    void messagesNameTheArgumentTheIndexAndTheValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> Entropy.shannon(0.5, -0.1, 0.6))
                .withMessage("p[1] = -0.1 is not a probability: it must lie between 0 and 1");
        assertThatIllegalArgumentException().isThrownBy(() -> Entropy.shannon(0.5, Double.NaN))
                .withMessageStartingWith("p[1] = NaN ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Divergence.kl(new double[] {0.5, 0.5}, new double[] {0.2, 0.2, 0.6}))
                .withMessage("p has 2 outcomes and q has 3: both must describe the same outcomes, in the same order");
        assertThatIllegalArgumentException().isThrownBy(() -> EntropyEstimator.plugIn(3, -1))
                .withMessage("counts[1] = -1 is negative: a count is 0 or more");
        assertThatIllegalArgumentException().isThrownBy(() -> EntropyEstimator.plugIn(0, 0))
                .withMessageStartingWith("counts are all 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Entropy.fromLogits(1, Float.NaN))
                .withMessageStartingWith("z[1] = NaN is not a logit");
        assertThatIllegalArgumentException().isThrownBy(() -> Softmax.of(new double[] {1}, 0))
                .withMessage("temperature = 0.0 must be positive and finite");
        assertThatIllegalArgumentException().isThrownBy(() -> Probabilities.normalise(0, 0))
                .withMessageStartingWith("weights are all 0");
        assertThatIllegalArgumentException().isThrownBy(() -> Probabilities.oneHot(3, 3))
                .withMessage("i = 3 is not one of the 3 outcomes 0 to 2");
    }

    @Property(tries = 200)
    void bitsAndNatsAreInverse(@ForAll @Scale(12) @DoubleRange(min = -1e9, max = 1e9) double nats) {
        assertThat(Units.nats(Units.bits(nats))).isCloseTo(nats, within(1e-15 * Math.abs(nats)));
        assertThat(Units.bits(Math.log(2))).isEqualTo(1);
        assertThat(Units.bits(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    }
}
