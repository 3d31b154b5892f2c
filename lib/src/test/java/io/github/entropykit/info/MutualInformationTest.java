package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class MutualInformationTest {
    private static final double LN2 = 0.6931471805599453;

    /** Two fair bits and their parity, {@code [x][y][z]}. */
    private static final double[][][] XOR = {{{0.25, 0}, {0, 0.25}}, {{0, 0.25}, {0.25, 0}}};

    // ---- known answers

    @Example
    void coverAndThomas() {
        // Elements of Information Theory, example 2.2.1: I(X; Y) = 3/8 bit.
        assertThat(Units.bits(MutualInformation.of(EntropyFamiliesTest.COVER_THOMAS))).isCloseTo(0.375, within(1e-15));
    }

    /** Through a binary symmetric channel with a fair input passes ln 2 less the entropy of its error. */
    @Property(tries = 200)
    void binarySymmetricChannel(@ForAll @Scale(9) @DoubleRange(min = 0, max = 1) double error) {
        double[][] joint = {{(1 - error) / 2, error / 2}, {error / 2, (1 - error) / 2}};
        assertThat(MutualInformation.of(joint)).isCloseTo(LN2 - Entropy.binary(error), within(2e-15));
    }

    /** The parity of two coins, the standard example of synergy (Williams and Beer 2010; James and Crutchfield 2017). */
    @Example
    void parityTellsNothingToOneAndEverythingToTwo() {
        assertThat(MutualInformation.of(new double[][] {{0.25, 0.25}, {0.25, 0.25}})).isZero();
        assertThat(MutualInformation.conditional(XOR)).isCloseTo(LN2, within(1e-16));
    }

    @Example
    void aCommonCauseIsExplainedAway() {
        // X and Y both copy Z: one bit in common, none of it left once Z is known.
        double[][][] copies = {{{0.5, 0}, {0, 0}}, {{0, 0}, {0, 0.5}}};
        assertThat(Double.doubleToLongBits(MutualInformation.conditional(copies))).as("+0.0").isZero();
        assertThat(MutualInformation.of(new double[][] {{0.5, 0}, {0, 0.5}})).isCloseTo(LN2, within(1e-16));
    }

    @Example
    void independentAndConstantVariablesShareAPositiveZero() {
        for (double[][] joint : new double[][][] {{{1}}, {{0.25, 0.75}}, {{0.25}, {0.75}}, {{0.25, 0.25}, {0.25, 0.25}}, {{0, 1}, {0, 0}}}) {
            assertThat(Double.doubleToLongBits(MutualInformation.of(joint))).as("of").isZero();
            assertThat(Double.doubleToLongBits(MutualInformation.normalised(joint))).as("normalised").isZero();
        }
    }

    @Example
    void pointwiseOfImpossibleAndMissingPairs() {
        double[][] pointwise = MutualInformation.pointwise(new double[][] {{0.5, 0, 0}, {0.25, 0.25, 0}});
        assertThat(pointwise[0]).containsExactly(new double[] {Math.log(4 / 3.0), Double.NEGATIVE_INFINITY, 0}, within(2e-16));
        assertThat(pointwise[1]).containsExactly(new double[] {Math.log(2 / 3.0), LN2, 0}, within(2e-16));
    }

    // ---- precision

    /** From strong dependence to 1e-33 nats, where a difference of entropies has no right digit below 1e-16. */
    @Property(tries = 40)
    void agreesWithHighPrecisionArithmetic(@ForAll long seed,
            @ForAll @Scale(9) @DoubleRange(min = -15, max = 1) double exponent) {
        double[][] joint = Joints.nearlyIndependent(new SplittableRandom(seed), Math.pow(10, exponent));
        double exact = ExactMeasures.mutualInformation(joint);
        assertThat(MutualInformation.of(joint)).isCloseTo(exact, within(4e-15 * exact + 1e-42));
    }

    @Example
    void pointwiseKeepsItsDigitsNearIndependence() {
        double e = 0x1p-40;
        double[][] pointwise = MutualInformation.pointwise(new double[][] {{0.25 + e, 0.25 - e}, {0.25 - e, 0.25 + e}});
        assertThat(pointwise[0]).containsExactly(new double[] {Math.log1p(4 * e), Math.log1p(-4 * e)}, within(1e-27));
    }

    @Property(tries = 40)
    void ofSamplesAgreesWithHighPrecisionArithmetic(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] series = pairs(random, 1 + random.nextInt(300), 1 + random.nextInt(5), 1 + random.nextInt(5));
        double exact = ExactMeasures.mutualInformation(table(series[0], series[1]));
        assertThat(MutualInformation.ofSamples(series[0], series[1])).isCloseTo(exact, within(4e-15 * exact + 1e-50));
    }

    // ---- laws

    @Property(tries = 200)
    void isSymmetricAndAnEntropyGap(@ForAll long seed) {
        double[][] joint = Joints.random(new SplittableRandom(seed), 8);
        double[][] turned = Joints.transposed(joint);
        double hx = Entropy.shannon(Joints.rows(joint));
        double hy = Entropy.shannon(Joints.rows(turned));
        double information = MutualInformation.of(joint);
        assertThat(information).isBetween(0.0, Math.min(hx, hy) + 1e-14)
                .isCloseTo(hx + hy - Entropy.joint(joint), within(1e-14))
                .isCloseTo(hx - Entropy.conditional(turned), within(1e-14))
                .isCloseTo(MutualInformation.of(turned), within(1e-14 * information + 1e-30));
        assertThat(information).isCloseTo(
                Divergence.kl(Joints.flat(joint), Joints.flat(Joints.product(Joints.rows(joint), Joints.rows(turned)))), within(1e-14));
    }

    @Property(tries = 200)
    void normalisedLiesBetweenZeroAndOne(@ForAll long seed) {
        double[][] joint = Joints.random(new SplittableRandom(seed), 8);
        double hx = Entropy.shannon(Joints.rows(joint));
        double hy = Entropy.shannon(Joints.rows(Joints.transposed(joint)));
        double share = MutualInformation.normalised(joint);
        assertThat(share).isBetween(0.0, 1.0);
        assertThat(share * (hx + hy) / 2).isCloseTo(MutualInformation.of(joint), within(1e-14));
        double[] p = Joints.distribution(seed);
        double[][] copy = new double[p.length][p.length];
        for (int i = 0; i < p.length; i++) {
            copy[i][(i + 1) % p.length] = p[i];
        }
        assertThat(MutualInformation.normalised(copy)).as("each determines the other")
                .isCloseTo(Entropy.hartley(p) == 0 ? 0 : 1, within(4e-15));
    }

    @Property(tries = 200)
    void theMeanOfPointwiseIsMutualInformation(@ForAll long seed) {
        double[][] joint = Joints.random(new SplittableRandom(seed), 8);
        double[][] pointwise = MutualInformation.pointwise(joint);
        double mean = 0;
        for (int i = 0; i < joint.length; i++) {
            for (int j = 0; j < joint[0].length; j++) {
                mean += joint[i][j] == 0 ? 0 : joint[i][j] * pointwise[i][j];
            }
        }
        assertThat(mean).isCloseTo(MutualInformation.of(joint), within(1e-14));
    }

    /** What Y has to say about X cannot grow by passing Y through a noisy channel. */
    @Property(tries = 200)
    void dataProcessing(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] joint = Joints.random(random, 6);
        double[][] channel = Joints.channel(random, joint[0].length, 1 + random.nextInt(6));
        double[][] after = Arrays.stream(joint).map(row -> Joints.through(row, channel)).toArray(double[][]::new);
        assertThat(MutualInformation.of(after)).isLessThanOrEqualTo(MutualInformation.of(joint) + 1e-14);
    }

    /** I(X; Y, Z) = I(X; Z) + I(X; Y | Z). */
    @Property(tries = 200)
    void chainRule(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int nx = 1 + random.nextInt(4);
        int ny = 1 + random.nextInt(4);
        int nz = 1 + random.nextInt(4);
        double[] flat = Joints.weights(random, nx * ny * nz);
        double[][][] joint = new double[nx][][];
        double[][] withZ = new double[nx][nz];
        double slices = 0;
        for (int x = 0; x < nx; x++) {
            joint[x] = Joints.rectangle(Arrays.copyOfRange(flat, x * ny * nz, (x + 1) * ny * nz), nz);
            withZ[x] = Joints.rows(Joints.transposed(joint[x]));
        }
        for (int z = 0; z < nz; z++) {
            double[][] slice = new double[nx][ny];
            double weight = 0;
            for (int i = 0; i < nx * ny; i++) {
                slice[i / ny][i % ny] = joint[i / ny][i % ny][z];
                weight += joint[i / ny][i % ny][z];
            }
            if (weight > 0) {
                slices += weight * MutualInformation.of(Joints.rectangle(Probabilities.normalise(Joints.flat(slice)), ny));
            }
        }
        double given = MutualInformation.conditional(joint);
        assertThat(given).isNotNegative().isCloseTo(slices, within(1e-14));
        assertThat(MutualInformation.of(Joints.rectangle(flat, ny * nz)))
                .isCloseTo(MutualInformation.of(withZ) + given, within(1e-14));
    }

    // ---- from samples

    /** The same pairs under names that need the small table, the renumbering, and the hash table. */
    @Property(tries = 100)
    void namesOfTheSymbolsDoNotMatter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] series = pairs(random, 1 + random.nextInt(200), 1 + random.nextInt(6), 1 + random.nextInt(6));
        double expected = MutualInformation.ofSamples(series[0], series[1]);
        double corrected = MutualInformation.millerMadow(series[0], series[1]);
        for (int factor : new int[] {100, 20_000, 400_000_000}) {
            int[] x = Arrays.stream(series[0]).map(s -> Integer.MAX_VALUE - factor * s).map(s -> factor == 100 ? s % 3000 : s).toArray();
            int[] y = Arrays.stream(series[1]).map(s -> factor * s).toArray();
            if (factor != 100) {
                assertThat(MutualInformation.ofSamples(x, y)).isCloseTo(expected, within(1e-14 * expected));
                assertThat(MutualInformation.ofSamples(y, x)).isCloseTo(expected, within(1e-14 * expected));
            }
            assertThat(MutualInformation.ofSamples(y, y)).isCloseTo(EntropyEstimator.plugIn(counts(series[1])), within(1e-14));
            assertThat(MutualInformation.millerMadow(series[0], y)).isCloseTo(corrected, within(1e-14));
        }
        assertThat(expected).isCloseTo(MutualInformation.of(normalised(table(series[0], series[1]))), within(1e-14));
        assertThat(MutualInformation.ofSamples(series[1], series[0])).isCloseTo(expected, within(1e-14 * expected));
    }

    @Example
    void allDifferentSymbols() {
        int n = 100_000;
        int[] x = new int[n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            x[i] = i * 7919 & Integer.MAX_VALUE;
            y[i] = i * 104_729 & Integer.MAX_VALUE;
        }
        assertThat(MutualInformation.ofSamples(x, y)).isCloseTo(Math.log(n), within(1e-13));
        assertThat(MutualInformation.millerMadow(x, y)).isCloseTo(Math.log(n) + (n - 1) / (2.0 * n), within(1e-13));
    }

    @Example
    void millerAndMadowTakeFromEachEntropy() {
        int[] x = {0, 0, 1, 1, 2, 2, 0, 1};
        int[] y = {0, 1, 1, 1, 0, 0, 0, 1};
        double entropies = EntropyEstimator.millerMadow(3, 3, 2) + EntropyEstimator.millerMadow(4, 4)
                - EntropyEstimator.millerMadow(2, 1, 3, 2);
        assertThat(MutualInformation.millerMadow(x, y)).isCloseTo(entropies, within(1e-15));
    }

    /** For independent variables the mean of the plug-in is (K-1)(L-1)/(2N), not 0; the correction removes it. */
    @Example
    void biasOfIndependentSamples() {
        SplittableRandom random = new SplittableRandom(2024);
        int trials = 2000;
        double plugIn = 0;
        double corrected = 0;
        for (int t = 0; t < trials; t++) {
            int[][] series = {new int[500], new int[500]};
            for (int i = 0; i < 500; i++) {
                series[0][i] = random.nextInt(4);
                series[1][i] = random.nextInt(3);
            }
            plugIn += MutualInformation.ofSamples(series[0], series[1]) / trials;
            corrected += MutualInformation.millerMadow(series[0], series[1]) / trials;
        }
        // 2 N I is about chi-squared with 6 degrees of freedom: one estimate spreads by 0.0035, the mean by 0.00008.
        assertThat(plugIn).isCloseTo(6 / 1000.0, within(0.0003));
        assertThat(corrected).isCloseTo(0, within(0.0003));
    }

    /** Pairs of which about half agree. */
    static int[][] pairs(SplittableRandom random, int n, int sizeOfX, int sizeOfY) {
        int[][] series = new int[2][n];
        for (int i = 0; i < n; i++) {
            series[0][i] = random.nextInt(sizeOfX);
            series[1][i] = random.nextInt(2) == 0 ? series[0][i] % sizeOfY : random.nextInt(sizeOfY);
        }
        return series;
    }

    private static double[][] table(int[] x, int[] y) {
        double[][] table = new double[Arrays.stream(x).max().orElseThrow() + 1][Arrays.stream(y).max().orElseThrow() + 1];
        for (int i = 0; i < x.length; i++) {
            table[x[i]][y[i]]++;
        }
        return table;
    }

    private static double[][] normalised(double[][] table) {
        return Joints.rectangle(Probabilities.normalise(Joints.flat(table)), table[0].length);
    }

    private static int[] counts(int[] symbols) {
        int[] counts = new int[Arrays.stream(symbols).max().orElseThrow() + 1];
        for (int symbol : symbols) {
            counts[symbol]++;
        }
        return counts;
    }
}
