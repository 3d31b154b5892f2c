package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TransferEntropyTest {
    private static final double LN2 = 0.6931471805599453;

    /** A target that repeats a memoryless source one step later receives all of its entropy, and gives none back. */
    @Example
    void delayedCopy() {
        SplittableRandom random = new SplittableRandom(7);
        int[] source = random.ints(100_000, 0, 4).map(s -> Math.max(0, s - 1)).toArray();
        int[] target = new int[source.length];
        System.arraycopy(source, 0, target, 1, source.length - 1);
        double entropy = 1.5 * LN2;
        for (int history = 1; history <= 3; history++) {
            assertThat(TransferEntropy.of(source, target, history)).isCloseTo(entropy, within(0.005));
            assertThat(TransferEntropy.of(target, source, history)).isBetween(0.0, 0.002);
        }
    }

    /** A copy two steps later: the source's last symbol alone does not tell it. */
    @Example
    void aDelayOfTwoStepsIsNotSeen() {
        SplittableRandom random = new SplittableRandom(8);
        int[] source = random.ints(100_000, 0, 2).toArray();
        int[] target = new int[source.length];
        System.arraycopy(source, 0, target, 2, source.length - 2);
        assertThat(TransferEntropy.of(source, target, 1)).isBetween(0.0, 0.0005);
    }

    /** The target's next symbol is the parity of its own and the source's last: both are needed. */
    @Example
    void parityOfOwnAndForeignPast() {
        SplittableRandom random = new SplittableRandom(9);
        int[] source = random.ints(50_000, 0, 2).toArray();
        int[] target = new int[source.length];
        for (int t = 1; t < target.length; t++) {
            target[t] = target[t - 1] ^ source[t - 1];
        }
        assertThat(TransferEntropy.of(source, target, 1)).isCloseTo(LN2, within(0.001));
    }

    @Example
    void aSeriesThatKnowsItselfNeedsNoSource() {
        int[] target = new int[1000];
        int[] source = new int[1000];
        for (int t = 0; t < 1000; t++) {
            target[t] = t % 3;
            source[t] = t * t % 7;
        }
        assertThat(Double.doubleToLongBits(TransferEntropy.of(source, target, 1))).as("+0.0").isZero();
        assertThat(TransferEntropy.of(target, target, 1)).as("its own past is already known").isZero();
    }

    /** Without influence the mean is about (K-1)(L-1)L^k/(2N), K symbols in the source and L in the target. */
    @Example
    void biasOfIndependentSeries() {
        SplittableRandom random = new SplittableRandom(2024);
        int trials = 600;
        int n = 2000;
        double[] mean = new double[3];
        for (int t = 0; t < trials; t++) {
            int[] source = random.ints(n, 0, 3).toArray();
            int[] target = random.ints(n, 0, 2).toArray();
            for (int history = 1; history <= 2; history++) {
                mean[history] += TransferEntropy.of(source, target, history) / trials;
            }
        }
        // 2 N TE is about chi-squared with 4 and 8 degrees of freedom: the means spread by 0.00003 and 0.00004.
        assertThat(mean[1]).isCloseTo(2 * 1 * 2 / (2.0 * n), within(0.00012));
        assertThat(mean[2]).isCloseTo(2 * 1 * 4 / (2.0 * n), within(0.00016));
    }

    /** It is the conditional mutual information of the counted triples, under any names of the symbols. */
    @Property(tries = 100)
    void isConditionalMutualInformationOfTheCounts(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int history = 1 + random.nextInt(3);
        int[][] series = MutualInformationTest.pairs(random, history + 1 + random.nextInt(200), 3, 2);
        int[] source = series[0];
        int[] target = series[1];
        int steps = source.length - history;
        double[][][] joint = new double[2][3][1 << history];
        for (int t = history; t < source.length; t++) {
            int past = 0;
            for (int lag = 1; lag <= history; lag++) {
                past = 2 * past + target[t - lag];
            }
            joint[target[t]][source[t - 1]][past] += 1.0 / steps;
        }
        double expected = MutualInformation.conditional(joint);
        assertThat(TransferEntropy.of(source, target, history)).isNotNegative().isCloseTo(expected, within(1e-14));
        int[] far = Arrays.stream(target).map(s -> Integer.MAX_VALUE - 1_000_000_000 * s).toArray();
        int[] wide = Arrays.stream(source).map(s -> 300_000 * s).toArray();
        assertThat(TransferEntropy.of(wide, far, history)).isCloseTo(expected, within(1e-14));
    }

    /** A history of forty symbols has more than 10^12 words; only those that occur are counted. */
    @Example
    void longHistoriesFitTheMemory() {
        SplittableRandom random = new SplittableRandom(3);
        int[] source = random.ints(5000, 0, 5).toArray();
        int[] target = random.ints(5000, 0, 5).toArray();
        assertThat(TransferEntropy.of(source, target, 40)).as("each history occurs once and explains everything").isZero();
    }

    @Example
    void historyMustLeaveAStep() {
        int[] series = {0, 1, 0};
        assertThat(TransferEntropy.of(series, series, 2)).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> TransferEntropy.of(series, series, 3))
                .withMessage("history = 3 must be from 1 to 2 for series of 3 symbols");
    }
}
