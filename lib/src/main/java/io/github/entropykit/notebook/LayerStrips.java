package io.github.entropykit.notebook;

import io.github.entropykit.training.EntropyMonitor;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/**
 * A table with a row for each layer of a network and a column for each thing measured there: the course over the epochs as a
 * strip of colours, and the latest value behind it. Blocks without weights, such as activations, share the row of the
 * layer before them: what comes out of them stands for its output.
 */
final class LayerStrips {

    private static final double NAMES = 112;
    private static final double NUMBER = 44;
    private static final double HEADER = 56;
    private static final double FOOTER = 40;
    private static final Color DEAD = new Color(0xD55E00);
    private static final Color ZERO = new Color(0xB9B9B9);
    private static final Color UNKNOWN = new Color(0xF4F4F4);

    /** A layer with weights (or none, if the network begins so) and the last of the blocks without weights that follow it. */
    record Row(String name, int weights, int output) {
    }

    /** A column: where its numbers come from, how they are written, and the colours from low to high. */
    private record Column(String title, String unit, boolean log, double low, double high, ToDoubleFunction<EntropyMonitor.Layer> value,
            boolean ofWeights, DoubleFunction<String> text, DoubleFunction<Color> colours) {
    }

    private final List<EntropyMonitor.Snapshot> snapshots;
    private final List<Row> rows;
    private final List<Column> columns;
    private boolean zeros;

    LayerStrips(List<EntropyMonitor.Snapshot> snapshots) {
        this.snapshots = snapshots;
        rows = rows(snapshots.get(snapshots.size() - 1).layers());
        columns = List.of(
                new Column("Unit entropy", "nats", false, 0, 2.2, EntropyMonitor.Layer::entropy, false,
                        v -> Digits.fixed(v, 2), HeatMap::colour),
                new Column("Variance", "over examples", true, 0, 0, EntropyMonitor.Layer::variance, false, LayerStrips::brief,
                        HeatMap::colour),
                new Column("Dead units", "share", false, 0, 1, EntropyMonitor.Layer::dead, false,
                        v -> Digits.fixed(100 * v, 0) + " %", share -> Ink.tint(DEAD, 0.06 + 0.94 * share)),
                new Column("Gradient", "norm", true, 0, 0, EntropyMonitor.Layer::gradientNorm, true, LayerStrips::brief,
                        HeatMap::colour),
                new Column("Weights", "norm", true, 0, 0, EntropyMonitor.Layer::weightNorm, true, LayerStrips::brief, HeatMap::colour));
    }

    static List<Row> rows(List<EntropyMonitor.Layer> layers) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            boolean weights = !Double.isNaN(layers.get(i).weightNorm());
            if (weights || rows.isEmpty()) {
                rows.add(new Row(layers.get(i).name(), i, i));
            } else {
                Row last = rows.remove(rows.size() - 1);
                rows.add(new Row(last.name(), last.weights(), i));
            }
        }
        return rows;
    }

    private double rowHeight() {
        return Math.max(13, Math.min(24, 260.0 / rows.size()));
    }

    double height() {
        return HEADER + rows.size() * rowHeight() + FOOTER;
    }

    void paint(Canvas canvas, double x, double y, double width) {
        int epochs = snapshots.size();
        canvas.text("Layer by layer", x, y + 14, 0, Ink.SERIES_FONT, Ink.TITLE);
        canvas.text(epochs == 1 ? "after epoch 1" : "from epoch 1 to " + epochs + "; the number is the last", x
                + Canvas.width("Layer by layer", Ink.SERIES_FONT) + 8, y + 14, 0, Ink.SMALL_FONT, Ink.QUIET);
        double top = Canvas.snap(y + HEADER);
        for (int r = 0; r < rows.size(); r++) {
            String name = Canvas.fit(rows.get(r).name(), Ink.SMALL_FONT, NAMES - 8);
            canvas.text(name, x, Canvas.centred(top + (r + 0.5) * rowHeight(), Ink.SMALL_FONT), 0, Ink.SMALL_FONT, Ink.TEXT);
        }
        double pitch = (width - NAMES) / columns.size();
        for (int c = 0; c < columns.size(); c++) {
            column(canvas, columns.get(c), Canvas.snap(x + NAMES + c * pitch), y, top, Canvas.snap(pitch - NUMBER));
        }
        String note = "Outputs are those after the activation that follows a layer." + (zeros ? " Grey: exactly 0." : "");
        canvas.text(note, x, y + height() - 3, 0, Ink.SMALL_FONT, Ink.QUIET);
    }

    private void column(Canvas canvas, Column column, double x, double y, double top, double width) {
        canvas.text(column.title(), x, y + 35, 0, Ink.SMALL_FONT, Ink.TITLE);
        canvas.text(column.unit(), x, y + 49, 0, Ink.SMALL_FONT, Ink.QUIET);
        double[] range = range(column);
        int epochs = snapshots.size();
        for (int r = 0; r < rows.size(); r++) {
            double y1 = Canvas.snap(top + r * rowHeight());
            double y2 = Canvas.snap(top + (r + 1) * rowHeight() - 2);
            double value = Double.NaN;
            for (int e = 0; e < epochs; e++) {
                value = value(column, e, r);
                double x1 = Canvas.snap(x + width * e / epochs);
                double x2 = Canvas.snap(x + width * (e + 1) / epochs);
                canvas.fill(x1, y1, x2 - x1, y2 - y1, colour(column, range, value));
            }
            if (!Double.isNaN(value)) {
                canvas.text(column.text().apply(value), x + width + 5, Canvas.centred((y1 + y2) / 2, Ink.SMALL_FONT), 0,
                        Ink.SMALL_FONT, Ink.TEXT);
            }
        }
        bar(canvas, column, range, x, top + rows.size() * rowHeight() + 4, width);
    }

    private double value(Column column, int epoch, int row) {
        Row of = rows.get(row);
        return column.value().applyAsDouble(snapshots.get(epoch).layers().get(column.ofWeights() ? of.weights() : of.output()));
    }

    /** The ends of the colours; on a logarithmic scale the least and the largest value above 0. */
    private double[] range(Column column) {
        if (!column.log()) {
            return new double[] {column.low(), column.high()};
        }
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (int e = 0; e < snapshots.size(); e++) {
            for (int r = 0; r < rows.size(); r++) {
                double value = value(column, e, r);
                if (value > 0 && Double.isFinite(value)) {
                    low = Math.min(low, value);
                    high = Math.max(high, value);
                }
            }
        }
        return high == 0 ? new double[] {1, 10} : low == high ? new double[] {low / 2, high * 2} : new double[] {low, high};
    }

    private Color colour(Column column, double[] range, double value) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        if (column.log() && value == 0) {
            zeros = true;
            return ZERO;
        }
        return column.colours().apply(column.log() ? Math.log(value / range[0]) / Math.log(range[1] / range[0])
                : Math.min(1, (value - range[0]) / (range[1] - range[0])));
    }

    private void bar(Canvas canvas, Column column, double[] range, double x, double y, double width) {
        int steps = 24;
        for (int s = 0; s < steps; s++) {
            double x1 = Canvas.snap(x + width * s / steps);
            canvas.fill(x1, y, Canvas.snap(x + width * (s + 1) / steps) - x1, 4, column.colours().apply((s + 0.5) / steps));
        }
        String low = range[0] == 0 ? "0" : column.text().apply(range[0]);
        canvas.text(low, x, y + 15, 0, Ink.SMALL_FONT, Ink.QUIET);
        canvas.text(column.text().apply(range[1]), x + width, y + 15, 0.5, Ink.SMALL_FONT, Ink.QUIET);
    }

    /** Two significant digits, with a power of ten where that is shorter. */
    static String brief(double value) {
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size >= 0.01 && size < 9999.5) {
            int decimals = (int) Math.max(0, 1 - Math.floor(Math.log10(size)));
            return Digits.fixed(value, Math.min(decimals, 3));
        }
        int exponent = (int) Math.floor(Math.log10(size) + 1e-9);
        // one digit, which rounding may carry to the next power
        double digit = Math.rint(size / Math.pow(10, exponent));
        exponent += digit >= 10 ? 1 : 0;
        String power = Scale.label(Double.parseDouble("1e" + exponent), 0, 1e9);
        return (value < 0 ? "−" : "") + (digit == 1 || digit >= 10 ? "" : Digits.fixed(digit, 0) + "·") + power;
    }
}
