package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KsgMutualInformationTest {
    // ---- the algorithms

    /** Computed from the paper's formulas by a numpy program that compares all pairs of points. */
    @Example
    void agreesWithAnotherProgram() {
        double[][] x = new double[20][];
        double[][] y = new double[20][];
        for (int i = 1; i <= 20; i++) {
            x[i - 1] = new double[] {Math.sin(i), Math.cos(2.3 * i)};
            y[i - 1] = new double[] {Math.cos(1.7 * i) + 0.5 * Math.sin(i), Math.sin(0.9 * i * i)};
        }
        double[] x0 = column(x);
        double[] y0 = column(y);
        assertThat(KsgMutualInformation.ksg1(x0, y0, 1)).isCloseTo(0.6826801333341581, within(1e-14));
        assertThat(KsgMutualInformation.ksg1(x0, y0, 3)).isCloseTo(0.00704521269923708, within(1e-14));
        assertThat(KsgMutualInformation.ksg1(x0, y0, 5)).isCloseTo(-0.05917648227245742, within(1e-14));
        assertThat(KsgMutualInformation.ksg2(x0, y0, 1)).isCloseTo(1.140239657143682, within(1e-14));
        assertThat(KsgMutualInformation.ksg2(x0, y0, 3)).isCloseTo(0.04547775238177776, within(1e-14));
        assertThat(KsgMutualInformation.ksg2(x0, y0, 5)).isCloseTo(-0.06679192238789788, within(1e-14));
        assertThat(KsgMutualInformation.ksg1(x, y, 1)).isCloseTo(-0.18771669206266717, within(1e-14));
        assertThat(KsgMutualInformation.ksg1(x, y, 3)).isCloseTo(-0.2036124629584375, within(1e-14));
        assertThat(KsgMutualInformation.ksg2(x, y, 1)).isCloseTo(-0.04226034285631819, within(1e-14));
        assertThat(KsgMutualInformation.ksg2(x, y, 3)).isCloseTo(-0.24016438326035816, within(1e-14));
    }

    @Property(tries = 150)
    void isTheDefinitionAlsoWithTies(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int n,
            @ForAll @IntRange(min = 1, max = 3) int dx, @ForAll @IntRange(min = 1, max = 2) int dy,
            @ForAll @IntRange(max = 2) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = rows(n, dx, kind, random);
        double[][] y = rows(n, dy, kind, random);
        int k = 1 + random.nextInt(n - 1);
        assertThat(KsgMutualInformation.ksg1(x, y, k)).isCloseTo(first(x, y, k), within(1e-13));
        assertThat(KsgMutualInformation.ksg2(x, y, k)).isCloseTo(second(x, y, k), within(1e-13));
    }

    // ---- laws

    @Property(tries = 100)
    void orderOfThePairsAndOfTheQuantitiesDoesNotChangeABit(@ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int n,
            @ForAll @IntRange(max = 2) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] x = rows(n, 2, kind, random);
        double[][] y = rows(n, 1, kind, random);
        int k = 1 + random.nextInt(n - 1);
        double[][] shuffledX = x.clone();
        double[][] shuffledY = y.clone();
        for (int i = n - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            swap(shuffledX, i, j);
            swap(shuffledY, i, j);
        }
        double first = KsgMutualInformation.ksg1(x, y, k);
        double second = KsgMutualInformation.ksg2(x, y, k);
        assertThat(KsgMutualInformation.ksg1(shuffledX, shuffledY, k)).isEqualTo(first);
        assertThat(KsgMutualInformation.ksg2(shuffledX, shuffledY, k)).isEqualTo(second);
        assertThat(KsgMutualInformation.ksg1(y, x, k)).isEqualTo(first);
        assertThat(KsgMutualInformation.ksg2(y, x, k)).isEqualTo(second);
    }

    @Property(tries = 60)
    void commonUnitAndOriginDoNotMatter(@ForAll long seed, @ForAll @IntRange(min = 2, max = 80) int n) {
        SplittableRandom random = new SplittableRandom(seed);
        // Multiples of 2^-20 below 2^10: shifting and doubling them is exact.
        double[] x = Draws.sample(n, random, r -> r.nextInt(1 << 30) * 0x1p-20);
        double[] y = Draws.sample(n, random, r -> r.nextInt(1 << 30) * 0x1p-20);
        double[] movedX = Arrays.stream(x).map(v -> 8 * v + 1000).toArray();
        double[] movedY = Arrays.stream(y).map(v -> -8 * v - 3).toArray();
        assertThat(KsgMutualInformation.ksg1(movedX, movedY, 1)).isEqualTo(KsgMutualInformation.ksg1(x, y, 1));
        assertThat(KsgMutualInformation.ksg2(movedX, movedY, 1)).isEqualTo(KsgMutualInformation.ksg2(x, y, 1));
    }

    /** With y = x all distances agree, so that n_x is k - 1 in the first and k in the second. */
    @Property(tries = 60)
    void aQuantityWithItselfGivesTheLargestEstimate(@ForAll long seed, @ForAll @IntRange(min = 2, max = 200) int n) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = Draws.sample(n, random, Draws::normal);
        double[] other = Draws.sample(n, random, Draws::normal);
        int k = 1 + random.nextInt(n - 1);
        double most = Digamma.of(n) - Digamma.of(k);
        assertThat(KsgMutualInformation.ksg1(x, x, k)).isCloseTo(most, within(1e-13));
        assertThat(KsgMutualInformation.ksg2(x, x, k)).isCloseTo(most - 1.0 / k, within(1e-13));
        assertThat(KsgMutualInformation.ksg1(x, other, k)).isLessThanOrEqualTo(most + 1e-13);
        assertThat(KsgMutualInformation.ksg2(x, other, k)).isLessThanOrEqualTo(most - 1.0 / k + 1e-13);
    }

    @Example
    void coincidingPairsAreNoReasonToFail() {
        double[] same = {2, 2, 2, 2, 2};
        // Radius 0: n_x = 0 in the first and n - 1 in the second.
        assertThat(KsgMutualInformation.ksg1(same, same, 2)).isCloseTo(
                Digamma.of(2) + Digamma.of(5) - 2 * Digamma.of(1), within(1e-14));
        assertThat(KsgMutualInformation.ksg2(same, same, 2)).isCloseTo(
                Digamma.of(2) - 0.5 + Digamma.of(5) - 2 * Digamma.of(4), within(1e-14));
    }

    // ---- what it estimates

    /** Kraskov et al. test their estimators on the same distribution; the truth is -ln(1 - ρ²)/2. */
    @Example
    void gaussianTruth() {
        double[][] cases = {{0, 1000}, {0.5, 1000}, {0.9, 3000}};
        for (double[] c : cases) {
            int n = (int) c[1];
            double truth = Gaussian.mutualInformation(c[0]);
            Draws.Trials first = Draws.Trials.of(24, 1, r -> {
                double[][] xy = Draws.correlated(n, c[0], r);
                return KsgMutualInformation.ksg1(xy[0], xy[1], 4);
            });
            Draws.Trials second = Draws.Trials.of(24, 1, r -> {
                double[][] xy = Draws.correlated(n, c[0], r);
                return KsgMutualInformation.ksg2(xy[0], xy[1], 4);
            });
            // Four standard errors, and 0.005 nats for the bias of a finite sample.
            assertThat(first.mean()).as("first, ρ = %s", c[0])
                    .isCloseTo(truth, within(4 * first.standardError() + 0.005));
            assertThat(second.mean()).as("second, ρ = %s", c[0])
                    .isCloseTo(truth, within(4 * second.standardError() + 0.005));
            assertThat(first.sd()).isLessThan(0.04);
            assertThat(second.sd()).isLessThan(0.04);
        }
    }

    /** A truth of 3.1 nats from 100 pairs: both are far too low, the second less so, and the first varies less. */
    @Example
    void strongDependenceNeedsManyPairs() {
        double truth = Gaussian.mutualInformation(0.999);
        Draws.Trials first = Draws.Trials.of(100, 6, r -> {
            double[][] xy = Draws.correlated(100, 0.999, r);
            return KsgMutualInformation.ksg1(xy[0], xy[1], 4);
        });
        Draws.Trials second = Draws.Trials.of(100, 6, r -> {
            double[][] xy = Draws.correlated(100, 0.999, r);
            return KsgMutualInformation.ksg2(xy[0], xy[1], 4);
        });
        assertThat(first.mean() - truth).isCloseTo(-0.56, within(4 * first.standardError()));
        assertThat(second.mean() - truth).isCloseTo(-0.52, within(4 * second.standardError()));
        assertThat(second.mean()).isGreaterThan(first.mean() + 0.02);
        assertThat(first.sd()).isLessThan(second.sd());
    }

    @Example
    void independentPointsOfSeveralCoordinates() {
        Draws.Trials trials = Draws.Trials.of(30, 2, r -> KsgMutualInformation.ksg1(
                Draws.points(500, 2, r, Draws::normal), Draws.points(500, 3, r, Draws::exponential), 4));
        assertThat(trials.mean()).isCloseTo(0, within(4 * trials.standardError() + 0.01));
    }

    @Example
    void estimatesOfIndependenceScatterAroundZeroUnclipped() {
        int negative = 0;
        SplittableRandom random = new SplittableRandom(3);
        for (int t = 0; t < 40; t++) {
            double[][] xy = Draws.correlated(200, 0, random);
            if (KsgMutualInformation.ksg1(xy[0], xy[1], 4) < 0) {
                negative++;
            }
        }
        assertThat(negative).isBetween(10, 30);
    }

    @Example
    void twoCoordinatesAddUpWhenTheyAreIndependent() {
        // Two independent pairs of correlation 0.8: twice the information of one.
        Draws.Trials trials = Draws.Trials.of(20, 4, r -> {
            double[][] a = Draws.correlated(1000, 0.8, r);
            double[][] b = Draws.correlated(1000, 0.8, r);
            double[][] x = new double[1000][];
            double[][] y = new double[1000][];
            for (int i = 0; i < 1000; i++) {
                x[i] = new double[] {a[0][i], b[0][i]};
                y[i] = new double[] {a[1][i], b[1][i]};
            }
            return KsgMutualInformation.ksg2(x, y, 4);
        });
        double truth = 2 * Gaussian.mutualInformation(0.8);
        assertThat(trials.mean()).isCloseTo(truth, within(4 * trials.standardError() + 0.03 * truth));
    }

    // ---- the definition

    private static double first(double[][] x, double[][] y, int k) {
        int n = x.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double radius = jointDistances(x, y, i)[k];
            sum += Digamma.of(nearer(x, i, radius) + 1) + Digamma.of(nearer(y, i, radius) + 1);
        }
        return Digamma.of(k) + Digamma.of(n) - sum / n;
    }

    private static double second(double[][] x, double[][] y, int k) {
        int n = x.length;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double radius = jointDistances(x, y, i)[k];
            double radiusX = 0;
            double radiusY = 0;
            for (int j = 0; j < n; j++) {
                if (Math.max(distance(x[i], x[j]), distance(y[i], y[j])) <= radius) {
                    radiusX = Math.max(radiusX, distance(x[i], x[j]));
                    radiusY = Math.max(radiusY, distance(y[i], y[j]));
                }
            }
            sum += Digamma.of(nearer(x, i, Math.nextUp(radiusX))) + Digamma.of(nearer(y, i, Math.nextUp(radiusY)));
        }
        return Digamma.of(k) - 1.0 / k + Digamma.of(n) - sum / n;
    }

    private static double[] jointDistances(double[][] x, double[][] y, int i) {
        double[] distances = new double[x.length];
        Arrays.setAll(distances, j -> Math.max(distance(x[i], x[j]), distance(y[i], y[j])));
        Arrays.sort(distances);
        return distances;
    }

    private static int nearer(double[][] x, int i, double radius) {
        int count = 0;
        for (int j = 0; j < x.length; j++) {
            if (j != i && distance(x[i], x[j]) < radius) {
                count++;
            }
        }
        return count;
    }

    private static double distance(double[] p, double[] q) {
        double distance = 0;
        for (int a = 0; a < p.length; a++) {
            distance = Math.max(distance, Math.abs(p[a] - q[a]));
        }
        return distance;
    }

    /** Continuous, on a lattice (ties, duplicates), or decimals whose differences are rounded. */
    private static double[][] rows(int n, int d, int kind, SplittableRandom random) {
        return Draws.points(n, d, random, r -> switch (kind) {
            case 0 -> Draws.normal(r);
            case 1 -> r.nextInt(4);
            default -> r.nextInt(30) / 10.0;
        });
    }

    private static double[] column(double[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
    }

    private static void swap(double[][] rows, int i, int j) {
        double[] row = rows[i];
        rows[i] = rows[j];
        rows[j] = row;
    }
}
