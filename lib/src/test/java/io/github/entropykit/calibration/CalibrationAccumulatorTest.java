package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.calibration.ReliabilityDiagram.Bin;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CalibrationAccumulatorTest {
    @Property(tries = 100)
    void givesWhatTheWholeBatchGives(@ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int bins) {
        Predictions p = Samples.random(seed, 300);
        CalibrationAccumulator rows = CalibrationAccumulator.of(p.classes(), bins);
        CalibrationAccumulator batch = CalibrationAccumulator.of(p.classes(), bins);
        for (int i = 0; i < p.size(); i++) {
            rows.accept(p.probabilities(i), p.label(i));
        }
        batch.accept(p);
        for (CalibrationAccumulator a : new CalibrationAccumulator[] {rows, batch}) {
            assertThat(a.size()).isEqualTo(p.size());
            assertThat(a.accuracy()).isEqualTo(p.accuracy());
            assertThat(a.meanConfidence()).isCloseTo(p.meanConfidence(), within(1e-12));
            assertThat(a.logLoss()).isCloseTo(LogLoss.of(p), within(1e-12));
            assertThat(a.brierScore()).isCloseTo(BrierScore.of(p), within(1e-12));
            ReliabilityDiagram diagram = a.diagram();
            assertThat(CalibrationError.expected(diagram)).isCloseTo(CalibrationError.expected(p, bins), within(1e-12));
            assertThat(CalibrationError.maximum(diagram)).isCloseTo(CalibrationError.maximum(p, bins), within(1e-12));
            assertThat(CalibrationError.rootMeanSquare(diagram))
                    .isCloseTo(CalibrationError.rootMeanSquare(p, bins), within(1e-12));
            assertThat(diagram.toString()).isEqualTo(ReliabilityDiagram.of(p, bins).toString());
            assertThat(a).hasToString(p.toString());
        }
    }

    @Property(tries = 60)
    void anySplitInAnyOrderGivesTheSame(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int parts) {
        Predictions p = Samples.calibratedTimes(2, 2000, 3, seed);
        CalibrationAccumulator whole = CalibrationAccumulator.of(3, 15);
        whole.accept(p);
        SplittableRandom random = new SplittableRandom(seed);
        CalibrationAccumulator[] pieces = new CalibrationAccumulator[parts];
        for (int j = 0; j < parts; j++) {
            pieces[j] = CalibrationAccumulator.of(3, 15);
        }
        for (int i = 0; i < p.size(); i++) {
            pieces[random.nextInt(parts)].accept(p.slice(i, i + 1));
        }
        CalibrationAccumulator merged = CalibrationAccumulator.of(3, 15);
        for (int j = parts - 1; j >= 0; j--) {
            assertThat(merged.combine(pieces[j])).isSameAs(merged);
        }
        assertThat(merged.size()).isEqualTo(2000);
        assertThat(merged.logLoss()).isCloseTo(whole.logLoss(), within(1e-15));
        assertThat(merged.brierScore()).isCloseTo(whole.brierScore(), within(1e-15));
        assertThat(merged.meanConfidence()).isCloseTo(whole.meanConfidence(), within(1e-15));
        for (int j = 0; j < 15; j++) {
            Bin a = merged.diagram().bins().get(j);
            Bin b = whole.diagram().bins().get(j);
            assertThat(a.count()).isEqualTo(b.count());
            if (a.count() > 0) {
                assertThat(a.accuracy()).isEqualTo(b.accuracy());
                assertThat(a.confidence()).isCloseTo(b.confidence(), within(1e-15));
            }
        }
    }

    @Example
    void combiningWithItselfCountsTwice() {
        Predictions p = Samples.calibratedTimes(2, 50, 3, 1);
        CalibrationAccumulator a = CalibrationAccumulator.of(3, 5);
        a.accept(p);
        double loss = a.logLoss();
        a.combine(a);
        assertThat(a.size()).isEqualTo(100);
        assertThat(a.logLoss()).isCloseTo(loss, within(1e-15));
        assertThat(a.accuracy()).isEqualTo(p.accuracy());
    }

    /** Doubling 62 times: counts beyond int and to the end of long. */
    @Example
    void countsToTheEndOfLong() {
        CalibrationAccumulator a = CalibrationAccumulator.of(2, 10);
        a.accept(new double[] {0.7, 0.3}, 0);
        for (int i = 0; i < 62; i++) {
            a.combine(a);
        }
        assertThat(a.size()).isEqualTo(1L << 62);
        assertThat(a.diagram().bins().get(7).count()).isEqualTo(1L << 62);
        assertThat(a.accuracy()).isEqualTo(1);
        assertThat(a.meanConfidence()).isCloseTo(0.7, within(1e-15));
        assertThat(CalibrationError.expected(a.diagram())).isCloseTo(0.3, within(1e-15));
    }

    @Example
    void floatsAndCertainErrors() {
        CalibrationAccumulator a = CalibrationAccumulator.of(2, 10);
        a.accept(new float[] {0.7f, 0.300004f}, 0);
        assertThat(a.logLoss()).isEqualTo(-Math.log(0.7f));
        a.accept(new double[] {1, 0}, 1);
        a.accept(new double[] {0.5, 0.5}, 1);
        assertThat(a.logLoss()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(CalibrationAccumulator.of(2, 10).combine(a).logLoss()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(a.brierScore()).isFinite();
    }

    @Example
    void withoutPredictionsThereIsNoMean() {
        CalibrationAccumulator a = CalibrationAccumulator.of(2, 10);
        assertThat(a.size()).isZero();
        assertThat(a.accuracy()).isNaN();
        assertThat(a.logLoss()).isNaN();
        assertThat(a.brierScore()).isNaN();
        assertThat(a.diagram().size()).isZero();
    }

    @Property(tries = 100)
    void totalsAreRightToTheLastDigits(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Total one = new Total();
        Total two = new Total();
        BigDecimal exact = BigDecimal.ZERO;
        for (int i = 0; i < 1000; i++) {
            double term = (random.nextDouble() - 0.4) * Math.pow(10, random.nextInt(-10, 11));
            exact = exact.add(new BigDecimal(term));
            (random.nextBoolean() ? one : two).add(term);
        }
        one.add(two);
        assertThat(one.value()).isCloseTo(exact.doubleValue(), within(4e-16 * Math.abs(exact.doubleValue()) + 1e-17));
    }
}
