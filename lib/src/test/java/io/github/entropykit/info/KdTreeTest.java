package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The tree gives to the bit what looking at every point gives. */
class KdTreeTest {
    @Property(tries = 200)
    void neighboursAndCountsAreThoseOfBruteForce(@ForAll long seed, @ForAll @IntRange(min = 2, max = 150) int n,
            @ForAll @IntRange(min = 1, max = 4) int d, @ForAll boolean euclidean, @ForAll @IntRange(max = 2) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] rows = rows(n, d, kind, random);
        Points points = Points.of("points", rows);
        KdTree tree = euclidean ? KdTree.euclidean(points) : KdTree.maximum(points);
        int k = 1 + random.nextInt(n - 1);
        double[] sides = new double[d];
        for (int trial = 0; trial < 20; trial++) {
            double[] query = rows[random.nextInt(n)];
            double[] distances = Arrays.stream(rows).mapToDouble(row -> distance(query, row, euclidean)).sorted().toArray();
            assertThat(tree.neighbourDistance(query, 0, k)).as("neighbour %d of %d", k, n).isEqualTo(distances[k]);
            // A radius that is some point's distance: whether it is counted depends on the last bit.
            double radius = distances[random.nextInt(n)];
            assertThat(tree.count(query, 0, radius, false)).as("nearer than %s", radius)
                    .isEqualTo((int) Arrays.stream(distances).filter(x -> x < radius).count());
            assertThat(tree.count(query, 0, radius, true)).as("not farther than %s", radius)
                    .isEqualTo((int) Arrays.stream(distances).filter(x -> x <= radius).count());
            tree.box(query, 0, radius, sides);
            assertThat(sides).as("box").isEqualTo(box(rows, query, radius, euclidean));
        }
    }

    @Example
    void queriesMayLieAnywhereInAnArray() {
        KdTree tree = KdTree.maximum(Points.of("points", new double[][] {{0, 0}, {3, 1}, {7, 7}}));
        assertThat(tree.neighbourDistance(new double[] {9, 9, 3, 1, 9}, 2, 1)).isEqualTo(3);
    }

    @Example
    void manyDuplicatesAndSortedPointsTakeNoLongerThanOthers() {
        // 100,000 points: a tree that degenerates to a list would overflow the stack or take minutes.
        int n = 100_000;
        double[][] equal = new double[n][2];
        double[][] sorted = new double[n][2];
        for (int i = 0; i < n; i++) {
            sorted[i][0] = i;
            sorted[i][1] = -i;
        }
        assertThat(KdTree.maximum(Points.of("equal", equal)).neighbourDistance(equal[5], 0, 3)).isZero();
        KdTree tree = KdTree.euclidean(Points.of("sorted", sorted));
        for (int i = 10; i < n; i += 100) {
            assertThat(tree.neighbourDistance(sorted[i], 0, 3)).isEqualTo(8);
        }
    }

    /** Continuous, on a lattice (ties, duplicates), or decimals whose differences are rounded. */
    private static double[][] rows(int n, int d, int kind, SplittableRandom random) {
        return Draws.points(n, d, random, r -> switch (kind) {
            case 0 -> Draws.normal(r);
            case 1 -> r.nextInt(4);
            default -> r.nextInt(30) / 10.0;
        });
    }

    private static double[] box(double[][] rows, double[] query, double radius, boolean euclidean) {
        double[] sides = new double[query.length];
        for (double[] row : rows) {
            for (int a = 0; a < query.length; a++) {
                if (distance(query, row, euclidean) <= radius) {
                    sides[a] = Math.max(sides[a], Math.abs(query[a] - row[a]));
                }
            }
        }
        return sides;
    }

    private static double distance(double[] p, double[] q, boolean euclidean) {
        double distance = 0;
        for (int a = 0; a < p.length; a++) {
            double difference = Math.abs(p[a] - q[a]);
            distance = euclidean ? distance + difference * difference : Math.max(distance, difference);
        }
        return distance;
    }
}
