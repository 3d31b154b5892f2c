package io.github.entropykit.models;

import ai.djl.training.initializer.Initializer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;

/**
 * Weight initialisers whose variance is the one in the paper. For a layer with {@code in} inputs and {@code out}
 * outputs:
 *
 * <table>
 * <caption>Variance of a weight</caption>
 * <tr><th>initialiser</th><th>variance</th><th>source</th></tr>
 * <tr><td>He</td><td>2 / in</td><td>He, Zhang, Ren, Sun (2015), arXiv:1502.01852</td></tr>
 * <tr><td>Glorot</td><td>2 / (in + out)</td><td>Glorot, Bengio (2010), AISTATS</td></tr>
 * <tr><td>orthogonal</td><td>gain² / max(in, out)</td><td>Saxe, McClelland, Ganguli (2013), arXiv:1312.6120</td></tr>
 * </table>
 *
 * <p>DJL's {@code new XavierInitializer()} is not Glorot's: its magnitude 6 gives 4 / (in + out), twice the variance.
 * A uniform variable on (-a, a) has variance a²/3, so that the uniform kinds need three times the magnitude of the
 * normal ones.
 */
public final class Initializers {

    /** Normal with mean 0 and variance 2 / in; what DJL takes for weights by default. */
    public static final Initializer HE_NORMAL = new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2f);

    /** Uniform with mean 0 and variance 2 / in. */
    public static final Initializer HE_UNIFORM = new XavierInitializer(RandomType.UNIFORM, FactorType.IN, 6f);

    /** Normal with mean 0 and variance 2 / (in + out). */
    public static final Initializer GLOROT_NORMAL = new XavierInitializer(RandomType.GAUSSIAN, FactorType.AVG, 1f);

    /** Uniform with mean 0 and variance 2 / (in + out). */
    public static final Initializer GLOROT_UNIFORM = new XavierInitializer(RandomType.UNIFORM, FactorType.AVG, 3f);

    private Initializers() {
    }

    /**
     * A random orthogonal matrix times a gain: it turns and mirrors, and stretches every direction alike.
     *
     * <p>A weight of more than two dimensions is read as a matrix of out x the rest. If the matrix is not square, its shorter side is
     * orthonormal: with more outputs than inputs no length changes but by the gain, with fewer some directions are dropped.
     *
     * @param gain all singular values of the matrix, above 0; 1 keeps lengths in a linear network, √2 keeps mean squares after ReLU
     * @return the initialiser
     * @throws IllegalArgumentException if the gain is not above 0 and finite
     */
    public static Initializer orthogonal(double gain) {
        if (!(gain > 0 && gain < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("gain is " + gain + "; it must be above 0 and finite");
        }
        return new Orthogonal(gain);
    }
}
