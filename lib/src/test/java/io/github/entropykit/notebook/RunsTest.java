package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunsTest {

    private record Model(int seed, List<Integer> closed, boolean stuck) implements AutoCloseable {
        @Override
        public void close() throws Exception {
            if (stuck) {
                throw new Exception("stuck " + seed);
            }
            closed.add(seed);
        }
    }

    @Test
    void theSeedsAreZeroOneTwoInOrder() {
        List<Integer> asked = new ArrayList<>();
        Runs<Integer> runs = Runs.of(3, seed -> {
            asked.add(seed);
            return seed * 10;
        });
        assertThat(asked).containsExactly(0, 1, 2);
        assertThat(runs.results()).containsExactly(0, 10, 20);
        assertThat(runs.get(2)).isEqualTo(20);
        assertThat(runs.size()).isEqualTo(3);
        assertThat(runs.map(v -> "run " + v).results()).containsExactly("run 0", "run 10", "run 20");
        assertThat(runs.each(v -> v / 4d)).containsExactly(0, 2.5, 5);
    }

    @Test
    void meanAndSampleStandardDeviation() {
        Runs<Double> runs = Runs.of(List.of(1d, 2d, 3d, 4d));
        assertThat(runs.mean(v -> v)).isEqualTo(2.5);
        assertThat(runs.sd(v -> v)).isCloseTo(Math.sqrt(5 / 3d), within(1e-15));
        assertThat(runs.sd(v -> 7)).as("a constant has no spread").isZero();
    }

    /** Var(a - b) = Var(a) + Var(b) - 2 Cov(a, b), and what both share cancels. */
    @Property(tries = 200)
    void differencesArePaired(@ForAll @Size(4) List<@DoubleRange(min = -9, max = 9) Double> a,
            @ForAll @Size(4) List<@DoubleRange(min = -9, max = 9) Double> b) {
        Runs<Integer> index = Runs.of(4, seed -> seed);
        Runs<Double> first = index.map(a::get);
        Runs<Double> second = index.map(b::get);
        Spread difference = Spread.of(first.minus(second, v -> v));
        double covariance = 0;
        for (int i = 0; i < 4; i++) {
            covariance += (a.get(i) - first.mean(v -> v)) * (b.get(i) - second.mean(v -> v)) / 3;
        }
        double expected = Math.pow(first.sd(v -> v), 2) + Math.pow(second.sd(v -> v), 2) - 2 * covariance;
        assertThat(difference.sd() * difference.sd()).isCloseTo(expected, within(1e-9));
        assertThat(difference.mean()).isCloseTo(first.mean(v -> v) - second.mean(v -> v), within(1e-12));
        assertThat(index.map(i -> a.get(i) + 1).minus(first, v -> v)).containsExactly(new double[] {1, 1, 1, 1}, within(1e-12));
    }

    @Test
    void everyResultIsClosedEvenIfOneFails() {
        List<Integer> closed = new ArrayList<>();
        Runs.of(3, seed -> new Model(seed, closed, false)).close();
        assertThat(closed).containsExactly(0, 1, 2);
        closed.clear();
        Runs<Model> stuck = Runs.of(3, seed -> new Model(seed, closed, seed == 1));
        assertThatThrownBy(stuck::close).isInstanceOf(IllegalStateException.class)
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().satisfies(s -> assertThat(s).hasMessage("stuck 1")));
        assertThat(closed).containsExactly(0, 2);
        Runs.of(2, seed -> seed).close();
    }

    @Test
    void aRunThatFailsClosesThoseBeforeIt() {
        List<Integer> closed = new ArrayList<>();
        assertThatThrownBy(() -> Runs.of(3, seed -> {
            if (seed == 2) {
                throw new IllegalStateException("no more");
            }
            return new Model(seed, closed, false);
        })).hasMessage("no more");
        assertThat(closed).containsExactly(0, 1);
    }

    @Test
    void badInputIsNamed() {
        assertThatThrownBy(() -> Runs.of(1, seed -> seed)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("seeds is 1").hasMessageContaining("at least 2");
        assertThatThrownBy(() -> Runs.of(List.of(1))).hasMessageContaining("results is 1");
        assertThatThrownBy(() -> Runs.of(2, seed -> null)).isInstanceOf(NullPointerException.class).hasMessageContaining("null");
        assertThatThrownBy(() -> Runs.of(2, s -> s).minus(Runs.of(3, s -> s), s -> s)).hasMessageContaining("other has 3 runs and this has 2");
        assertThatThrownBy(() -> Runs.of(2, s -> s).get(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Runs.of(2, s -> s).results().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("values is empty");
    }
}
