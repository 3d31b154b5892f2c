package io.github.entropykit.notebook;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** The data of one panel: from values to coordinates of the data area, painted by two {@link Layer}s, then words on top. */
final class Marks {

    private final Canvas canvas;
    private final Rectangle2D area;
    private final Scale across;
    private final Scale up;
    private final boolean flipped;
    private final List<Series> series;
    private final Legend legend;

    Marks(Canvas canvas, Rectangle2D area, Scale across, Scale up, boolean flipped, List<Series> series, Legend legend) {
        this.canvas = canvas;
        this.area = area;
        this.across = across;
        this.up = up;
        this.flipped = flipped;
        this.series = series;
        this.legend = legend;
    }

    void paint(int barsPerCategory) {
        Layer below = new Layer(area, 1);
        Layer above = new Layer(area, 7);
        int group = 0;
        List<Runnable> words = new ArrayList<>();
        for (Series s : series) {
            if (s.kind() == Series.Kind.BAND) {
                band(below, s);
            } else if (s.isHistogram()) {
                histogram(below, s);
            } else if (s.kind() == Series.Kind.BARS) {
                bars(below, above, s, group++, barsPerCategory, words);
            }
        }
        for (Series s : series) {
            switch (s.kind()) {
                case LINE -> below.path(horizontals(s.x(), s.y()), verticals(s.x(), s.y()), colour(s), Ink.stroke(legend.dash(s)));
                case HORIZONTAL, VERTICAL -> reference(below, s, words);
                case ERROR_BARS, MARKERS -> points(above, s);
                case NOTE -> words.add(() -> note(s));
                default -> { }
            }
        }
        below.paint(canvas);
        above.paint(canvas);
        words.forEach(Runnable::run);
    }

    private Color colour(Series s) {
        return Ink.colour(legend.slot(s));
    }

    /** Distance of a point from the left edge of the area. */
    private double h(double x, double y) {
        return across.at(flipped ? y : x) * area.getWidth();
    }

    /** Distance of a point from the lower edge of the area. */
    private double v(double x, double y) {
        return (flipped ? 1 - up.at(x) : up.at(y)) * area.getHeight();
    }

    private double[] horizontals(double[] x, double[] y) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = h(x[i], y[i]);
        }
        return result;
    }

    private double[] verticals(double[] x, double[] y) {
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = v(x[i], y[i]);
        }
        return result;
    }

    private void band(Layer layer, Series s) {
        int n = s.x().length;
        double[] px = new double[2 * n];
        double[] py = new double[2 * n];
        for (int i = 0; i < n; i++) {
            px[i] = h(s.x()[i], s.low()[i]);
            py[i] = v(s.x()[i], s.low()[i]);
            px[2 * n - 1 - i] = h(s.x()[i], s.high()[i]);
            py[2 * n - 1 - i] = v(s.x()[i], s.high()[i]);
        }
        layer.polygon(px, py, Ink.alpha(colour(s), 0.2));
    }

    /** Where bars begin: zero, or the edge of the plot that is nearest to it. */
    private double base() {
        Scale values = flipped ? across : up;
        return values.log ? values.low : Math.max(values.low, Math.min(values.high, 0));
    }

    private void histogram(Layer layer, Series s) {
        double gap = area.getWidth() / s.y().length > 5 ? 0.5 : 0;
        for (int j = 0; j < s.y().length; j++) {
            if (s.y()[j] > 0) {
                rectangle(layer, h(s.x()[j], 0) + gap, h(s.x()[j + 1], 0) - gap, v(0, base()), v(0, s.y()[j]),
                        Ink.alpha(colour(s), Panel.HISTOGRAM_INK));
            }
        }
    }

    private void bars(Layer layer, Layer above, Series s, int group, int groups, List<Runnable> words) {
        int n = s.x().length;
        double slot = (flipped ? area.getHeight() : area.getWidth()) / n;
        double room = slot * (n > 40 ? 1 : 0.76);
        double thick = Math.min(room / groups, 64);
        double shift = (group - (groups - 1) / 2.0) * thick;
        double half = thick / 2 - (n > 40 ? 0.3 : groups > 1 ? 1 : 0);
        Color fill = Ink.tint(colour(s), Panel.BAR_INK);
        double[] cx = new double[n];
        double[] cy = new double[n];
        double[] from = new double[n];
        double[] to = new double[n];
        for (int i = 0; i < n; i++) {
            double y = s.y()[i];
            if (flipped) {
                cy[i] = v(i, 0) - shift;
                cx[i] = h(i, y);
                rectangle(layer, h(i, base()), cx[i], cy[i] - half, cy[i] + half, fill);
            } else {
                cx[i] = h(i, 0) + shift;
                cy[i] = v(i, y);
                rectangle(layer, cx[i] - half, cx[i] + half, v(i, base()), cy[i], fill);
            }
            if (s.hasEnds()) {
                from[i] = flipped ? h(i, s.low()[i]) : v(i, s.low()[i]);
                to[i] = flipped ? h(i, s.high()[i]) : v(i, s.high()[i]);
            }
        }
        if (s.hasEnds()) {
            above.errors(cx, cy, from, to, !flipped, Ink.TEXT);
        }
        words.add(() -> values(s, cx, cy, from, to, thick));
    }

    /** The value at the end of each bar, left out where it would run into its neighbour. */
    private void values(Series s, double[] cx, double[] cy, double[] from, double[] to, double thick) {
        List<String> texts = new ArrayList<>();
        int decimals = Cells.decimals(s.y());
        double largest = 0;
        for (double y : s.y()) {
            largest = Math.max(largest, Math.abs(y));
        }
        for (double y : s.y()) {
            texts.add(Scale.label(y, decimals, largest));
        }
        var font = Canvas.widest(texts, Ink.TICK_FONT) < thick + 4 || flipped ? Ink.TICK_FONT : Ink.SMALL_FONT;
        if (!flipped && Canvas.widest(texts, font) > thick + 6 || flipped && thick < 11) {
            return;
        }
        for (int i = 0; i < cx.length; i++) {
            boolean negative = s.y()[i] < 0;
            if (flipped) {
                double end = s.hasEnds() ? negative ? from[i] : to[i] : cx[i];
                canvas.haloText(texts.get(i), area.getX() + end + (negative ? -5 : 5),
                        Canvas.centred(area.getMaxY() - cy[i], font), negative ? 1 : 0, font, Ink.TEXT);
            } else {
                double end = s.hasEnds() ? negative ? from[i] : to[i] : cy[i];
                double baseline = area.getMaxY() - end + (negative ? 4 + 0.8 * font.getSize2D() : -5);
                canvas.haloText(texts.get(i), area.getX() + cx[i], baseline, 0.5, font, Ink.TEXT);
            }
        }
    }

    private static void rectangle(Layer layer, double x1, double x2, double y1, double y2, Color colour) {
        double a = Canvas.snap(x1);
        double b = Canvas.snap(x2);
        layer.polygon(new double[] {a, b, b, a}, new double[] {y1, y1, y2, y2}, colour);
    }

    private void points(Layer layer, Series s) {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < s.x().length; i++) {
            boolean inside = flipped ? across.contains(s.y()[i]) && up.contains(s.x()[i])
                    : across.contains(s.x()[i]) && up.contains(s.y()[i]);
            if (inside) {
                seen.add(i);
            }
        }
        if (seen.isEmpty()) {
            throw new IllegalArgumentException("no point of series '" + s.name() + "' lies within the ranges of the axes; widen them");
        }
        int n = seen.size();
        double[] px = new double[n];
        double[] py = new double[n];
        double[] from = new double[n];
        double[] to = new double[n];
        for (int k = 0; k < n; k++) {
            int i = seen.get(k);
            px[k] = h(s.x()[i], s.y()[i]);
            py[k] = v(s.x()[i], s.y()[i]);
            if (s.hasEnds()) {
                from[k] = flipped ? h(s.x()[i], s.low()[i]) : v(s.x()[i], s.low()[i]);
                to[k] = flipped ? h(s.x()[i], s.high()[i]) : v(s.x()[i], s.high()[i]);
            }
        }
        if (s.hasEnds()) {
            layer.errors(px, py, from, to, !flipped, colour(s));
        }
        layer.symbols(px, py, legend.shape(s), colour(s));
    }

    private void reference(Layer layer, Series s, List<Runnable> words) {
        boolean horizontal = s.kind() == Series.Kind.HORIZONTAL;
        double place = horizontal ? s.y()[0] : s.x()[0];
        boolean lies = horizontal != flipped;
        Scale scale = lies ? up : across;
        if (!scale.contains(place)) {
            throw new IllegalArgumentException("reference line '" + s.name() + "' at " + place
                    + " lies outside the range " + scale.low + " to " + scale.high + " of its axis; widen the range");
        }
        double at = lies ? v(place, place) : h(place, place);
        double length = lies ? area.getWidth() : area.getHeight();
        double[] along = {0, length};
        double[] still = {at, at};
        layer.path(lies ? along : still, lies ? still : along, Ink.REFERENCE, Ink.referenceStroke());
        if (!lies) {
            boolean rightHalf = at > 0.7 * area.getWidth();
            words.add(() -> canvas.haloText(s.name(), area.getX() + at + (rightHalf ? -6 : 6), area.getY() + 11,
                    rightHalf ? 1 : 0, Ink.SERIES_FONT, Ink.REFERENCE));
        }
    }

    private void note(Series s) {
        double x = h(s.x()[0], s.y()[0]);
        double y = v(s.x()[0], s.y()[0]);
        boolean rightHalf = x > 0.62 * area.getWidth();
        canvas.haloText(s.name(), area.getX() + x + (rightHalf ? -2 : 2), Canvas.centred(area.getMaxY() - y, Ink.TICK_FONT),
                rightHalf ? 1 : 0, Ink.TICK_FONT, Ink.TEXT);
    }
}
