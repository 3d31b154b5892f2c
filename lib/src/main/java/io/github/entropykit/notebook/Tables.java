package io.github.entropykit.notebook;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.NumberColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tablesaw tables whose text is pleasant to read. */
public final class Tables {

    private Tables() {
    }

    /**
     * A copy of the table that prints its floating-point columns with a fixed number of decimals. The values themselves
     * keep their full precision.
     *
     * @param table    any table
     * @param decimals number of decimals, 0 to 15
     * @return the copy
     * @throws IllegalArgumentException if {@code decimals} is out of range
     */
    public static Table rounded(Table table, int decimals) {
        requireDecimals(decimals);
        Table copy = table.copy();
        // the symbols of the root locale, or a German machine prints 0,31
        DecimalFormat format = new DecimalFormat(decimals == 0 ? "0" : "0." + "0".repeat(decimals),
                DecimalFormatSymbols.getInstance(Locale.ROOT));
        for (Column<?> column : copy.columns()) {
            // not column.type() == ColumnType.DOUBLE: depending on which class of Tablesaw is loaded first there are two of it
            if (column instanceof NumberColumn<?, ?> number && (column instanceof DoubleColumn || column instanceof FloatColumn)) {
                number.setPrintFormatter(format, "");
            }
        }
        return copy;
    }

    /**
     * Mean and spread of a few runs as text, such as {@code "0.861 ± 0.004"}.
     *
     * @param decimals number of decimals, 0 to 15
     * @param runs     one value for each run, at least two
     * @return mean ± sample standard deviation (divided by n - 1)
     * @throws IllegalArgumentException if there are fewer than two values or {@code decimals} is out of range
     */
    public static String plusMinus(int decimals, double... runs) {
        requireDecimals(decimals);
        if (runs.length < 2) {
            throw new IllegalArgumentException("runs has " + runs.length + " value(s); a spread needs at least 2");
        }
        Spread spread = Spread.of(runs);
        return Digits.fixed(spread.mean(), decimals) + " ± " + Digits.fixed(spread.sd(), decimals);
    }

    /**
     * A small table written row by row. A column is of whole numbers if all its cells are {@code Integer}, of numbers if
     * all are {@code Number}, and of text otherwise.
     *
     * @param title  shown above the table
     * @param header column names
     * @param rows   one array for each row, as long as the header
     * @return the table
     * @throws IllegalArgumentException if a row has another length than the header or a cell is null
     */
    public static Table of(String title, String[] header, Object[]... rows) {
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != header.length) {
                throw new IllegalArgumentException("row " + r + " has " + rows[r].length + " cells, the header has "
                        + header.length + "; give every row one cell for each column");
            }
            for (int c = 0; c < header.length; c++) {
                if (rows[r][c] == null) {
                    throw new IllegalArgumentException("row " + r + ", column '" + header[c] + "' is null; give a value");
                }
            }
        }
        Table table = Table.create(title);
        for (int c = 0; c < header.length; c++) {
            table.addColumns(column(header[c], rows, c));
        }
        return table;
    }

    private static Column<?> column(String name, Object[][] rows, int c) {
        boolean whole = true;
        boolean number = true;
        for (Object[] row : rows) {
            whole &= row[c] instanceof Integer;
            number &= row[c] instanceof Number;
        }
        if (whole) {
            IntColumn column = IntColumn.create(name);
            for (Object[] row : rows) {
                column.append((Integer) row[c]);
            }
            return column;
        }
        if (number) {
            DoubleColumn column = DoubleColumn.create(name);
            for (Object[] row : rows) {
                column.append(((Number) row[c]).doubleValue());
            }
            return column;
        }
        StringColumn column = StringColumn.create(name);
        for (Object[] row : rows) {
            column.append(row[c].toString());
        }
        return column;
    }

    private static void requireDecimals(int decimals) {
        if (decimals < 0 || decimals > Digits.MOST) {
            throw new IllegalArgumentException("decimals is " + decimals + "; give 0 to " + Digits.MOST);
        }
    }
}
