package io.github.entropykit.notebook;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.Objects;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A picture that knows what it shows. It is an image, so every Java kernel displays it, and its {@link #toString()} is a
 * sentence for readers who cannot see it (the alternative text), so every kernel sends that sentence along.
 *
 * <p>A figure is never wider than {@value #MAX_WIDTH} pixels. If its colours are few enough it is stored with a palette,
 * which keeps notebooks small; otherwise colours that nobody can tell apart are merged first.
 */
public final class Figure extends BufferedImage {

    /** The widest a figure may be, in pixels. */
    public static final int MAX_WIDTH = 900;

    /** Charts of XChart are drawn this much larger than their nominal size, so that they are sharp. */
    private static final double CHART_SCALE = 1.4;

    private final String alt;

    private Figure(ColorModel colours, WritableRaster raster, String alt) {
        super(colours, raster, false, null);
        this.alt = alt;
    }

    /**
     * Gives an image its alternative text. An image wider than {@value #MAX_WIDTH} pixels is scaled down to that width.
     *
     * @param image the picture; transparent parts become white
     * @param alt   one sentence or more that says what the picture shows
     * @return the figure
     * @throws IllegalStateException if {@code alt} is blank
     */
    public static Figure of(BufferedImage image, String alt) {
        Objects.requireNonNull(image, "image");
        String text = requireAlt(alt);
        double scale = Math.min(1, (double) MAX_WIDTH / image.getWidth());
        int width = (int) Math.round(image.getWidth() * scale);
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        BufferedImage ground = Ink.whiteImage(width, height);
        Graphics2D g = Ink.graphics(ground);
        g.drawImage(image, 0, 0, width, height, null);
        g.dispose();
        return ofRgb(ground, text);
    }

    /**
     * Draws a chart of XChart, for what {@link Plot} does not cover. The chart is drawn larger than its nominal size, so
     * that it is sharp, but never wider than {@value #MAX_WIDTH} pixels.
     *
     * @param chart any chart of XChart
     * @param alt   one sentence or more that says what the chart shows
     * @return the figure
     * @throws IllegalStateException if {@code alt} is blank
     */
    public static Figure of(Chart<?, ?> chart, String alt) {
        Objects.requireNonNull(chart, "chart");
        String text = requireAlt(alt);
        int width = chart.getWidth();
        int height = chart.getHeight();
        double scale = Math.min(CHART_SCALE, (double) MAX_WIDTH / width);
        BufferedImage ground = Ink.whiteImage((int) Math.floor(width * scale), (int) Math.ceil(height * scale));
        Graphics2D g = Ink.graphics(ground);
        g.scale(scale, scale);
        chart.paint(g, width, height);
        g.dispose();
        return ofRgb(ground, text);
    }

    /** An opaque RGB image that is ours already. */
    static Figure ofRgb(BufferedImage image, String alt) {
        BufferedImage small = Palette.reduce(image);
        return new Figure(small.getColorModel(), small.getRaster(), alt);
    }

    static String requireAlt(String alt) {
        if (alt == null || alt.isBlank()) {
            throw new IllegalStateException("the figure has no alternative text; say in one sentence what it shows");
        }
        return alt.strip().replaceAll("\\s+", " ");
    }

    /** Whether the picture is stored with a palette of at most 256 colours. */
    boolean isIndexed() {
        return getColorModel() instanceof IndexColorModel;
    }

    /**
     * The alternative text.
     *
     * @return what the picture shows, in words
     */
    public String alt() {
        return alt;
    }

    /**
     * The alternative text, so that every kernel sends it along with the picture.
     *
     * @return what the picture shows, in words
     */
    @Override
    public String toString() {
        return alt;
    }
}
