package io.github.entropykit.models;

import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;

/**
 * What stands between a linear or convolutional layer and its activation to keep its values in range.
 *
 * <pre>{@code
 * Block network = Mlp.of(784, 256, 256, 10).normalization(Normalization.BATCH).build();
 * }</pre>
 *
 * <p>A normalisation takes a mean from each value and divides it by a standard deviation, then multiplies by gamma and
 * adds beta, which are learnt and start at 1 and 0:
 *
 * <pre>y = gamma (x - mean) / sqrt(variance + epsilon) + beta,   epsilon = 1e-5</pre>
 *
 * <p>Variances are those of the values at hand, divided by their number. The kinds differ in what mean and variance are
 * taken over. Another one is a lambda that makes a block:
 *
 * <pre>{@code
 * Normalization exact = () -> BatchNorm.builder().optEpsilon(0).build();
 * }</pre>
 */
@FunctionalInterface
public interface Normalization {

    /** None at all. */
    Normalization NONE = Blocks::identityBlock;

    /**
     * Batch normalisation: mean and variance of each unit over the examples of the batch (and, after a convolution, over
     * all places). Prediction uses running averages instead, new = 0.9 old + 0.1 batch after each training step, where the
     * batch's variance is divided by N - 1. Training refuses a batch that has one value for each unit.
     *
     * <p>Source: S. Ioffe, C. Szegedy, "Batch normalization" (2015), arXiv:1502.03167.
     */
    Normalization BATCH = () -> BatchNorm.builder().build();

    /**
     * Layer normalisation: mean and variance of each example over all its units (after a convolution, all channels and
     * places). Training and prediction are the same, and examples do not see each other.
     *
     * <p>Source: J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization" (2016), arXiv:1607.06450.
     */
    Normalization LAYER = () -> LayerNorm.builder().build();

    /**
     * Batch normalisation whose work is undone: after it, each value a of unit j in each example i becomes
     *
     * <pre>s[i,j] a[i,j] + m[i,j],   m[i,j] uniform on mu[j] ± jitter,   s[i,j] normal with mean sigma[j] and sd jitter,</pre>
     *
     * <p>where mu[j], uniform on ± shift, and sigma[j], uniform on 1 to spread, are drawn anew in each training step. The
     * mean and variance of what the next layer sees so change at each step. In prediction it is batch normalisation. The
     * numbers come from the engine's generator, so a seed fixes them.
     *
     * <p>Source: S. Santurkar, D. Tsipras, A. Ilyas, A. Madry, "How does batch normalization help optimization?" (2018),
     * arXiv:1805.11604, the experiment on distributional stability.
     *
     * @param shift largest mean of the noise, 0 or more
     * @param spread largest mean factor, 1 or more
     * @param jitter how far the noise of one example lies from its mean, 0 or more
     * @return the normalisation
     * @throws IllegalArgumentException if a number is out of its range or not finite
     */
    static Normalization noisyBatch(double shift, double spread, double jitter) {
        NoisyBatchNorm.require("shift", shift, 0);
        NoisyBatchNorm.require("spread", spread, 1);
        NoisyBatchNorm.require("jitter", jitter, 0);
        return () -> new NoisyBatchNorm((float) shift, (float) spread, (float) jitter);
    }

    /**
     * Makes the block.
     *
     * @return a new block on each call, whose output has the shape of its input
     */
    Block block();
}
