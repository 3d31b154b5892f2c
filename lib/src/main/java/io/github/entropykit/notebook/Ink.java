package io.github.entropykit.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** The house style: colours, type, strokes and the way we draw. Everything that a figure looks like is decided here. */
final class Ink {

    /** Pixels for each unit of layout: a figure is laid out 640 units wide and drawn 896 pixels wide. */
    static final double SCALE = 1.4;
    static final int WIDTH = 640;

    /**
     * Okabe and Ito's palette, distinct in all common kinds of colour vision. Source: M. Okabe, K. Ito, "Color Universal
     * Design", 2002. Its yellow is left out, because it cannot be read as a line on white.
     */
    static final Color[] SERIES = {new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7),
        new Color(0xE69F00), new Color(0x56B4E9), new Color(0x444444)};

    static final Color TITLE = new Color(0x222222);
    static final Color TEXT = new Color(0x444444);
    static final Color QUIET = new Color(0x707070);
    static final Color AXIS = new Color(0x9A9A9A);
    static final Color GRID = new Color(0xE9E9E9);

    static final Font TITLE_FONT = Type.bold(16.5f);
    static final Font SUBTITLE_FONT = Type.plain(13f);
    static final Font LABEL_FONT = Type.plain(13.5f);
    static final Font TICK_FONT = Type.plain(12.5f);
    static final Font SERIES_FONT = Type.bold(12.5f);

    static final BasicStroke HAIR = new BasicStroke(1f);

    private Ink() {
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

    static Color alpha(Color c, double opacity) {
        return new Color(c.getRed(), c.getGreen(), c.getBlue(), (int) Math.round(255 * opacity));
    }
}
