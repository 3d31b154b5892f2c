package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The statistics of a layer's units against closed forms. */
class UnitStatisticsTest {

    /** Half a root mean square is the width of a level; level k of a standard normal unit lies around k / 2. */
    private static final double NORMAL = entropyOfLevels(0, 1, 0.5, Double.NEGATIVE_INFINITY);

    @Test
    void normalUnitsHaveTheEntropyOfARoundedNormalVariable() {
        assertThat(NORMAL).as("differential entropy less the logarithm of the width w, and w²/24 for the width not being 0")
                .isCloseTo(0.5 * Math.log(2 * Math.PI * Math.E) + Math.log(2) + 0.25 / 24, within(2e-4)).isCloseTo(2.12, within(0.005));
        UnitStatistics units = UnitStatistics.of(normal(2000, 500, 0, 3, false), 500);
        assertThat(units.mean()).isCloseTo(0, within(0.02));
        assertThat(units.variance()).isCloseTo(9, within(0.05));
        assertThat(units.dead()).isZero();
        assertThat(units.entropy()).isCloseTo(NORMAL, within(0.003));
        // what the Javadoc says of the bias: too low, by less than 0.01 for 500 examples or more
        assertThat(UnitStatistics.of(normal(500, 2000, 0, 1, false), 2000).entropy()).isBetween(NORMAL - 0.01, NORMAL);
    }

    @Test
    void behindAReluHalfOfTheMassIsAtZero() {
        // the root mean square of max(0, x) is sqrt(1/2)
        double expected = entropyOfLevels(0, 1, Math.sqrt(0.5) / 2, 0);
        UnitStatistics units = UnitStatistics.of(normal(2000, 500, 0, 1, true), 500);
        assertThat(units.entropy()).isCloseTo(expected, within(0.003));
        assertThat(units.mean()).isCloseTo(1 / Math.sqrt(2 * Math.PI), within(0.003));
        assertThat(units.variance()).isCloseTo(0.5 - 1 / (2 * Math.PI), within(0.003));
    }

    /** With mean 10 and sd 1 the levels are 5 wide: nearly all is in level 2, which reaches from 7.5 to 12.5. */
    @Test
    void whatHardlyVariesBesideItsMeanTellsLittle() {
        double rms = Math.sqrt(101);
        double expected = entropyOfLevels(10, 1, rms / 2, Double.NEGATIVE_INFINITY);
        assertThat(expected).isLessThan(0.1);
        assertThat(UnitStatistics.of(normal(2000, 500, 10, 1, false), 500).entropy()).isCloseTo(expected, within(0.002));
    }

    @Test
    void unitsOfTwoValues() {
        float[] signs = new float[2000];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = i / 2 % 2 == 0 ? 1 : -1;
        }
        UnitStatistics units = UnitStatistics.of(signs, 2);
        assertThat(units.entropy()).as("Miller and Madow add 1 / 2n").isCloseTo(Math.log(2) + 1 / 2000.0, within(1e-12));
        assertThat(units.variance()).isCloseTo(1, within(1e-12));
        assertThat(units.mean()).isZero();
    }

    @Test
    void constantAndDeadUnitsTellNothing() {
        // of four units one is dead, one always 7, one hardly anything, one ±7
        float[] values = new float[4 * 100];
        for (int i = 0; i < 100; i++) {
            values[4 * i + 1] = 7;
            values[4 * i + 2] = i == 5 ? 1e-30f : 0;
            values[4 * i + 3] = i % 2 == 0 ? 7 : -7;
        }
        UnitStatistics units = UnitStatistics.of(values, 4);
        assertThat(units.dead()).as("a unit that is not always 0 lives").isEqualTo(0.25);
        assertThat(units.entropy()).isCloseTo((Math.log(2) + 0.005) / 4, within(1e-12));
        assertThat(units.variance()).isCloseTo(49 / 4.0, within(1e-12));
        assertThat(UnitStatistics.of(new float[20], 4)).isEqualTo(new UnitStatistics(0, 0, 0, 1));
    }

    @Test
    void scaleDoesNotMatterToTheEntropy() {
        float[] values = normal(500, 10, 0.3, 1, true);
        UnitStatistics once = UnitStatistics.of(values, 10);
        for (float scale : new float[] {1 / 1024f, 4, 1 << 20}) {
            float[] scaled = values.clone();
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= scale;
            }
            UnitStatistics many = UnitStatistics.of(scaled, 10);
            assertThat(many.entropy()).isEqualTo(once.entropy());
            assertThat(many.mean()).isEqualTo(scale * once.mean());
            assertThat(many.variance()).isEqualTo((double) scale * scale * once.variance());
        }
    }

    @Test
    void aSmallVarianceBesideALargeMeanKeepsItsDigits() {
        float[] values = new float[1000];
        for (int i = 0; i < values.length; i++) {
            values[i] = 4096 + (i % 2 == 0 ? 1 : -1) / 1024f;
        }
        assertThat(UnitStatistics.of(values, 1).variance()).isCloseTo(0x1p-20, within(1e-15));
    }

    @Test
    void outliersShareTheOutermostLevel() {
        // 1,024 root mean squares are the most that one value among 2^20 can be
        float[] values = new float[1 << 20];
        values[0] = 1;
        UnitStatistics units = UnitStatistics.of(values, 1);
        assertThat(units.entropy()).isPositive().isLessThan(2e-5);
        assertThat(units.dead()).isZero();
    }

    @Test
    void whatIsNotANumberIsSaid() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            UnitStatistics units = UnitStatistics.of(new float[] {1, 2, bad, 4}, 2);
            assertThat(units.mean()).isNaN();
            assertThat(units.entropy()).isNaN();
            assertThat(units.dead()).isNaN();
        }
    }

    private static float[] normal(int examples, int units, double mean, double sd, boolean relu) {
        Random random = new Random(0x5DEECE66DL);
        float[] values = new float[examples * units];
        for (int i = 0; i < values.length; i++) {
            double value = mean + sd * random.nextGaussian();
            values[i] = (float) (relu ? Math.max(0, value) : value);
        }
        return values;
    }

    /** The entropy of max(floor, X) in levels of a width, X normal; level k reaches from k - 1/2 to k + 1/2 widths. */
    private static double entropyOfLevels(double mean, double sd, double width, double floor) {
        double entropy = 0;
        for (int k = -200; k <= 200; k++) {
            double low = (k - 0.5) * width;
            double high = (k + 0.5) * width;
            double p = high <= floor ? 0
                    : cumulative((high - mean) / sd) - (low < floor ? 0 : cumulative((low - mean) / sd));
            entropy -= p > 0 ? p * Math.log(p) : 0;
        }
        return entropy;
    }

    /** The normal distribution function, by the trapezoidal rule, which is exact for such smooth functions. */
    private static double cumulative(double x) {
        if (x < -9) {
            return 0;
        }
        int steps = 20_000;
        double h = (Math.min(x, 9) + 9) / steps;
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            double t = -9 + i * h;
            sum += (i == 0 || i == steps ? 0.5 : 1) * Math.exp(-t * t / 2);
        }
        return sum * h / Math.sqrt(2 * Math.PI);
    }
}
