package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BadInputTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void everyPublicMethodNamesTheArgumentItRefuses() throws Exception {
        Map<Object, Object> good = new HashMap<>(Map.of(
                double[].class, new double[] {0.5, 0.5},
                float[].class, new float[] {1, 2},
                int[].class, new int[] {3, 4},
                double.class, 0.5,
                int.class, 1,
                String.class, "p"));
        Map<Object, List<Object>> bad = new HashMap<>(Map.of(
                double[].class, List.of(new double[0], new double[] {0.5, Double.NaN}, new double[] {INF, 0}),
                float[].class, List.of(new float[0], new float[] {1, Float.NaN}, new float[] {Float.POSITIVE_INFINITY}),
                int[].class, List.of(new int[0], new int[] {1, -1}, new int[] {0, 0}),
                double.class, List.of(Double.NaN),
                int.class, List.of(-1, Integer.MIN_VALUE)));
        Map<Class<?>, Object> receivers = new HashMap<>();
        receivers.put(FGenerator.class, FGenerator.NEYMAN);
        addEstimators(good, bad, receivers);
        addExactMeasures(good, bad);
        int calls = new PublicMethods(good, bad, receivers).refuseBadInput(Entropy.class);
        assertThat(calls).as("calls made").isGreaterThan(250);
    }

    /** The arguments of joint distributions, paired samples, orders and generators. */
    private static void addExactMeasures(Map<Object, Object> good, Map<Object, List<Object>> bad) {
        double[] half = {0.5, 0.5};
        double[] nan = {Double.NaN, 0.5};
        good.put("joint", new double[][] {{0.5, 0}, {0.25, 0.25}});
        bad.put("joint", List.of(new double[0][], new double[][] {{}}, new double[][] {null, half},
                new double[][] {{1}, {0, 0}}, new double[][] {half, nan}, new double[][] {half, half}));
        good.put(double[][][].class, new double[][][] {{{0.5, 0}, {0.25, 0.25}}});
        bad.put(double[][][].class, List.of(new double[0][][], new double[][][] {{}}, new double[][][] {{half}, null},
                new double[][][] {{half, null}}, new double[][][] {{half, {0}}}, new double[][][] {{half}, {{0, 0}, {0, 0}}},
                new double[][][] {{half}, {nan}}, new double[][][] {{half}, {half}}));
        good.put("ps", new double[][] {half, half});
        bad.put("ps", List.of(new double[0][], new double[][] {half}, new double[][] {half, null}, new double[][] {half, {1}},
                new double[][] {half, nan}, new double[][] {half, {0.5, 0.4}}));
        good.put("sizes", new int[] {1, 2});
        bad.put("sizes", List.of(new int[0], new int[] {2, 2}, new int[] {-1, -2}, new int[] {0, 2},
                new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, 2}));
        for (String series : List.of("x", "y", "source", "target")) {
            bad.put(series, List.of(new int[0], new int[] {1}, new int[] {1, -1}));
        }
        bad.put("history", List.of(0, -1, 2, Integer.MAX_VALUE));
        good.put(FGenerator.class, FGenerator.KL);
        bad.put(FGenerator.class, List.of());
        bad.put("order", List.of(Double.NaN, -INF));
        bad.put("Entropy.renyi.order", List.of(Double.NaN, -1e-300));
        bad.put("Entropy.tsallis.order", List.of(Double.NaN, -1e-300));
        bad.put("Divergence.renyi.order", List.of(Double.NaN, -1e-300));
        bad.put("epsilon", List.of(Double.NaN, -1e-9, 1.000001));
        bad.put("t", List.of(Double.NaN, -1e-300));
    }

    @Test
    void whatIsNoDistributionIsRefusedWhereverOneIsNeeded() {
        double[] p = {0.5, 0.5};
        for (double[] none : new double[][] {{0.5, 0.4}, {-0.5, 1.5}, {2, 0}, {0, 0}, {1e-3, INF}, {1, 1e-8}}) {
            refuses(() -> Entropy.shannon(none));
            refuses(() -> Entropy.perplexity(none));
            refuses(() -> Entropy.cross(none, p));
            refuses(() -> Entropy.cross(p, none));
            refuses(() -> Divergence.kl(none, p));
            refuses(() -> Divergence.kl(p, none));
            refuses(() -> Divergence.jensenShannon(none, p));
            refuses(() -> Divergence.jensenShannon(p, none));
            refuses(() -> Divergence.renyi(2, p, none));
            refuses(() -> Divergence.f(FGenerator.GAN, none, p));
            refuses(() -> Probabilities.smooth(none, 0.5));
        }
    }

    // ---- estimators, Gaussian, counts

    private static void addEstimators(Map<Object, Object> good, Map<Object, List<Object>> bad,
            Map<Class<?>, Object> receivers) {
        receivers.put(SymbolCounts.class, SymbolCounts.ofAlphabet(3));
        good.put("SymbolCounts.combine.other", SymbolCounts.ofAlphabet(3));
        bad.put("SymbolCounts.combine.other", List.of(SymbolCounts.ofAlphabet(2)));
        bad.put("SymbolCounts.ofAlphabet.size", List.of(0, -1));
        bad.put("SymbolCounts.accept.symbols", List.of(new int[] {0, 3}, new int[] {-1}));
        bad.put("SymbolCounts.accept.symbol", List.of(-1, 3));
        good.put(long[].class, new long[] {3, 4});
        bad.put(long[].class, List.of(new long[0], new long[] {1, -1}, new long[] {0, 0}, new long[] {Long.MAX_VALUE, 1}));

        good.put("DifferentialEntropy.vasicek.sample", new double[] {0.5, 0.1, 3});
        bad.put("DifferentialEntropy.vasicek.sample", List.of(new double[0], new double[] {1, 2}, new double[] {1, 2, INF}));
        bad.put("DifferentialEntropy.kozachenkoLeonenko.sample", List.of(new double[0], new double[] {1}, new double[] {1, INF}));
        bad.put("DifferentialEntropy.vasicek.m", List.of(0, 2, -1));
        good.put(double[][].class, new double[][] {{2, 1}, {1, 2}});
        bad.put(double[][].class, List.of(new double[0][], new double[][] {{}, {}}, new double[][] {{1, 2}, {3}},
                new double[][] {{1, 2}, null}, new double[][] {{1, Double.NaN}, {3, 4}}, new double[][] {{1, 2}}));
        for (String method : List.of("DifferentialEntropy.kozachenkoLeonenko", "KsgMutualInformation.ksg1",
                "KsgMutualInformation.ksg2")) {
            bad.put(method + ".k", List.of(0, -1, 3, Integer.MIN_VALUE));
        }

        for (String covariance : List.of("entropy.covariance", "kl.covarianceP", "kl.covarianceQ")) {
            bad.put("Gaussian." + covariance, List.of(new double[0][], new double[][] {{1, 0}}, new double[][] {{1, 0.5}, {0.4, 1}},
                    new double[][] {{1, 2}, {2, 1}}, new double[][] {{1, INF}, {INF, 1}}, new double[][] {{0, 0}, {0, 1}}));
        }
        bad.put("Gaussian.mutualInformation.rho", List.of(1.1, -1.1, Double.NaN));
    }

    @Test
    void gaussiansOfDifferentSizesAreRefused() {
        double[] two = {1, 1};
        double[] three = {1, 1, 1};
        double[][] covariance = {{1, 0}, {0, 1}};
        for (double[] bad : new double[][] {three, {1, 0}, {1, -1}, {1, Double.NaN}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.kl(two, bad, two, two)).withMessageContaining("sdP");
            assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.kl(two, two, two, bad)).withMessageContaining("sdQ");
            assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.entropy(bad.length == 3 ? new double[] {0} : bad))
                    .withMessageContaining("sd[");
        }
        for (double sd : new double[] {0, -1, INF, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.kl(0, sd, 0, 1)).withMessageContaining("sdP");
            assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.kl(0, 1, 0, sd)).withMessageContaining("sdQ");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.kl(two, two, three, two)).withMessageContaining("meanQ");
        assertThatIllegalArgumentException().isThrownBy(() -> Gaussian.kl(three, covariance, two, covariance))
                .withMessageContaining("covarianceP");
        assertThatIllegalArgumentException().isThrownBy(() -> KsgMutualInformation.ksg1(two, three, 1))
                .withMessageContaining("x has 2 observations and y has 3");
        assertThatIllegalArgumentException().isThrownBy(() -> KsgMutualInformation.ksg2(three, three, 3))
                .withMessage("k = 3: each of the 3 points has 1 to 2 neighbours");
    }

    private static void refuses(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageMatching("[pq](\\[\\d\\] = | sums to ).*");
    }
}
