package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.calibration.CalibrationError.Interval;
import io.github.entropykit.calibration.ReliabilityDiagram.Bin;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** The errors beside expected and maximum: other norms, other bins, other probabilities. */
class CalibrationFamiliesTest {
    // ---- edges

    @Property(tries = 500)
    void rightClosedBinsAreTheMirrorOfLeftClosedOnes(
            @ForAll @IntRange(min = 0, max = 64) int edge, @ForAll @IntRange(min = 0, max = 6) int power) {
        // Multiples of 1/64 and powers of two as bins: 1 - c and the mirrored edges are exact.
        double c = edge / 64.0;
        int bins = 1 << power;
        assertThat(Binning.rightClosed(bins).of(c)).isEqualTo(bins - 1 - Binning.equalWidth(bins).of(1 - c));
    }

    @Property(tries = 500)
    void aRightClosedBinHoldsWhatLiesBetweenItsEdges(
            @ForAll @Scale(15) @DoubleRange(min = 0, max = 1) double c, @ForAll @IntRange(min = 1, max = 100) int bins) {
        int j = Binning.rightClosed(bins).of(c);
        assertThat(c <= (j + 1.0) / bins && (c > (double) j / bins || j == 0)).isTrue();
    }

    @Example
    void onAnEdgeTheConventionsDiffer() {
        Predictions p = Samples.withConfidences(new double[] {0.75, 0.8}, new boolean[] {true, false});
        assertThat(ReliabilityDiagram.of(p, 4).bins().get(3).count()).isEqualTo(2);
        assertThat(ReliabilityDiagram.rightClosed(p, 4).bins().get(3).count()).isEqualTo(1);
        assertThat(CalibrationError.expected(p, 4)).isCloseTo(0.275, within(1e-15));
        assertThat(CalibrationError.expected(ReliabilityDiagram.rightClosed(p, 4))).isCloseTo(0.525, within(1e-15));
    }

    // ---- equal mass

    @Property(tries = 200)
    void equalMassWithoutTiesDiffersByOneAtMost(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int n, @ForAll @IntRange(min = 1, max = 20) int bins) {
        double[] confidences = new SplittableRandom(seed).doubles(n, 0.5, 1).toArray();
        ReliabilityDiagram diagram = ReliabilityDiagram.equalMass(allRight(confidences), bins);
        assertThat(diagram.bins()).hasSize(Math.min(n, bins));
        double least = n;
        double most = 0;
        for (Bin bin : diagram.bins()) {
            least = Math.min(least, bin.count());
            most = Math.max(most, bin.count());
        }
        assertThat(most - least).isLessThanOrEqualTo(1);
        assertThat(diagram.size()).isEqualTo(n);
    }

    @Property(tries = 200)
    void tiesShareABinAndOrderDoesNotMatter(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int bins) {
        Predictions p = Samples.random(seed, 40);
        ReliabilityDiagram diagram = ReliabilityDiagram.equalMass(p, bins);
        double before = -1;
        long count = 0;
        for (Bin bin : diagram.bins()) {
            assertThat(bin.lower()).as("bins do not touch").isGreaterThan(before);
            assertThat(bin.count()).as("no bin is empty").isPositive();
            long between = Arrays.stream(p.confidences()).filter(c -> c >= bin.lower() && c <= bin.upper()).count();
            assertThat(bin.count()).isEqualTo(between);
            before = bin.upper();
            count += bin.count();
        }
        assertThat(count).isEqualTo(p.size());
        assertThat(CalibrationError.adaptive(Samples.shuffled(p, seed), bins))
                .isCloseTo(CalibrationError.adaptive(p, bins), within(1e-14));
    }

    @Example
    void equalMassByHand() {
        // Sorted .5 .6 | .6 .9: the middle of the two .6 is rank 2 of 4, which opens the second half.
        Predictions p = Samples.withConfidences(new double[] {0.6, 0.9, 0.5, 0.6}, new boolean[] {true, true, false, false});
        ReliabilityDiagram diagram = ReliabilityDiagram.equalMass(p, 2);
        assertThat(diagram.bins().get(0)).isEqualTo(new Bin(0.5, 0.5, 1, 0.5, 0));
        assertThat(diagram.bins().get(1).count()).isEqualTo(3);
        assertThat(CalibrationError.adaptive(allRight(0.8, 0.8, 0.8), 15)).isCloseTo(0.2, within(1e-15));
        assertThat(CalibrationError.adaptive(allRight(0.7, 0.8), 15)).as("fewer examples than bins")
                .isCloseTo(0.25, within(1e-15));
    }

    @Example
    void bordersBetweenNeighbouringDoublesStillSeparateThem() {
        // Halfway between two neighbours rounds to the one whose last bit is 0: the lower, then the upper one.
        for (double a : new double[] {0.75, Math.nextUp(0.75)}) {
            double b = Math.nextUp(a);
            Binning binning = Binning.equalMass(new double[] {b, a}, 2);
            assertThat(binning.bins()).isEqualTo(2);
            assertThat(binning.of(a)).isZero();
            assertThat(binning.of(b)).isEqualTo(1);
        }
    }

    // ---- norms

    @Property(tries = 200)
    void expectedRootMeanSquareMaximum(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int bins) {
        Predictions p = Samples.random(seed, 40);
        double rms = CalibrationError.rootMeanSquare(p, bins);
        assertThat(rms).isBetween(CalibrationError.expected(p, bins) - 1e-14, CalibrationError.maximum(p, bins) + 1e-14);
        assertThat(CalibrationError.debiased(p, bins)).isLessThanOrEqualTo(rms * rms + 1e-15);
        assertThat(CalibrationError.rootMeanSquare(p, 1)).isCloseTo(CalibrationError.expected(p, 1), within(1e-15));
    }

    @Example
    void debiasedByHand() {
        // Four times 0.8, three right: gap 0.05, variance of the accuracy 0.75 · 0.25 / 3.
        Predictions p = Samples.withConfidences(new double[] {0.8, 0.8, 0.8, 0.8}, new boolean[] {true, true, true, false});
        assertThat(CalibrationError.debiased(p, 10)).isCloseTo(0.0025 - 0.0625, within(1e-15));
        assertThat(CalibrationError.debiased(p.slice(0, 1), 10)).as("one example says nothing").isZero();
    }

    @Example
    void debiasedIsZeroOnAverageWhereThePlainErrorIsNot() {
        double[] confidences = new double[300];
        Arrays.setAll(confidences, i -> 0.55 + 0.1 * (i % 5));
        double[] debiased = new double[3000];
        double plain = 0;
        double expectedPlain = 0;
        for (double c : Arrays.copyOf(confidences, 5)) {
            expectedPlain += c * (1 - c) / 60 / 5;
        }
        for (int trial = 0; trial < debiased.length; trial++) {
            Predictions p = calibrated(confidences, trial);
            debiased[trial] = CalibrationError.debiased(p, 10);
            plain += Math.pow(CalibrationError.rootMeanSquare(p, 10), 2) / debiased.length;
        }
        double mean = Arrays.stream(debiased).average().orElseThrow();
        double sd = Math.sqrt(Arrays.stream(debiased).map(d -> (d - mean) * (d - mean)).sum() / (debiased.length - 1));
        double standardError = sd / Math.sqrt(debiased.length);
        assertThat(mean).isCloseTo(0, within(4 * standardError));
        assertThat(plain).as("its bias is the variance of the accuracies").isCloseTo(expectedPlain, within(4 * standardError));
        assertThat(plain).isGreaterThan(20 * standardError);
    }

    // ---- which probability

    @Property(tries = 100)
    void relabellingTheClassesChangesNothing(@ForAll long seed) {
        Predictions p = Samples.random(seed, 40);
        Predictions q = Samples.rotatedClasses(p);
        assertThat(CalibrationError.classwise(q, 15)).isCloseTo(CalibrationError.classwise(p, 15), within(1e-14));
        assertThat(LogLoss.of(q)).isCloseTo(LogLoss.of(p), within(1e-13));
        assertThat(BrierScore.of(q)).isCloseTo(BrierScore.of(p), within(1e-13));
        Predictions r = Samples.shuffled(p, seed);
        assertThat(CalibrationError.classwise(r, 15)).isCloseTo(CalibrationError.classwise(p, 15), within(1e-14));
        assertThat(CalibrationError.rootMeanSquare(r, 15)).isCloseTo(CalibrationError.rootMeanSquare(p, 15), within(1e-13));
        assertThat(CalibrationError.debiased(r, 15)).isCloseTo(CalibrationError.debiased(p, 15), within(1e-13));
    }

    @Example
    void baseRatesHaveNoClasswiseError() {
        double[] flat = new double[30];
        Arrays.setAll(flat, j -> new double[] {0.5, 0.3, 0.2}[j % 3]);
        Predictions p = Predictions.ofProbabilities(flat, new int[] {0, 0, 0, 0, 0, 1, 1, 1, 2, 2}, 3);
        assertThat(CalibrationError.classwise(p, 15)).isCloseTo(0, within(1e-15));
    }

    @Example
    void theThreeFamiliesDiffer() {
        // Over-confident for class 0 by 0.4, under-confident for class 1 by 0.1, in the same bin of the confidence.
        double[] flat = new double[40];
        int[] labels = new int[20];
        for (int i = 0; i < 20; i++) {
            flat[2 * i + (i < 10 ? 0 : 1)] = 0.9;
            flat[2 * i + (i < 10 ? 1 : 0)] = 0.1;
            labels[i] = i < 5 ? 0 : 1;
        }
        Predictions p = Predictions.ofProbabilities(flat, labels, 2);
        assertThat(CalibrationError.expected(p, 5)).isCloseTo((0.4 - 0.1) / 2, within(1e-15));
        assertThat(CalibrationError.binary(p, 5)).isCloseTo((0.4 + 0.1) / 2, within(1e-15));
        assertThat(CalibrationError.classwise(p, 5)).isCloseTo((0.4 + 0.1) / 2, within(1e-15));
        Predictions padded = Predictions.ofProbabilities(new double[] {0.9, 0.1, 0, 0.1, 0.9, 0}, new int[] {0, 1}, 3);
        assertThat(CalibrationError.expected(padded, 5)).isCloseTo(0.1, within(1e-15));
        assertThat(CalibrationError.classwise(padded, 5)).as("a class that is never in play is one of three")
                .isCloseTo((0.1 + 0.1) / 3, within(1e-15));
    }

    // ---- the interval

    @Example
    void theIntervalIsAboutScatterNotAboutTruth() {
        double[] confidences = new SplittableRandom(3).doubles(2000, 0.5, 1).toArray();
        Predictions p = calibrated(confidences, 4);
        Interval interval = CalibrationError.interval(p, 15, 0.95, 500, 1);
        assertThat(interval.lower()).as("the truth is 0, and never inside").isGreaterThan(0.005).isLessThan(interval.upper());
        Interval wide = CalibrationError.interval(p, 15, 0.99, 500, 1);
        assertThat(wide.lower()).isLessThan(interval.lower());
        assertThat(wide.upper()).isGreaterThan(interval.upper());
        assertThat(CalibrationError.interval(p, 15, 0.95, 500, 1)).isEqualTo(interval);
        assertThat(CalibrationError.interval(p, 15, 0.95, 500, 2)).isNotEqualTo(interval);
    }

    @Example
    void farFromZeroTheIntervalIsThatOfAMean() {
        // One bin, all over-confident: the error is a mean of 1000 differences, so its scatter is known.
        double[] confidences = new double[1000];
        Arrays.fill(confidences, 0.95);
        boolean[] correct = new boolean[1000];
        Arrays.fill(correct, 0, 600, true);
        Predictions p = Samples.withConfidences(confidences, correct);
        Interval interval = CalibrationError.interval(p, 10, 0.95, 4000, 5);
        double halfWidth = 1.96 * Math.sqrt(0.6 * 0.4 / 1000);
        assertThat(interval.lower()).isCloseTo(0.35 - halfWidth, within(0.003));
        assertThat(interval.upper()).isCloseTo(0.35 + halfWidth, within(0.003));
    }

    @Example
    void withoutScatterTheIntervalIsAPoint() {
        Interval interval = CalibrationError.interval(allRight(0.75, 0.75, 0.75), 4, 0.5, 10, 1);
        assertThat(interval).isEqualTo(new Interval(0.25, 0.25));
    }

    static Predictions calibrated(double[] confidences, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] correct = new boolean[confidences.length];
        for (int i = 0; i < correct.length; i++) {
            correct[i] = Resampling.uniform(random) < confidences[i];
        }
        return Samples.withConfidences(confidences, correct);
    }

    private static Predictions allRight(double... confidences) {
        boolean[] correct = new boolean[confidences.length];
        Arrays.fill(correct, true);
        return Samples.withConfidences(confidences, correct);
    }
}
