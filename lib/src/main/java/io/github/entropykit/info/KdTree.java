package io.github.entropykit.info;

import java.util.Arrays;

/**
 * A k-d tree: the distance to the k-th neighbour, and the number of points within a distance, without looking at all
 * points.
 *
 * <p>The tree is nothing but an order of the points. The middle one of a range is its node: no point before it has a
 * larger coordinate, and none behind it a smaller one, on the axis along which the range is widest; the two halves are
 * ordered in the same way. In one dimension that is simply the sorted array.
 *
 * <p>Every answer is exactly that of a search through all points, ties and duplicates included: what is left out lies
 * beyond a plane that is itself too far, and rounding never turns a larger difference into a smaller one. Under the
 * Euclidean norm all distances that go in and out are squared.
 *
 * <p>Not for several threads at once: a search keeps its state in the tree. Reference: J. L. Bentley, "Multidimensional
 * Binary Search Trees Used for Associative Searching", Communications of the ACM 18, 1975.
 */
final class KdTree {
    /** Ranges as short as this are searched one by one. */
    private static final int LEAF = 8;

    private final int dimensions;
    private final boolean euclidean;
    private final double[] points;
    private final int[] axis;

    // The search under way.
    private double[] query;
    private int at;
    private double[] nearest = {};
    private int count;
    private double[] sides;

    private KdTree(Points points, boolean euclidean) {
        dimensions = points.dimensions();
        this.euclidean = euclidean;
        this.points = points.flat().clone();
        axis = new int[points.size()];
        if (dimensions == 1) {
            Arrays.sort(this.points);
        } else {
            build(0, axis.length);
        }
    }

    static KdTree euclidean(Points points) {
        return new KdTree(points, true);
    }

    /** Under the maximum norm, where the distance is the largest difference of a coordinate. */
    static KdTree maximum(Points points) {
        return new KdTree(points, false);
    }

    /** The points in the order of the tree, row by row: not a copy. */
    double[] points() {
        return points;
    }

    /**
     * The distance of a point of this tree to its k-th nearest neighbour, for k from 1 to N-1.
     *
     * @param query an array that holds the point's coordinates
     * @param at    where they begin in it
     */
    double neighbourDistance(double[] query, int at, int k) {
        this.query = query;
        this.at = at;
        if (nearest.length != k + 1) {
            nearest = new double[k + 1];
        }
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        // The point itself comes first, at distance 0, and so the k-th other one is entry k.
        search(0, axis.length);
        return nearest[k];
    }

    private void search(int from, int to) {
        if (to - from <= LEAF) {
            for (int i = from; i < to; i++) {
                offer(i);
            }
            return;
        }
        int middle = (from + to) >>> 1;
        double gap = gap(middle);
        offer(middle);
        boolean before = gap < 0;
        search(before ? from : middle + 1, before ? middle : to);
        if (plane(gap) < nearest[nearest.length - 1]) {
            search(before ? middle + 1 : from, before ? to : middle);
        }
    }

    /** Puts the distance of a point in its place among the smallest so far. */
    private void offer(int point) {
        int i = nearest.length - 1;
        double distance = distance(point, nearest[i]);
        if (distance < nearest[i]) {
            for (; i > 0 && nearest[i - 1] > distance; i--) {
                nearest[i] = nearest[i - 1];
            }
            nearest[i] = distance;
        }
    }

    /** How many points, the queried one included, are nearer than a radius or, if it is closed, not farther. */
    int count(double[] query, int at, double radius, boolean closed) {
        this.query = query;
        this.at = at;
        if (dimensions == 1 && !euclidean) {
            return countSorted(query[at], radius, closed);
        }
        count = 0;
        visit(0, axis.length, radius, closed);
        return count;
    }

    /**
     * The sides of the smallest box around a point that holds all points not farther than a radius: along each axis,
     * the largest difference from the point.
     */
    void box(double[] query, int at, double radius, double[] sides) {
        this.query = query;
        this.at = at;
        this.sides = sides;
        Arrays.fill(sides, 0);
        visit(0, axis.length, radius, true);
        this.sides = null;
    }

    private void visit(int from, int to, double radius, boolean closed) {
        if (to - from <= LEAF) {
            for (int i = from; i < to; i++) {
                visit(i, radius, closed);
            }
            return;
        }
        int middle = (from + to) >>> 1;
        double gap = gap(middle);
        boolean cut = plane(gap) <= radius;
        visit(middle, radius, closed);
        if (gap < 0 || cut) {
            visit(from, middle, radius, closed);
        }
        if (gap >= 0 || cut) {
            visit(middle + 1, to, radius, closed);
        }
    }

    private void visit(int i, double radius, boolean closed) {
        double distance = distance(i, radius);
        if (distance < radius || closed && distance == radius) {
            count++;
            for (int a = 0; sides != null && a < dimensions; a++) {
                sides[a] = Math.max(sides[a], Math.abs(query[at + a] - points[i * dimensions + a]));
            }
        }
    }

    /** Two binary searches. They compare differences, as a distance is one: value + radius would be rounded otherwise. */
    private int countSorted(double value, double radius, boolean closed) {
        int low = 0;
        int high = points.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            double below = value - points[middle];
            if (below < radius || closed && below == radius) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        int first = low;
        high = points.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            double above = points[middle] - value;
            if (above < radius || closed && above == radius) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - first;
    }

    /** How far the query is from the node's plane: below 0 if it lies on the side of the first half. */
    private double gap(int node) {
        int a = axis[node];
        return query[at + a] - points[node * dimensions + a];
    }

    /** What a difference along one axis makes as a distance: no point on its far side is nearer. */
    private double plane(double gap) {
        return euclidean ? gap * gap : Math.abs(gap);
    }

    /** The distance of the query from a point, or anything above the limit if it is above the limit. */
    private double distance(int i, double limit) {
        double distance = 0;
        int row = i * dimensions;
        for (int a = 0; a < dimensions && distance <= limit; a++) {
            double side = plane(query[at + a] - points[row + a]);
            distance = euclidean ? distance + side : side > distance ? side : distance;
        }
        return distance;
    }

    private void build(int from, int to) {
        if (to - from <= LEAF) {
            return;
        }
        int middle = (from + to) >>> 1;
        axis[middle] = widest(from, to);
        select(from, to - 1, middle, axis[middle]);
        build(from, middle);
        build(middle + 1, to);
    }

    private int widest(int from, int to) {
        int widest = 0;
        double most = -1;
        for (int a = 0; a < dimensions; a++) {
            double least = Double.POSITIVE_INFINITY;
            double largest = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                double x = points[i * dimensions + a];
                least = x < least ? x : least;
                largest = x > largest ? x : largest;
            }
            if (largest - least > most) {
                most = largest - least;
                widest = a;
            }
        }
        return widest;
    }

    /** Hoare's quickselect: puts the point that belongs at the middle there, smaller ones before it, larger behind. */
    private void select(int first, int last, int middle, int a) {
        while (first < last) {
            double pivot = points[middle * dimensions + a];
            int i = first;
            int j = last;
            while (i <= j) {
                while (points[i * dimensions + a] < pivot) {
                    i++;
                }
                while (points[j * dimensions + a] > pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (j < middle) {
                first = i;
            }
            if (i > middle) {
                last = j;
            }
        }
    }

    private void swap(int i, int j) {
        for (int a = 0; a < dimensions; a++) {
            double x = points[i * dimensions + a];
            points[i * dimensions + a] = points[j * dimensions + a];
            points[j * dimensions + a] = x;
        }
    }
}
