package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Calibrators that count: histogram binning and isotonic calibration. */
class StepCalibratorsTest {
    // ---- isotonic

    @Property(tries = 200)
    void isotonicIsTheBestRisingFit(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int size) {
        Predictions p = coarse(seed, size, 5);
        Predictions fitted = IsotonicCalibration.fit(p).apply(p);
        double squares = 0;
        for (int i = 0; i < size; i++) {
            squares += Math.pow(fitted.probability(i, 1) - p.label(i), 2);
            for (int j = 0; j < size; j++) {
                if (p.probability(i, 1) <= p.probability(j, 1)) {
                    assertThat(fitted.probability(i, 1)).isLessThanOrEqualTo(fitted.probability(j, 1));
                }
            }
        }
        assertThat(squares).isCloseTo(bestRisingFit(p), within(1e-13));
    }

    @Property(tries = 100)
    void isotonicAgainChangesNothing(@ForAll long seed) {
        Predictions p = coarse(seed, 60, 40);
        Predictions once = IsotonicCalibration.fit(p).apply(p);
        Predictions twice = IsotonicCalibration.fit(once).apply(once);
        for (int i = 0; i < p.size(); i++) {
            assertThat(twice.probability(i, 1)).isCloseTo(once.probability(i, 1), within(1e-15));
        }
    }

    @Property(tries = 100)
    void onTheirOwnDataBothAreCalibratedInAnyBins(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int bins) {
        Predictions p = coarse(seed, 80, 1000);
        for (Calibrator c : new Calibrator[] {HistogramBinning.fit(p, bins), IsotonicCalibration.fit(p)}) {
            Predictions q = c.apply(p);
            for (int b = 1; b <= 20; b++) {
                assertThat(CalibrationError.binary(q, b)).isCloseTo(0, within(1e-14));
                assertThat(CalibrationError.expected(q, b)).isCloseTo(0, within(1e-14));
            }
        }
    }

    @Property(tries = 100)
    void bothTurnAroundWithTheNamesOfTheClasses(@ForAll long seed) {
        // An even number of different scores in two or three bins of equal size: no rank is in the middle of two bins.
        double[] flat = new double[60];
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = new int[30];
        for (int i = 0; i < 30; i++) {
            flat[2 * i] = (i + 1) / 64.0;
            flat[2 * i + 1] = 1 - flat[2 * i];
            labels[i] = random.nextInt(2);
        }
        Predictions p = Predictions.ofProbabilities(flat, labels, 2);
        Predictions turned = Samples.rotatedClasses(p);
        for (int bins : new int[] {2, 3, 5, 10}) {
            Predictions a = HistogramBinning.fit(p, bins).apply(p);
            Predictions b = HistogramBinning.fit(turned, bins).apply(turned);
            Predictions c = IsotonicCalibration.fit(p).apply(p);
            Predictions d = IsotonicCalibration.fit(turned).apply(turned);
            for (int i = 0; i < 30; i++) {
                assertThat(b.probability(i, 0)).isCloseTo(a.probability(i, 1), within(1e-15));
                assertThat(d.probability(i, 0)).isCloseTo(c.probability(i, 1), within(1e-15));
            }
        }
    }

    @Property(tries = 60)
    void rowsAreDistributionsForAnyNumberOfClasses(@ForAll long seed) {
        Predictions p = Samples.random(seed, 40);
        Predictions other = Samples.calibratedTimes(1, 40, p.classes(), seed);
        for (Calibrator c : new Calibrator[] {HistogramBinning.fit(p, 4), IsotonicCalibration.fit(p)}) {
            for (Predictions q : new Predictions[] {c.apply(p), c.apply(other)}) {
                assertThat(q.hasLogits()).isFalse();
                for (int i = 0; i < q.size(); i++) {
                    assertThat(Arrays.stream(q.probabilities(i)).sum()).isCloseTo(1, within(1e-14));
                    assertThat(Arrays.stream(q.probabilities(i)).min().orElseThrow()).isNotNegative();
                }
            }
        }
    }

    @Example
    void betweenStepsIsAStraightLineAndOutsideIsLevel() {
        IsotonicCalibration c = IsotonicCalibration.fit(ones(new double[] {0.2, 0.4, 0.6, 0.6, 0.8}, 0, 0, 1, 0, 1));
        Predictions q = c.apply(ones(new double[] {0, 0.3, 0.4, 0.5, 0.6, 0.65, 0.8, 1}, 0, 0, 0, 0, 0, 0, 0, 0));
        double[] expected = {0, 0, 0, 0.25, 0.5, 0.625, 1, 1};
        for (int i = 0; i < expected.length; i++) {
            assertThat(q.probability(i, 1)).as("example %d", i).isCloseTo(expected[i], within(1e-14));
        }
    }

    @Example
    void aRowOfZerosIsUniform() {
        // Every class is true at 0.6 and never at 0.4.
        double[] p = {0.6, 0.4, 0, 0.6, 0, 0.4, 0.4, 0.6, 0, 0, 0.6, 0.4, 0.4, 0, 0.6, 0, 0.4, 0.6};
        Predictions validation = Predictions.ofProbabilities(p, new int[] {0, 0, 1, 1, 2, 2}, 3);
        Predictions fresh = Predictions.ofProbabilities(new double[] {0.4, 0.35, 0.25, 0.55, 0.45, 0, 1, 0, 0}, new int[3], 3);
        Predictions isotonic = IsotonicCalibration.fit(validation).apply(fresh);
        assertThat(isotonic.probabilities(0)).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
        assertThat(isotonic.probabilities(1)).as("0.75 and 0.25 on the way from 0.4 to 0.6")
                .containsExactly(new double[] {0.75, 0.25, 0}, within(1e-14));
        assertThat(isotonic.probabilities(2)).containsExactly(1, 0, 0);
        Predictions histogram = HistogramBinning.fit(validation, 3).apply(fresh);
        assertThat(histogram.probabilities(0)).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
        assertThat(histogram.probabilities(1)).as("the border is at 0.5").containsExactly(1, 0, 0);
    }

    @Example
    void histogramBinsByHand() {
        // Sorted .1 .2 .3 | .6 .7 .9, the border halfway at .45.
        HistogramBinning binning = HistogramBinning.fit(ones(new double[] {0.9, 0.1, 0.2, 0.7, 0.3, 0.6}, 1, 0, 1, 1, 0, 0), 2);
        Predictions q = binning.apply(ones(new double[] {0, 0.44, 0.46, 1}, 0, 0, 0, 0));
        assertThat(q.probability(0, 1)).isEqualTo(1 / 3.0);
        assertThat(q.probability(1, 1)).isEqualTo(1 / 3.0);
        assertThat(q.probability(2, 1)).isEqualTo(2 / 3.0);
        assertThat(q.probability(3, 1)).isEqualTo(2 / 3.0);
    }

    @Example
    void withTooManyBinsEachScoreHasItsOwn() {
        Predictions p = ones(new double[] {0.2, 0.2, 0.7}, 0, 1, 1);
        Predictions q = HistogramBinning.fit(p, 100).apply(p);
        assertThat(q.probability(0, 1)).isEqualTo(0.5);
        assertThat(q.probability(2, 1)).isEqualTo(1);
        assertThat(LogLoss.of(HistogramBinning.fit(p, 100).apply(ones(new double[] {0.7}, 0))))
                .isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Example
    void bothRepairOverConfidence() {
        Predictions validation = CalibratorsTest.twoClasses(1, 20_000, 3, 1);
        Predictions test = CalibratorsTest.twoClasses(2, 20_000, 3, 1);
        assertThat(CalibrationError.binary(test, 15)).isGreaterThan(0.1);
        assertThat(CalibrationError.binary(HistogramBinning.fit(validation, 15).apply(test), 15)).isLessThan(0.02);
        assertThat(CalibrationError.binary(IsotonicCalibration.fit(validation).apply(test), 15)).isLessThan(0.02);
        assertThatIllegalArgumentException().isThrownBy(() -> IsotonicCalibration.fit(validation)
                .apply(Predictions.ofLogits(new float[3], new int[1], 3))).withMessageStartingWith("p has 3 classes");
    }

    /** By trying all ways to cut the sorted scores into steps: the best rising fit is the mean on each of some steps. */
    private static double bestRisingFit(Predictions p) {
        double[] scores = new double[p.size()];
        Arrays.setAll(scores, i -> p.probability(i, 1));
        double[] distinct = Arrays.stream(scores).sorted().distinct().toArray();
        double best = Double.POSITIVE_INFINITY;
        for (int cuts = 0; cuts < 1 << (distinct.length - 1); cuts++) {
            double[] sums = new double[distinct.length];
            double[] counts = new double[distinct.length];
            for (int i = 0; i < scores.length; i++) {
                int step = step(distinct, scores[i], cuts);
                sums[step] += p.label(i);
                counts[step]++;
            }
            double squares = 0;
            double before = -1;
            for (int s = 0; s < sums.length && counts[s] > 0; s++) {
                double mean = sums[s] / counts[s];
                squares += mean < before ? Double.POSITIVE_INFINITY : sums[s] * (1 - mean);
                before = mean;
            }
            best = Math.min(best, squares);
        }
        return best;
    }

    private static int step(double[] distinct, double score, int cuts) {
        int step = 0;
        for (int j = 0; distinct[j] < score; j++) {
            step += cuts >> j & 1;
        }
        return step;
    }

    private static Predictions coarse(long seed, int size, int values) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = new double[size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            scores[i] = random.nextInt(values + 1) / (double) values;
            labels[i] = random.nextInt(2);
        }
        return ones(scores, labels);
    }

    /** Two classes, given P(y = 1). */
    private static Predictions ones(double[] scores, int... labels) {
        double[] flat = new double[2 * scores.length];
        for (int i = 0; i < scores.length; i++) {
            flat[2 * i] = 1 - scores[i];
            flat[2 * i + 1] = scores[i];
        }
        return Predictions.ofProbabilities(flat, labels, 2);
    }
}
