package io.github.entropykit.calibration;

import java.util.Arrays;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Predictions from a Tablesaw table, for example a CSV file that another program wrote.
 *
 * <pre>{@code
 * Table table = Table.read().csv("predictions.csv");
 * Predictions p = TablesawPredictionsAdapter.of(table, "label", "cat", "dog", "bird");
 * CalibrationError.expected(p, 15);
 * }</pre>
 */
public final class TablesawPredictionsAdapter {

    private TablesawPredictionsAdapter() {
    }

    /**
     * Reads one example from each row.
     *
     * @param table              at least one row
     * @param labelColumn        the column of the true classes: whole numbers, from 0 for the first of the probability
     *                           columns to K-1 for the last
     * @param probabilityColumns the columns of the probabilities, in the order of the classes; each row sums to 1 within
     *                           1e-5 (numbers in files are often rounded)
     * @return predictions in the order of the rows, without logits
     * @throws IllegalArgumentException if an argument is null, a column is not there or not of numbers, a value is missing, a
     *         label is no class number, or a row is not a distribution
     */
    public static Predictions of(Table table, String labelColumn, String... probabilityColumns) {
        Check.notNull("table", table);
        Check.notNull("probabilityColumns", probabilityColumns);
        double[] truth = numbers(table, "labelColumn", labelColumn);
        int[] labels = new int[truth.length];
        for (int i = 0; i < labels.length; i++) {
            if (truth[i] != Math.rint(truth[i])) {
                throw new IllegalArgumentException("labelColumn '" + labelColumn + "', row " + i + " is " + truth[i]
                        + ", which is no class number");
            }
            labels[i] = (int) truth[i];
        }
        int classes = probabilityColumns.length;
        double[] p = new double[labels.length * classes];
        for (int k = 0; k < classes; k++) {
            double[] column = numbers(table, "probabilityColumns", probabilityColumns[k]);
            for (int i = 0; i < column.length; i++) {
                p[i * classes + k] = column[i];
            }
        }
        return Predictions.ofRounded(p, labels, classes);
    }

    private static double[] numbers(Table table, String argument, String name) {
        if (name == null || !table.containsColumn(name)) {
            throw new IllegalArgumentException(argument + ": there is no column '" + name + "' in the table; its columns are "
                    + table.columnNames());
        }
        Column<?> column = table.column(name);
        if (!(column instanceof NumericColumn)) {
            throw new IllegalArgumentException(argument + ": column '" + name + "' is of type " + column.type()
                    + "; numbers are needed");
        }
        double[] numbers = new double[table.rowCount()];
        for (int i = 0; i < numbers.length; i++) {
            if (column.isMissing(i)) {
                throw new IllegalArgumentException(argument + ": column '" + name + "' has no value in row " + i);
            }
        }
        Arrays.setAll(numbers, ((NumericColumn<?>) column)::getDouble);
        return numbers;
    }
}
