package io.github.entropykit.notebook;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * One plot on the sheet: finds the room that text needs, then paints grid, data and text. Bars whose names are too long
 * to stand side by side are laid down by exchanging the axes.
 */
final class Panel {

    static final double BAR_INK = 0.85;
    static final double HISTOGRAM_INK = 0.5;
    static final double MARGIN = 12;
    private static final double BETWEEN = 30;
    private static final double LABEL_LINE = 20;
    private static final double TICK_LINE = Canvas.lineHeight(Ink.TICK_FONT);
    private static final double MOST_LABEL = 128;

    private final Plot plot;
    private final double width;
    private final List<Series> series;
    private final Legend legend;
    private final boolean flipped;
    private final double[] xRange;
    private final double[] yRange;
    private Scale across;
    private Scale up;
    private double left;
    private double right;

    private Panel(Plot plot, double width) {
        this.plot = plot;
        this.width = width;
        series = Ranges.drawable(plot);
        legend = new Legend(series);
        xRange = plot.categories() == null ? Ranges.ofX(plot, series) : new double[] {-0.5, plot.categories().size() - 0.5};
        yRange = Ranges.ofY(plot, series, xRange);
        flipped = plot.categories() != null && !categoriesStand();
    }

    /** Draws one to three plots beside each other. */
    static Figure draw(String alt, Plot... plots) {
        Type.require();
        int n = plots.length;
        double width = (Ink.WIDTH - 2 * MARGIN - (n - 1) * BETWEEN) / n;
        List<Panel> panels = new ArrayList<>();
        double header = 0;
        double footer = 0;
        double height = 0;
        for (Plot plot : plots) {
            Panel panel = new Panel(plot, width);
            panels.add(panel);
            header = Math.max(header, panel.headerHeight());
            height = Math.max(height, panel.wantedHeight(n));
        }
        for (Panel panel : panels) {
            panel.scale(height);
            footer = Math.max(footer, panel.footerHeight());
        }
        Canvas canvas = new Canvas(Ink.WIDTH, 6 + header + height + footer + 8);
        double x = MARGIN;
        for (Panel panel : panels) {
            panel.paint(canvas, x, 6, header, height);
            x += width + BETWEEN;
        }
        return canvas.figure(alt);
    }

    private boolean hasLegend() {
        return !isDirect() && !legend.isSuperfluous();
    }

    /** Lines are named at their right ends if all of them get there and the names leave room for the data. */
    private boolean isDirect() {
        if (legend.isSuperfluous() && rightNames(false).isEmpty() || !legend.allLines() || width < 400) {
            return false;
        }
        for (Series s : series) {
            if (s.kind() == Series.Kind.LINE && Double.isNaN(Ends.atRight(s, xRange))) {
                return false;
            }
        }
        return true;
    }

    private List<String> rightNames(boolean withLines) {
        List<String> names = new ArrayList<>();
        for (Series s : series) {
            if (s.kind() == Series.Kind.HORIZONTAL && !flipped || withLines && s.kind() == Series.Kind.LINE) {
                names.add(s.name());
            }
        }
        return names;
    }

    private double headerHeight() {
        return Canvas.headingHeight(width, plot.title(), plot.subtitle()) + 8
                + (hasLegend() ? legend.height(width) + 4 : 0) + Canvas.lineHeight(Ink.LABEL_FONT) + 8;
    }

    private double wantedHeight(int panels) {
        if (flipped) {
            return plot.categories().size() * (8.0 + 20 * barsPerCategory());
        }
        return panels == 1 ? 290 : panels == 2 ? 230 : 170;
    }

    private double footerHeight() {
        int lines = 1;
        if (plot.categories() != null && !flipped) {
            for (String name : across.labels) {
                lines = Math.max(lines, Canvas.wrap(name, Ink.TICK_FONT, categoryWidth()).size());
            }
        }
        return 6 + lines * TICK_LINE + LABEL_LINE;
    }

    private int barsPerCategory() {
        return (int) Math.max(1, series.stream().filter(s -> s.kind() == Series.Kind.BARS).count());
    }

    private double categoryWidth() {
        return (width - 60) / plot.categories().size() - 6;
    }

    private boolean categoriesStand() {
        int n = plot.categories().size();
        if (n > 24) {
            return true;
        }
        for (String name : plot.categories()) {
            List<String> lines = Canvas.wrap(name, Ink.TICK_FONT, categoryWidth());
            if (lines.size() > 2 || Canvas.widest(lines, Ink.TICK_FONT) > categoryWidth()) {
                return false;
            }
        }
        return true;
    }

    private void scale(double height) {
        Scale values = scale(yRange, plot.isLogY(), flipped ? 6 : (int) Math.max(2, Math.min(7, height / 42)));
        boolean direct = isDirect();
        List<String> names = rightNames(direct);
        right = names.isEmpty() ? 10 : 8 + Legend.labelWidth(names, width < 400 ? 70 : MOST_LABEL);
        if (flipped) {
            up = Scale.categories(plot.categories());
            across = values;
            left = 10 + Math.min(0.4 * width, Canvas.widest(up.labels, Ink.TICK_FONT));
            // the value beside the longest bar may reach beyond the axis
            right = 46;
            return;
        }
        up = values;
        left = 8 + Canvas.widest(up.labels, Ink.TICK_FONT);
        double room = width - left - right;
        if (plot.categories() != null) {
            across = Scale.categories(plot.categories());
            return;
        }
        for (int most = width < 400 ? 5 : 8; most >= 2; most--) {
            across = scale(xRange, plot.isLogX(), most);
            double needed = (Canvas.widest(across.labels, Ink.TICK_FONT) + 14) * across.ticks.length;
            if (needed <= room) {
                break;
            }
        }
    }

    private static Scale scale(double[] range, boolean log, int most) {
        return log ? Scale.logarithmic(range[0], range[1], most) : Scale.linear(range[0], range[1], most);
    }

    private void paint(Canvas canvas, double x, double y, double header, double height) {
        // what a panel does not need of the common header stays free above its axis label, below its legend
        double at = y + canvas.heading(x, y, width, plot.title(), plot.subtitle()) + 8;
        if (hasLegend()) {
            legend.paint(canvas, x, at, width);
        }
        double top = Canvas.snap(y + header);
        Rectangle2D area = new Rectangle2D.Double(Canvas.snap(x + left), top,
                Canvas.snap(width - left - right), Canvas.snap(height));
        String aboveLabel = flipped ? plot.xLabel() : plot.yLabel();
        String belowLabel = flipped ? plot.yLabel() : plot.xLabel();
        canvas.text(Canvas.fit(aboveLabel, Ink.LABEL_FONT, width), x, top - 11, 0, Ink.LABEL_FONT, Ink.TEXT);
        canvas.text(belowLabel, area.getCenterX(), area.getMaxY() + footerHeight() - 4, 0.5, Ink.LABEL_FONT, Ink.TEXT);
        new Axes(canvas, area, across, up).paint(flipped, x);
        new Marks(canvas, area, across, up, flipped, series, legend).paint(barsPerCategory());
        List<Legend.Label> labels = new ArrayList<>();
        for (Series s : series) {
            boolean line = s.kind() == Series.Kind.LINE && isDirect();
            if (line || s.kind() == Series.Kind.HORIZONTAL && !flipped && up.contains(s.y()[0])) {
                double end = line ? Ends.atRight(s, xRange) : s.y()[0];
                double height01 = Math.max(-0.02, Math.min(1.02, up.at(end)));
                labels.add(new Legend.Label(Canvas.wrap(s.name(), Ink.SERIES_FONT, width < 400 ? 70 : MOST_LABEL),
                        line ? Ink.colour(legend.slot(s)) : Ink.REFERENCE, area.getMaxY() - height01 * area.getHeight()));
            }
        }
        Legend.paintLabels(canvas, labels, area.getMaxX() + 7, area.getY(), area.getMaxY());
    }
}
