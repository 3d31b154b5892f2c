package io.github.entropykit.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The data area of a plot, painted by XChart without any of its furniture; axes, text and legend are ours.
 *
 * <p>Coordinates are layout units from the lower left corner. What XChart lacks is added at the place it offers for it,
 * the {@link Marker}: XChart strokes every segment of a line by itself, so dashes start anew at each point and joints are
 * open; a marker that collects the points and strokes the whole path at the last one has neither flaw.
 */
final class Layer {

    private final Rectangle2D area;
    private final double rim;
    private final XYChart chart;

    /**
     * A layer over the given area of the canvas.
     *
     * @param rim how far paint may reach beyond the area, so that marks at its edge stay whole
     */
    Layer(Rectangle2D area, double rim) {
        this.area = area;
        this.rim = rim;
        chart = new XYChartBuilder().width((int) Math.ceil(area.getWidth() + 2 * rim))
                .height((int) Math.ceil(area.getHeight() + 2 * rim)).build();
        XYStyler styler = chart.getStyler();
        Color none = new Color(0, 0, 0, 0);
        styler.setChartBackgroundColor(none).setPlotBackgroundColor(none);
        styler.setChartPadding(0).setLegendVisible(false).setChartTitleVisible(false);
        styler.setPlotBorderVisible(false).setPlotContentSize(1).setToolTipsEnabled(false);
        styler.setPlotGridLinesVisible(false).setAxisTicksVisible(false).setAxisTitlesVisible(false).setPlotMargin(0);
        styler.setXAxisMin(-rim).setXAxisMax(chart.getWidth() - rim);
        styler.setYAxisMin(-rim).setYAxisMax(chart.getHeight() - rim);
    }

    /** A filled polygon without outline. */
    void polygon(double[] x, double[] y, Color colour) {
        XYSeries series = add(x, y).setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        series.setMarker(SeriesMarkers.NONE);
        series.setFillColor(colour);
    }

    /** A line through all points. */
    void path(double[] x, double[] y, Color colour, BasicStroke stroke) {
        marks(x, y, new Marker() {
            private final Path2D path = new Path2D.Double();
            private int seen;

            @Override
            public void paint(Graphics2D g, double px, double py, int size) {
                if (seen++ == 0) {
                    path.moveTo(px, py);
                } else {
                    path.lineTo(px, py);
                }
                if (seen == x.length) {
                    g.setColor(colour);
                    g.setStroke(stroke);
                    g.draw(path);
                }
            }
        });
    }

    /** One symbol at each point, with a white rim unless there are so many that they are better seen as a cloud. */
    void symbols(double[] x, double[] y, int kind, Color colour) {
        boolean cloud = x.length > 250;
        double size = cloud ? 4.5 : Ink.MARKER;
        marks(x, y, new Marker() {
            @Override
            public void paint(Graphics2D g, double px, double py, int ignored) {
                Shape symbol = Symbols.shape(kind, px, py, size);
                if (!cloud) {
                    g.setColor(Color.WHITE);
                    g.setStroke(new BasicStroke(2.4f));
                    g.draw(symbol);
                }
                g.setColor(cloud ? Ink.alpha(colour, 0.45) : colour);
                g.fill(symbol);
            }
        });
    }

    /** Vertical or horizontal bars from one end to the other, with small caps. */
    void errors(double[] x, double[] y, double[] low, double[] high, boolean upright, Color colour) {
        marks(x, y, new Marker() {
            private int i;

            @Override
            public void paint(Graphics2D g, double px, double py, int size) {
                double from = upright ? py + y[i] - low[i] : px - x[i] + low[i];
                double to = upright ? py + y[i] - high[i] : px - x[i] + high[i];
                i++;
                double cap = 3.5;
                Path2D bar = new Path2D.Double();
                for (double end : new double[] {from, to}) {
                    bar.moveTo(upright ? px - cap : end, upright ? end : py - cap);
                    bar.lineTo(upright ? px + cap : end, upright ? end : py + cap);
                }
                bar.moveTo(upright ? px : from, upright ? from : py);
                bar.lineTo(upright ? px : to, upright ? to : py);
                g.setColor(colour);
                g.setStroke(new BasicStroke(1.5f));
                g.draw(bar);
            }
        });
    }

    private void marks(double[] x, double[] y, Marker marker) {
        XYSeries series = add(x, y).setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        series.setLineStyle(SeriesLines.NONE);
        series.setMarker(marker);
    }

    private XYSeries add(double[] x, double[] y) {
        XYSeries series = chart.addSeries(String.valueOf(chart.getSeriesMap().size()), x, y);
        series.setLineStyle(SeriesLines.NONE);
        return series;
    }

    void paint(Canvas canvas) {
        if (chart.getSeriesMap().isEmpty()) {
            return;
        }
        Graphics2D g = (Graphics2D) canvas.g.create();
        g.clip(new Rectangle2D.Double(area.getX() - rim, area.getY() - rim, area.getWidth() + 2 * rim, area.getHeight() + 2 * rim));
        // the chart is a whole number of units high and its origin is below
        g.translate(area.getX() - rim, area.getMaxY() + rim - chart.getHeight());
        chart.paint(g, chart.getWidth(), chart.getHeight());
        g.dispose();
    }
}
