package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;

/** The part that the losses of this package have in common. */
final class CrossEntropy {

    private CrossEntropy() {
    }

    /** The mean of - ln p_y over N examples, from the N x K logarithms of the probabilities. */
    static NDArray of(NDArray labels, NDArray logP) {
        return between(oneHot(labels, logP), logP);
    }

    /** N x K, with 1 for the true class. */
    static NDArray oneHot(NDArray labels, NDArray logP) {
        return labels.reshape(-1).oneHot((int) logP.getShape().get(1));
    }

    /** The mean of - Σ t_k ln p_k over N examples, both N x K. */
    static NDArray between(NDArray target, NDArray logP) {
        return target.mul(logP).sum(new int[] {-1}).mean().neg();
    }
}
