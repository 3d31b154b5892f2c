package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.IntFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ConformalSetsTest {
    private static final int SPLITS = 2000;

    // ---- the law: coverage over exchangeable splits

    @Example
    void coverageOfLeastAmbiguousSetsIsExact() {
        // An over-confident model: nothing is assumed about it.
        for (double alpha : new double[] {0.1, 0.25}) {
            covers(alpha, 19, true, seed -> (p, a) -> ConformalSets.leastAmbiguous(p, a));
            covers(alpha, 40, true, seed -> (p, a) -> ConformalSets.leastAmbiguous(p, a));
        }
    }

    @Example
    void coverageOfRandomisedAdaptiveSetsIsExact() {
        for (double alpha : new double[] {0.1, 0.25}) {
            covers(alpha, 19, true, seed -> (p, a) -> ConformalSets.adaptiveRandomised(p, a, seed));
            covers(alpha, 40, true, seed -> (p, a) -> ConformalSets.adaptiveRandomised(p, a, seed));
        }
    }

    @Example
    void coverageOfAdaptiveSetsIsAtLeastWhatWasAsked() {
        covers(0.1, 19, false, seed -> (p, a) -> ConformalSets.adaptive(p, a));
        covers(0.5, 40, false, seed -> (p, a) -> ConformalSets.adaptive(p, a));
    }

    private interface Rule {
        ConformalSets fit(Predictions p, double alpha);
    }

    /** Fresh draws are exchangeable: the mean coverage over many is as promised, to four standard errors. */
    private static void covers(double alpha, int n, boolean exact, IntFunction<Rule> rules) {
        double[] coverage = new double[SPLITS];
        for (int s = 0; s < SPLITS; s++) {
            Predictions all = Samples.calibratedTimes(2, n + 20, 4, 1000L * n + s);
            ConformalSets sets = rules.apply(s).fit(all.slice(0, n), alpha);
            coverage[s] = sets.apply(all.slice(n, n + 20), s).coverage();
        }
        double mean = Arrays.stream(coverage).average().orElseThrow();
        double variance = Arrays.stream(coverage).map(c -> (c - mean) * (c - mean)).sum() / (SPLITS - 1);
        double error = 4 * Math.sqrt(variance / SPLITS);
        assertThat(mean).isGreaterThan(1 - alpha - error);
        if (exact) {
            double promised = Math.ceil((n + 1) * (1 - alpha) - 1e-9) / (n + 1);
            assertThat(mean).isCloseTo(promised, within(error)).isLessThan(1 - alpha + 1.0 / (n + 1) + error);
        }
    }

    // ---- the threshold

    @Example
    void theRankIsThatOfTheDecimalNumber() {
        // 100 · (1 - 0.29) is 71, although (1 - 0.29) · 100 in doubles may not be.
        double[] flat = new double[198];
        for (int i = 0; i < 99; i++) {
            flat[2 * i] = (i + 1) / 128.0;
            flat[2 * i + 1] = 1 - flat[2 * i];
        }
        Predictions p = Predictions.ofProbabilities(flat, new int[99], 2);
        for (int percent = 1; percent < 100; percent++) {
            double alpha = Double.parseDouble("0." + (percent < 10 ? "0" : "") + percent);
            // 100 - percent of the 99 must reach it: the percent-th smallest is the least of them.
            assertThat(ConformalSets.leastAmbiguous(p, alpha).threshold()).isEqualTo(percent / 128.0);
        }
    }

    @Example
    void withTooFewExamplesEverythingIsInTheSet() {
        Predictions p = Samples.calibratedTimes(3, 8, 4, 1);
        for (ConformalSets sets : new ConformalSets[] {ConformalSets.leastAmbiguous(p, 0.1), ConformalSets.adaptive(p, 0.1),
            ConformalSets.adaptiveRandomised(p, 0.1, 1)}) {
            assertThat(sets.threshold()).isZero();
            assertThat(sets.apply(Samples.calibratedTimes(30, 50, 4, 2), 3).meanSize()).isEqualTo(4);
        }
        Predictions nine = Samples.calibratedTimes(3, 9, 4, 1);
        assertThat(ConformalSets.leastAmbiguous(nine, 0.1).threshold()).as("9 of 9").isPositive();
    }

    @Property(tries = 100)
    void enoughCalibrationExamplesAreCovered(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int tenths) {
        Predictions p = Samples.random(seed, 50);
        double needed = Math.ceil(51 * (1 - tenths / 10.0) - 1e-9) / 50;
        for (ConformalSets sets
                : new ConformalSets[] {
                    ConformalSets.leastAmbiguous(p, tenths / 10.0), ConformalSets.adaptive(p, tenths / 10.0)}) {
            assertThat(sets.apply(p).coverage()).isGreaterThanOrEqualTo(Math.min(1, needed));
        }
    }

    @Property(tries = 100)
    void moreCoverageMeansLargerSets(@ForAll long seed) {
        Predictions p = Samples.random(seed, 50);
        Predictions q = Samples.calibratedTimes(1, 30, p.classes(), seed);
        double before = 0;
        for (double alpha : new double[] {0.9, 0.5, 0.2, 0.1, 0.05}) {
            double size = ConformalSets.adaptive(p, alpha).apply(q).meanSize();
            assertThat(size).isGreaterThanOrEqualTo(before);
            before = size;
        }
    }

    // ---- the sets

    @Property(tries = 100)
    void adaptiveSetsAreTheMostProbableClassesAndNeverEmpty(@ForAll long seed) {
        Predictions p = Samples.random(seed, 40);
        PredictionSets sets = ConformalSets.adaptive(p, 0.5).apply(p);
        for (int i = 0; i < p.size(); i++) {
            assertThat(sets.contains(i, p.predicted(i))).isTrue();
            for (int in : sets.classes(i)) {
                for (int k = 0; k < p.classes(); k++) {
                    assertThat(sets.contains(i, k) || p.probability(i, k) <= p.probability(i, in)).isTrue();
                }
            }
            assertThat(sets.classes(i)).hasSize(sets.size(i));
        }
    }

    @Example
    void adaptiveByHand() {
        // The true classes are ranked 1, 2, 2: their scores are 1, 0.5 and 0.4.
        double[] p = {0.5, 0.3, 0.2, 0.5, 0.3, 0.2, 0.6, 0.3, 0.1};
        ConformalSets sets = ConformalSets.adaptive(Predictions.ofProbabilities(p, new int[] {0, 1, 1}, 3), 0.5);
        assertThat(sets.threshold()).as("2 of 3").isEqualTo(0.5);
        double[] fresh = {0.45, 0.45, 0.1, 0.55, 0.4, 0.05, 0.4, 0.35, 0.25, 1, 0, 0};
        PredictionSets made = sets.apply(Predictions.ofProbabilities(fresh, new int[] {1, 1, 2, 0}, 3));
        assertThat(made.classes(0)).containsExactly(0, 1);
        assertThat(made.classes(1)).containsExactly(0);
        assertThat(made.classes(2)).containsExactly(0, 1);
        assertThat(made.classes(3)).containsExactly(0);
        assertThat(made.coverage()).isEqualTo(0.5);
        assertThat(made.meanSize()).isEqualTo(1.5);
        assertThat(made).hasToString("4 sets: coverage 0.5000, mean size 1.5000");
    }

    @Example
    void floatRowsDoNotEmptyAdaptiveSets() {
        Predictions above = Predictions.ofProbabilities(new float[] {0.90001f, 0.1f, 0.8f, 0.2f, 0.7f, 0.3f}, new int[3], 2);
        Predictions below = Predictions.ofProbabilities(new float[] {0.89999f, 0.1f}, new int[1], 2);
        assertThat(ConformalSets.adaptive(above, 0.5).threshold()).isEqualTo(1);
        assertThat(ConformalSets.adaptive(above, 0.5).apply(below).classes(0)).containsExactly(0);
    }

    @Example
    void ofAModelThatIsRightMoreOftenThanAskedOnlyRandomisedSetsCoverNoMore() {
        Predictions all = Samples.calibratedTimes(1, 8000, 3, 9);
        Predictions p = all.slice(0, 4000);
        Predictions q = all.slice(4000, 8000);
        assertThat(q.accuracy()).isGreaterThan(0.6);
        PredictionSets plain = ConformalSets.adaptive(p, 0.5).apply(q);
        assertThat(plain.coverage()).isEqualTo(q.accuracy());
        assertThat(plain.meanSize()).isEqualTo(1);
        PredictionSets random = ConformalSets.adaptiveRandomised(p, 0.5, 7).apply(q, 1);
        // Standard error sqrt(0.25 (1/4000 + 1/4000)) = 0.011.
        assertThat(random.coverage()).isCloseTo(0.5, within(0.045));
        PredictionSets again = ConformalSets.adaptiveRandomised(p, 0.5, 7).apply(q, 1);
        PredictionSets other = ConformalSets.adaptiveRandomised(p, 0.5, 7).apply(q, 2);
        int differences = 0;
        for (int i = 0; i < q.size(); i++) {
            assertThat(again.classes(i)).isEqualTo(random.classes(i));
            differences += Arrays.equals(other.classes(i), random.classes(i)) ? 0 : 1;
        }
        assertThat(differences).isPositive();
    }

    /** A service gets its examples one by one, and numbers them. */
    @Example
    void randomisedSetsCoverAsAskedInBatchesOfOne() {
        Predictions all = Samples.calibratedTimes(1, 8000, 3, 9);
        Predictions q = all.slice(4000, 8000);
        for (int seed = 0; seed < 10; seed++) {
            // The seeds of the batches include that of the calibration.
            ConformalSets sets = ConformalSets.adaptiveRandomised(all.slice(0, 4000), 0.5, seed);
            double covered = 0;
            for (int i = 0; i < q.size(); i++) {
                covered += sets.apply(q.slice(i, i + 1), i).coverage();
            }
            // Four standard errors, as above. With one random number for all it would be anything from 0 to the accuracy.
            assertThat(covered / q.size()).isCloseTo(0.5, within(0.045));
        }
    }

    @Example
    void onlyRandomisedSetsNeedASeed() {
        Predictions p = Samples.calibratedTimes(1, 200, 3, 9);
        ConformalSets randomised = ConformalSets.adaptiveRandomised(p, 0.5, 1);
        assertThatIllegalStateException().isThrownBy(() -> randomised.apply(p)).withMessageContaining("apply(p, seed)");
        for (ConformalSets sets
                : new ConformalSets[] {ConformalSets.leastAmbiguous(p, 0.2), ConformalSets.adaptive(p, 0.2)}) {
            for (int i = 0; i < p.size(); i++) {
                assertThat(sets.apply(p, 5).classes(i)).isEqualTo(sets.apply(p).classes(i));
            }
        }
    }

    /** A seed for the fit and for the batch may be the same: the random numbers are not. */
    @Example
    void theCalibrationHasItsOwnRandomNumbers() {
        Predictions p = Samples.calibratedTimes(1, 4, 3, 9);
        int enough = 0;
        for (int seed = 0; seed < 400; seed++) {
            // 3 of 4 calibration scores reach the threshold; if the numbers were the same, so would these in the batch.
            enough += ConformalSets.adaptiveRandomised(p, 0.4, seed).apply(p, seed).coverage() >= 0.75 ? 1 : 0;
        }
        assertThat(enough).isLessThan(390);
    }

    /** Sadinle, Lei and Wasserman, theorem 1: with the true probabilities no sets of that coverage are smaller on average. */
    @Example
    void leastAmbiguousSetsAreTheSmallestIfTheModelIsTrue() {
        Predictions all = Samples.calibratedTimes(1, 20_000, 5, 10);
        Predictions p = all.slice(0, 10_000);
        Predictions q = all.slice(10_000, 20_000);
        double least = ConformalSets.leastAmbiguous(p, 0.1).apply(q).meanSize();
        assertThat(least).isLessThan(ConformalSets.adaptiveRandomised(p, 0.1, 1).apply(q, 1).meanSize());
    }
}
