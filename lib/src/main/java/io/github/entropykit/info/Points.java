package io.github.entropykit.info;

/** N points of d coordinates each, checked and laid out row by row in one array. */
record Points(double[] flat, int size, int dimensions) {

    static Points of(String name, double[] values) {
        Check.finite(name, values);
        return new Points(values.clone(), values.length, 1);
    }

    static Points of(String name, double[][] rows) {
        Check.array(name, rows, rows == null ? 0 : rows.length);
        Check.finite(name + "[0]", rows[0]);
        int dimensions = rows[0].length;
        double[] flat = new double[Math.multiplyExact(rows.length, dimensions)];
        for (int i = 0; i < rows.length; i++) {
            Check.finite(name + "[" + i + "]", rows[i]);
            if (rows[i].length != dimensions) {
                throw new IllegalArgumentException(name + "[" + i + "] has " + rows[i].length + " coordinates and "
                        + name + "[0] has " + dimensions + ": all points need the same number");
            }
            System.arraycopy(rows[i], 0, flat, i * dimensions, dimensions);
        }
        return new Points(flat, rows.length, dimensions);
    }

    /** The points whose first coordinates are these and whose others are those of {@code other}. */
    Points beside(Points other) {
        int width = dimensions + other.dimensions;
        double[] joint = new double[Math.multiplyExact(size, width)];
        for (int i = 0; i < size; i++) {
            System.arraycopy(flat, i * dimensions, joint, i * width, dimensions);
            System.arraycopy(other.flat, i * other.dimensions, joint, i * width + dimensions, other.dimensions);
        }
        return new Points(joint, size, width);
    }
}
