package io.github.entropykit.training;

import java.util.Locale;

/**
 * What one pass over the training images gave.
 *
 * @param epoch counted from 1
 * @param trainLoss mean of the loss over the examples of this pass, each taken when its batch came, with dropout if
 *     there is any
 * @param validationLoss the same loss on the validation images after the pass, without dropout; NaN without them
 * @param validationAccuracy share of validation images whose largest logit is their label's; NaN without them
 */
public record Epoch(int epoch, double trainLoss, double validationLoss, double validationAccuracy) {

    /**
     * A short line for a progress display.
     *
     * @return such as {@code epoch 3, loss 0.412, validation loss 0.455, accuracy 0.861}
     */
    @Override
    public String toString() {
        String train = String.format(Locale.ROOT, "epoch %d, loss %.3f", epoch, trainLoss);
        return Double.isNaN(validationLoss)
                ? train
                : String.format(Locale.ROOT, "%s, validation loss %.3f, accuracy %.3f", train, validationLoss,
                        validationAccuracy);
    }
}
