package io.github.entropykit.info;

/** The messages of bad input, in one place so that they all read alike. */
final class Check {
    private Check() {
    }

    static void array(String name, Object array, int length) {
        if (array == null) {
            throw new IllegalArgumentException(name + " is null");
        }
        if (length == 0) {
            throw new IllegalArgumentException(name + " is empty: at least one entry is needed");
        }
    }

    static void notEmpty(String name, double[] values) {
        array(name, values, values == null ? 0 : values.length);
    }

    static void notEmpty(String name, float[] values) {
        array(name, values, values == null ? 0 : values.length);
    }

    static void notEmpty(String name, int[] values) {
        array(name, values, values == null ? 0 : values.length);
    }

    /** Checks that two distributions are both valid and speak of the same outcomes. */
    static void pair(double[] p, double[] q) {
        lengths(p, q);
        Probabilities.require("p", p);
        Probabilities.require("q", q);
    }

    static void lengths(double[] p, double[] q) {
        notEmpty("p", p);
        notEmpty("q", q);
        if (p.length != q.length) {
            throw new IllegalArgumentException("p has " + p.length + " outcomes and q has " + q.length
                    + ": both must describe the same outcomes, in the same order");
        }
    }

    /** What is wrong with p or else with q, of which one is not a distribution. */
    static IllegalArgumentException refusal(double[] p, double[] q) {
        return Probabilities.isDistribution(p) ? Probabilities.refusal("q", q) : Probabilities.refusal("p", p);
    }

    /** Returns the total of non-negative counts, which is at least 1. */
    static long total(int[] counts) {
        notEmpty("counts", counts);
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            requireCount(i, counts[i]);
            total += counts[i];
        }
        return requireSome(total);
    }

    /** Returns the total of non-negative counts, which is at least 1 and fits a long. */
    static long total(long[] counts) {
        array("counts", counts, counts == null ? 0 : counts.length);
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            requireCount(i, counts[i]);
            if (counts[i] > Long.MAX_VALUE - total) {
                throw new IllegalArgumentException("counts sum to more than " + Long.MAX_VALUE);
            }
            total += counts[i];
        }
        return requireSome(total);
    }

    private static void requireCount(int i, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("counts[" + i + "] = " + count + " is negative: a count is 0 or more");
        }
    }

    private static long requireSome(long total) {
        if (total == 0) {
            throw new IllegalArgumentException(
                    "counts are all 0: nothing was observed, so there is no frequency to speak of");
        }
        return total;
    }

    /** Checks that values are finite, and small enough for the difference of any two to be finite too. */
    static void finite(String name, double[] values) {
        notEmpty(name, values);
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= Double.MAX_VALUE / 2)) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] = " + values[i] + " must be finite, and at most 2^1023 in size");
            }
        }
    }

    /** Checks a scalar that must lie between two bounds, both included; NaN does not. */
    static void between(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(name + " = " + value + " must lie between " + low + " and " + high);
        }
    }

    /** Checks the order of an entropy or a divergence: 0 or more, {@code +Infinity} included. */
    static void order(double order) {
        if (!(order >= 0)) {
            throw new IllegalArgumentException("order = " + order + " must be 0 or more (+Infinity is allowed)");
        }
    }

    /** Checks logits: below {@code +Infinity}, at least one finite; returns the index of the largest. */
    static int logits(String name, double[] z) {
        int top = largest(name, z);
        if (z[top] == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    name + " holds nothing but -Infinity: at least one outcome must be possible");
        }
        return top;
    }

    /** Checks numbers below {@code +Infinity}, which may all be {@code -Infinity}; returns the index of the largest. */
    static int largest(String name, double[] z) {
        notEmpty(name, z);
        int top = 0;
        for (int i = 0; i < z.length; i++) {
            if (!(z[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] = " + z[i] + " is not a logit: it must be a number below +Infinity");
            }
            if (z[i] > z[top]) {
                top = i;
            }
        }
        return top;
    }

    /**
     * Checks a joint distribution, {@code joint[i][j] = P(X = i, Y = j)}: rectangular, and its entries a distribution.
     *
     * @return the entries row by row in a new array
     */
    static double[] joint(String name, double[][] joint) {
        array(name, joint, joint == null ? 0 : joint.length);
        double[] flat = null;
        int columns = 0;
        for (int i = 0; i < joint.length; i++) {
            notEmpty(name + "[" + i + "]", joint[i]);
            if (flat == null) {
                columns = joint[i].length;
                flat = new double[Math.multiplyExact(joint.length, columns)];
            } else if (joint[i].length != columns) {
                throw new IllegalArgumentException(name + "[" + i + "] has " + joint[i].length + " entries and " + name
                        + "[0] has " + columns + ": a joint distribution is a rectangle");
            }
            for (int j = 0; j < columns; j++) {
                if (!isMass(joint[i][j])) {
                    throw notMass(name + "[" + i + "][" + j + "]", joint[i][j]);
                }
            }
            System.arraycopy(joint[i], 0, flat, i * columns, columns);
        }
        return Probabilities.require(name, flat);
    }

    /** False for NaN too. How far above 1 a rounded probability may be depends on their number, and is checked later. */
    private static boolean isMass(double value) {
        return value >= 0 && value < 2;
    }

    private static IllegalArgumentException notMass(String where, double value) {
        return new IllegalArgumentException(where + " = " + value + " is not a probability: it must lie between 0 and 1");
    }

    /** Checks samples of discrete symbols, numbered from 0. */
    static void symbols(String name, int[] symbols) {
        notEmpty(name, symbols);
        int signs = 0;
        for (int symbol : symbols) {
            signs |= symbol;
        }
        for (int i = 0; signs < 0 && i < symbols.length; i++) {
            if (symbols[i] < 0) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] = " + symbols[i] + " is negative: number the symbols from 0");
            }
        }
    }

    /** Checks a number of neighbours k among n points. */
    static void neighbours(String name, int n, int k) {
        if (n < 2) {
            throw new IllegalArgumentException(name + " holds a single point: at least 2 are needed to have a neighbour");
        }
        if (k < 1 || k >= n) {
            throw new IllegalArgumentException("k = " + k + ": each of the " + n + " points has 1 to " + (n - 1)
                    + " neighbours");
        }
    }

    /** Checks two series of symbols that were observed together. */
    static void series(String nameOfX, int[] x, String nameOfY, int[] y) {
        symbols(nameOfX, x);
        symbols(nameOfY, y);
        if (x.length != y.length) {
            throw new IllegalArgumentException(nameOfX + " has " + x.length + " samples and " + nameOfY + " has " + y.length
                    + ": they must have been observed in pairs");
        }
    }

    /** Checks weights and their distributions over the same outcomes; returns the index of the largest weight. */
    static int ensemble(double[] weights, double[][] ps) {
        Probabilities.require("weights", weights);
        array("ps", ps, ps == null ? 0 : ps.length);
        if (weights.length != ps.length) {
            throw new IllegalArgumentException(
                    "weights has " + weights.length + " entries for " + ps.length + " distributions ps: give one for each");
        }
        int heaviest = 0;
        for (int k = 0; k < ps.length; k++) {
            Probabilities.require("ps[" + k + "]", ps[k]);
            if (ps[k].length != ps[0].length) {
                throw new IllegalArgumentException("ps[" + k + "] has " + ps[k].length + " outcomes and ps[0] has "
                        + ps[0].length + ": all must describe the same outcomes, in the same order");
            }
            heaviest = weights[k] > weights[heaviest] ? k : heaviest;
        }
        return heaviest;
    }

    /**
     * Checks a joint distribution of three variables, {@code joint[x][y][z]}.
     *
     * @return the entries in a new array in which z is slowest and y fastest
     */
    static double[] joint(String name, double[][][] joint) {
        array(name, joint, joint == null ? 0 : joint.length);
        double[][] byX = new double[joint.length][];
        int[] shape = null;
        for (int x = 0; x < joint.length; x++) {
            String row = name + "[" + x + "]";
            array(row, joint[x], joint[x] == null ? 0 : joint[x].length);
            for (int y = 0; y < joint[x].length; y++) {
                notEmpty(row + "[" + y + "]", joint[x][y]);
                shape = shape == null ? new int[] {joint[x].length, joint[x][y].length} : shape;
                if (joint[x].length != shape[0] || joint[x][y].length != shape[1]) {
                    throw new IllegalArgumentException(row + "[" + y + "] does not fit " + name
                            + "[0][0]: a joint distribution of three variables is a box");
                }
            }
            byX[x] = new double[shape[0] * shape[1]];
            for (int y = 0; y < shape[0]; y++) {
                for (int z = 0; z < shape[1]; z++) {
                    if (!isMass(joint[x][y][z])) {
                        throw notMass(name + "[" + x + "][" + y + "][" + z + "]", joint[x][y][z]);
                    }
                    byX[x][z * shape[0] + y] = joint[x][y][z];
                }
            }
        }
        return byZ(joint(name, byX), shape[1], joint.length, shape[0]);
    }

    private static double[] byZ(double[] byX, int slices, int rows, int columns) {
        double[] flat = new double[byX.length];
        for (int x = 0; x < rows; x++) {
            for (int z = 0; z < slices; z++) {
                System.arraycopy(byX, (x * slices + z) * columns, flat, (z * rows + x) * columns, columns);
            }
        }
        return flat;
    }

    /** Checks a flat joint distribution and the numbers of values of its variables. */
    static void shape(String name, double[] joint, String nameOfSizes, int[] sizes) {
        Probabilities.require(name, joint);
        notEmpty(nameOfSizes, sizes);
        long product = 1;
        for (int k = 0; k < sizes.length; k++) {
            if (sizes[k] < 1) {
                throw new IllegalArgumentException(
                        nameOfSizes + "[" + k + "] = " + sizes[k] + ": a variable has at least 1 value");
            }
            product = Math.min(Integer.MAX_VALUE, product * sizes[k]);
        }
        if (product != joint.length) {
            throw new IllegalArgumentException(name + " has " + joint.length + " entries, but the product of " + nameOfSizes
                    + " is " + product);
        }
    }
}
