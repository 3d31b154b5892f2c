package io.github.entropykit.training;

import ai.djl.training.Trainer;
import java.lang.reflect.Field;

/**
 * Lets a network take a first step whose gradients add up to exactly 0.
 *
 * <p>DJL takes that sum for a sign that {@code backward} was forgotten, and refuses. But a network without a hidden layer always has it,
 * up to rounding: the gradients of its logits, softmax less label, add up to 0 over the classes. Whether rounding leaves 0 or
 * 1e-9 is chance, so that training would fail for one seed in a few.
 */
final class CancellingGradients {

    private CancellingGradients() {
    }

    static void allow(Trainer trainer) {
        try {
            Field checked = Trainer.class.getDeclaredField("gradientsChecked");
            checked.setAccessible(true);
            checked.setBoolean(trainer, true);
        } catch (ReflectiveOperationException e) {
            // A release without that field has another check, or none; DjlTrapsTest tells.
        }
    }
}
