package io.github.entropykit.notebook;

import io.github.entropykit.calibration.ReliabilityDiagram;
import java.awt.image.BufferedImage;
import java.util.List;

/** First version: signatures only; the drawing follows. */
public final class Plot {
    private final String title;
    private String x; 
    private String y;
    private Plot(String title) { this.title = title; }
    public static Plot titled(String title) { return new Plot(title); }
    public Plot subtitle(String text) { return this; }
    public Plot x(String label) { x = label; return this; }
    public Plot y(String label) { y = label; return this; }
    public Plot logX() { return this; }
    public Plot logY() { return this; }
    public Plot xRange(double from, double to) { return this; }
    public Plot yRange(double from, double to) { return this; }
    public Plot line(String name, double[] x, double[] y) { return this; }
    public Plot markers(String name, double[] x, double[] y) { return this; }
    public Plot errorBars(String name, double[] x, double[] y, double[] sd) { return this; }
    public Plot band(String name, double[] x, double[] lower, double[] upper) { return this; }
    public Plot bars(String name, List<String> categories, double[] values) { return this; }
    public Plot bars(String name, List<String> categories, double[] values, double[] sd) { return this; }
    public Plot histogram(String name, double[] values, int bins) { return this; }
    public Plot horizontal(String name, double at) { return this; }
    public Plot vertical(String name, double at) { return this; }
    public Plot note(double atX, double atY, String text) { return this; }
    public Figure describe(String alt) {
        if (title == null || x == null || y == null) { throw new IllegalStateException("title, x and y are needed"); }
        return Figure.of(Ink.whiteImage(896, 560), alt);
    }
    public static Figure heatMap(String title, String xLabel, String yLabel, String[] columns, String[] rows,
            double[][] values, String alt) { return Figure.of(Ink.whiteImage(896, 560), alt); }
    public static Figure images(String title, List<BufferedImage> images, List<String> captions, int perRow, String alt) {
        return Figure.of(Ink.whiteImage(896, 560), alt);
    }
    public static Figure reliability(String title, ReliabilityDiagram diagram, String alt) {
        return Figure.of(Ink.whiteImage(896, 560), alt);
    }
    public static Figure reliability(String title, List<String> names, List<ReliabilityDiagram> diagrams, String alt) {
        return Figure.of(Ink.whiteImage(896, 560), alt);
    }
    public static Figure sideBySide(String alt, Figure... figures) { return Figure.of(figures[0], alt); }
}
