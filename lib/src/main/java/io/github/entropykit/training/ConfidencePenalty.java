package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;

/**
 * Cross-entropy that makes confidence cost something, from logits. With H(p) the entropy of the prediction,
 *
 * <pre>
 *   loss = - ln p_y - β H(p) ,    or with a threshold Γ    loss = - ln p_y + β max(0, Γ - H(p)) .
 * </pre>
 *
 * <p>Up to a constant the first is {@code β KL(p || uniform)}: the divergence in the other direction than
 * {@link LabelSmoothing}, which is {@code KL(uniform || p)}. The second leaves predictions alone that are unsure enough.
 * (The paper prints it with a minus sign, which would reward confidence.) With β = 0 both are softmax cross-entropy.
 * Without a threshold the loss may be negative.
 *
 * <pre>{@code
 * Training.of(Mlp.of(784, 256, 10).build()).loss(new ConfidencePenalty(0.1)).fit(train);
 * }</pre>
 *
 * <p>Labels: N class numbers. Logits: N x K. Result: the mean over the batch, in nats.
 *
 * <p>Reference: G. Pereyra, G. Tucker, J. Chorowski, Ł. Kaiser and G. Hinton, "Regularizing Neural Networks by Penalizing
 * Confident Output Distributions", 2017, arXiv:1701.06548.
 */
public final class ConfidencePenalty extends Loss {

    private final float beta;
    private final float threshold;

    /**
     * A penalty on all predictions.
     *
     * @param beta strength β, 0 or more
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public ConfidencePenalty(double beta) {
        this(Strength.of("beta", beta), Float.POSITIVE_INFINITY);
    }

    /**
     * A penalty on predictions whose entropy is below a threshold.
     *
     * @param beta strength β, 0 or more
     * @param threshold Γ in nats, 0 or more; from ln K on it concerns all predictions
     * @throws IllegalArgumentException if one of them is negative or not finite
     */
    public ConfidencePenalty(double beta, double threshold) {
        this(Strength.of("beta", beta), Strength.of("threshold", threshold));
    }

    private ConfidencePenalty(float beta, float threshold) {
        super("ConfidencePenalty");
        this.beta = beta;
        this.threshold = threshold;
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList logits) {
        NDArray logP = logits.singletonOrThrow().logSoftmax(-1);
        NDArray crossEntropy = CrossEntropy.of(labels.get(0), logP);
        NDArray entropy = logP.exp().mul(logP).sum(new int[] {-1}).neg();
        NDArray penalty = threshold == Float.POSITIVE_INFINITY ? entropy.neg() : Activation.relu(entropy.neg().add(threshold));
        return crossEntropy.add(GradientSafe.mul(penalty.mean(), beta));
    }
}
