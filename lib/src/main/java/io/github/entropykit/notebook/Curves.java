package io.github.entropykit.notebook;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A small plot on a larger sheet: over its curves their names, each underlined as its curve is drawn. */
final class Curves {

    static final double HEADER = 46;
    static final double FOOTER = 38;
    private static final double GAP = 14;

    private final Plot plot;
    private final List<Series> series;

    Curves(Plot plot) {
        this.plot = plot;
        series = Ranges.drawable(plot);
    }

    /** Paints title, names, axes and data into a column. */
    void paint(Canvas canvas, double x, double y, double width, double height) {
        canvas.text(Canvas.fit(plot.title(), Ink.SERIES_FONT, width), x, y + 14, 0, Ink.SERIES_FONT, Ink.TITLE);
        Legend legend = new Legend(series);
        names(canvas, legend, x, y + 31, width);
        double[] xRange = Ranges.ofX(plot, series);
        Scale up = Scale.linear(Ranges.ofY(plot, series, xRange)[0], Ranges.ofY(plot, series, xRange)[1], 4);
        // whole epochs only
        Scale across = Scale.linear(xRange[0], xRange[1], (int) Math.max(1, Math.min(4, Math.floor(xRange[1] - xRange[0]))));
        double left = 8 + Canvas.widest(up.labels, Ink.TICK_FONT);
        Rectangle2D area = new Rectangle2D.Double(Canvas.snap(x + left), Canvas.snap(y + HEADER),
                Canvas.snap(width - left - 6), Canvas.snap(height - HEADER - FOOTER));
        canvas.text(plot.xLabel(), area.getCenterX(), y + height - 6, 0.5, Ink.SMALL_FONT, Ink.TEXT);
        new Axes(canvas, area, across, up).paint(false, x);
        new Marks(canvas, area, across, up, false, series, legend).paint(1);
    }

    private void names(Canvas canvas, Legend legend, double x, double baseline, double width) {
        Set<String> seen = new LinkedHashSet<>();
        double at = x;
        for (Series s : series) {
            if (s.isReference() || s.kind() == Series.Kind.BAND || !seen.add(s.name())) {
                continue;
            }
            double length = Canvas.width(s.name(), Ink.SMALL_FONT);
            canvas.text(Canvas.fit(s.name(), Ink.SMALL_FONT, x + width - at), at, baseline, 0, Ink.SMALL_FONT, Ink.TEXT);
            canvas.line(at, baseline + 5, at + length, baseline + 5, Ink.colour(legend.slot(s)), Ink.stroke(legend.dash(s)));
            at += length + GAP;
        }
    }

    /** The points whose height is a finite number, as {x, y}. */
    static double[][] finite(double[] x, double[] y) {
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(y[i])) {
                at.add(i);
            }
        }
        return new double[][] {at.stream().mapToDouble(i -> x[i]).toArray(), at.stream().mapToDouble(i -> y[i]).toArray()};
    }
}
