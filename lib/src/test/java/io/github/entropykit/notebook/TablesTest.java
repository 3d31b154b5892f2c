package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.FloatColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class TablesTest {

    @Test
    void roundedChangesTheTextAndNotTheValues() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            Table table = Table.create("t", DoubleColumn.create("loss", 0.123456, 2), FloatColumn.create("f", 1f, 2f), IntColumn.create("epoch", 1, 2));
            Table rounded = Tables.rounded(table, 3);
            assertThat(rounded.toString()).contains("0.123").contains("2.000").doesNotContain("0.1234").doesNotContain(",");
            assertThat(rounded.doubleColumn("loss").get(0)).isEqualTo(0.123456);
            assertThat(table.toString()).as("the table itself is left alone").contains("0,123456");
            assertThat(Tables.rounded(table, 0).doubleColumn("loss").getString(1)).isEqualTo("2");
        } finally {
            Locale.setDefault(before);
        }
        assertThatThrownBy(() -> Tables.rounded(Table.create("t"), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void runsAreShownWithTheirSampleStandardDeviation() {
        assertThat(Tables.plusMinus(3, 1, 2, 3, 4)).as("sample variance 5/3").isEqualTo("2.500 ± 1.291");
        assertThatThrownBy(() -> Tables.plusMinus(3, 1)).hasMessageContaining("at least 2");
    }

    @Test
    void aTableIsWrittenRowByRow() {
        Table table = Tables.of("Results", new String[] {"method", "ECE", "seeds"},
                new Object[] {"none", 0.0951, 3}, new Object[] {"temperature", 0.016, 3});
        assertThat(table.types()).containsExactly(ColumnType.STRING, ColumnType.DOUBLE, ColumnType.INTEGER);
        assertThat(table.toString()).contains("Results").contains("temperature");
        assertThatThrownBy(() -> Tables.of("t", new String[] {"a", "b"}, new Object[] {1})).hasMessageContaining("row 0 has 1 cells");
        assertThatThrownBy(() -> Tables.of("t", new String[] {"a"}, new Object[] {null})).hasMessageContaining("row 0, column 'a'");
    }
}
