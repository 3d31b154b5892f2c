package io.github.entropykit.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;

/**
 * A random matrix with orthogonal rows or columns, times a gain.
 *
 * <p>Normal numbers in a matrix are made orthonormal one vector after the other (Gram and Schmidt, each vector twice, because
 * once is not enough in floating point). Normal vectors have no preferred direction, so neither has the result: a square one is
 * uniformly distributed over all orthogonal matrices. Of the two sides the shorter one is made orthonormal.
 */
final class Orthogonal implements Initializer {

    private final double gain;

    Orthogonal(double gain) {
        this.gain = gain;
    }

    /** {@inheritDoc} */
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        if (shape.dimension() < 2) {
            throw new IllegalArgumentException("shape " + shape + " is no matrix: orthogonal weights need two dimensions or more");
        }
        int rows = (int) shape.get(0);
        int columns = (int) (shape.size() / rows);
        double[][] vectors = new double[Math.min(rows, columns)][Math.max(rows, columns)];
        float[] drawn;
        try (NDArray normal = manager.randomNormal(new Shape(rows, columns))) {
            drawn = normal.toFloatArray();
        }
        for (int v = 0; v < vectors.length; v++) {
            for (int j = 0; j < vectors[v].length; j++) {
                vectors[v][j] = drawn[v * vectors[v].length + j];
            }
            orthonormalise(vectors, v);
        }
        float[] weights = new float[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                weights[i * columns + j] = (float) (gain * (rows <= columns ? vectors[i][j] : vectors[j][i]));
            }
        }
        NDArray array = manager.create(weights, shape);
        return dataType == DataType.FLOAT32 ? array : array.toType(dataType, false);
    }

    /** Takes from vector v what lies along those before it, and gives it length 1. */
    private static void orthonormalise(double[][] vectors, int v) {
        double[] vector = vectors[v];
        for (int pass = 0; pass < 2; pass++) {
            for (int u = 0; u < v; u++) {
                add(vector, -dot(vector, vectors[u]), vectors[u]);
            }
        }
        double length = Math.sqrt(dot(vector, vector));
        for (int j = 0; j < vector.length; j++) {
            vector[j] /= length;
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static void add(double[] to, double times, double[] what) {
        for (int j = 0; j < to.length; j++) {
            to[j] += times * what[j];
        }
    }
}
