package io.github.entropykit.data;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/** The door to the fast Fourier transform of Apache Commons Math. */
final class FourierAdapter {

    private FourierAdapter() {
    }

    /** X_k = Σ x_t exp(-2πi kt/n), in place; n is a power of two. */
    static void forward(double[] real, double[] imaginary) {
        FastFourierTransformer.transformInPlace(new double[][] {real, imaginary}, DftNormalization.STANDARD, TransformType.FORWARD);
    }

    /** Undoes {@link #forward}. */
    static void inverse(double[] real, double[] imaginary) {
        FastFourierTransformer.transformInPlace(new double[][] {real, imaginary}, DftNormalization.STANDARD, TransformType.INVERSE);
    }
}
