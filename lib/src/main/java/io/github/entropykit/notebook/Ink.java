package io.github.entropykit.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** The house style: colours, type, strokes and the way we draw. What a figure looks like is decided here. */
final class Ink {

    /** Pixels for each unit of layout: a figure is laid out 640 units wide and drawn 896 pixels wide. */
    static final double SCALE = 1.4;
    static final int WIDTH = 640;

    /**
     * Okabe and Ito's palette, distinct in all common kinds of colour vision. Source: M. Okabe, K. Ito, "Color Universal
     * Design", 2002. Its yellow is left out, because a yellow line cannot be seen on white; their black is a dark grey.
     */
    private static final Color[] SERIES = {new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73),
        new Color(0xCC79A7), new Color(0xE69F00), new Color(0x56B4E9), new Color(0x444444)};

    /** A second cue beside colour: how a line is dashed. */
    private static final float[][] DASHES = {null, {8, 3.5f}, {2.2f, 2.6f}, {9, 3, 2, 3}, {14, 4}, {5, 2.5f},
        {9, 2.5f, 2, 2.5f, 2, 2.5f}};

    static final Color TITLE = new Color(0x1F1F1F);
    static final Color TEXT = new Color(0x3F3F3F);
    static final Color QUIET = new Color(0x6B6B6B);
    static final Color AXIS = new Color(0x8C8C8C);
    static final Color GRID = new Color(0xE8E8E8);
    static final Color MINOR_GRID = new Color(0xF4F4F4);
    static final Color REFERENCE = new Color(0x555555);

    static final Font TITLE_FONT = Type.bold(16);
    static final Font SUBTITLE_FONT = Type.plain(13);
    static final Font LABEL_FONT = Type.plain(13);
    static final Font TICK_FONT = Type.plain(12);
    static final Font SERIES_FONT = Type.bold(12.5);
    static final Font SMALL_FONT = Type.plain(11);

    static final float LINE = 2.1f;
    static final double MARKER = 8;
    static final BasicStroke HAIR = new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

    private Ink() {
    }

    static Color colour(int slot) {
        return SERIES[slot % SERIES.length];
    }

    static BasicStroke stroke(int pattern) {
        float[] dash = DASHES[pattern % DASHES.length];
        return dash == null ? new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
    }

    static BasicStroke referenceStroke() {
        return new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0);
    }

    static Color alpha(Color c, double opacity) {
        return new Color(c.getRed(), c.getGreen(), c.getBlue(), (int) Math.round(255 * opacity));
    }

    /** What a translucent colour looks like on white, as an opaque colour. */
    static Color tint(Color c, double opacity) {
        return new Color(mix(c.getRed(), opacity), mix(c.getGreen(), opacity), mix(c.getBlue(), opacity));
    }

    private static int mix(int channel, double opacity) {
        return (int) Math.round(255 + (channel - 255) * opacity);
    }

    static BufferedImage whiteImage(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.dispose();
        return image;
    }

    static Graphics2D graphics(BufferedImage image) {
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        return g;
    }
}
