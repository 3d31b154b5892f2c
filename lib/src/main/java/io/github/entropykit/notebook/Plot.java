package io.github.entropykit.notebook;

import io.github.entropykit.calibration.ReliabilityDiagram;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart in the house style, built like the sentence that describes it and ended by the sentence that replaces it.
 *
 * <pre>{@code
 * Plot.titled("Entropy of a coin")
 *     .x("Probability of heads").y("Entropy (nats)")
 *     .line("H(p)", p, h)
 *     .describe("The entropy of a coin rises from 0 to ln 2 at p = 1/2 and falls back to 0.");
 * }</pre>
 *
 * <p>Theory is drawn as a line, measurement as markers, uncertainty as bars or a band. Series of the same name belong
 * together: they share a colour and one entry in the legend, so a line and its band, or a theory and its measurement, take
 * the same name. Lines that reach the right edge are labelled there; otherwise a legend stands above the data, never on
 * it. Colours come from a palette for all kinds of colour vision, and dashes and marker shapes say the same again.
 *
 * <p>The same calls give the same pixels. What cannot be drawn is refused with the name of the series and the index; the
 * title, both axis labels and the description are required. Instances are mutable and not for sharing between threads.
 */
public final class Plot {

    private final String title;
    private final List<Series> series = new ArrayList<>();
    private String subtitle = "";
    private String xLabel;
    private String yLabel;
    private boolean logX;
    private boolean logY;
    private double[] xRange;
    private double[] yRange;
    private List<String> categories;
    private int bins;

    private Plot(String title) {
        this.title = title;
    }

    /**
     * Starts a plot.
     *
     * @param title what the plot shows, best as a finding: "The network is over-confident"
     * @return a plot without data
     */
    public static Plot titled(String title) {
        return new Plot(title);
    }

    /**
     * Adds a second, lighter line below the title.
     *
     * @param text for example the setting: "784-256-10, Fashion-MNIST, 3 seeds"
     * @return this plot
     */
    public Plot subtitle(String text) {
        subtitle = text.strip();
        return this;
    }

    /**
     * Labels the horizontal axis.
     *
     * @param label with the unit in parentheses where there is one
     * @return this plot
     */
    public Plot x(String label) {
        xLabel = label;
        return this;
    }

    /**
     * Labels the vertical axis.
     *
     * @param label with the unit in parentheses where there is one: "Entropy (nats)"
     * @return this plot
     */
    public Plot y(String label) {
        yLabel = label;
        return this;
    }

    /**
     * Makes the horizontal axis logarithmic.
     *
     * @return this plot
     */
    public Plot logX() {
        logX = true;
        return this;
    }

    /**
     * Makes the vertical axis logarithmic.
     *
     * @return this plot
     */
    public Plot logY() {
        logY = true;
        return this;
    }

    /**
     * Fixes the range of the horizontal axis; points outside it are not shown.
     *
     * @param from low end
     * @param to   high end
     * @return this plot
     */
    public Plot xRange(double from, double to) {
        xRange = range("xRange", from, to);
        return this;
    }

    /**
     * Fixes the range of the vertical axis; points outside it are not shown.
     *
     * @param from low end
     * @param to   high end
     * @return this plot
     */
    public Plot yRange(double from, double to) {
        yRange = range("yRange", from, to);
        return this;
    }

    private static double[] range(String what, double from, double to) {
        if (!Double.isFinite(from) || !Double.isFinite(to) || from >= to) {
            throw new IllegalArgumentException(what + "(" + from + ", " + to + ") must be two finite numbers, the lower first");
        }
        return new double[] {from, to};
    }

    /**
     * Adds a line through points, in their order.
     *
     * @param name what it is
     * @param x    positions
     * @param y    heights, as many as positions
     * @return this plot
     */
    public Plot line(String name, double[] x, double[] y) {
        return add(Series.points(Series.Kind.LINE, name, x, y));
    }

    /**
     * Adds a marker for each point; more than 250 points become a translucent cloud.
     *
     * @param name what it is
     * @param x    positions
     * @param y    heights, as many as positions
     * @return this plot
     */
    public Plot markers(String name, double[] x, double[] y) {
        return add(Series.points(Series.Kind.MARKERS, name, x, y));
    }

    /**
     * Adds a marker for each point with a bar from y - sd to y + sd.
     *
     * @param name what it is; say what the bars are: "mean ± sd of 3 seeds"
     * @param x    positions
     * @param y    heights, as many as positions
     * @param sd   half lengths of the bars, at least 0
     * @return this plot
     */
    public Plot errorBars(String name, double[] x, double[] y, double[] sd) {
        return add(Series.checked(Series.Kind.ERROR_BARS, name, x, y, shifted(name, y, sd, -1), shifted(name, y, sd, 1)));
    }

    /**
     * Adds a marker at the mean of a few runs with a bar of their sample standard deviation up and down.
     *
     * @param name what it is; say what the bars are: "mean ± sd of 3 seeds"
     * @param x    positions
     * @param runs for each position the values of its runs, one for each seed
     * @return this plot
     * @throws IllegalArgumentException if there are not as many positions, or one has fewer than two runs
     */
    public Plot errorBars(String name, double[] x, List<double[]> runs) {
        double[] mean = new double[runs.size()];
        double[] sd = new double[runs.size()];
        for (int i = 0; i < mean.length; i++) {
            if (runs.get(i).length < 2) {
                throw new IllegalArgumentException("runs of '" + name + "' at [" + i + "] has " + runs.get(i).length
                        + " value(s); a spread needs at least 2");
            }
            Spread spread = Spread.of(runs.get(i));
            mean[i] = spread.mean();
            sd[i] = spread.sd();
        }
        return errorBars(name, x, mean, sd);
    }

    /**
     * Adds a translucent band between two curves.
     *
     * @param name  what it is; the name of a line makes it that line's band
     * @param x     positions
     * @param lower lower curve
     * @param upper upper curve, nowhere below the lower
     * @return this plot
     */
    public Plot band(String name, double[] x, double[] lower, double[] upper) {
        Series band = Series.checked(Series.Kind.BAND, name, x, null, lower, upper);
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] > upper[i]) {
                throw new IllegalArgumentException("band '" + name + "' at [" + i + "]: lower " + lower[i] + " > upper "
                        + upper[i] + "; swap them");
            }
        }
        return add(band);
    }

    /**
     * Adds one bar for each category, with its value written at its end. Calling it again with the same categories groups
     * the bars. Where names are too long to stand side by side the bars lie down.
     *
     * @param name       what the values are
     * @param categories names along the axis
     * @param values     as many as categories
     * @return this plot
     */
    public Plot bars(String name, List<String> categories, double[] values) {
        return addBars(name, categories, values, null, null);
    }

    /**
     * Adds one bar for each category with a spread.
     *
     * @param name       what the values are; say what the spread is
     * @param categories names along the axis
     * @param values     as many as categories
     * @param sd         half lengths of the error bars, at least 0
     * @return this plot
     */
    public Plot bars(String name, List<String> categories, double[] values, double[] sd) {
        return addBars(name, categories, values, shifted(name, values, sd, -1), shifted(name, values, sd, 1));
    }

    private Plot addBars(String name, List<String> names, double[] values, double[] low, double[] high) {
        if (values.length != names.size()) {
            throw new IllegalArgumentException("bars '" + name + "': " + values.length + " values for " + names.size()
                    + " categories; they must be equally many");
        }
        if (categories != null && !categories.equals(names)) {
            throw new IllegalArgumentException("bars '" + name + "' have categories " + names + ", earlier ones " + categories
                    + "; grouped bars need the same categories in the same order");
        }
        double[] positions = new double[values.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = i;
        }
        Series bars = Series.checked(Series.Kind.BARS, name, positions, values, low, high);
        categories = List.copyOf(names);
        return add(bars);
    }

    /**
     * Adds a histogram of counts. Its bins are equally wide and span the data (of all histograms in the plot), or the range
     * given by {@link #xRange}.
     *
     * @param name   what the values are
     * @param values the sample
     * @param bins   number of bins, the same for all histograms of a plot
     * @return this plot
     */
    public Plot histogram(String name, double[] values, int bins) {
        return addHistogram(Series.checked(Series.Kind.HISTOGRAM, name, values, null, null, null), bins);
    }

    /**
     * Adds a histogram of density: its area is 1, so that a probability density can be drawn over it.
     *
     * @param name   what the values are
     * @param values the sample
     * @param bins   number of bins, the same for all histograms of a plot
     * @return this plot
     */
    public Plot density(String name, double[] values, int bins) {
        return addHistogram(Series.checked(Series.Kind.DENSITY, name, values, null, null, null), bins);
    }

    private Plot addHistogram(Series histogram, int count) {
        if (count < 1 || bins != 0 && bins != count) {
            throw new IllegalArgumentException("histogram '" + histogram.name() + "' with " + count + " bins: give at least 1, "
                    + "and the same number for all histograms of a plot" + (bins == 0 ? "" : " (" + bins + " so far)"));
        }
        bins = count;
        return add(histogram);
    }

    /**
     * Adds a horizontal reference line, labelled at its right end.
     *
     * @param name what it is
     * @param y    its height
     * @return this plot
     */
    public Plot horizontal(String name, double y) {
        return add(Series.checked(Series.Kind.HORIZONTAL, name, null, new double[] {y}, null, null));
    }

    /**
     * Adds a vertical reference line, labelled at its top.
     *
     * @param name what it is
     * @param x    its position
     * @return this plot
     */
    public Plot vertical(String name, double x) {
        return add(Series.checked(Series.Kind.VERTICAL, name, new double[] {x}, null, null, null));
    }

    /**
     * Writes a few words into the plot.
     *
     * @param x    position in data coordinates
     * @param y    height in data coordinates
     * @param text the words
     * @return this plot
     */
    public Plot note(double x, double y, String text) {
        return add(Series.points(Series.Kind.NOTE, text, new double[] {x}, new double[] {y}));
    }

    private Plot add(Series added) {
        series.add(added);
        return this;
    }

    private static double[] shifted(String name, double[] y, double[] sd, int sign) {
        if (sd.length != y.length) {
            throw new IllegalArgumentException("series '" + name + "': sd has " + sd.length + " values, y has " + y.length
                    + "; they must be equally many");
        }
        double[] ends = new double[y.length];
        for (int i = 0; i < ends.length; i++) {
            if (!(sd[i] >= 0) || Double.isInfinite(sd[i])) {
                throw new IllegalArgumentException("series '" + name + "', sd[" + i + "] is " + sd[i]
                        + "; a spread is finite and at least 0");
            }
            ends[i] = y[i] + sign * sd[i];
        }
        return ends;
    }

    /**
     * Draws the plot.
     *
     * @param alt the alternative text: what a reader who cannot see the plot must know, in a sentence or two
     * @return the figure, 896 pixels wide
     * @throws IllegalStateException    if the title, a label, the data or {@code alt} is missing; the message says which
     * @throws IllegalArgumentException if a value cannot be drawn, such as 0 on a logarithmic axis
     */
    public Figure describe(String alt) {
        requireComplete();
        return Panel.draw(Figure.requireAlt(alt), this);
    }

    /**
     * Draws plots beside each other, each laid out for the narrower space.
     *
     * @param alt    the alternative text
     * @param panels two or three plots
     * @return the figure, 896 pixels wide
     */
    public static Figure sideBySide(String alt, Plot... panels) {
        if (panels.length < 1 || panels.length > 3) {
            throw new IllegalArgumentException(panels.length + " panels do not fit side by side; give one to three");
        }
        for (Plot panel : panels) {
            panel.requireComplete();
        }
        return Panel.draw(Figure.requireAlt(alt), panels);
    }

    /**
     * Draws a matrix as coloured cells with a colour bar; the values are written into the cells where they fit.
     *
     * @param title   what it shows
     * @param xLabel  what the columns are
     * @param yLabel  what the rows are
     * @param columns names of the columns, left to right
     * @param rows    names of the rows, top to bottom
     * @param values  {@code values[row][column]}
     * @param alt     the alternative text
     * @return the figure
     */
    public static Figure heatMap(String title, String xLabel, String yLabel, String[] columns, String[] rows,
            double[][] values, String alt) {
        requireText("title", title);
        requireText("label of the x axis", xLabel);
        requireText("label of the y axis", yLabel);
        return HeatMap.draw(title, xLabel, yLabel, List.of(columns), List.of(rows), values, Figure.requireAlt(alt));
    }

    /**
     * Draws small images in rows, enlarged without blurring.
     *
     * @param title    what they show
     * @param images   all of one size
     * @param captions one for each image, or an empty list
     * @param perRow   images in a row
     * @param alt      the alternative text
     * @return the figure
     */
    public static Figure images(String title, List<BufferedImage> images, List<String> captions, int perRow, String alt) {
        requireText("title", title);
        return ImageGrid.draw(title, images, captions, perRow, Figure.requireAlt(alt));
    }

    /**
     * Draws a reliability diagram: accuracy against confidence in each bin, the gap between them shaded, the number of
     * predictions in each bin below, the expected calibration error in the corner.
     *
     * @param title   what it shows
     * @param diagram the bins
     * @param alt     the alternative text
     * @return the figure
     */
    public static Figure reliability(String title, ReliabilityDiagram diagram, String alt) {
        return reliability(title, List.of(""), List.of(diagram), alt);
    }

    /**
     * Draws several reliability diagrams beside each other, such as before and after temperature scaling.
     *
     * @param title    what they show
     * @param names    one for each diagram
     * @param diagrams one to three
     * @param alt      the alternative text
     * @return the figure, 896 pixels wide
     */
    public static Figure reliability(String title, List<String> names, List<ReliabilityDiagram> diagrams, String alt) {
        requireText("title", title);
        return ReliabilityPanels.draw(title, names, diagrams, Figure.requireAlt(alt));
    }

    private static void requireText(String what, String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalStateException("the figure has no " + what + "; every figure needs one");
        }
    }

    private void requireComplete() {
        requireText("title", title);
        requireText("label of the x axis", xLabel);
        requireText("label of the y axis", yLabel);
        if (series.stream().allMatch(Series::isReference)) {
            throw new IllegalStateException("the plot '" + title + "' has no data; add a line, markers, bars or a histogram");
        }
    }

    String title() {
        return title;
    }

    String subtitle() {
        return subtitle;
    }

    String xLabel() {
        return xLabel;
    }

    String yLabel() {
        return yLabel;
    }

    boolean isLogX() {
        return logX;
    }

    boolean isLogY() {
        return logY;
    }

    double[] xRange() {
        return xRange;
    }

    double[] yRange() {
        return yRange;
    }

    List<String> categories() {
        return categories;
    }

    int bins() {
        return bins;
    }

    List<Series> series() {
        return series;
    }
}
