package io.github.entropykit.info;

/** Covariance matrices: what is one, its Cholesky factor, and the little linear algebra that {@link Gaussian} needs. */
final class Covariance {
    /** How far a covariance may differ from its mirror image, in units of the product of the two standard deviations. */
    private static final double ASYMMETRY = 1e-9;

    private Covariance() {
    }

    /** The lower triangular L with L Lᵀ = covariance, or a complaint. */
    static double[][] cholesky(String name, double[][] covariance) {
        requireSymmetric(name, covariance);
        int d = covariance.length;
        double[][] root = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= root[i][k] * root[j][k];
                }
                if (i > j) {
                    root[i][j] = rest / root[j][j];
                } else if (rest > d * Math.ulp(covariance[i][i])) {
                    root[i][i] = Math.sqrt(rest);
                } else {
                    throw new IllegalArgumentException(name + " is not positive definite: of " + name + "[" + i + "]["
                            + i + "] = " + covariance[i][i] + " the coordinates before leave " + rest);
                }
            }
        }
        return root;
    }

    private static void requireSymmetric(String name, double[][] covariance) {
        Check.array(name, covariance, covariance == null ? 0 : covariance.length);
        int d = covariance.length;
        for (int i = 0; i < d; i++) {
            String row = name + "[" + i + "]";
            Gaussian.requireFinite(row, covariance[i]);
            Gaussian.requireSize(row, covariance[i].length, d);
            if (covariance[i][i] <= 0) {
                throw new IllegalArgumentException(
                        row + "[" + i + "] = " + covariance[i][i] + " is not a variance: it must be positive");
            }
            for (int j = 0; j < i; j++) {
                double unit = Math.sqrt(covariance[i][i]) * Math.sqrt(covariance[j][j]);
                if (Math.abs(covariance[i][j] - covariance[j][i]) > ASYMMETRY * unit) {
                    throw new IllegalArgumentException(row + "[" + j + "] = " + covariance[i][j] + " and " + name + "["
                            + j + "][" + i + "] = " + covariance[j][i] + ": a covariance matrix is symmetric");
                }
            }
        }
    }

    /** L⁻¹B by forward substitution. */
    static double[][] solve(double[][] lower, double[][] b) {
        int columns = b[0].length;
        double[][] x = new double[lower.length][columns];
        for (int i = 0; i < lower.length; i++) {
            for (int c = 0; c < columns; c++) {
                double rest = b[i][c];
                for (int k = 0; k < i; k++) {
                    rest -= lower[i][k] * x[k][c];
                }
                x[i][c] = rest / lower[i][i];
            }
        }
        return x;
    }

    static double[][] transpose(double[][] a) {
        double[][] t = new double[a[0].length][a.length];
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[0].length; j++) {
                t[j][i] = a[i][j];
            }
        }
        return t;
    }
}
