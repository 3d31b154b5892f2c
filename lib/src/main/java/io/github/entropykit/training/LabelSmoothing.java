package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

import io.github.entropykit.info.Probabilities;

/**
 * Cross-entropy with smoothed labels, from logits. Each target is a mixture of the label and a distribution π that does
 * not depend on the example, by default the uniform one, π_k = 1/K:
 *
 * <pre>
 *   t = (1 - ε) onehot(y) + ε π        loss = - Σ_k t_k ln p_k = (1 - ε) (- ln p_y) + ε [KL(π || p) + H(π)]
 * </pre>
 *
 * With the uniform π the true class gets 1 - ε + ε/K and each other class ε/K. (Some texts give the whole of ε to the K - 1
 * other classes; this is the paper's form, and PyTorch's.) With ε = 0 it is softmax cross-entropy. Its smallest possible
 * value for an example is the entropy of t, not 0, and is reached at p = t.
 *
 * <pre>{@code
 * Training.of(Mlp.of(784, 256, 10).build()).loss(new LabelSmoothing(0.1)).fit(train);
 * }</pre>
 *
 * <p>Where some classes are rarer than others, {@link #towards} takes their frequencies for π ("unigram" smoothing), so that
 * the targets of the whole training set keep the frequencies of its labels; the uniform π moves them towards 1/K.
 *
 * <p>Labels: N class numbers. Logits: N x K. Result: the mean over the batch, in nats.
 *
 * <p>References: C. Szegedy, V. Vanhoucke, S. Ioffe, J. Shlens and Z. Wojna, "Rethinking the Inception Architecture for
 * Computer Vision", 2015, arXiv:1512.00567, section 7 (any π; their experiments use the uniform one); G. Pereyra,
 * G. Tucker, J. Chorowski, Ł. Kaiser and G. Hinton, "Regularizing Neural Networks by Penalizing Confident Output
 * Distributions", 2017, arXiv:1701.06548 (the frequencies of the labels).
 */
public final class LabelSmoothing extends Loss {

    private final float epsilon;
    private final float[] share;

    /**
     * Smooths towards the uniform distribution.
     *
     * @param epsilon ε, the share of the uniform distribution in the target, 0 to 1
     * @throws IllegalArgumentException if it is not in that range
     */
    public LabelSmoothing(double epsilon) {
        this(epsilon, null);
    }

    private LabelSmoothing(double epsilon, float[] share) {
        super("LabelSmoothing");
        if (!(epsilon >= 0 && epsilon <= 1)) {
            throw new IllegalArgumentException("epsilon is " + epsilon + "; it must be from 0 to 1");
        }
        this.epsilon = (float) epsilon;
        this.share = share;
    }

    /**
     * Smooths towards a given distribution, for example {@code Probabilities.fromCounts} of the labels.
     *
     * @param epsilon ε, the share of the prior in the target, 0 to 1
     * @param prior π, a distribution over the K classes; a class may have 0, and then only its own examples have it as target
     * @return the loss
     * @throws IllegalArgumentException if ε is not in its range or π is no distribution
     */
    public static LabelSmoothing towards(double epsilon, double... prior) {
        Probabilities.require("prior", prior);
        float[] share = new float[prior.length];
        for (int k = 0; k < prior.length; k++) {
            share[k] = (float) (epsilon * prior[k]);
        }
        return new LabelSmoothing(epsilon, share);
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList logits) {
        NDArray logP = logits.singletonOrThrow().logSoftmax(-1);
        long classes = logP.getShape().get(1);
        NDArray label = CrossEntropy.oneHot(labels.singletonOrThrow(), logP).mul(1 - epsilon);
        if (share == null) {
            return CrossEntropy.between(label.add(epsilon / classes), logP);
        }
        if (share.length != classes) {
            throw new IllegalArgumentException("the network has " + classes + " outputs but the prior has " + share.length
                    + " classes");
        }
        return CrossEntropy.between(label.add(logP.getManager().create(share)), logP);
    }
}
