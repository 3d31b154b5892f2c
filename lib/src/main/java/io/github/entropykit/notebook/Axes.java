package io.github.entropykit.notebook;

import java.awt.geom.Rectangle2D;
import java.util.List;

/** Grid, axis lines and tick labels around a data area. */
final class Axes {

    private final Canvas canvas;
    private final Rectangle2D area;
    private final Scale across;
    private final Scale up;

    Axes(Canvas canvas, Rectangle2D area, Scale across, Scale up) {
        this.canvas = canvas;
        this.area = area;
        this.across = across;
        this.up = up;
    }

    /**
     * Paints everything that lies below the data.
     *
     * @param downwards whether the vertical axis runs from top to bottom, as names do
     * @param farLeft   where the text at the left may begin
     */
    void paint(boolean downwards, double farLeft) {
        grid(downwards);
        double textX = area.getX() - 7;
        for (int i = 0; i < up.ticks.length; i++) {
            double y = y(up.ticks[i], downwards);
            if (up.categories) {
                names(up.labels.get(i), textX, y, textX - farLeft);
            } else {
                canvas.text(up.labels.get(i), textX, Canvas.centred(y, Ink.TICK_FONT), 1, Ink.TICK_FONT, Ink.QUIET);
            }
        }
        double below = area.getMaxY() + 6 + 0.8 * Ink.TICK_FONT.getSize2D();
        double slot = area.getWidth() / Math.max(1, across.ticks.length);
        int every = across.categories
                ? (int) Math.max(1, Math.ceil((Math.min(60, Canvas.widest(across.labels, Ink.TICK_FONT)) + 4) / slot)) : 1;
        every = across.ticks.length <= 24 ? 1 : (int) Scale.step(0, every, 1);
        for (int i = 0; i < across.ticks.length; i += every) {
            double x = area.getX() + across.at(across.ticks[i]) * area.getWidth();
            double line = below;
            List<String> lines = across.categories && every == 1
                    ? Canvas.wrap(across.labels.get(i), Ink.TICK_FONT, slot - 4) : List.of(across.labels.get(i));
            for (String text : lines) {
                canvas.text(text, x, line, 0.5, Ink.TICK_FONT, across.categories ? Ink.TEXT : Ink.QUIET);
                line += Canvas.lineHeight(Ink.TICK_FONT);
            }
        }
    }

    private void grid(boolean downwards) {
        for (double tick : up.minor) {
            canvas.horizontalHair(area.getX(), area.getMaxX(), y(tick, downwards), Ink.MINOR_GRID);
        }
        for (double tick : across.minor) {
            canvas.verticalHair(area.getX() + across.at(tick) * area.getWidth(), area.getY(), area.getMaxY(), Ink.MINOR_GRID);
        }
        if (!up.categories) {
            for (double tick : up.ticks) {
                boolean zero = tick == 0 && up.low < 0;
                canvas.horizontalHair(area.getX(), area.getMaxX(), y(tick, downwards), zero ? Ink.AXIS : Ink.GRID);
            }
        }
        if (!across.categories) {
            for (double tick : across.ticks) {
                canvas.verticalHair(area.getX() + across.at(tick) * area.getWidth(), area.getY(), area.getMaxY(), Ink.GRID);
            }
        }
        if (up.categories) {
            canvas.verticalHair(area.getX() + Math.max(0, Math.min(1, across.log ? 0 : across.at(0))) * area.getWidth(),
                    area.getY(), area.getMaxY(), Ink.AXIS);
        } else {
            canvas.horizontalHair(area.getX(), area.getMaxX(), area.getMaxY(), Ink.AXIS);
        }
    }

    private void names(String name, double right, double y, double room) {
        List<String> lines = Canvas.wrap(name, Ink.TICK_FONT, room);
        double step = Canvas.lineHeight(Ink.TICK_FONT);
        double at = y - (lines.size() - 1) * step / 2;
        for (String line : lines) {
            canvas.text(line, right, Canvas.centred(at, Ink.TICK_FONT), 1, Ink.TICK_FONT, Ink.TEXT);
            at += step;
        }
    }

    private double y(double value, boolean downwards) {
        double at = up.at(value);
        return downwards ? area.getY() + at * area.getHeight() : area.getMaxY() - at * area.getHeight();
    }
}
