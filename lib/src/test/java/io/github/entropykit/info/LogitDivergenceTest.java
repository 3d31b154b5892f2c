package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

/** The Kullback-Leibler divergence straight from logits. */
class LogitDivergenceTest {
    private static final double LN2 = 0.6931471805599453;
    private static final double NONE = Double.NEGATIVE_INFINITY;

    /** Logits that differ by 1e-13 to 10, some of them shifted by hundreds: 1e-27 nats keep their digits. */
    @Property(tries = 40)
    void agreesWithHighPrecisionArithmetic(@ForAll long seed,
            @ForAll @Scale(9) @DoubleRange(min = -13, max = 1) double exponent) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] zp = new double[2 + random.nextInt(5)];
        double[] zq = new double[zp.length];
        double shift = random.nextInt(2) * 1000 * Joints.uniform(random);
        for (int i = 0; i < zp.length; i++) {
            zp[i] = 20 * (Joints.uniform(random) - 0.5);
            zq[i] = zp[i] + Math.pow(10, exponent) * (Joints.uniform(random) - 0.5) + shift;
        }
        double exact = ExactMeasures.klFromLogits(zp, zq);
        assertThat(Divergence.klFromLogits(zp, zq)).isCloseTo(exact, within(2e-14 * exact + 1e-36));
    }

    @Property(tries = 200)
    void isTheDivergenceOfTheSoftmaxes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] zp = logits(random, 1 + random.nextInt(8));
        double[] zq = logits(random, zp.length);
        double expected = Divergence.kl(Softmax.of(zp), Softmax.of(zq));
        assertThat(Divergence.klFromLogits(zp, zq)).isNotNegative().isCloseTo(expected, within(1e-12 * (1 + expected)));
        int constant = random.nextInt(2001) - 1000;
        double[] shifted = Arrays.stream(zq).map(z -> z + constant).toArray();
        assertThat(Divergence.klFromLogits(zp, shifted)).isCloseTo(expected, within(1e-11 * (1 + expected)));
    }

    @Example
    void aConstantChangesNothing() {
        assertThat(Double.doubleToLongBits(Divergence.klFromLogits(new double[] {1, 2, -3}, new double[] {1, 2, -3}))).isZero();
        assertThat(Double.doubleToLongBits(Divergence.klFromLogits(new double[] {1, 2, -3}, new double[] {513, 514, 509}))).isZero();
    }

    @Example
    void probabilitiesTooSmallForADouble() {
        assertThat(Divergence.klFromLogits(new double[] {0, 0}, new double[] {0, -2000})).isCloseTo(1000 - LN2, within(1e-12));
        // p = exp(-700): p (700 + exp(-700) - 1), all from the second outcome.
        assertThat(Divergence.klFromLogits(new double[] {0, -700}, new double[] {0, -1400}) / Math.exp(-700))
                .isCloseTo(699, within(1e-11));
        // q has an outcome that p's double does not: 1/2 (ln(1/2) - ...) = ln 2 for p certain of the other.
        assertThat(Divergence.klFromLogits(new double[] {0, -2000}, new double[] {0, 0})).isCloseTo(LN2, within(1e-15));
        assertThat(Divergence.klFromLogits(new double[] {0, -2000}, new double[] {-3000, 0})).isCloseTo(3000, within(1e-11));
        assertThat(Divergence.klFromLogits(new double[] {4e307, -4e307}, new double[] {4e307, -4e307})).isZero();
    }

    @Example
    void impossibleOutcomes() {
        assertThat(Divergence.klFromLogits(new double[] {0, 0}, new double[] {0, NONE})).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Divergence.klFromLogits(new double[] {0, NONE}, new double[] {0, 0})).isCloseTo(LN2, within(2e-16));
        assertThat(Divergence.klFromLogits(new double[] {0, NONE}, new double[] {0, Math.log(0.1)}))
                .isCloseTo(Math.log1p(0.1), within(1e-16));
        assertThat(Divergence.klFromLogits(new double[] {NONE, 0}, new double[] {1000, 0})).isCloseTo(1000, within(1e-12));
        assertThat(Divergence.klFromLogits(new double[] {NONE, 0}, new double[] {1, 0})).isCloseTo(Math.log1p(Math.E), within(1e-15));
        assertThat(Divergence.klFromLogits(new double[] {5, NONE, 5}, new double[] {7, NONE, 7})).isZero();
    }

    @Example
    void floatsGiveWhatTheirDoublesGive() {
        float[] zp = {0.1f, -3.7f, 2.25f};
        float[] zq = {0.3f, 1.5f, -0.7f};
        assertThat(Divergence.klFromLogits(zp, zq)).isEqualTo(Divergence.klFromLogits(Softmax.widen(zp), Softmax.widen(zq)));
    }

    private static double[] logits(SplittableRandom random, int n) {
        double[] z = new double[n];
        Arrays.setAll(z, i -> 40 * (Joints.uniform(random) - 0.5));
        return z;
    }
}
