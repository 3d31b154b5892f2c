package io.github.entropykit.notebook;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Small images in rows, each pixel a square of whole screen pixels. */
final class ImageGrid {

    /** Images are not blown up beyond this, in pixels: few small images shall not make a coarse figure. */
    private static final int LARGEST = 182;
    private static final int LEAST_GAP = 2;
    private static final int MOST_GAP = 16;

    private ImageGrid() {
    }

    static Figure draw(String title, List<BufferedImage> images, List<String> captions, int perRow, String alt) {
        Type.require();
        check(images, captions, perRow);
        double width = Ink.WIDTH - 2 * Panel.MARGIN;
        int w = images.get(0).getWidth();
        int h = images.get(0).getHeight();
        int columns = Math.min(perRow, images.size());
        int room = (int) (width * Ink.SCALE);
        double zoom = Math.min(LARGEST, (room - (columns - 1) * LEAST_GAP) / columns) / (double) w;
        // whole factors keep every pixel of the image equally large
        zoom = zoom >= 1 ? Math.floor(zoom) : zoom;
        double tileWidth = w * zoom / Ink.SCALE;
        double tileHeight = h * zoom / Ink.SCALE;
        Font font = columns > 8 ? Ink.SMALL_FONT : Ink.TICK_FONT;
        // captions may be somewhat wider than their images, as far as the sheet allows
        double widestStep = columns == 1 ? width : (width - tileWidth) / (columns - 1);
        double step = Math.min(widestStep, Math.max(tileWidth + MOST_GAP / Ink.SCALE,
                Math.min(1.3 * tileWidth, Canvas.widest(captions, font) + 10)));
        List<List<String>> lines = new ArrayList<>();
        int mostLines = 0;
        for (String caption : captions) {
            lines.add(wrapped(caption, font, step - 4));
            mostLines = Math.max(mostLines, lines.get(lines.size() - 1).size());
        }
        double below = mostLines == 0 ? MOST_GAP / Ink.SCALE : mostLines * Canvas.lineHeight(font) + 14;
        int rows = (images.size() + columns - 1) / columns;
        double heading = Canvas.headingHeight(width, title, "") + 10;
        Canvas canvas = new Canvas(Ink.WIDTH, 6 + heading + rows * (tileHeight + below) + 4);
        canvas.heading(Panel.MARGIN, 6, width, title, "");
        for (int i = 0; i < images.size(); i++) {
            double x = Canvas.snap(Panel.MARGIN + i % columns * step);
            double y = Canvas.snap(6 + heading + i / columns * (tileHeight + below));
            tile(canvas, images.get(i), x, y, zoom);
            double baseline = y + tileHeight + 5 + 0.8 * font.getSize2D();
            for (String line : mostLines == 0 ? List.<String>of() : lines.get(i)) {
                canvas.text(line, x, baseline, 0, font, Ink.TEXT);
                baseline += Canvas.lineHeight(font);
            }
        }
        return canvas.figure(alt);
    }

    /** At most two lines, the second cut if need be. */
    private static List<String> wrapped(String caption, Font font, double width) {
        List<String> lines = Canvas.wrap(caption, font, width);
        if (lines.size() > 2) {
            lines = List.of(lines.get(0), String.join(" ", lines.subList(1, lines.size())));
        }
        List<String> fitted = new ArrayList<>();
        for (String line : lines) {
            fitted.add(Canvas.fit(line, font, width));
        }
        return fitted;
    }

    private static void check(List<BufferedImage> images, List<String> captions, int perRow) {
        if (images.isEmpty() || perRow < 1) {
            throw new IllegalArgumentException(images.size() + " images, " + perRow + " in a row: give at least one of each");
        }
        if (!captions.isEmpty() && captions.size() != images.size()) {
            throw new IllegalArgumentException(captions.size() + " captions for " + images.size()
                    + " images; give one for each, or none at all");
        }
        for (int i = 1; i < images.size(); i++) {
            BufferedImage image = images.get(i);
            if (image.getWidth() != images.get(0).getWidth() || image.getHeight() != images.get(0).getHeight()) {
                throw new IllegalArgumentException("image " + i + " is " + image.getWidth() + " x " + image.getHeight()
                        + ", image 0 is " + images.get(0).getWidth() + " x " + images.get(0).getHeight()
                        + "; all must be of one size");
            }
        }
    }

    private static void tile(Canvas canvas, BufferedImage image, double x, double y, double zoom) {
        Graphics2D g = (Graphics2D) canvas.g.create();
        AffineTransform pixels = AffineTransform.getTranslateInstance(Math.rint(x * Ink.SCALE), Math.rint(y * Ink.SCALE));
        pixels.scale(zoom, zoom);
        g.setTransform(pixels);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, zoom >= 1
                ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(image, 0, 0, null);
        g.dispose();
        // a fine frame shows where a white image ends
        double width = image.getWidth() * zoom / Ink.SCALE;
        double height = image.getHeight() * zoom / Ink.SCALE;
        double hair = 1 / Ink.SCALE;
        canvas.fill(x - hair, y - hair, width + 2 * hair, hair, Ink.GRID);
        canvas.fill(x - hair, y + height, width + 2 * hair, hair, Ink.GRID);
        canvas.fill(x - hair, y, hair, height, Ink.GRID);
        canvas.fill(x + width, y, hair, height, Ink.GRID);
    }
}
