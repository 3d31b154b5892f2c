package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;

/** The part that the losses of this package have in common. */
final class CrossEntropy {

    private CrossEntropy() {
    }

    /** The mean of - ln p_y over N examples, from the N x K logarithms of the probabilities. */
    static NDArray of(NDArray labels, NDArray logP) {
        NDArray target = labels.reshape(-1).oneHot((int) logP.getShape().get(1));
        return target.mul(logP).sum(new int[] {-1}).mean().neg();
    }
}
