package io.github.entropykit.notebook;

import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

/** A matrix as coloured cells. */
final class HeatMap {

    /**
     * Eleven colours of viridis (S. van der Walt, N. Smith, 2015, released to the public domain), between which we
     * interpolate: even steps in value look like even steps, in every kind of colour vision and in grey.
     */
    private static final int[] VIRIDIS = {0x440154, 0x482475, 0x414487, 0x355F8D, 0x2A788E, 0x21918C, 0x22A884, 0x44BF70,
        0x7AD151, 0xBDDF26, 0xFDE725};
    private static final int SHADES = 96;

    private HeatMap() {
    }

    static Figure draw(String title, String xLabel, String yLabel, List<String> columns, List<String> rows, double[][] values,
            String alt) {
        Type.require();
        double[] all = check(columns, rows, values);
        double low = Arrays.stream(all).min().orElseThrow();
        double high = Arrays.stream(all).max().orElseThrow();
        double spare = low == high ? Math.max(1, Math.abs(low)) / 2 : 0;
        Scale bar = Scale.linear(low - spare, high + spare, 6);

        double width = Ink.WIDTH - 2 * Panel.MARGIN;
        double left = 8 + Math.min(0.3 * width, Canvas.widest(rows, Ink.TICK_FONT));
        double right = 46 + Canvas.widest(bar.labels, Ink.TICK_FONT);
        // cells are square where that gives a figure of pleasant height
        double cell = (width - left - right) / columns.size();
        double height = Math.max(110, Math.min(400, Math.min(cell, 44) * rows.size()));
        double header = Canvas.headingHeight(width, title, "") + 8 + Canvas.lineHeight(Ink.LABEL_FONT) + 6;
        boolean wraps = columns.size() <= 24;
        int lines = 1;
        for (String column : columns) {
            lines = wraps ? Math.max(lines, Canvas.wrap(column, Ink.TICK_FONT, cell - 2).size()) : 1;
        }
        double footer = 6 + lines * Canvas.lineHeight(Ink.TICK_FONT) + 24;

        Canvas canvas = new Canvas(Ink.WIDTH, 6 + header + height + footer + 6);
        double x = Panel.MARGIN;
        canvas.heading(x, 6, width, title, "");
        double top = Canvas.snap(6 + header);
        canvas.text(yLabel, x, top - 9, 0, Ink.LABEL_FONT, Ink.TEXT);
        Rectangle2D area = new Rectangle2D.Double(Canvas.snap(x + left), top, Canvas.snap(width - left - right), Canvas.snap(height));
        canvas.text(xLabel, area.getCenterX(), area.getMaxY() + footer - 6, 0.5, Ink.LABEL_FONT, Ink.TEXT);
        cells(canvas, area, values, bar, Cells.decimals(all));
        names(canvas, area, columns, rows, x);
        colourBar(canvas, new Rectangle2D.Double(area.getMaxX() + 16, area.getY(), 14, area.getHeight()), bar);
        return canvas.figure(alt);
    }

    private static double[] check(List<String> columns, List<String> rows, double[][] values) {
        if (rows.isEmpty() || columns.isEmpty() || values.length != rows.size()) {
            throw new IllegalArgumentException("heat map: values has " + values.length + " rows for " + rows.size()
                    + " row names and " + columns.size() + " column names; give one name for each row and column");
        }
        double[] all = new double[rows.size() * columns.size()];
        for (int r = 0; r < values.length; r++) {
            if (values[r].length != columns.size()) {
                throw new IllegalArgumentException("heat map: row " + r + " ('" + rows.get(r) + "') has " + values[r].length
                        + " values for " + columns.size() + " columns");
            }
            for (int c = 0; c < values[r].length; c++) {
                if (!Double.isFinite(values[r][c])) {
                    throw new IllegalArgumentException("heat map: value [" + r + "][" + c + "] is " + values[r][c]
                            + "; leave out or repair what cannot be drawn");
                }
                all[r * columns.size() + c] = values[r][c];
            }
        }
        return all;
    }

    private static void cells(Canvas canvas, Rectangle2D area, double[][] values, Scale scale, int decimals) {
        int rows = values.length;
        int columns = values[0].length;
        double largest = Math.max(Math.abs(scale.low), Math.abs(scale.high));
        Font font = Ink.SMALL_FONT;
        double widest = 0;
        for (double[] row : values) {
            for (double v : row) {
                widest = Math.max(widest, Canvas.width(Scale.label(v, decimals, largest), font));
            }
        }
        boolean written = widest + 6 < area.getWidth() / columns && area.getHeight() / rows > 15;
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                double x1 = Canvas.snap(area.getX() + area.getWidth() * c / columns);
                double x2 = Canvas.snap(area.getX() + area.getWidth() * (c + 1) / columns);
                double y1 = Canvas.snap(area.getY() + area.getHeight() * r / rows);
                double y2 = Canvas.snap(area.getY() + area.getHeight() * (r + 1) / rows);
                double gap = written ? 1 / Ink.SCALE : 0;
                Color colour = colour(scale.at(values[r][c]));
                canvas.fill(x1, y1, x2 - x1 - gap, y2 - y1 - gap, colour);
                if (written) {
                    double light = 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue();
                    canvas.text(Scale.label(values[r][c], decimals, largest), (x1 + x2) / 2,
                            Canvas.centred((y1 + y2) / 2, font), 0.5, font, light < 140 ? Color.WHITE : Ink.TITLE);
                }
            }
        }
    }

    private static void names(Canvas canvas, Rectangle2D area, List<String> columns, List<String> rows, double farLeft) {
        Font font = Ink.TICK_FONT;
        double width = area.getWidth() / columns.size();
        double height = area.getHeight() / rows.size();
        int every = (int) Math.max(1, Math.ceil(Canvas.lineHeight(font) / height));
        for (int r = 0; r < rows.size(); r += every) {
            String name = Canvas.fit(rows.get(r), font, area.getX() - 7 - farLeft);
            canvas.text(name, area.getX() - 7, Canvas.centred(area.getY() + (r + 0.5) * height, font), 1, font, Ink.TEXT);
        }
        boolean wraps = columns.size() <= 24;
        font = Canvas.widest(columns, font) > width - 6 ? Ink.SMALL_FONT : font;
        every = wraps ? 1 : (int) Math.max(1, Math.ceil((Canvas.widest(columns, font) + 6) / width));
        for (int c = 0; c < columns.size(); c += every) {
            double at = area.getMaxY() + 6 + 0.8 * font.getSize2D();
            for (String line : wraps ? Canvas.wrap(columns.get(c), font, width - 2) : List.of(columns.get(c))) {
                canvas.text(Canvas.fit(line, font, Math.max(width, 20) * every), area.getX() + (c + 0.5) * width, at, 0.5, font, Ink.TEXT);
                at += Canvas.lineHeight(font);
            }
        }
    }

    private static void colourBar(Canvas canvas, Rectangle2D bar, Scale scale) {
        for (int s = 0; s < SHADES; s++) {
            double y1 = Canvas.snap(bar.getMaxY() - bar.getHeight() * (s + 1) / SHADES);
            double y2 = Canvas.snap(bar.getMaxY() - bar.getHeight() * s / SHADES);
            canvas.fill(bar.getX(), y1, bar.getWidth(), y2 - y1, colour((s + 0.5) / SHADES));
        }
        for (int i = 0; i < scale.ticks.length; i++) {
            double y = bar.getMaxY() - scale.at(scale.ticks[i]) * bar.getHeight();
            canvas.fill(bar.getMaxX(), Canvas.snap(y), 4, 1 / Ink.SCALE, Ink.AXIS);
            canvas.text(scale.labels.get(i), bar.getMaxX() + 8, Canvas.centred(y, Ink.TICK_FONT), 0, Ink.TICK_FONT, Ink.QUIET);
        }
    }

    /** The colour at a share of the scale, in {@value #SHADES} shades so that the picture keeps a small palette. */
    static Color colour(double share) {
        double shade = Math.rint(Math.max(0, Math.min(1, share)) * (SHADES - 1)) / (SHADES - 1);
        double place = shade * (VIRIDIS.length - 1);
        int below = (int) Math.min(VIRIDIS.length - 2, Math.floor(place));
        double part = place - below;
        int mixed = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = VIRIDIS[below] >> shift & 0xFF;
            int b = VIRIDIS[below + 1] >> shift & 0xFF;
            mixed |= (int) Math.round(a + part * (b - a)) << shift;
        }
        return new Color(mixed);
    }
}
