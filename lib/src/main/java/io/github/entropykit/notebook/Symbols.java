package io.github.entropykit.notebook;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shapes of markers: a second cue beside colour. All look about equally large. */
final class Symbols {

    private Symbols() {
    }

    static Shape shape(int kind, double x, double y, double size) {
        double r = size / 2;
        switch (kind % 7) {
            case 0:
                return new Ellipse2D.Double(x - r, y - r, size, size);
            case 1:
                double side = 0.88 * size;
                return new Rectangle2D.Double(x - side / 2, y - side / 2, side, side);
            case 2:
                return polygon(x, y + 0.1 * r, 1.25 * r, 3, -90);
            case 3:
                return polygon(x, y, 1.2 * r, 4, -90);
            case 4:
                return polygon(x, y - 0.1 * r, 1.25 * r, 3, 90);
            case 5:
                return polygon(x, y, 1.12 * r, 5, -90);
            default:
                return polygon(x, y, 1.1 * r, 6, 0);
        }
    }

    private static Shape polygon(double x, double y, double radius, int corners, double degrees) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < corners; i++) {
            double angle = Math.toRadians(degrees + i * 360.0 / corners);
            double px = x + radius * Math.cos(angle);
            double py = y + radius * Math.sin(angle);
            if (i == 0) {
                path.moveTo(px, py);
            } else {
                path.lineTo(px, py);
            }
        }
        path.closePath();
        return path;
    }
}
