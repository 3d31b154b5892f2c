package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * The loops themselves: all lengths around their blocks, and the Vector API's against the plain ones.
 *
 * <p>The tests of this package run twice, the second time in a JVM with {@code jdk.incubator.vector}.
 */
class KernelsTest {
    private static final Kernels PLAIN = new Kernels();

    @Example
    void theJvmDecidesWhichKernelsAreUsed() {
        boolean vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        assertThat(Kernels.BEST.getClass().getSimpleName()).isEqualTo(vector ? "VectorKernels" : "Kernels");
    }

    /** One term at a time in a compensated sum, by the formulas that the loops rearrange. */
    @Property(tries = 150)
    void loopsOfEveryLengthAgreeWithOneTermAfterTheOther(@ForAll @IntRange(min = 1, max = 1200) int n, @ForAll long seed) {
        double[] p = random(n, seed, 0.1);
        double[] q = random(n, seed + 1, 0);
        Sum entropy = new Sum();
        Sum cross = new Sum();
        Sum divergence = new Sum();
        for (int i = 0; i < n; i++) {
            entropy.add(p[i] == 0 ? 0 : -p[i] * Math.log(p[i]));
            cross.add(-p[i] * Math.log(q[i]));
            divergence.add(Divergence.klTerm(p[i], q[i]));
        }
        for (Kernels kernels : new Kernels[] {PLAIN, Kernels.BEST}) {
            assertThat(kernels.entropy(p)).isCloseTo(entropy.value(), within(2e-15 * entropy.value()));
            assertThat(kernels.cross(p, q)).isCloseTo(cross.value(), within(2e-15 * cross.value()));
            assertThat(kernels.kl(p, q)).isCloseTo(divergence.value(), within(2e-15 * divergence.value()));
        }
    }

    @Property(tries = 100)
    void exponentialsOfEveryLength(@ForAll @IntRange(min = 1, max = 700) int n, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] z = new double[n];
        Arrays.setAll(z, i -> random.nextInt(20) == 0 ? Double.NEGATIVE_INFINITY : -800 * Math.pow(random.nextDouble(), 3));
        double divisor = 0.5 + random.nextDouble();
        int first = random.nextInt(n);
        Sum scaled = new Sum();
        Sum part = new Sum();
        for (int i = 0; i < n; i++) {
            scaled.add(Math.exp((z[i] - 3) / divisor));
            part.add(i < first ? 0 : Math.exp(z[i] - 3));
        }
        for (Kernels kernels : new Kernels[] {PLAIN, Kernels.BEST}) {
            double[] out = new double[n];
            assertThat(kernels.exponentials(z, 3, divisor, out)).isCloseTo(scaled.value(), within(1e-15 * scaled.value()));
            assertThat(kernels.sumOfExponentials(z, first, n, 3)).isCloseTo(part.value(), within(1e-15 * part.value()));
            for (int i = 0; i < n; i++) {
                double e = Math.exp((z[i] - 3) / divisor);
                // Below the normal numbers a last place is a larger part of the whole.
                assertThat(out[i]).as("exp of " + z[i]).isCloseTo(e, within(4e-16 * e + Double.MIN_NORMAL));
            }
        }
        assertThat(PLAIN.sumOfExponentials(z, n, n, 3)).isZero();
        assertThat(Kernels.BEST.sumOfExponentials(z, n, n, 3)).isZero();
    }

    /** Wherever it stands, also in the last incomplete block, one bad entry is found. */
    @Property(tries = 150)
    void oneBadEntryAnywhereIsRefused(@ForAll @IntRange(min = 2, max = 600) int n, @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] good = random(n, seed, 0.3);
        double[] none = good.clone();
        int bad = random.nextInt(n);
        int other = (bad + 1 + random.nextInt(n - 1)) % n;
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e-300, -0.2, 0.2};
        none[bad] = values[random.nextInt(values.length)];
        if (none[bad] == -0.2) {
            // The sum stays 1, and only the sign gives it away.
            none[other] += good[bad] + 0.2;
        } else if (none[bad] == 0.2) {
            none[bad] += good[bad];
        }
        refuses(() -> Entropy.shannon(none), "p");
        refuses(() -> Entropy.cross(none, good), "p");
        refuses(() -> Entropy.cross(good, none), "q");
        refuses(() -> Divergence.kl(none, good), "p");
        refuses(() -> Divergence.kl(good, none), "q");
        refuses(() -> Divergence.kl(none, none), "p");
    }

    @Property(tries = 100)
    void zerosAnywhereMeanTheirLimits(@ForAll @IntRange(min = 2, max = 600) int n, @ForAll long seed) {
        double[] p = random(n, seed, 0.3);
        double[] q = random(n, seed + 1, 0);
        int zero = new SplittableRandom(seed).nextInt(n);
        q[zero] = 0;
        q = Probabilities.normalise(q);
        for (Kernels kernels : new Kernels[] {PLAIN, Kernels.BEST}) {
            if (p[zero] > 0) {
                assertThat(kernels.kl(p, q)).isEqualTo(Double.POSITIVE_INFINITY);
                assertThat(kernels.cross(p, q)).isEqualTo(Double.POSITIVE_INFINITY);
            } else {
                double kl = kernels.kl(p, q);
                assertThat(kernels.cross(p, q)).isCloseTo(kernels.entropy(p) + kl, within(1e-13));
            }
            double[] certain = Probabilities.oneHot(n, zero);
            assertThat(Double.doubleToLongBits(Math.max(0, kernels.entropy(certain)))).isZero();
            assertThat(Double.doubleToLongBits(kernels.kl(certain, certain))).isZero();
            assertThat(kernels.kl(p, p)).isZero();
        }
    }

    @Example
    void extremesOfADouble() {
        double tiny = Double.MIN_VALUE;
        for (int n : new int[] {3, 64, 300}) {
            double[] p = Probabilities.oneHot(n, 0);
            double[] q = p.clone();
            q[n - 1] = tiny;
            double[] halves = Probabilities.oneHot(n, 0);
            halves[0] = 0.5;
            halves[n - 1] = 0.5;
            for (Kernels kernels : new Kernels[] {PLAIN, Kernels.BEST}) {
                assertThat(kernels.entropy(q)).isBetween(0.0, 1e-300);
                assertThat(kernels.kl(p, q)).isBetween(0.0, 1e-300);
                assertThat(kernels.kl(q, p)).isEqualTo(Double.POSITIVE_INFINITY);
                // 0.5 / tiny is more than a double can hold, its logarithm is not.
                double expected = 0.5 * Math.log(0.5) + 0.5 * (Math.log(0.5) - Math.log(tiny));
                assertThat(kernels.kl(halves, q)).isCloseTo(expected, within(1e-12));
            }
            q[n - 1] = -tiny;
            refuses(() -> Entropy.shannon(q), "p");
            refuses(() -> Divergence.kl(q, p), "p");
            refuses(() -> Divergence.kl(p, q), "q");
        }
    }

    private static void refuses(ThrowingCallable call, String name) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(name).withMessageMatching(
                "[pq](\\[\\d+] = .* is not a probability| sums to ).*");
    }

    /** Weights over 16 orders of magnitude, about as many zeros as asked for. */
    private static double[] random(int n, long seed, double zeros) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> random.nextDouble() < zeros ? 0 : Math.pow(10, -16 * random.nextDouble()));
        weights[random.nextInt(n)] = 1;
        return Probabilities.normalise(weights);
    }
}
