package io.github.entropykit.calibration;

/**
 * The minimum of a smooth convex function of several variables, by Newton's method.
 *
 * <p>The Newton step solves H d = -g, with g the gradient and H the matrix of second derivatives. It is solved by conjugate
 * gradients, which need only products of H with vectors: H, of which a function of many variables has too much, is never
 * formed, and directions in which the function does not change at all do no harm. A step that does not lower the function
 * enough is halved until it does.
 *
 * <p>References: R. S. Dembo, S. C. Eisenstat and T. Steihaug, "Inexact Newton Methods", SIAM Journal on Numerical Analysis
 * 19, 1982; J. Nocedal and S. J. Wright, "Numerical Optimization", 2nd edition, Springer 2006, chapter 7.
 */
final class Newton {
    private static final int STEPS = 200;
    private static final double FLAT = 1e-11;
    private static final double NEAR = 1e-3;

    /** A convex function. All but {@link #moveTo} are about the place to which it was moved last. */
    interface Convex {
        /** The value at x. */
        double moveTo(double[] x);

        double[] gradient();

        /** The second derivatives with respect to the same variable twice. */
        double[] diagonal();

        /** The matrix of second derivatives times v. */
        double[] curvature(double[] v);
    }

    /**
     * Where the search ended.
     *
     * @param found whether that is a minimum; otherwise there is none, or it is too far away to matter
     */
    record End(double[] x, double value, boolean found) {
    }

    private Newton() {
    }

    /**
     * Searches for the minimum. The variables must be scaled such that a change by 1 is neither tiny nor huge.
     *
     * <p>A small gradient alone does not mean that a minimum was reached: exp(-x) gets flat without ever having one. But
     * its Newton steps then do not become small, as they do at a minimum. So both are looked at.
     */
    static End minimise(Convex f, double[] start) {
        double[] x = start.clone();
        double value = f.moveTo(x);
        for (int i = 0; i < STEPS; i++) {
            double[] gradient = f.gradient();
            double[] step = step(f, gradient);
            if (largest(gradient) <= FLAT) {
                boolean found = largest(step) <= NEAR;
                return found ? new End(moved(x, step, 1), value, true) : new End(x, value, false);
            }
            double slope = dot(gradient, step);
            double length = 1;
            double[] next = moved(x, step, 1);
            double lower = f.moveTo(next);
            // Close to the minimum, values differ by less than their rounding.
            double leeway = 1e-14 * (1 + Math.abs(value));
            while (!(lower <= value + 1e-4 * length * slope + leeway) && length > 1e-12) {
                length /= 2;
                next = moved(x, step, length);
                lower = f.moveTo(next);
            }
            if (!(lower <= value + leeway)) {
                // Nothing lower in sight along a direction that goes down: rounding has the last word.
                return new End(x, value, false);
            }
            x = next;
            value = lower;
        }
        return new End(x, value, false);
    }

    /** Conjugate gradients, each variable scaled by its own curvature, to an accuracy that grows as the gradient falls. */
    private static double[] step(Convex f, double[] gradient) {
        int n = gradient.length;
        double[] diagonal = f.diagonal();
        double[] step = new double[n];
        double[] residual = new double[n];
        double[] direction = new double[n];
        for (int j = 0; j < n; j++) {
            residual[j] = -gradient[j];
            direction[j] = scaled(residual[j], diagonal[j]);
        }
        double product = dot(residual, direction);
        double size = largest(gradient);
        double enough = Math.min(0.1, Math.sqrt(size)) * size;
        for (int i = 0; i < 2 * n + 10 && largest(residual) > enough; i++) {
            double[] turned = f.curvature(direction);
            double curvature = dot(direction, turned);
            if (!(curvature > 1e-13 * weighted(direction, diagonal))) {
                // The function does not change this way: nothing but rounding is left. Without any step, go downhill.
                return i == 0 ? direction : step;
            }
            double length = product / curvature;
            double[] scaled = new double[n];
            for (int j = 0; j < n; j++) {
                step[j] += length * direction[j];
                residual[j] -= length * turned[j];
                scaled[j] = scaled(residual[j], diagonal[j]);
            }
            double next = dot(residual, scaled);
            for (int j = 0; j < n; j++) {
                direction[j] = scaled[j] + next / product * direction[j];
            }
            product = next;
        }
        return step;
    }

    /** What the curvature along v would be if the variables did not interact. */
    private static double weighted(double[] v, double[] diagonal) {
        double sum = 0;
        for (int j = 0; j < v.length; j++) {
            sum += v[j] * v[j] * diagonal[j];
        }
        return sum;
    }

    private static double scaled(double residual, double curvature) {
        return curvature > 0 ? residual / curvature : residual;
    }

    private static double[] moved(double[] x, double[] direction, double length) {
        double[] y = new double[x.length];
        for (int j = 0; j < y.length; j++) {
            y[j] = x[j] + length * direction[j];
        }
        return y;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    private static double largest(double[] v) {
        double largest = 0;
        for (double x : v) {
            largest = Math.max(largest, Math.abs(x));
        }
        return largest;
    }
}
