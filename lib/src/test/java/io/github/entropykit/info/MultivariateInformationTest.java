package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

class MultivariateInformationTest {
    private static final double LN2 = 0.6931471805599453;

    // ---- known answers

    /** Rosas, Mediano, Gastpar and Jensen 2019: copies of one bit have O = (n-2) ln 2, parity has the opposite. */
    @Property(tries = 7)
    void copiedBitsAndParity(@ForAll @IntRange(min = 2, max = 8) int n) {
        int[] sizes = new int[n];
        Arrays.fill(sizes, 2);
        double[] copies = new double[1 << n];
        copies[0] = 0.5;
        copies[copies.length - 1] = 0.5;
        triple(copies, sizes, (n - 1) * LN2, LN2);
        double[] parity = new double[1 << n];
        for (int i = 0; i < parity.length; i++) {
            parity[i] = Integer.bitCount(i) % 2 == 0 ? 2.0 / parity.length : 0;
        }
        triple(parity, sizes, LN2, (n - 1) * LN2);
    }

    /**
     * The dyadic and the triadic distribution of James and Crutchfield, "Multivariate Dependence Beyond Shannon
     * Information", Entropy 19, 2017: different in kind, equal in every entropy.
     */
    @Example
    void dyadicAndTriadicAreNotToldApart() {
        double[] dyadic = new double[64];
        double[] triadic = new double[64];
        for (int i = 0; i < 8; i++) {
            int a = i & 1;
            int b = i >> 1 & 1;
            int c = i >> 2;
            dyadic[((2 * a + b) * 4 + 2 * b + c) * 4 + 2 * c + a] += 1 / 8.0;
            triadic[((2 * a + c) * 4 + 2 * b + c) * 4 + 2 * (a ^ b) + c] += 1 / 8.0;
        }
        triple(dyadic, new int[] {4, 4, 4}, 3 * LN2, 3 * LN2);
        triple(triadic, new int[] {4, 4, 4}, 3 * LN2, 3 * LN2);
    }

    private static void triple(double[] joint, int[] sizes, double tc, double dtc) {
        assertThat(MultivariateInformation.totalCorrelation(joint, sizes)).isCloseTo(tc, within(1e-14));
        assertThat(MultivariateInformation.dualTotalCorrelation(joint, sizes)).isCloseTo(dtc, within(1e-14));
        assertThat(MultivariateInformation.oInformation(joint, sizes)).isCloseTo(tc - dtc, within(1e-14));
    }

    @Property(tries = 100)
    void twoVariablesHaveTheirMutualInformation(@ForAll long seed) {
        double[][] joint = Joints.random(new SplittableRandom(seed), 6);
        double[] flat = Joints.flat(joint);
        double information = MutualInformation.of(joint);
        assertThat(MultivariateInformation.totalCorrelation(flat, joint.length, joint[0].length)).isEqualTo(information);
        assertThat(MultivariateInformation.dualTotalCorrelation(flat, joint.length, joint[0].length)).isEqualTo(information);
        assertThat(Double.doubleToLongBits(MultivariateInformation.oInformation(flat, joint.length, joint[0].length))).isZero();
        assertThat(MultivariateInformation.totalCorrelation(flat, flat.length)).as("one variable").isZero();
        assertThat(MultivariateInformation.dualTotalCorrelation(flat, flat.length)).isZero();
    }

    @Property(tries = 100)
    void independentVariablesHaveNone(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] joint = {1};
        int[] sizes = new int[4];
        for (int k = 0; k < sizes.length; k++) {
            sizes[k] = 1 + random.nextInt(3);
            joint = Joints.flat(Joints.product(joint, Joints.weights(random, sizes[k])));
        }
        assertThat(MultivariateInformation.totalCorrelation(joint, sizes)).isBetween(0.0, 1e-29);
        assertThat(MultivariateInformation.dualTotalCorrelation(joint, sizes)).isBetween(0.0, 1e-29);
    }

    /** Nearly independent variables: differences of entropies would have no right digit below 1e-16. */
    @Property(tries = 30)
    void agreesWithHighPrecisionArithmetic(@ForAll long seed,
            @ForAll @Scale(9) @DoubleRange(min = -13, max = 0) double exponent) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] joint = new double[12];
        for (int i = 0; i < joint.length; i++) {
            joint[i] = (1 + i / 6) * (1 + i / 2 % 3) * (1 + i % 2) * (1 + Math.pow(10, exponent) * (Joints.uniform(random) - 0.5));
        }
        joint = Probabilities.normalise(joint);
        double tc = ExactMeasures.totalCorrelation(joint, 2, 3, 2);
        assertThat(MultivariateInformation.totalCorrelation(joint, 2, 3, 2)).isCloseTo(tc, within(6e-15 * tc + 1e-40));
    }

    // ---- laws

    /** The definitions, by entropies of marginals: TC = Σ H(X_k) - H, DTC = H - Σ (H - H(all but X_k)). */
    @Property(tries = 150)
    void definitions(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = sizes(random);
        double[] joint = joint(random, sizes);
        double whole = Entropy.shannon(joint);
        double tc = -whole;
        double dtc = whole;
        for (int k = 0; k < sizes.length; k++) {
            tc += Entropy.shannon(marginal(joint, sizes, k, true));
            dtc -= whole - Entropy.shannon(marginal(joint, sizes, k, false));
        }
        assertThat(MultivariateInformation.totalCorrelation(joint, sizes)).isNotNegative().isCloseTo(tc, within(2e-14));
        assertThat(MultivariateInformation.dualTotalCorrelation(joint, sizes)).isBetween(0.0, whole + 1e-14)
                .isCloseTo(dtc, within(2e-14));
        assertThat(MultivariateInformation.oInformation(joint, sizes)).isCloseTo(tc - dtc, within(4e-14));
    }

    @Property(tries = 150)
    void orderOfTheVariablesDoesNotMatter(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] sizes = sizes(random);
        double[] joint = joint(random, sizes);
        // The first variable becomes the last: the array transposed.
        double[] turned = Joints.flat(Joints.transposed(Joints.rectangle(joint, joint.length / sizes[0])));
        int[] turnedSizes = new int[sizes.length];
        for (int k = 0; k < sizes.length; k++) {
            turnedSizes[k] = sizes[(k + 1) % sizes.length];
        }
        assertThat(MultivariateInformation.totalCorrelation(turned, turnedSizes))
                .isCloseTo(MultivariateInformation.totalCorrelation(joint, sizes), within(1e-14));
        assertThat(MultivariateInformation.dualTotalCorrelation(turned, turnedSizes))
                .isCloseTo(MultivariateInformation.dualTotalCorrelation(joint, sizes), within(1e-14));
    }

    /** For three variables O = I(X;Y) - I(X;Y|Z), McGill's interaction information with its sign turned. */
    @Property(tries = 100)
    void oOfThreeIsWhatKnowingTheThirdTakesAway(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] joint = Joints.weights(random, 2 * 3 * 2);
        double[][][] box = new double[2][3][2];
        double[][] pair = new double[2][3];
        for (int i = 0; i < joint.length; i++) {
            box[i / 6][i / 2 % 3][i % 2] = joint[i];
            pair[i / 6][i / 2 % 3] += joint[i];
        }
        assertThat(MultivariateInformation.oInformation(joint, 2, 3, 2))
                .isCloseTo(MutualInformation.of(pair) - MutualInformation.conditional(box), within(1e-14));
    }

    private static int[] sizes(SplittableRandom random) {
        int[] sizes = new int[1 + random.nextInt(4)];
        Arrays.setAll(sizes, k -> 1 + random.nextInt(3));
        return sizes;
    }

    private static double[] joint(SplittableRandom random, int[] sizes) {
        return Joints.weights(random, Arrays.stream(sizes).reduce(1, (a, b) -> a * b));
    }

    /** The distribution of variable k alone, or of all others. */
    private static double[] marginal(double[] joint, int[] sizes, int k, boolean alone) {
        int faster = 1;
        for (int i = k + 1; i < sizes.length; i++) {
            faster *= sizes[i];
        }
        double[] marginal = new double[alone ? sizes[k] : joint.length / sizes[k]];
        for (int i = 0; i < joint.length; i++) {
            marginal[alone ? i / faster % sizes[k] : i / (faster * sizes[k]) * faster + i % faster] += joint[i];
        }
        return marginal;
    }
}
