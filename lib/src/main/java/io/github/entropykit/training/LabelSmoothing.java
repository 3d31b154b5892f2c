package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * Cross-entropy with smoothed labels, from logits. Each target is a mixture of the label and the uniform distribution,
 *
 * <pre>
 *   t = (1 - ε) onehot(y) + ε / K        loss = - Σ_k t_k ln p_k
 * </pre>
 *
 * so that the true class gets 1 - ε + ε/K and each other class ε/K. (Some texts give the whole of ε to the K - 1 other
 * classes; this is the paper's form, and PyTorch's.) With ε = 0 it is softmax cross-entropy. Its smallest possible value
 * is the entropy of t, not 0.
 *
 * <pre>{@code
 * Training.of(Mlp.of(784, 256, 10).build()).loss(new LabelSmoothing(0.1)).fit(train);
 * }</pre>
 *
 * <p>Labels: N class numbers. Logits: N x K. Result: the mean over the batch, in nats.
 *
 * <p>Reference: C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens and Z. Wojna, "Rethinking the Inception Architecture for
 * Computer Vision", 2015, arXiv:1512.00567, section 7.
 */
public final class LabelSmoothing extends Loss {

    private final float epsilon;

    /**
     * Chooses the strength.
     *
     * @param epsilon share of the uniform distribution in the target, 0 to 1
     * @throws IllegalArgumentException if it is not in that range
     */
    public LabelSmoothing(double epsilon) {
        super("LabelSmoothing");
        if (!(epsilon >= 0 && epsilon <= 1)) {
            throw new IllegalArgumentException("epsilon is " + epsilon + "; it must be from 0 to 1");
        }
        this.epsilon = (float) epsilon;
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList logits) {
        NDArray logP = logits.singletonOrThrow().logSoftmax(-1);
        long classes = logP.getShape().get(1);
        NDArray label = CrossEntropy.oneHot(labels.singletonOrThrow(), logP);
        return CrossEntropy.between(label.mul(1 - epsilon).add(epsilon / classes), logP);
    }
}
