package io.github.entropykit.training;

import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** The epochs of a training, in order. Immutable. */
public final class History {

    private final List<Epoch> epochs;

    History(List<Epoch> epochs) {
        this.epochs = List.copyOf(epochs);
    }

    /**
     * The epochs.
     *
     * @return one entry for each pass, the first with number 1
     */
    public List<Epoch> epochs() {
        return epochs;
    }

    /**
     * The last epoch.
     *
     * @return what the training ended with
     */
    public Epoch last() {
        return epochs.get(epochs.size() - 1);
    }

    /**
     * The history as a table, a row for each epoch.
     *
     * @return columns {@code epoch} and {@code train loss}, and with validation images also {@code validation loss} and
     *     {@code validation accuracy}
     */
    public Table table() {
        Table table = Table.create("history",
                IntColumn.create("epoch", epochs.stream().mapToInt(Epoch::epoch).toArray()),
                DoubleColumn.create("train loss", epochs.stream().mapToDouble(Epoch::trainLoss).toArray()));
        if (epochs.stream().anyMatch(e -> !Double.isNaN(e.validationLoss()))) {
            table.addColumns(
                    DoubleColumn.create("validation loss",
                            epochs.stream().mapToDouble(Epoch::validationLoss).toArray()),
                    DoubleColumn.create("validation accuracy",
                            epochs.stream().mapToDouble(Epoch::validationAccuracy).toArray()));
        }
        return table;
    }

    @Override
    public String toString() {
        return last().toString();
    }
}
