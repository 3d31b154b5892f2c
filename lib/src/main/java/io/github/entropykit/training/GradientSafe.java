package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;

/**
 * Arithmetic with a number, for use inside a {@code GradientCollector}.
 *
 * <p>DJL's {@code x.mul(3)} makes an array of the number, multiplies, and closes that array. On the PyTorch engine its memory
 * belongs to a Java buffer, which the garbage collector may take from then on; but PyTorch keeps the array, because the gradient
 * of a product needs the other factor. If a collection comes between the forward and the backward pass, the gradient is computed
 * from whatever stands there, and nothing is said. It is rare, and the rarer the larger the heap. The same holds for
 * {@code div} and {@code maximum}, and not for {@code add} and {@code sub}, whose gradient needs no number. Outside a collector all are
 * safe.
 *
 * <pre>{@code
 * NDArray half = GradientSafe.mul(loss, 0.5);
 * }</pre>
 */
public final class GradientSafe {

    private GradientSafe() {
    }

    /**
     * A product whose gradient can be computed whenever it is wanted.
     *
     * @param x an array of any shape
     * @param factor a number
     * @return x times the factor, element by element
     */
    public static NDArray mul(NDArray x, double factor) {
        try (NDArray number = x.getManager().create(factor)) {
            // the engine owns the memory of a copy that it made, and keeps it as long as a gradient may need it
            return x.mul(number.toType(x.getDataType(), true));
        }
    }
}
