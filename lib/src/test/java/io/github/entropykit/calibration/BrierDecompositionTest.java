package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.info.Entropy;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The Brier score in parts, and sharpness. */
class BrierDecompositionTest {
    @Property(tries = 200)
    void thePartsAreTheScore(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int bins,
                             @ForAll @IntRange(min = 1, max = 300) int size) {
        Predictions p = Samples.random(seed, size);
        BrierDecomposition parts = BrierDecomposition.of(p, bins);
        assertThat(parts.score()).isCloseTo(BrierScore.of(p), within(1e-14));
        assertThat(parts.reliability()).isNotNegative();
        assertThat(parts.resolution()).isBetween(0.0, parts.uncertainty() + 1e-15);
        assertThat(parts.withinBinVariance()).isBetween(0.0, p.classes() / (4.0 * bins * bins) + 1e-15);
    }

    @Example
    void thePartsAreTheScoreForManyExamplesToo() {
        Predictions p = Samples.calibratedTimes(2, 200_000, 4, 1);
        assertThat(BrierDecomposition.of(p, 15).score()).isCloseTo(BrierScore.of(p), within(1e-14));
    }

    @Example
    void forecastsOfOneValueInEachBinNeedOnlyMurphysParts() {
        double[] flat = new double[200];
        int[] labels = new int[100];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            flat[2 * i + 1] = random.nextInt(11) / 10.0;
            flat[2 * i] = 1 - flat[2 * i + 1];
            labels[i] = random.nextInt(2);
        }
        Predictions p = Predictions.ofProbabilities(flat, labels, 2);
        BrierDecomposition parts = BrierDecomposition.of(p, 40);
        assertThat(parts.withinBinVariance()).isCloseTo(0, within(1e-30));
        assertThat(parts.withinBinCovariance()).isCloseTo(0, within(1e-16));
        assertThat(parts.reliability() - parts.resolution() + parts.uncertainty())
                .isCloseTo(BrierScore.of(p), within(1e-15));
        assertThat(parts.reliability()).as("is the squared error of either class, twice")
                .isCloseTo(2 * Math.pow(CalibrationError.rootMeanSquare(ReliabilityDiagram.ofClass(p, 1, 40)), 2), within(1e-15));
    }

    @Example
    void extremes() {
        Predictions perfect = Predictions.ofProbabilities(new double[] {1, 0, 0, 1}, new int[] {0, 1}, 2);
        assertThat(BrierDecomposition.of(perfect, 10)).isEqualTo(new BrierDecomposition(0, 0.5, 0.5, 0, 0));
        Predictions baseRate = Predictions.ofProbabilities(new double[] {0.5, 0.5, 0.5, 0.5}, new int[] {0, 1}, 2);
        assertThat(BrierDecomposition.of(baseRate, 10)).isEqualTo(new BrierDecomposition(0, 0, 0.5, 0, 0));
        Predictions oneClass = Predictions.ofProbabilities(new double[] {0.5, 0.5, 0.5, 0.5}, new int[] {0, 0}, 2);
        assertThat(BrierDecomposition.of(oneClass, 10)).isEqualTo(new BrierDecomposition(0.5, 0, 0, 0, 0));
    }

    /** With one bin, variance and covariance are those of everything. */
    @Example
    void oneBinByHand() {
        Predictions p = Predictions.ofProbabilities(new double[] {0.75, 0.25, 0.25, 0.75}, new int[] {0, 1}, 2);
        assertThat(BrierDecomposition.of(p, 1)).isEqualTo(new BrierDecomposition(0, 0, 0.5, 2 * 0.0625, 2 * 0.25));
        assertThat(BrierScore.of(p)).isEqualTo(0.125);
    }

    // ---- sharpness

    @Property(tries = 200)
    void varianceIsTheGiniIndexThatAveragingAdds(@ForAll long seed) {
        Predictions p = Samples.random(seed, 30);
        double gini = 1;
        for (int k = 0; k < p.classes(); k++) {
            double mean = 0;
            for (int i = 0; i < p.size(); i++) {
                mean += p.probability(i, k) / p.size();
            }
            gini -= mean * mean;
        }
        assertThat(Sharpness.variance(p)).isCloseTo(gini - Sharpness.giniImpurity(p), within(1e-14));
        assertThat(Sharpness.giniImpurity(p)).as("less than entropy: 1 - x <= -ln x").isBetween(0.0, Sharpness.entropy(p));
    }

    @Example
    void aCalibratedModelGetsTheScoresItExpects() {
        Predictions p = Samples.calibratedTimes(1, 100_000, 4, 11);
        // The standard deviation of one loss is below 1 nat, of one squared error below 0.6.
        assertThat(LogLoss.of(p)).isCloseTo(Sharpness.entropy(p), within(4 / Math.sqrt(1e5)));
        assertThat(BrierScore.of(p)).isCloseTo(Sharpness.giniImpurity(p), within(2.4 / Math.sqrt(1e5)));
    }

    @Example
    void sharpnessOfSureAndUnsure() {
        Predictions unsure = Predictions.ofLogits(new float[30], new int[10], 3);
        assertThat(Sharpness.entropy(unsure)).isCloseTo(Math.log(3), within(1e-15));
        assertThat(Sharpness.giniImpurity(unsure)).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(Sharpness.variance(unsure)).isCloseTo(0, within(1e-30));
        Predictions sure = Predictions.ofProbabilities(new double[] {1, 0, 0, 1}, new int[2], 2);
        assertThat(Sharpness.entropy(sure)).isZero();
        assertThat(Sharpness.giniImpurity(sure)).isZero();
        assertThat(Sharpness.variance(sure)).isEqualTo(0.5);
        Predictions single = Predictions.ofProbabilities(new double[] {0.3, 0.7}, new int[1], 2);
        assertThat(Sharpness.entropy(single)).isCloseTo(Entropy.binary(0.3), within(1e-15));
        assertThat(Sharpness.giniImpurity(single)).isCloseTo(0.42, within(1e-15));
    }
}
