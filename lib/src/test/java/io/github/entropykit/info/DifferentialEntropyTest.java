package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class DifferentialEntropyTest {
    private static final double NORMAL = 1.4189385332046727;

    // ---- formulas

    /** Kozachenko and Leonenko's by a numpy program that compares all pairs, Vasicek's by scipy.stats 1.17. */
    @Example
    void agreesWithOtherPrograms() {
        double[][] three = new double[20][];
        for (int i = 1; i <= 20; i++) {
            three[i - 1] = new double[] {Math.sin(i), Math.cos(2.3 * i), Math.cos(1.7 * i) + 0.5 * Math.sin(i)};
        }
        double[][] two = Arrays.stream(three).map(row -> Arrays.copyOf(row, 2)).toArray(double[][]::new);
        double[] one = Arrays.stream(three).mapToDouble(row -> row[0]).toArray();
        assertThat(DifferentialEntropy.kozachenkoLeonenko(one, 1)).isCloseTo(-0.8247217673283114, within(1e-12));
        assertThat(DifferentialEntropy.kozachenkoLeonenko(one, 3)).isCloseTo(1.0462344835282085, within(1e-14));
        assertThat(DifferentialEntropy.kozachenkoLeonenko(two, 3)).isCloseTo(2.120148903222223, within(1e-14));
        assertThat(DifferentialEntropy.kozachenkoLeonenko(three, 1)).isCloseTo(1.7478521664659623, within(1e-14));
        assertThat(DifferentialEntropy.kozachenkoLeonenko(three, 5)).isCloseTo(3.7906395127949883, within(1e-14));
        assertThat(DifferentialEntropy.vasicek(one, 1)).isCloseTo(0.3011481120410887, within(1e-13));
        assertThat(DifferentialEntropy.vasicek(one, 3)).isCloseTo(0.5017028410664368, within(1e-14));
        assertThat(DifferentialEntropy.vasicek(one, 9)).isCloseTo(0.5061800904122157, within(1e-14));
    }

    @Example
    void smallCasesByHand() {
        // Two points at distance 3: ψ(2) - ψ(1) = 1, and the unit ball is 2, π or 4π/3.
        assertThat(DifferentialEntropy.kozachenkoLeonenko(new double[] {1, 4}, 1))
                .isCloseTo(1 + Math.log(2) + Math.log(3), within(1e-15));
        assertThat(DifferentialEntropy.kozachenkoLeonenko(new double[][] {{0, 0}, {0, 3}}, 1))
                .isCloseTo(1 + Math.log(Math.PI) + 2 * Math.log(3), within(1e-15));
        assertThat(DifferentialEntropy.kozachenkoLeonenko(new double[][] {{2, 1, 2}, {0, 0, 0}}, 1))
                .isCloseTo(1 + Math.log(4 * Math.PI / 3) + 3 * Math.log(3), within(2e-15));
        // Spacings 1, 3, 2 of 0, 1, 3 with the ends repeated, times 3/2.
        assertThat(DifferentialEntropy.vasicek(new double[] {3, 0, 1}, 1))
                .isCloseTo((Math.log(1.5) + Math.log(4.5) + Math.log(3)) / 3, within(1e-15));
    }

    @Example
    void volumesOfUnitBalls() {
        double[] volumes = {1, 2, Math.PI, 4 * Math.PI / 3, Math.PI * Math.PI / 2, 8 * Math.PI * Math.PI / 15,
            Math.pow(Math.PI, 3) / 6};
        for (int d = 0; d < volumes.length; d++) {
            assertThat(DifferentialEntropy.logUnitBall(d)).as("d = %d", d).isCloseTo(Math.log(volumes[d]), within(1e-15));
        }
    }

    // ---- laws

    @Property(tries = 100)
    void scaleTranslationOrderAndAxes(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int n,
            @ForAll @IntRange(min = 1, max = 4) int d, @ForAll @DoubleRange(min = -100, max = 100) double exponent) {
        SplittableRandom random = new SplittableRandom(seed);
        int k = 1 + random.nextInt(n - 1);
        double a = Math.exp(exponent);
        // Multiples of 2^-20, so that adding 5 is exact.
        double[][] points = Draws.points(n, d, random, r -> r.nextInt(1 << 30) * 0x1p-20);
        double[][] moved = new double[n][d];
        double[][] scaled = new double[n][d];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < d; j++) {
                moved[n - 1 - i][j] = points[i][j] + 5;
                scaled[i][d - 1 - j] = -a * points[i][j];
            }
        }
        double h = DifferentialEntropy.kozachenkoLeonenko(points, k);
        assertThat(DifferentialEntropy.kozachenkoLeonenko(moved, k)).as("moved, in reverse order").isEqualTo(h);
        assertThat(DifferentialEntropy.kozachenkoLeonenko(scaled, k)).as("scaled by %s", a)
                .isCloseTo(h + d * exponent, within(1e-12 * (1 + d * Math.abs(exponent))));
    }

    @Example
    void theOrderOfManyPointsDoesNotChangeABit() {
        SplittableRandom random = new SplittableRandom(8);
        // Logarithms of a few hundred, of both signs, that nearly cancel: rounding would show.
        double[][] points = Draws.points(500, 2, random, r -> Math.exp(100 * Draws.normal(r)));
        double h = DifferentialEntropy.kozachenkoLeonenko(points, 3);
        for (int shuffle = 0; shuffle < 40; shuffle++) {
            for (int i = points.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                double[] point = points[i];
                points[i] = points[j];
                points[j] = point;
            }
            assertThat(DifferentialEntropy.kozachenkoLeonenko(points, 3)).isEqualTo(h);
        }
    }

    @Property(tries = 100)
    void vasicekScaleTranslationAndOrder(@ForAll long seed, @ForAll @IntRange(min = 3, max = 60) int n,
            @ForAll @DoubleRange(min = -100, max = 100) double exponent) {
        SplittableRandom random = new SplittableRandom(seed);
        int m = 1 + random.nextInt((n - 1) / 2);
        double[] sample = Draws.sample(n, random, r -> r.nextInt(1 << 30) * 0x1p-20);
        double h = DifferentialEntropy.vasicek(sample, m);
        double[] moved = new double[n];
        Arrays.setAll(moved, i -> sample[n - 1 - i] + 5);
        assertThat(DifferentialEntropy.vasicek(moved, m)).isEqualTo(h);
        double[] scaled = Arrays.stream(sample).map(x -> -Math.exp(exponent) * x).toArray();
        assertThat(DifferentialEntropy.vasicek(scaled, m))
                .isCloseTo(h + exponent, within(1e-12 * (1 + Math.abs(exponent))));
    }

    @Property(tries = 60)
    void pointsOfOneCoordinateAreASample(@ForAll long seed, @ForAll @IntRange(min = 2, max = 100) int n) {
        double[] sample = Draws.sample(n, new SplittableRandom(seed), Draws::normal);
        double[][] points = Arrays.stream(sample).mapToObj(x -> new double[] {x}).toArray(double[][]::new);
        assertThat(DifferentialEntropy.kozachenkoLeonenko(sample, 1))
                .isEqualTo(DifferentialEntropy.kozachenkoLeonenko(points, 1));
    }

    @Example
    void coincidingValuesGiveMinusInfinity() {
        double[] twice = {1, 2, 2, 3, 4, 7};
        assertThat(DifferentialEntropy.kozachenkoLeonenko(twice, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(DifferentialEntropy.kozachenkoLeonenko(twice, 2)).isFinite();
        assertThat(DifferentialEntropy.vasicek(twice, 1)).as("three equal are needed inside").isFinite();
        assertThat(DifferentialEntropy.vasicek(new double[] {1, 2, 2, 2, 4}, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(DifferentialEntropy.vasicek(new double[] {1, 1, 2, 3, 4}, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Example
    void neitherHugeNorTinyDistancesOverflowWhenSquared() {
        double[][] points = {{0, 0}, {3, 4}, {9, 9}};
        double h = DifferentialEntropy.kozachenkoLeonenko(points, 1);
        for (double exponent : new double[] {-1000, -600, 600, 1010}) {
            double a = Math.pow(2, exponent);
            double[][] scaled = {{0, 0}, {3 * a, 4 * a}, {9 * a, 9 * a}};
            assertThat(DifferentialEntropy.kozachenkoLeonenko(scaled, 1))
                    .isCloseTo(h + 2 * exponent * Math.log(2), within(1e-12));
        }
        // One scale cannot suit all of these: 1e-200 beside 1.
        assertThat(DifferentialEntropy.kozachenkoLeonenko(new double[][] {{0, 0}, {0, 1e-200}, {1, 1}}, 1))
                .isCloseTo(1.5 + Math.log(Math.PI) + (2 * (-200 * Math.log(10)) + Math.log(Math.sqrt(2))) * 2 / 3, within(1e-12));
    }

    // ---- what they estimate

    @Example
    void kozachenkoLeonenkoOnKnownDensities() {
        within4(0, 0.006, r -> DifferentialEntropy.kozachenkoLeonenko(Draws.sample(1000, r, Draws::uniform), 4));
        within4(NORMAL, 0.006, r -> DifferentialEntropy.kozachenkoLeonenko(Draws.sample(1000, r, Draws::normal), 4));
        within4(1, 0.006, r -> DifferentialEntropy.kozachenkoLeonenko(Draws.sample(1000, r, Draws::exponential), 4));
        within4(2 * NORMAL, 0.02, r -> DifferentialEntropy.kozachenkoLeonenko(Draws.points(1000, 2, r, Draws::normal), 4));
        // k = 1: less bias, more variance.
        within4(2 * NORMAL, 0.01, r -> DifferentialEntropy.kozachenkoLeonenko(Draws.points(1000, 2, r, Draws::normal), 1));
    }

    @Example
    void vasicekIsTooLowAndComesCloserAsTheSampleGrows() {
        List<ToDoubleFunction<SplittableRandom>> draws = List.of(Draws::uniform, Draws::normal, Draws::exponential);
        double[] truths = {0, NORMAL, 1};
        for (int i = 0; i < truths.length; i++) {
            double bias = -0.25;
            for (int n : new int[] {100, 1000, 10_000}) {
                ToDoubleFunction<SplittableRandom> draw = draws.get(i);
                Draws.Trials trials = Draws.Trials.of(50, 1, r ->
                        DifferentialEntropy.vasicek(Draws.sample(n, r, draw), (int) Math.sqrt(n)));
                assertThat(trials.mean() - truths[i]).as("density %d, n = %d", i, n)
                        .isBetween(bias / 2, 4 * trials.standardError());
                bias = trials.mean() - truths[i];
            }
            assertThat(bias).isGreaterThan(-0.011);
        }
    }

    private static void within4(double truth, double bias, ToDoubleFunction<SplittableRandom> estimate) {
        Draws.Trials trials = Draws.Trials.of(60, 5, estimate);
        assertThat(trials.mean()).isCloseTo(truth, within(4 * trials.standardError() + bias));
    }
}
