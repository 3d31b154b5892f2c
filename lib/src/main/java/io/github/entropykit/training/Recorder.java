package io.github.entropykit.training;

import ai.djl.TrainingDivergedException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.Trainer;
import ai.djl.training.listener.TrainingListenerAdapter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/** Listens to DJL's trainer: writes the history, tells progress, and stops on an interrupt or a lost loss. */
final class Recorder extends TrainingListenerAdapter {

    private final RecordedLoss loss;
    private final Consumer<Epoch> progress;
    private final List<Epoch> epochs = new ArrayList<>();
    private double trainLoss;
    private long trained;
    private double validationLoss;
    private long validated;
    private long correct;

    Recorder(RecordedLoss loss, Consumer<Epoch> progress) {
        this.loss = loss;
        this.progress = progress;
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batch) {
        stopIfInterrupted();
        float value = loss.last();
        // DJL would go on stepping with NaN weights to the last epoch
        if (!Float.isFinite(value)) {
            throw new TrainingDivergedException("training diverged in epoch " + (epochs.size() + 1) + ": the loss is "
                    + value + "; lower the learning rate");
        }
        long size = batch.getBatch().getSize();
        trainLoss += value * (double) size;
        trained += size;
    }

    @Override
    public void onValidationBatch(Trainer trainer, BatchData batch) {
        stopIfInterrupted();
        NDList labels = batch.getLabels().values().iterator().next();
        NDList logits = batch.getPredictions().values().iterator().next();
        long size = batch.getBatch().getSize();
        loss.evaluate(labels, logits).close();
        validationLoss += loss.last() * (double) size;
        validated += size;
        try (NDArray predicted = logits.singletonOrThrow().argMax(-1)) {
            long[] guess = predicted.toLongArray();
            int[] truth = labels.singletonOrThrow().toIntArray();
            for (int i = 0; i < truth.length; i++) {
                correct += guess[i] == truth[i] ? 1 : 0;
            }
        }
    }

    @Override
    public void onEpoch(Trainer trainer) {
        // 0 / 0 is the NaN that stands for "no validation images"
        Epoch epoch = new Epoch(epochs.size() + 1, trainLoss / trained, validationLoss / validated,
                (double) correct / validated);
        trainLoss = 0;
        trained = 0;
        validationLoss = 0;
        validated = 0;
        correct = 0;
        epochs.add(epoch);
        progress.accept(epoch);
    }

    History history() {
        return new History(epochs);
    }

    private void stopIfInterrupted() {
        if (Thread.interrupted()) {
            throw new CancellationException("training interrupted in epoch " + (epochs.size() + 1));
        }
    }
}
