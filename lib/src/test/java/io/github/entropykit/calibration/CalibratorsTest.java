package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.info.Softmax;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Calibrators that fit a smooth curve: vector scaling, Platt's, and the beta family. */
class CalibratorsTest {
    // ---- vector scaling

    @Property(tries = 60)
    void vectorScalingIsAtTheMinimum(@ForAll long seed) {
        Predictions p = Samples.calibratedTimes(2.5f, 300, 4, seed);
        VectorScaling scaling = VectorScaling.fit(p);
        assertThat(scaling.converged()).isTrue();
        Predictions scaled = scaling.apply(p);
        for (int k = 0; k < 4; k++) {
            double bias = 0;
            double factor = 0;
            for (int i = 0; i < p.size(); i++) {
                double residual = (scaled.probability(i, k) - (p.label(i) == k ? 1 : 0)) / p.size();
                bias += residual;
                factor += residual * p.logit(i, k);
            }
            assertThat(bias).isCloseTo(0, within(1e-9));
            assertThat(factor).isCloseTo(0, within(1e-8));
        }
        assertThat(Arrays.stream(scaling.biases()).sum()).isCloseTo(0, within(1e-10));
    }

    @Property(tries = 60)
    void vectorScalingContainsTemperatureScaling(@ForAll long seed) {
        Predictions p = Samples.calibratedTimes(0.3f, 200, 3, seed);
        double vector = LogLoss.of(VectorScaling.fit(p).apply(p));
        assertThat(vector).isLessThan(LogLoss.of(TemperatureScaling.fit(p).apply(p)) + 1e-12);
    }

    @Example
    void vectorScalingFindsWhatWasDone() {
        // Labels from softmax(z); the logits handed out are 2 z and 0.5 z + 1 for classes 0 and 1, unchanged for 2.
        Predictions z = Samples.calibratedTimes(1, 40_000, 3, 3);
        float[] logits = new float[3 * z.size()];
        for (int i = 0; i < z.size(); i++) {
            logits[3 * i] = 2 * z.logits(i)[0];
            logits[3 * i + 1] = 0.5f * z.logits(i)[1] + 1;
            logits[3 * i + 2] = z.logits(i)[2];
        }
        VectorScaling scaling = VectorScaling.fit(Predictions.ofLogits(logits, z.labels(), 3));
        // Standard errors are about 0.01 to 0.04.
        assertThat(scaling.factors()).containsExactly(new double[] {0.5, 2, 1}, within(0.1));
        double third = -2.0 / 3;
        assertThat(scaling.biases()).containsExactly(new double[] {-third, -2 - third, -third}, within(0.15));
    }

    @Property(tries = 30)
    void vectorScalingFollowsTheNamesOfTheClasses(@ForAll long seed) {
        Predictions p = Samples.calibratedTimes(2, 150, 3, seed);
        float[] swapped = new float[3 * p.size()];
        int[] labels = p.labels();
        for (int i = 0; i < p.size(); i++) {
            for (int k = 0; k < 3; k++) {
                swapped[3 * i + (k + 1) % 3] = p.logits(i)[k];
            }
            labels[i] = (labels[i] + 1) % 3;
        }
        double[] factors = VectorScaling.fit(p).factors();
        double[] other = VectorScaling.fit(Predictions.ofLogits(swapped, labels, 3)).factors();
        for (int k = 0; k < 3; k++) {
            assertThat(other[(k + 1) % 3]).isCloseTo(factors[k], within(1e-7));
        }
    }

    @Property(tries = 30)
    void vectorScalingFollowsTheScaleOfTheLogits(@ForAll long seed, @ForAll @IntRange(min = -60, max = 60) int power) {
        Predictions p = Samples.calibratedTimes(2, 150, 3, seed);
        double[] factors = VectorScaling.fit(p).factors();
        float factor = (float) Math.scalb(1.0, power);
        double[] scaled = VectorScaling.fit(times(p, factor)).factors();
        for (int k = 0; k < 3; k++) {
            assertThat(scaled[k] * factor).isCloseTo(factors[k], within(1e-6));
        }
    }

    @Example
    void vectorScalingWithoutAMinimumSaysSo() {
        Predictions separable = Predictions.ofLogits(new float[] {1, 0, 0, 1, 2, 0, 0, 3}, new int[] {0, 1, 0, 1}, 2);
        assertThat(VectorScaling.fit(separable).converged()).isFalse();
        assertThat(VectorScaling.fit(separable)).asString().endsWith("(no minimum found)");
        Predictions neverSeen = Predictions.ofLogits(new float[] {1, 0, 0, 0, 1, 0, 1, 0, 2, 3, 0, 1}, new int[] {0, 1, 1, 0}, 3);
        assertThat(VectorScaling.fit(neverSeen).converged()).as("class 2 has no example").isFalse();
        Predictions oneClass = Predictions.ofLogits(new float[] {1, 0, 0, 1}, new int[] {0, 0}, 2);
        assertThat(VectorScaling.fit(oneClass).converged()).isFalse();
        assertThat(LogLoss.of(VectorScaling.fit(oneClass).apply(oneClass))).isBetween(0.0, 1e-9);
    }

    @Example
    void vectorScalingKnowsImpossibleClasses() {
        float none = Float.NEGATIVE_INFINITY;
        float[] logits = {4, 0, none, 4, 0, none, 4, 0, none, 0, 4, none, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, none, 0, 4, none};
        Predictions p = Predictions.ofLogits(logits, new int[] {0, 0, 1, 1, 0, 1, 2, 0, 1}, 3);
        VectorScaling scaling = VectorScaling.fit(p);
        assertThat(scaling.converged()).isTrue();
        assertThat(scaling.apply(p).probability(0, 2)).isZero();
        assertThat(scaling.apply(p).probability(6, 2)).isCloseTo(1 / 3.0, within(1e-9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VectorScaling.fit(Predictions.ofLogits(logits, new int[] {0, 2, 1, 1, 0, 1, 2, 0, 1}, 3)))
                .withMessageContaining("true label 2 of example 1 has logit -Infinity");
    }

    @Example
    void vectorScalingOfWildLogitsEnds() {
        SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 50; trial++) {
            float[] logits = new float[120];
            int[] labels = new int[30];
            for (int j = 0; j < logits.length; j++) {
                logits[j] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(-6, 7)));
            }
            Arrays.setAll(labels, i -> random.nextInt(4));
            Predictions p = Predictions.ofLogits(logits, labels, 4);
            double loss = LogLoss.of(VectorScaling.fit(p).apply(p));
            assertThat(loss).isBetween(0.0, Math.log(4) + 1e-9).isLessThanOrEqualTo(LogLoss.of(p) + 1e-9);
        }
    }

    // ---- Platt's scaling

    @Example
    void plattAtTwoScoresIsAClosedForm() {
        // At each of two scores the line can reach the mean target exactly.
        Predictions p = Predictions.ofLogits(new float[] {0, -1, 0, -1, 0, -1, 0, 3, 0, 3}, new int[] {0, 0, 1, 1, 1}, 2);
        PlattScaling scaling = PlattScaling.fit(p);
        double high = 4 / 5.0;
        double low = (high + 2 * (1 / 4.0)) / 3;
        double slope = (logit(high) - logit(low)) / 4;
        assertThat(scaling.slope()).isCloseTo(slope, within(1e-10));
        assertThat(scaling.intercept()).isCloseTo(logit(low) + slope, within(1e-10));
        assertThat(scaling.apply(p).probability(4, 1)).isCloseTo(high, within(1e-10));
    }

    @Example
    void plattOfSeparatedScoresAndOfOneClassIsFinite() {
        Predictions separated = Predictions.ofLogits(new float[] {0, -1, 0, -1, 0, 1, 0, 1}, new int[] {0, 0, 1, 1}, 2);
        assertThat(PlattScaling.fit(separated).slope()).isCloseTo(logit(3 / 4.0), within(1e-10));
        Predictions one = Predictions.ofLogits(new float[] {0, -1, 0, 2, 0, 5}, new int[] {1, 1, 1}, 2);
        PlattScaling scaling = PlattScaling.fit(one);
        assertThat(scaling.slope()).isCloseTo(0, within(1e-9));
        assertThat(scaling.intercept()).as("Laplace's rule: 4 of 5").isCloseTo(logit(0.8), within(1e-9));
        Predictions flat = Predictions.ofLogits(new float[] {0, 7, 0, 7, 0, 7}, new int[] {1, 0, 0}, 2);
        assertThat(PlattScaling.fit(flat).slope()).isZero();
        assertThat(PlattScaling.fit(flat).intercept()).isCloseTo(logit((2 / 3.0 + 2 * 0.25) / 3), within(1e-10));
    }

    @Property(tries = 60)
    void plattsGradientIsZero(@ForAll long seed) {
        Predictions p = twoClasses(seed, 200, 3, 1);
        PlattScaling scaling = PlattScaling.fit(p);
        Predictions scaled = scaling.apply(p);
        long ones = Arrays.stream(p.labels()).sum();
        double slope = 0;
        double intercept = 0;
        for (int i = 0; i < p.size(); i++) {
            double target = p.label(i) == 1 ? (ones + 1.0) / (ones + 2) : 1.0 / (p.size() - ones + 2);
            double residual = (scaled.probability(i, 1) - target) / p.size();
            slope += residual * (p.logit(i, 1) - p.logit(i, 0));
            intercept += residual;
        }
        assertThat(slope).isCloseTo(0, within(1e-8));
        assertThat(intercept).isCloseTo(0, within(1e-9));
    }

    /** At a = 0 all scores count alike, and the loss falls towards positive a if those of class 1 are higher on average. */
    @Property(tries = 60)
    void plattsSlopeHasTheSignOfTheDifferenceOfTheMeans(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[40];
        int[] labels = new int[20];
        double difference = 0;
        for (int i = 0; i < 20; i++) {
            labels[i] = i % 2;
            // One outlier, which decides.
            logits[2 * i + 1] = i == 0 ? 50 : random.nextInt(5) + i % 2;
            difference += (i % 2 == 1 ? 1 : -1) * logits[2 * i + 1];
        }
        assertThat(difference).isNegative();
        assertThat(PlattScaling.fit(Predictions.ofLogits(logits, labels, 2)).slope()).isNegative();
        logits[1] = -50;
        assertThat(PlattScaling.fit(Predictions.ofLogits(logits, labels, 2)).slope()).isPositive();
    }

    @Property(tries = 60)
    void plattTurnsAroundWithTheNamesOfTheClasses(@ForAll long seed) {
        Predictions p = twoClasses(seed, 100, 2, 0.5);
        PlattScaling scaling = PlattScaling.fit(p);
        PlattScaling turned = PlattScaling.fit(Samples.rotatedClasses(p));
        assertThat(turned.slope()).isCloseTo(scaling.slope(), within(1e-8));
        assertThat(turned.intercept()).isCloseTo(-scaling.intercept(), within(1e-8));
    }

    @Example
    void plattAndBetaFindWhatWasDone() {
        // Logits are 3 times too large, and the base rate was shifted by 1.
        Predictions p = twoClasses(5, 40_000, 3, 1);
        assertThat(PlattScaling.fit(p).slope()).isCloseTo(1 / 3.0, within(0.02));
        assertThat(PlattScaling.fit(p).intercept()).isCloseTo(-1 / 3.0, within(0.06));
        BetaCalibration beta = BetaCalibration.fit(p);
        assertThat(beta.a()).isCloseTo(1 / 3.0, within(0.05));
        assertThat(beta.b()).isCloseTo(1 / 3.0, within(0.05));
    }

    @Example
    void infiniteLogOddsAreRefusedInTheFitAndKeptAfterIt() {
        Predictions saturated = Predictions.ofProbabilities(new double[] {1, 0, 0.5, 0.5}, new int[] {0, 1}, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> PlattScaling.fit(saturated))
                .withMessageStartingWith("validation: example 0 has a probability of 0");
        PlattScaling scaling = PlattScaling.fit(twoClasses(1, 100, 1, 0));
        assertThat(scaling.apply(saturated).probabilities(0)).containsExactly(1, 0);
        Predictions three = Predictions.ofLogits(new float[3], new int[1], 3);
        assertThatIllegalArgumentException().isThrownBy(() -> PlattScaling.fit(three))
                .withMessage("validation has 3 classes, but 2 are needed here");
    }

    // ---- the beta family

    @Property(tries = 60)
    void betaContainsTheIdentityAndPlattsLine(@ForAll long seed) {
        Predictions p = twoClasses(seed, 200, 2, 0.5);
        BetaCalibration beta = BetaCalibration.fit(p);
        assertThat(beta.converged()).isTrue();
        assertThat(beta.a()).isNotNegative();
        assertThat(beta.b()).isNotNegative();
        double loss = LogLoss.of(beta.apply(p));
        assertThat(loss).isLessThanOrEqualTo(LogLoss.of(p) + 1e-12);
        PlattScaling platt = PlattScaling.fit(p);
        if (platt.slope() >= 0) {
            assertThat(loss).isLessThanOrEqualTo(LogLoss.of(platt.apply(p)) + 1e-12);
        }
    }

    @Property(tries = 60)
    void noOtherAllowedParametersDoBetter(@ForAll long seed) {
        // Labels without any relation to the scores put the minimum on an edge about half the time.
        Predictions p = Samples.random(seed, 40);
        SplittableRandom random = new SplittableRandom(seed);
        double[] flat = new double[80];
        for (int i = 0; i < 40; i++) {
            flat[2 * i] = Math.pow(random.nextDouble(), 3);
            flat[2 * i + 1] = 1 - flat[2 * i];
        }
        int[] labels = new int[40];
        Arrays.setAll(labels, i -> p.label(i) % 2);
        labels[0] = 0;
        labels[1] = 1;
        Predictions q = Predictions.ofProbabilities(flat, labels, 2);
        BetaCalibration beta = BetaCalibration.fit(q);
        double best = betaLoss(q, beta.a(), beta.b(), beta.c());
        assertThat(best).isCloseTo(LogLoss.of(beta.apply(q)), within(1e-12));
        for (double da : new double[] {-0.01, 0, 0.01}) {
            for (double db : new double[] {-0.01, 0, 0.01}) {
                for (double dc : new double[] {-0.01, 0, 0.01}) {
                    double a = Math.max(0, beta.a() + da);
                    double b = Math.max(0, beta.b() + db);
                    assertThat(betaLoss(q, a, b, beta.c() + dc)).isGreaterThanOrEqualTo(best - 1e-12);
                }
            }
        }
    }

    @Property(tries = 60)
    void betaTurnsAroundWithTheNamesOfTheClasses(@ForAll long seed) {
        Predictions p = twoClasses(seed, 100, 2, 0.5);
        BetaCalibration beta = BetaCalibration.fit(p);
        BetaCalibration turned = BetaCalibration.fit(Samples.rotatedClasses(p));
        assertThat(turned.a()).isCloseTo(beta.b(), within(1e-5));
        assertThat(turned.b()).isCloseTo(beta.a(), within(1e-5));
        assertThat(turned.c()).isCloseTo(-beta.c(), within(1e-5));
    }

    @Example
    void betaOfCertainties() {
        Predictions uncertain = Samples.shuffled(twoClasses(1, 50, 2, 0.5), 1);
        double[] p = Arrays.copyOf(new double[] {1, 0}, 102);
        System.arraycopy(uncertain.flat(), 0, p, 2, 100);
        int[] labels = new int[51];
        System.arraycopy(uncertain.labels(), 0, labels, 1, 50);
        Predictions q = Predictions.ofProbabilities(p, labels, 2);
        BetaCalibration beta = BetaCalibration.fit(q);
        assertThat(beta.a()).as("a certainty that came true weighs nothing").isPositive()
                .isEqualTo(BetaCalibration.fit(uncertain).a());
        assertThat(beta.b()).isPositive();
        assertThat(beta.apply(q).probabilities(0)).containsExactly(1, 0);
        labels[0] = 1;
        Predictions wrong = Predictions.ofProbabilities(p, labels, 2);
        assertThatIllegalArgumentException().isThrownBy(() -> BetaCalibration.fit(wrong))
                .withMessageStartingWith("validation: the true label 1 of example 0 has probability 0");
        assertThatIllegalArgumentException().isThrownBy(() -> BetaCalibration.fit(q.slice(0, 1)))
                .withMessageStartingWith("validation: every probability is 0 or 1");
    }

    @Example
    void betaReadsLogitsWhereProbabilitiesAreRounded() {
        // Log odds of 50 round to probability 1; as logits they are finite.
        float[] logits = {0, 50, 0, 50, 0, 50, 0, -50, 0, -50, 0, -50};
        Predictions p = Predictions.ofLogits(logits, new int[] {1, 1, 0, 0, 0, 1}, 2);
        BetaCalibration beta = BetaCalibration.fit(p);
        assertThat(beta.apply(p).probability(0, 1)).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(beta.apply(p).probability(3, 1)).isCloseTo(1 / 3.0, within(1e-9));
    }

    @Example
    void betaWithoutAMinimumSaysSo() {
        double[] p = {0.9, 0.1, 0.7, 0.3, 0.4, 0.6, 0.2, 0.8};
        assertThat(BetaCalibration.fit(Predictions.ofProbabilities(p, new int[] {0, 0, 1, 1}, 2)).converged()).isFalse();
        assertThat(BetaCalibration.fit(Predictions.ofProbabilities(p, new int[] {0, 0, 0, 0}, 2)).converged()).isFalse();
        double[] tied = {0.9, 0.1, 0.4, 0.6, 0.4, 0.6, 0.2, 0.8};
        assertThat(BetaCalibration.fit(Predictions.ofProbabilities(tied, new int[] {0, 0, 1, 1}, 2)).converged())
                .as("both classes at the threshold").isFalse();
        BetaCalibration backwards = BetaCalibration.fit(Predictions.ofProbabilities(p, new int[] {1, 1, 0, 0}, 2));
        assertThat(backwards.a()).isZero();
        assertThat(backwards.b()).isZero();
        assertThat(backwards.converged()).isTrue();
        assertThat(backwards.c()).isCloseTo(0, within(1e-9));
    }

    /** A weight that can see the last bit of a feature magnifies all rounding errors up to its size. */
    @Example
    void scoresThatDifferOnlyByRoundingSayNothing() {
        for (float scale : new float[] {1e-30f, 5e-17f, 1e-16f, 2e-16f, 1e-15f, 1e-13f, 1e-12f, 1e-10f}) {
            for (int seed = 0; seed < 50; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                float[] logits = new float[120];
                int[] labels = new int[60];
                for (int i = 0; i < 60; i++) {
                    logits[2 * i + 1] = (float) (scale * (random.nextDouble() - 0.5) * 6);
                    labels[i] = i < 10 ? i % 2 : random.nextInt(50) < seed ? 1 : 0;
                }
                Predictions p = Predictions.ofLogits(logits, labels, 2);
                double rate = Arrays.stream(labels).sum() / 60.0;
                BetaCalibration beta = BetaCalibration.fit(p);
                assertThat(beta.converged()).isTrue();
                assertThat(LogLoss.of(beta.apply(p))).as("scale %s: no worse than the base rate", scale)
                        .isLessThanOrEqualTo(-rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate) + 1e-9);
            }
        }
        // What varies around 0 is no rounding, however small it is.
        Predictions tiny = Predictions.ofLogits(new float[] {0, -1e-30f, 0, 1e-30f, 0, 1e-30f}, new int[] {0, 1, 1}, 2);
        assertThat(PlattScaling.fit(tiny).slope()).isGreaterThan(1e29);
    }

    private static double betaLoss(Predictions p, double a, double b, double c) {
        double sum = 0;
        for (int i = 0; i < p.size(); i++) {
            double m = a * Math.log(p.probability(i, 1)) - b * Math.log(p.probability(i, 0)) + c;
            sum += Softmax.logSumExp(0, p.label(i) == 1 ? -m : m);
        }
        return sum / p.size();
    }

    /** Two classes; labels from the true log odds u, logits handed out are 0 and factor·u + shift. */
    static Predictions twoClasses(long seed, int size, double factor, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[2 * size];
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            double u = 6 * random.nextDouble() - 3;
            logits[2 * i + 1] = (float) (factor * u + shift);
            labels[i] = random.nextDouble() < Logistic.sigmoid(u) ? 1 : 0;
        }
        return Predictions.ofLogits(logits, labels, 2);
    }

    private static Predictions times(Predictions p, float factor) {
        float[] logits = new float[p.size() * p.classes()];
        for (int j = 0; j < logits.length; j++) {
            logits[j] = factor * (float) p.logit(j / p.classes(), j % p.classes());
        }
        return Predictions.ofLogits(logits, p.labels(), p.classes());
    }

    private static double logit(double p) {
        return Math.log(p / (1 - p));
    }
}
