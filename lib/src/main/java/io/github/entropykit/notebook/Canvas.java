package io.github.entropykit.notebook;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A white sheet measured in layout units, {@link Ink#SCALE} pixels each.
 *
 * <p>Text is filled as outlines: glyphs then stand where the layout puts them, not at whole pixels, and the same font
 * gives the same pixels whatever the machine's font settings are.
 */
final class Canvas {

    static final FontRenderContext FONTS = new FontRenderContext(null, true, true);

    final Graphics2D g;
    private final BufferedImage image;

    Canvas(double width, double height) {
        image = Ink.whiteImage((int) Math.round(width * Ink.SCALE), (int) Math.ceil(height * Ink.SCALE));
        g = Ink.graphics(image);
        g.scale(Ink.SCALE, Ink.SCALE);
    }

    Figure figure(String alt) {
        g.dispose();
        return Figure.ofRgb(image, alt);
    }

    /** Rounds to a whole pixel, so that thin lines and edges of bars are crisp. */
    static double snap(double units) {
        return Math.round(units * Ink.SCALE) / Ink.SCALE;
    }

    static double width(String text, Font font) {
        return text.isEmpty() ? 0 : glyphs(text, font).getLogicalBounds().getWidth();
    }

    static double widest(List<String> texts, Font font) {
        double widest = 0;
        for (String text : texts) {
            widest = Math.max(widest, width(text, font));
        }
        return widest;
    }

    static double lineHeight(Font font) {
        return font.getSize2D() * 1.3;
    }

    private static GlyphVector glyphs(String text, Font font) {
        Type.require();
        char[] chars = text.toCharArray();
        return Type.forText(font, text).layoutGlyphVector(FONTS, chars, 0, chars.length, Font.LAYOUT_LEFT_TO_RIGHT);
    }

    /** Breaks at blanks so that every line fits, as far as single words do. */
    static List<String> wrap(String text, Font font, double width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (line.length() > 0 && width(line + " " + word, font) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Shortens to one line with an ellipsis. */
    static String fit(String text, Font font, double width) {
        String cut = text;
        while (cut.length() > 1 && width(cut, font) > width) {
            cut = cut.substring(0, cut.endsWith("…") ? cut.length() - 2 : cut.length() - 1).stripTrailing() + "…";
        }
        return cut;
    }

    /** One line of text; anchor 0 puts its left end at x, 0.5 its middle, 1 its right end. */
    void text(String text, double x, double baseline, double anchor, Font font, Color colour) {
        if (text.isEmpty()) {
            return;
        }
        GlyphVector glyphs = glyphs(text, font);
        double left = x - anchor * glyphs.getLogicalBounds().getWidth();
        g.setColor(colour);
        g.fill(glyphs.getOutline((float) left, (float) baseline));
    }

    /** Text on a white rim, readable on top of lines. */
    void haloText(String text, double x, double baseline, double anchor, Font font, Color colour) {
        if (text.isEmpty()) {
            return;
        }
        GlyphVector glyphs = glyphs(text, font);
        Shape outline = glyphs.getOutline((float) (x - anchor * glyphs.getLogicalBounds().getWidth()), (float) baseline);
        g.setColor(Ink.alpha(Color.WHITE, 0.9));
        g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(outline);
        g.setColor(colour);
        g.fill(outline);
    }

    /** Baseline of text whose capitals are centred at y. */
    static double centred(double y, Font font) {
        return y + 0.36 * font.getSize2D();
    }

    void line(double x1, double y1, double x2, double y2, Color colour, Stroke stroke) {
        g.setColor(colour);
        g.setStroke(stroke);
        g.draw(new Line2D.Double(x1, y1, x2, y2));
    }

    void horizontalHair(double x1, double x2, double y, Color colour) {
        fill(x1, snap(y), x2 - x1, 1 / Ink.SCALE, colour);
    }

    void verticalHair(double x, double y1, double y2, Color colour) {
        fill(snap(x), y1, 1 / Ink.SCALE, y2 - y1, colour);
    }

    void fill(double x, double y, double width, double height, Color colour) {
        g.setColor(colour);
        g.fill(new Rectangle2D.Double(x, y, width, height));
    }

    /** Title, and the subtitle below it, both at the left; returns the height used. */
    double heading(double x, double y, double width, String title, String subtitle) {
        double at = y;
        for (String line : wrap(title, Ink.TITLE_FONT, width)) {
            at += lineHeight(Ink.TITLE_FONT);
            text(line, x, at - 4, 0, Ink.TITLE_FONT, Ink.TITLE);
        }
        if (!subtitle.isEmpty()) {
            for (String line : wrap(subtitle, Ink.SUBTITLE_FONT, width)) {
                at += lineHeight(Ink.SUBTITLE_FONT);
                text(line, x, at - 3, 0, Ink.SUBTITLE_FONT, Ink.QUIET);
            }
        }
        return at - y;
    }

    static double headingHeight(double width, String title, String subtitle) {
        double height = wrap(title, Ink.TITLE_FONT, width).size() * lineHeight(Ink.TITLE_FONT);
        return subtitle.isEmpty() ? height
                : height + wrap(subtitle, Ink.SUBTITLE_FONT, width).size() * lineHeight(Ink.SUBTITLE_FONT);
    }
}
