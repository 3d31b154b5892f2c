package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

import io.github.entropykit.info.Entropy;
import io.github.entropykit.info.Probabilities;

/**
 * Cross-entropy plus the divergence of the prediction p from a reference distribution r, in one direction or the other,
 * from logits:
 *
 * <pre>
 *   from:  loss = - ln p_y + β KL(r || p)        to:  loss = - ln p_y + β KL(p || r)
 * </pre>
 *
 * <p>The two pull in different ways. KL(r || p) punishes each class to which p gives much less than r, without bound, so no
 * class is ever ruled out: for the uniform r it is {@link LabelSmoothing} with ε = β / (1 + β), times 1 + β, less the constant
 * β ln K. KL(p || r) punishes p for what it has more than r, and ruling out a class costs it little: for the uniform r it is
 * {@link ConfidencePenalty}, plus the constant β ln K.
 *
 * <p>Labels: N class numbers. Logits: N x K. Result: the mean over the batch, in nats.
 */
public final class ReferencePenalty extends Loss {

    private final float beta;
    private final float[] reference;
    private final float[] logReference;
    private final float entropy;
    private final boolean fromReference;

    private ReferencePenalty(double beta, double[] reference, boolean fromReference) {
        super(fromReference ? "KL(r||p)" : "KL(p||r)");
        this.beta = Strength.of("beta", beta);
        Probabilities.require("reference", reference);
        this.fromReference = fromReference;
        this.reference = new float[reference.length];
        logReference = new float[reference.length];
        entropy = (float) Entropy.shannon(reference);
        for (int k = 0; k < reference.length; k++) {
            if (!fromReference && reference[k] == 0) {
                throw new IllegalArgumentException("reference[" + k + "] = 0 makes KL(p||r) infinite for every softmax: give "
                        + "each class some probability, for example with Probabilities.smooth");
            }
            this.reference[k] = (float) reference[k];
            logReference[k] = (float) Math.log(reference[k]);
        }
    }

    /**
     * The loss with KL(r || p), the direction of label smoothing.
     *
     * @param beta strength β, 0 or more
     * @param reference r, a distribution over the K classes
     * @return the loss
     * @throws IllegalArgumentException if β is negative or not finite, or r is no distribution
     */
    public static ReferencePenalty from(double beta, double... reference) {
        return new ReferencePenalty(beta, reference, true);
    }

    /**
     * The loss with KL(p || r), the direction of the confidence penalty.
     *
     * @param beta strength β, 0 or more
     * @param reference r, a distribution over the K classes without a zero
     * @return the loss
     * @throws IllegalArgumentException if β is negative or not finite, or r is no distribution or has a zero
     */
    public static ReferencePenalty to(double beta, double... reference) {
        return new ReferencePenalty(beta, reference, false);
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList logits) {
        NDArray logP = logits.singletonOrThrow().logSoftmax(-1);
        long classes = logP.getShape().get(1);
        if (classes != reference.length) {
            throw new IllegalArgumentException("the network has " + classes + " outputs but the reference has "
                    + reference.length + " classes");
        }
        NDArray divergence = fromReference
                ? logP.mul(logP.getManager().create(reference)).sum(new int[] {-1}).add(entropy).neg()
                : logP.sub(logP.getManager().create(logReference)).mul(logP.exp()).sum(new int[] {-1});
        return CrossEntropy.of(labels.get(0), logP).add(GradientSafe.mul(divergence.mean(), beta));
    }
}
