package io.github.entropykit.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The names of a plot: in a row above the data, or at the right ends of lines where that can be done. */
final class Legend {

    private static final double GAP = 18;
    private static final double ROW = 19;

    /** Series of one name. */
    private record Entry(String name, int slot, List<Series.Kind> kinds) {
        boolean has(Series.Kind kind) {
            return kinds.contains(kind);
        }

        boolean hasLine() {
            return has(Series.Kind.LINE);
        }

        /** Width of its sample in the legend. */
        double key() {
            return hasLine() || has(Series.Kind.BAND) ? 24 : 12;
        }

        boolean hasSymbols() {
            return has(Series.Kind.MARKERS) || has(Series.Kind.ERROR_BARS);
        }
    }

    /** A name at the end of a line: its text, colour, and the height it belongs to. */
    record Label(List<String> lines, Color colour, double y) {
        double height() {
            return lines.size() * Canvas.lineHeight(Ink.SERIES_FONT);
        }
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Legend(List<Series> series) {
        for (Series s : series) {
            if (!s.isReference()) {
                entries.computeIfAbsent(s.name(), name -> new Entry(name, entries.size(), new ArrayList<>())).kinds().add(s.kind());
            }
        }
    }

    int slot(Series s) {
        return entries.get(s.name()).slot();
    }

    /** How the line of a series is dashed: not where markers tell it apart already, nor if it is the plot's first. */
    int dash(Series s) {
        return dash(entries.get(s.name()));
    }

    private int dash(Entry entry) {
        return entry.hasSymbols() ? 0 : ordinal(entry, Entry::hasLine);
    }

    /** The shape of the markers of a series: the first in a plot are circles. */
    int shape(Series s) {
        return shape(entries.get(s.name()));
    }

    private int shape(Entry entry) {
        return ordinal(entry, Entry::hasSymbols);
    }

    private int ordinal(Entry entry, Predicate<Entry> alike) {
        int before = 0;
        for (Entry e : entries.values()) {
            if (e.slot() < entry.slot() && alike.test(e)) {
                before++;
            }
        }
        return before;
    }

    /** Whether the title alone says what is drawn: one entry that needs no explanation. */
    boolean isSuperfluous() {
        if (entries.size() != 1) {
            return false;
        }
        Entry only = entries.values().iterator().next();
        return only.kinds().size() == 1 && !only.has(Series.Kind.ERROR_BARS) && !only.has(Series.Kind.BAND);
    }

    double height(double width) {
        return rows(width).size() * ROW;
    }

    private List<List<Entry>> rows(double width) {
        List<List<Entry>> rows = new ArrayList<>();
        double used = Double.POSITIVE_INFINITY;
        for (Entry entry : entries.values()) {
            double needed = entry.key() + 6 + Canvas.width(entry.name(), Ink.LABEL_FONT) + GAP;
            if (used + needed - GAP > width) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(entry);
            used += needed;
        }
        return rows;
    }

    void paint(Canvas canvas, double x, double y, double width) {
        double top = y;
        for (List<Entry> row : rows(width)) {
            double left = x;
            for (Entry entry : row) {
                key(canvas, entry, left, top + ROW / 2);
                String name = Canvas.fit(entry.name(), Ink.LABEL_FONT, width - entry.key() - 6);
                canvas.text(name, left + entry.key() + 6, Canvas.centred(top + ROW / 2, Ink.LABEL_FONT), 0, Ink.LABEL_FONT, Ink.TEXT);
                left += entry.key() + 6 + Canvas.width(name, Ink.LABEL_FONT) + GAP;
            }
            top += ROW;
        }
    }

    private void key(Canvas canvas, Entry entry, double x, double y) {
        Color colour = Ink.colour(entry.slot());
        double width = entry.key();
        double middle = x + width / 2;
        if (entry.has(Series.Kind.BAND)) {
            canvas.fill(x, y - 5, width, 10, Ink.alpha(colour, 0.22));
        }
        if (entry.has(Series.Kind.BARS)) {
            canvas.fill(middle - 6, y - 6, 12, 12, Ink.tint(colour, Panel.BAR_INK));
        }
        if (entry.has(Series.Kind.HISTOGRAM) || entry.has(Series.Kind.DENSITY)) {
            canvas.fill(middle - 6, y - 6, 12, 12, Ink.alpha(colour, Panel.HISTOGRAM_INK));
        }
        if (entry.hasLine()) {
            canvas.line(x, y, x + width, y, colour, Ink.stroke(dash(entry)));
        }
        if (entry.has(Series.Kind.ERROR_BARS)) {
            canvas.line(middle, y - 8, middle, y + 8, colour, new BasicStroke(1.5f));
        }
        if (entry.hasSymbols()) {
            canvas.g.setColor(colour);
            canvas.g.fill(Symbols.shape(shape(entry), middle, y, Ink.MARKER));
        }
    }

    /** Whether every name can stand at the end of its line. */
    boolean allLines() {
        return entries.size() <= 6 && entries.values().stream().allMatch(Entry::hasLine);
    }

    static double labelWidth(List<String> names, double most) {
        double widest = 0;
        for (String name : names) {
            widest = Math.max(widest, Canvas.widest(Canvas.wrap(name, Ink.SERIES_FONT, most), Ink.SERIES_FONT));
        }
        return widest;
    }

    /** Writes labels at their heights, moved apart as far as they would overlap. */
    static void paintLabels(Canvas canvas, List<Label> labels, double x, double top, double bottom) {
        Font font = Ink.SERIES_FONT;
        List<Label> sorted = new ArrayList<>(labels);
        sorted.sort((a, b) -> Double.compare(a.y(), b.y()));
        int n = sorted.size();
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = sorted.get(i).y();
        }
        // neighbours that overlap push each other away by half until none does
        for (int round = 0; round < 200; round++) {
            for (int i = 0; i + 1 < n; i++) {
                double overlap = y[i] + (sorted.get(i).height() + sorted.get(i + 1).height()) / 2 - y[i + 1];
                if (overlap > 1e-6) {
                    y[i] -= overlap / 2;
                    y[i + 1] += overlap / 2;
                }
            }
            if (n > 0) {
                y[0] = Math.max(y[0], top + sorted.get(0).height() / 2 - 8);
                y[n - 1] = Math.min(y[n - 1], bottom - sorted.get(n - 1).height() / 2 + 8);
            }
        }
        for (int i = 0; i < n; i++) {
            Label label = sorted.get(i);
            double first = y[i] - (label.lines().size() - 1) * Canvas.lineHeight(font) / 2;
            for (String line : label.lines()) {
                canvas.text(line, x, Canvas.centred(first, font), 0, font, label.colour());
                first += Canvas.lineHeight(font);
            }
        }
    }
}
