package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/** Remembers the value that training computed anyway, so that the history does not compute it a second time. */
final class RecordedLoss extends Loss {

    private final Loss loss;
    private float last = Float.NaN;

    RecordedLoss(Loss loss) {
        super(loss.getName());
        this.loss = loss;
    }

    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray value = loss.evaluate(labels, predictions);
        last = value.getFloat();
        return value;
    }

    /** The value of the latest batch. */
    float last() {
        return last;
    }
}
