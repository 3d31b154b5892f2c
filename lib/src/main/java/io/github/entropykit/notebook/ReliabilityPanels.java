package io.github.entropykit.notebook;

import io.github.entropykit.calibration.ReliabilityDiagram;
import io.github.entropykit.calibration.ReliabilityDiagram.Bin;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Reliability diagrams beside each other on common axes: bars of accuracy, the gap to the mean confidence shaded, the
 * share of predictions in each bin below.
 */
final class ReliabilityPanels {

    private static final Color ACCURACY = Ink.tint(Ink.colour(0), 0.8);
    private static final Color OVER = Ink.tint(Ink.colour(1), 0.55);
    private static final Color UNDER = Ink.tint(Ink.colour(2), 0.6);
    private static final double COUNTS = 54;
    private static final double BETWEEN = 34;

    private ReliabilityPanels() {
    }

    static Figure draw(String title, List<String> names, List<ReliabilityDiagram> diagrams, String alt) {
        Type.require();
        int n = diagrams.size();
        if (n < 1 || n > 3 || names.size() != n) {
            throw new IllegalArgumentException(n + " diagrams and " + names.size()
                    + " names: give one to three diagrams and a name for each");
        }
        for (int i = 0; i < n; i++) {
            if (diagrams.get(i).size() == 0) {
                throw new IllegalArgumentException("diagram '" + names.get(i) + "' holds no predictions");
            }
        }
        double width = Ink.WIDTH - 2 * Panel.MARGIN;
        Scale unit = Scale.linear(0, 1, n == 3 ? 4 : 6);
        double most = 0;
        for (ReliabilityDiagram d : diagrams) {
            for (Bin bin : d.bins()) {
                most = Math.max(most, (double) bin.count() / d.size());
            }
        }
        double left = 8 + Math.max(Canvas.widest(unit.labels, Ink.TICK_FONT), Canvas.width("100%", Ink.TICK_FONT));
        double side = n == 1 ? 340 : (width - left - 8 - (n - 1) * BETWEEN) / n;
        boolean named = names.stream().anyMatch(name -> !name.isBlank());
        List<Key> keys = keys(diagrams);
        double header = Canvas.headingHeight(width, title, "") + (n == 1 ? 0 : 30) + (named ? 24 : 0) + 28;
        double height = Math.min(side, n == 1 ? 290 : 270);
        Canvas canvas = new Canvas(Ink.WIDTH, 6 + header + height + 30 + COUNTS + 44 + 6);
        canvas.heading(Panel.MARGIN, 6, width, title, "");
        double top = Canvas.snap(6 + header);
        double countsTop = Canvas.snap(top + height + 30);
        canvas.text("Accuracy", Panel.MARGIN, top - 10, 0, Ink.LABEL_FONT, Ink.TEXT);
        canvas.text("Share of predictions", Panel.MARGIN, countsTop - 9, 0, Ink.LABEL_FONT, Ink.TEXT);
        for (int i = 0; i < n; i++) {
            double x = Canvas.snap(Panel.MARGIN + left + i * (side + BETWEEN));
            Rectangle2D area = new Rectangle2D.Double(x, top, Canvas.snap(side), Canvas.snap(height));
            if (named) {
                canvas.text(Canvas.fit(names.get(i), Ink.SERIES_FONT, side), x, top - 33, 0, Ink.SERIES_FONT, Ink.TITLE);
            }
            diagram(canvas, area, unit, diagrams.get(i), i == 0);
            Rectangle2D below = new Rectangle2D.Double(x, countsTop, Canvas.snap(side), COUNTS);
            counts(canvas, below, unit, diagrams.get(i), most, i == 0);
            canvas.text("Confidence", area.getCenterX(), below.getMaxY() + 40, 0.5, Ink.LABEL_FONT, Ink.TEXT);
            if (n > 1) {
                summary(canvas, x + 10, area.getY() + 22, diagrams.get(i), false);
            } else {
                double beside = area.getMaxX() + 28;
                double at = summary(canvas, beside, area.getY() + 16, diagrams.get(i), true) + 24;
                for (Key key : keys) {
                    key.paint(canvas, beside, at);
                    at += 22;
                }
            }
        }
        double at = Panel.MARGIN;
        for (Key key : n > 1 ? keys : List.<Key>of()) {
            at = key.paint(canvas, at, 6 + Canvas.headingHeight(width, title, "") + 8);
        }
        return canvas.figure(alt);
    }

    /** An entry of the legend; without colour it is the dashed diagonal. */
    private record Key(Color colour, String text) {
        double paint(Canvas canvas, double x, double y) {
            if (colour == null) {
                canvas.line(x - 2, y + 7, x + 16, y + 7, Ink.REFERENCE, Ink.referenceStroke());
            } else {
                canvas.fill(x, y + 1, 12, 12, colour);
            }
            canvas.text(text, x + 20, Canvas.centred(y + 7, Ink.LABEL_FONT), 0, Ink.LABEL_FONT, Ink.TEXT);
            return x + 20 + Canvas.width(text, Ink.LABEL_FONT) + 20;
        }
    }

    private static List<Key> keys(List<ReliabilityDiagram> diagrams) {
        boolean over = false;
        boolean under = false;
        for (ReliabilityDiagram d : diagrams) {
            for (Bin bin : d.bins()) {
                over |= bin.count() > 0 && bin.confidence() > bin.accuracy();
                under |= bin.count() > 0 && bin.confidence() < bin.accuracy();
            }
        }
        List<Key> keys = new ArrayList<>();
        keys.add(new Key(ACCURACY, "accuracy"));
        if (over) {
            keys.add(new Key(OVER, "gap, over-confident"));
        }
        if (under) {
            keys.add(new Key(UNDER, "gap, under-confident"));
        }
        keys.add(new Key(null, "perfect calibration"));
        return keys;
    }

    /** The numbers beside or inside a diagram; returns the last baseline. */
    private static double summary(Canvas canvas, double x, double y, ReliabilityDiagram d, boolean large) {
        canvas.haloText("ECE " + Digits.fixed(expectedError(d), 3), x, y, 0, Type.bold(large ? 22 : 15), Ink.TITLE);
        double at = y + (large ? 26 : 17);
        if (large) {
            double confidence = 0;
            double accuracy = 0;
            for (Bin bin : d.bins()) {
                double share = (double) bin.count() / d.size();
                confidence += bin.count() == 0 ? 0 : share * bin.confidence();
                accuracy += bin.count() == 0 ? 0 : share * bin.accuracy();
            }
            canvas.text("mean confidence " + Digits.fixed(confidence, 3), x, at, 0, Ink.LABEL_FONT, Ink.TEXT);
            canvas.text("accuracy " + Digits.fixed(accuracy, 3), x, at + 19, 0, Ink.LABEL_FONT, Ink.TEXT);
            at += 38;
        }
        canvas.haloText("n = " + Scale.label(d.size(), 0, 1), x, at, 0, large ? Ink.LABEL_FONT : Ink.TICK_FONT,
                large ? Ink.TEXT : Ink.QUIET);
        return at;
    }

    private static void diagram(Canvas canvas, Rectangle2D area, Scale unit, ReliabilityDiagram d, boolean labels) {
        grid(canvas, area, unit);
        double h = area.getHeight();
        Layer layer = new Layer(area, 1);
        for (Bin bin : d.bins()) {
            if (bin.count() == 0) {
                continue;
            }
            double x1 = Canvas.snap(bin.lower() * area.getWidth()) + 0.5;
            double x2 = Canvas.snap(bin.upper() * area.getWidth()) - 0.5;
            double common = Math.min(bin.accuracy(), bin.confidence());
            box(layer, x1, x2, 0, common * h, ACCURACY);
            boolean over = bin.confidence() > bin.accuracy();
            box(layer, x1, x2, common * h, Math.max(bin.accuracy(), bin.confidence()) * h, over ? OVER : UNDER);
        }
        layer.path(new double[] {0, area.getWidth()}, new double[] {0, h}, Ink.REFERENCE, Ink.referenceStroke());
        layer.paint(canvas);
        if (labels) {
            for (int i = 0; i < unit.ticks.length; i++) {
                double y = area.getMaxY() - unit.ticks[i] * h;
                canvas.text(unit.labels.get(i), area.getX() - 7, Canvas.centred(y, Ink.TICK_FONT), 1, Ink.TICK_FONT, Ink.QUIET);
            }
        }
        canvas.horizontalHair(area.getX(), area.getMaxX(), area.getMaxY(), Ink.AXIS);
    }

    private static void grid(Canvas canvas, Rectangle2D area, Scale unit) {
        for (double tick : unit.ticks) {
            canvas.horizontalHair(area.getX(), area.getMaxX(), area.getMaxY() - tick * area.getHeight(), Ink.GRID);
            canvas.verticalHair(area.getX() + tick * area.getWidth(), area.getY(), area.getMaxY(), Ink.GRID);
        }
    }

    private static void box(Layer layer, double x1, double x2, double y1, double y2, Color colour) {
        layer.polygon(new double[] {x1, x2, x2, x1}, new double[] {y1, y1, y2, y2}, colour);
    }

    private static void counts(Canvas canvas, Rectangle2D area, Scale unit, ReliabilityDiagram d, double most, boolean labels) {
        Scale share = Scale.linear(0, most * 1.04, 3);
        for (int i = 0; i < share.ticks.length; i++) {
            double y = area.getMaxY() - share.at(share.ticks[i]) * area.getHeight();
            canvas.horizontalHair(area.getX(), area.getMaxX(), y, Ink.GRID);
            if (labels) {
                canvas.text(Scale.label(100 * share.ticks[i], 0, 1) + "%", area.getX() - 7,
                        Canvas.centred(y, Ink.TICK_FONT), 1, Ink.TICK_FONT, Ink.QUIET);
            }
        }
        Layer layer = new Layer(area, 1);
        for (Bin bin : d.bins()) {
            double height = share.at((double) bin.count() / d.size()) * area.getHeight();
            box(layer, Canvas.snap(bin.lower() * area.getWidth()) + 0.5, Canvas.snap(bin.upper() * area.getWidth()) - 0.5,
                    0, height, Ink.tint(Ink.REFERENCE, 0.6));
        }
        layer.paint(canvas);
        canvas.horizontalHair(area.getX(), area.getMaxX(), area.getMaxY(), Ink.AXIS);
        for (int i = 0; i < unit.ticks.length; i++) {
            canvas.text(unit.labels.get(i), area.getX() + unit.ticks[i] * area.getWidth(),
                    area.getMaxY() + 6 + 0.8 * Ink.TICK_FONT.getSize2D(), 0.5, Ink.TICK_FONT, Ink.QUIET);
        }
    }

    /** Mean distance between accuracy and confidence, weighted by the number of predictions in a bin. */
    private static double expectedError(ReliabilityDiagram d) {
        double sum = 0;
        for (Bin bin : d.bins()) {
            sum += bin.count() == 0 ? 0 : bin.count() * Math.abs(bin.accuracy() - bin.confidence());
        }
        return sum / d.size();
    }
}
