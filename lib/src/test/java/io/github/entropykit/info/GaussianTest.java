package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class GaussianTest {
    private static final double[][] Q = {{4, 1, -0.5}, {1, 2, 0.25}, {-0.5, 0.25, 1.5}};
    private static final double[][] DIRECTION = {{1, -0.5, 0.25}, {-0.5, 2, 0.5}, {0.25, 0.5, -1}};
    private static final double[] ZERO = new double[3];

    // ---- closed forms

    @Example
    void knownEntropies() {
        assertThat(Gaussian.entropy(1)).isCloseTo(1.4189385332046727418, within(3e-16));
        // The entropy vanishes at σ² = 1/(2πe) and is negative below.
        assertThat(Gaussian.entropy(1 / Math.sqrt(2 * Math.PI * Math.E))).isCloseTo(0, within(3e-16));
        assertThat(Gaussian.entropy(Q)).as("mpmath").isCloseTo(5.3824614989172658006, within(1e-15));
        assertThat(Gaussian.entropy(new double[][] {{4}})).isEqualTo(Gaussian.entropy(2));
    }

    @Example
    void knownMutualInformation() {
        // mpmath, 60 digits.
        assertThat(Gaussian.mutualInformation(0.5)).isCloseTo(0.14384103622589046372, within(1e-16));
        assertThat(Gaussian.mutualInformation(0.9)).isCloseTo(0.83036560341082555919, within(2e-16));
        assertThat(Gaussian.mutualInformation(1e-9)).isCloseTo(5.0000000000000006253e-19, within(1e-34));
        assertThat(Gaussian.mutualInformation(1 - 0x1p-40)).isCloseTo(13.516370020919160907, within(2e-15));
        assertThat(Gaussian.mutualInformation(-1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Double.doubleToLongBits(Gaussian.mutualInformation(0))).as("+0.0").isZero();
        assertThat(Double.doubleToLongBits(Gaussian.mutualInformation(-0.0))).as("+0.0").isZero();
    }

    @Property(tries = 100)
    void mutualInformationIsTheSumOfTheEntropiesLessTheJointOneAndADivergence(
            @ForAll @Scale(6) @DoubleRange(min = -0.99, max = 0.99) double rho,
            @ForAll @Scale(3) @DoubleRange(min = 0.01, max = 100) double sd) {
        double[][] joint = {{1, rho * sd}, {rho * sd, sd * sd}};
        double[][] product = {{1, 0}, {0, sd * sd}};
        double[] mean = {0, 0};
        double information = Gaussian.mutualInformation(rho);
        assertThat(Gaussian.entropy(1) + Gaussian.entropy(sd) - Gaussian.entropy(joint))
                .isCloseTo(information, within(3e-14));
        assertThat(Gaussian.kl(mean, joint, mean, product)).isCloseTo(information, within(3e-14 * information + 1e-30));
    }

    @Example
    void knownDivergences() {
        assertThat(Gaussian.kl(0, 1, 1, 2)).isCloseTo(Math.log(2) - 0.25, within(1e-16));
        assertThat(Gaussian.kl(3, 1, 0, 1)).isCloseTo(4.5, within(1e-15));
        assertThat(Double.doubleToLongBits(Gaussian.kl(0.1, 0.3, 0.1, 0.3))).as("+0.0").isZero();
        assertThat(Double.doubleToLongBits(Gaussian.kl(ZERO, Q, ZERO, Q))).as("+0.0").isZero();
    }

    /** tr(Q⁻¹P) and so on with 60 digits by mpmath, for P = Q + e·DIRECTION: from far apart to nearly equal. */
    @Example
    void divergencesOfFullCovariancesKeepTheirDigits() {
        double[][] known = {
            {0.5, 0.13721175239725253875, 0.52865912081830517033},
            {0.25, 0.036207254369720425319, 0.4276546227907730569},
            {0.125, 0.0095056802227112991417, 0.40095304864376393072},
            {0x1p-10, 6.1905892536508707599e-7, 0.39144798747997799667},
            {0x1p-20, 5.9072442403978987727e-13, 0.391447368421643356},
            {0x1p-30, 5.633590319185857672e-19, 0.39144736842105263214},
            {0x1p-40, 5.3726103995486181599e-25, 0.39144736842105263158},
        };
        for (double[] row : known) {
            double[][] p = new double[3][3];
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    p[i][j] = Q[i][j] + row[0] * DIRECTION[i][j];
                }
            }
            assertThat(Gaussian.kl(ZERO, p, ZERO, Q)).as("e = %s", row[0]).isCloseTo(row[1], within(4e-15 * row[1]));
            assertThat(Gaussian.kl(new double[] {0, 1, 2}, p, new double[] {1, 0.5, 2.25}, Q)).as("e = %s, moved", row[0])
                    .isCloseTo(row[2], within(1e-15));
        }
        double[][] tiny = Arrays.stream(Q).map(r -> Arrays.stream(r).map(v -> v * 0x1p-60).toArray()).toArray(double[][]::new);
        assertThat(Gaussian.kl(ZERO, tiny, ZERO, Q)).isCloseTo(60.883246250395077849, within(2e-14));
    }

    // ---- precision

    /** Neighbours at every distance from 1e-15 to far apart. */
    @Property(tries = 150)
    void agreesWithHighPrecisionArithmetic(@ForAll @Scale(12) @DoubleRange(min = -15, max = 3) double exponent,
            @ForAll boolean negative, @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 100) double sd) {
        double factor = negative ? 1 / (1 + Math.pow(10, exponent)) : 1 + Math.pow(10, exponent);
        double other = sd * factor;
        double exact = exact(1, sd, 1, other);
        assertThat(Gaussian.kl(1, sd, 1, other)).isCloseTo(exact, within(3e-15 * exact));
        double shift = Math.pow(10, exponent);
        double moved = exact(shift, sd, 0.5 * shift, other);
        assertThat(Gaussian.kl(shift, sd, 0.5 * shift, other)).isCloseTo(moved, within(3e-15 * moved));
    }

    @Example
    void extremeRatios() {
        assertThat(Gaussian.kl(0, 1e-200, 0, 1)).isCloseTo(200 * Math.log(10) - 0.5, within(1e-13));
        assertThat(Gaussian.kl(0, 1, 0, 1e-100)).isCloseTo(5e199, within(1e185));
        assertThat(Gaussian.kl(0, 1e200, 0, 1e200)).isZero();
        assertThat(Gaussian.entropy(1e-300)).isCloseTo(-300 * Math.log(10) + 1.4189385332046727, within(1e-12));
    }

    // ---- laws

    @Property(tries = 100)
    void independentCoordinatesAddUp(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int d) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] meanP = Draws.sample(d, random, Draws::normal);
        double[] meanQ = Draws.sample(d, random, Draws::normal);
        double[] sdP = Draws.sample(d, random, r -> 0.1 + Draws.exponential(r));
        double[] sdQ = Draws.sample(d, random, r -> 0.1 + Draws.exponential(r));
        double entropy = 0;
        double divergence = 0;
        for (int i = 0; i < d; i++) {
            entropy += Gaussian.entropy(sdP[i]);
            divergence += Gaussian.kl(meanP[i], sdP[i], meanQ[i], sdQ[i]);
        }
        assertThat(Gaussian.entropy(sdP)).isCloseTo(entropy, within(1e-14));
        assertThat(Gaussian.entropy(diagonal(sdP))).isCloseTo(entropy, within(1e-14));
        assertThat(Gaussian.kl(meanP, sdP, meanQ, sdQ)).isCloseTo(divergence, within(1e-14 * divergence));
        assertThat(Gaussian.kl(meanP, diagonal(sdP), meanQ, diagonal(sdQ)))
                .isCloseTo(divergence, within(1e-13 * divergence));
    }

    /** h(AX) = h(X) + ln|det A|, and a divergence does not change under an invertible map of both. */
    @Property(tries = 100)
    void linearMaps(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int d) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] p = randomCovariance(d, random);
        double[][] q = randomCovariance(d, random);
        double[][] map = Draws.points(d, d, random, Draws::normal);
        double logDet = 0;
        for (int i = 0; i < d; i++) {
            // Triangular, with a known determinant.
            Arrays.fill(map[i], i + 1, d, 0);
            map[i][i] = 0.5 + Draws.uniform(random);
            logDet += Math.log(map[i][i]);
        }
        double[] meanP = Draws.sample(d, random, Draws::normal);
        double[] meanQ = Draws.sample(d, random, Draws::normal);
        double[][] mappedP = multiply(multiply(map, p), Covariance.transpose(map));
        double[][] mappedQ = multiply(multiply(map, q), Covariance.transpose(map));
        assertThat(Gaussian.entropy(mappedP)).isCloseTo(Gaussian.entropy(p) + logDet, within(1e-11));
        double divergence = Gaussian.kl(meanP, p, meanQ, q);
        assertThat(divergence).isPositive();
        assertThat(Gaussian.kl(multiply(map, meanP), mappedP, multiply(map, meanQ), mappedQ))
                .isCloseTo(divergence, within(1e-9 * divergence));
    }

    /** Both ways of computing the divergence of covariances meet where one takes over from the other. */
    @Property(tries = 100)
    void isNeverNegativeAndContinuous(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int d) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] q = randomCovariance(d, random);
        double[][] direction = randomCovariance(d, random);
        double[] mean = new double[d];
        double before = 0;
        for (int step = 0; step <= 50; step++) {
            double e = step * 0.02;
            double[][] p = new double[d][d];
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    p[i][j] = q[i][j] + e * direction[i][j];
                }
            }
            double divergence = Gaussian.kl(mean, p, mean, q);
            // Eigenvalues of Q⁻¹P grow with e: so does the divergence, without a gap.
            assertThat(divergence).isGreaterThanOrEqualTo(before);
            if (step > 1) {
                assertThat(divergence).isLessThan(before * Math.pow(step / (step - 1.0), 2) * (1 + 1e-9));
            }
            before = divergence;
        }
    }

    @Property(tries = 60)
    void numericalIntegrationAgrees(@ForAll @Scale(3) @DoubleRange(min = -2, max = 2) double mean,
            @ForAll @Scale(3) @DoubleRange(min = 0.3, max = 3) double sdP,
            @ForAll @Scale(3) @DoubleRange(min = 0.3, max = 3) double sdQ) {
        double entropy = 0;
        double divergence = 0;
        double step = sdP / 16;
        for (double x = mean - 12 * sdP; x < mean + 12 * sdP; x += step) {
            double p = density(x, mean, sdP);
            entropy -= p * Math.log(p) * step;
            divergence += p * (logDensity(x, mean, sdP) - logDensity(x, 0, sdQ)) * step;
        }
        assertThat(Gaussian.entropy(sdP)).isCloseTo(entropy, within(1e-12));
        assertThat(Gaussian.kl(mean, sdP, 0, sdQ)).isCloseTo(divergence, within(1e-11 * (1 + divergence)));
    }

    @Example
    void noOtherDensityOfThisVarianceHasMoreEntropy() {
        // Uniform on an interval of length a: sd a/√12. Exponential: sd 1 and entropy 1. Laplace with scale 1: sd √2.
        assertThat(Gaussian.entropy(1 / Math.sqrt(12))).isGreaterThan(0);
        assertThat(Gaussian.entropy(1)).isGreaterThan(1);
        assertThat(Gaussian.entropy(Math.sqrt(2))).isGreaterThan(1 + Math.log(2));
    }

    // ---- what is no covariance matrix

    @Example
    void complaintsNameRowColumnAndValue() {
        refuses(new double[][] {{1, 0.5}, {0.4, 1}}, "covariance[1][0] = 0.4 and covariance[0][1] = 0.5");
        refuses(new double[][] {{1, 0}, {0, -2}}, "covariance[1][1] = -2.0 is not a variance");
        refuses(new double[][] {{1, 2}, {2, 1}}, "not positive definite: of covariance[1][1] = 1.0 the coordinates before leave -3.0");
        refuses(new double[][] {{1, 1}, {1, 1}}, "not positive definite");
        refuses(new double[][] {{1, 0}, {0}}, "covariance[1] has 1 entries where 2 are needed");
        refuses(new double[][] {{1, Double.NaN}, {0, 1}}, "covariance[0][1] = NaN must be finite");
        refuses(new double[][] {{1, 0}, null}, "covariance[1] is null");
        // The third coordinate is the sum of the others: singular but for rounding.
        refuses(new double[][] {{0.1, 0, 0.1}, {0, 0.7, 0.7}, {0.1, 0.7, 0.8}}, "not positive definite");
        assertThat(Gaussian.entropy(new double[][] {{1, 0.5}, {0.5 + 1e-12, 1}})).as("symmetric but for rounding").isFinite();
    }

    private static void refuses(double[][] covariance, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.entropy(covariance)).withMessageContaining(message);
    }

    // ---- helpers

    /** ln(σ_q/σ_p) + (σ_p² + δ²)/(2σ_q²) - 1/2 in 55 digits. */
    private static double exact(double meanP, double sdP, double meanQ, double sdQ) {
        MathContext digits = new MathContext(55);
        BigDecimal p = new BigDecimal(sdP);
        BigDecimal q = new BigDecimal(sdQ);
        BigDecimal delta = new BigDecimal(meanP).subtract(new BigDecimal(meanQ));
        BigDecimal squares = p.multiply(p).add(delta.multiply(delta)).divide(q.multiply(q), digits);
        return Exact.log(sdQ).subtract(Exact.log(sdP)).add(squares.subtract(BigDecimal.ONE).divide(BigDecimal.valueOf(2)))
                .doubleValue();
    }

    private static double density(double x, double mean, double sd) {
        return Math.exp(logDensity(x, mean, sd));
    }

    private static double logDensity(double x, double mean, double sd) {
        double z = (x - mean) / sd;
        return -z * z / 2 - Math.log(sd) - Math.log(2 * Math.PI) / 2;
    }

    private static double[][] diagonal(double[] sd) {
        double[][] covariance = new double[sd.length][sd.length];
        for (int i = 0; i < sd.length; i++) {
            covariance[i][i] = sd[i] * sd[i];
        }
        return covariance;
    }

    /** A Aᵀ + I/4: never close to singular. */
    private static double[][] randomCovariance(int d, SplittableRandom random) {
        double[][] a = Draws.points(d, d, random, Draws::normal);
        double[][] covariance = multiply(a, Covariance.transpose(a));
        for (int i = 0; i < d; i++) {
            covariance[i][i] += 0.25;
        }
        return covariance;
    }

    private static double[] multiply(double[][] a, double[] x) {
        return Arrays.stream(a).mapToDouble(row -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                sum += row[i] * x[i];
            }
            return sum;
        }).toArray();
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] columns = Arrays.stream(Covariance.transpose(b)).map(column -> multiply(a, column)).toArray(double[][]::new);
        return Covariance.transpose(columns);
    }
}
