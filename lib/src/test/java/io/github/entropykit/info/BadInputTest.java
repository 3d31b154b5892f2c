package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class BadInputTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void everyPublicMethodNamesTheArgumentItRefuses() throws Exception {
        Map<Class<?>, Object> good = Map.of(
                double[].class, new double[] {0.5, 0.5},
                float[].class, new float[] {1, 2},
                int[].class, new int[] {3, 4},
                double.class, 0.5,
                int.class, 1,
                String.class, "p");
        Map<Class<?>, List<Object>> bad = Map.of(
                double[].class, List.of(new double[0], new double[] {0.5, Double.NaN}, new double[] {INF, 0}),
                float[].class, List.of(new float[0], new float[] {1, Float.NaN}, new float[] {Float.POSITIVE_INFINITY}),
                int[].class, List.of(new int[0], new int[] {1, -1}, new int[] {0, 0}),
                double.class, List.of(Double.NaN),
                int.class, List.of(-1, Integer.MIN_VALUE));
        int calls = new PublicMethods(good, bad, Map.of()).refuseBadInput(Entropy.class);
        assertThat(calls).as("calls made").isGreaterThan(80);
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
        }
    }

    private static void refuses(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageMatching("[pq](\\[\\d\\] = | sums to ).*");
    }
}
