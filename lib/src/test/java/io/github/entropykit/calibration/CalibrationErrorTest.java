package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.calibration.CalibrationError.NoiseFloor;
import io.github.entropykit.calibration.ReliabilityDiagram.Bin;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class CalibrationErrorTest {
    private static final int N = 10_000;

    // ---- bins

    @Example
    void everyEdgeOpensItsOwnBin() {
        for (int bins = 1; bins <= 1000; bins++) {
            Binning binning = Binning.equalWidth(bins);
            for (int j = 0; j < bins; j++) {
                double edge = (double) j / bins;
                assertThat(binning.of(edge)).as("%d / %d", j, bins).isEqualTo(j);
                assertThat(binning.of(Math.nextDown((j + 1.0) / bins))).isEqualTo(j);
            }
            assertThat(binning.of(1)).as("the last bin is closed").isEqualTo(bins - 1);
        }
    }

    @Example
    void threeTenthsIsInBinThreeOfTen() {
        assertThat(Binning.equalWidth(10).of(0.3)).isEqualTo(3);
        // The naive rule fails on edges such as this one.
        assertThat((int) (0.58 * 50)).isEqualTo(28);
        assertThat(Binning.equalWidth(50).of(0.58)).isEqualTo(29);
    }

    @Property(tries = 500)
    void aBinHoldsWhatLiesBetweenItsEdges(
            @ForAll @Scale(15) @DoubleRange(min = 0, max = 1) double c, @ForAll @IntRange(min = 1, max = 100) int bins) {
        int j = Binning.equalWidth(bins).of(c);
        assertThat(c).isBetween((double) j / bins, (j + 1.0) / bins);
        assertThat(c < (j + 1.0) / bins || j == bins - 1).isTrue();
    }

    // ---- the diagram

    @Property(tries = 100)
    void diagramAccountsForEveryPrediction(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int bins) {
        Predictions p = Samples.random(seed, 50);
        ReliabilityDiagram diagram = ReliabilityDiagram.of(p, bins);
        double confidence = 0;
        double correct = 0;
        int count = 0;
        for (Bin bin : diagram.bins()) {
            if (bin.count() == 0) {
                assertThat(bin.confidence()).isNaN();
                assertThat(bin.accuracy()).isNaN();
                continue;
            }
            assertThat(bin.confidence()).isBetween(bin.lower() - 1e-15, bin.upper() + 1e-15);
            count += bin.count();
            confidence += bin.count() * bin.confidence();
            correct += bin.count() * bin.accuracy();
        }
        assertThat(diagram.bins()).hasSize(bins);
        assertThat(diagram.size()).isEqualTo(count).isEqualTo(p.size());
        assertThat(confidence / count).isCloseTo(p.meanConfidence(), within(1e-14));
        assertThat(correct / count).isCloseTo(p.accuracy(), within(1e-14));
    }

    @Example
    void diagramPrintsAsATable() {
        Predictions p = Samples.withConfidences(new double[] {0.75, 1}, new boolean[] {true, false});
        assertThat(ReliabilityDiagram.of(p, 4)).asString().isEqualToNormalizingNewlines("""
                confidence     count    mean  accuracy     gap
                0.750-1.000       2  0.8750    0.5000 +0.3750""");
    }

    // ---- the error, by hand

    @Example
    void handMadeCases() {
        // Ten times sure of 0.8, right eight times: calibrated. Right five times: off by 0.3.
        assertThat(CalibrationError.expected(tenTimes(0.8, 8), 15)).isCloseTo(0, within(1e-15));
        assertThat(CalibrationError.expected(tenTimes(0.8, 5), 15)).isCloseTo(0.3, within(1e-15));
        assertThat(CalibrationError.maximum(tenTimes(0.8, 5), 15)).isCloseTo(0.3, within(1e-15));
        // Certain and always wrong.
        assertThat(CalibrationError.expected(tenTimes(1, 0), 15)).isEqualTo(1);
        // Two bins of different size: (1 · 0.4 + 3 · 0.1) / 4; the maximum is the small bin's.
        Predictions mixed = Samples.withConfidences(new double[] {0.6, 0.9, 0.9, 0.9},
                new boolean[] {true, true, true, true});
        assertThat(CalibrationError.expected(mixed, 10)).isCloseTo(0.175, within(1e-15));
        assertThat(CalibrationError.maximum(mixed, 10)).isCloseTo(0.4, within(1e-15));
        // Over- and under-confidence cancel in one bin and not in two.
        Predictions cancelling = Samples.withConfidences(new double[] {0.6, 0.9}, new boolean[] {true, false});
        assertThat(CalibrationError.expected(cancelling, 1)).isCloseTo(0.25, within(1e-15));
        assertThat(CalibrationError.expected(cancelling, 10)).isCloseTo(0.65, within(1e-15));
    }

    @Property(tries = 100)
    void orderOfExamplesAndNamesOfClassesDoNotMatter(@ForAll long seed) {
        Predictions p = Samples.random(seed, 40);
        double[] probabilities = new double[p.size() * p.classes()];
        int[] labels = new int[p.size()];
        for (int i = 0; i < p.size(); i++) {
            int from = p.size() - 1 - i;
            labels[i] = p.label(from);
            System.arraycopy(p.probabilities(from), 0, probabilities, i * p.classes(), p.classes());
        }
        Predictions reversed = Predictions.ofProbabilities(probabilities, labels, p.classes());
        assertThat(CalibrationError.expected(reversed, 15)).isCloseTo(CalibrationError.expected(p, 15), within(1e-14));
        assertThat(CalibrationError.maximum(reversed, 15)).isCloseTo(CalibrationError.maximum(p, 15), within(1e-14));
        assertThat(LogLoss.of(reversed)).isCloseTo(LogLoss.of(p), within(1e-13));
        assertThat(BrierScore.of(reversed)).isCloseTo(BrierScore.of(p), within(1e-13));
    }

    @Property(tries = 100)
    void liesBetweenTheOverallGapAndTheMaximum(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int bins) {
        Predictions p = Samples.random(seed, 40);
        double expected = CalibrationError.expected(p, bins);
        assertThat(expected).isBetween(Math.abs(p.meanConfidence() - p.accuracy()) - 1e-14,
                CalibrationError.maximum(p, bins) + 1e-14);
        assertThat(CalibrationError.expected(p, 2 * bins)).as("splitting bins never lowers it")
                .isGreaterThanOrEqualTo(expected - 1e-14);
    }

    // ---- the noise floor

    /** Syllabus, section 0: 0.0123 +- 0.0025 for confidences ~ U(0.1, 1), 0.0065 +- 0.0018 for Beta(8, 1). */
    @Example
    void noiseFloorOfTheSyllabus() {
        double[] uniform = new double[N];
        double[] beta = new double[N];
        Arrays.setAll(uniform, i -> 0.1 + 0.9 * (i + 0.5) / N);
        Arrays.setAll(beta, i -> Math.pow((i + 0.5) / N, 1 / 8.0));
        NoiseFloor flat = CalibrationError.noiseFloor(uniform, 15, 500, 1);
        assertThat(flat.mean()).isCloseTo(0.0123, within(0.0004)).isCloseTo(normalApproximation(uniform), within(0.0004));
        assertThat(flat.sd()).isCloseTo(0.0025, within(0.0003));
        NoiseFloor sure = CalibrationError.noiseFloor(beta, 15, 500, 1);
        assertThat(sure.mean()).isCloseTo(0.0065, within(0.0004)).isCloseTo(normalApproximation(beta), within(0.0004));
        assertThat(sure.sd()).isCloseTo(0.0018, within(0.0003));
    }

    @Example
    void noiseFloorFallsWithTheRootOfTheSampleSize() {
        double[] few = new double[2_500];
        double[] many = new double[40_000];
        Arrays.setAll(few, i -> 0.5 + 0.5 * (i + 0.5) / few.length);
        Arrays.setAll(many, i -> 0.5 + 0.5 * (i + 0.5) / many.length);
        double ratio = CalibrationError.noiseFloor(few, 15, 400, 2).mean()
                / CalibrationError.noiseFloor(many, 15, 400, 3).mean();
        assertThat(ratio).isCloseTo(4, within(0.25));
    }

    @Example
    void noiseFloorIsTheErrorOfModelsThatAreCalibrated() {
        SplittableRandom random = new SplittableRandom(5);
        double[] confidences = random.doubles(1000, 0.5, 1).toArray();
        int models = 400;
        double mean = 0;
        for (int m = 0; m < models; m++) {
            boolean[] correct = new boolean[confidences.length];
            for (int i = 0; i < correct.length; i++) {
                correct[i] = random.nextDouble() < confidences[i];
            }
            mean += CalibrationError.expected(Samples.withConfidences(confidences, correct), 10) / models;
        }
        NoiseFloor floor = CalibrationError.noiseFloor(confidences, 10, 400, 6);
        // Both means have a standard error of sd / 20.
        assertThat(floor.mean()).isCloseTo(mean, within(4 * Math.sqrt(2) * floor.sd() / 20));
    }

    @Example
    void noWayToBeWrongMeansNoNoise() {
        assertThat(CalibrationError.noiseFloor(new double[] {1, 1, 0}, 10, 5, 1)).isEqualTo(new NoiseFloor(0, 0));
    }

    @Example
    void sameSeedSameFloorOnEveryJdk() {
        double[] confidences = {0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};
        NoiseFloor floor = CalibrationError.noiseFloor(confidences, 5, 100, 42);
        assertThat(floor).isEqualTo(CalibrationError.noiseFloor(confidences, 5, 100, 42));
        assertThat(floor).isNotEqualTo(CalibrationError.noiseFloor(confidences, 5, 100, 43));
        // Recorded on JDK 17; any JDK must give it to the last bit.
        assertThat(floor).isEqualTo(new NoiseFloor(0.23537142857142854, 0.062421129786523546));
    }

    private static Predictions tenTimes(double confidence, int right) {
        double[] confidences = new double[10];
        boolean[] correct = new boolean[10];
        Arrays.fill(confidences, confidence);
        Arrays.fill(correct, 0, right, true);
        return Samples.withConfidences(confidences, correct);
    }

    /** In a bin the number of hits is nearly normal, and a normal deviate is off by sqrt(2/pi) sd on average. */
    private static double normalApproximation(double[] confidences) {
        double[] variance = new double[15];
        for (double c : confidences) {
            variance[Binning.equalWidth(15).of(c)] += c * (1 - c);
        }
        return Arrays.stream(variance).map(v -> Math.sqrt(2 / Math.PI * v)).sum() / confidences.length;
    }
}
