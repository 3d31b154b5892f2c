package io.github.entropykit.notebook;

import io.github.entropykit.training.EntropyMonitor;
import io.github.entropykit.training.EntropyMonitor.Snapshot;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What an {@link EntropyMonitor} saw, in one picture: does the network still learn, does it know what it does not know, and does
 * the signal get through its layers.
 *
 * <pre>{@code
 * EntropyMonitor monitor = EntropyMonitor.on(validation);
 * Training.of(network).listeners(monitor).fit(train);
 * Dashboard.of(monitor)
 * }</pre>
 */
public final class Dashboard {

    private static final double CURVES = 200;
    private static final double BETWEEN = 22;
    /** A unit entropy below this is none. */
    private static final double SILENT = 0.01;
    /** An error this many standard deviations above its noise floor is not noise. */
    private static final double BEYOND_NOISE = 3;

    private final List<Snapshot> snapshots;
    private final Snapshot last;
    private final int examples;
    private final double[] epochs;

    private Dashboard(List<Snapshot> snapshots, int examples) {
        this.snapshots = snapshots;
        this.examples = examples;
        last = snapshots.get(snapshots.size() - 1);
        epochs = values(Snapshot::epoch);
    }

    /**
     * Draws the dashboard with a title that says what stands out: a layer that no longer tells examples apart, confidence
     * that is not earned or not dared, or that neither is to be seen.
     *
     * @param monitor that has seen an epoch or more
     * @return the figure, 896 pixels wide; its alternative text gives the numbers
     * @throws IllegalArgumentException if the monitor has seen no epoch yet
     */
    public static Figure of(EntropyMonitor monitor) {
        return of(monitor, null);
    }

    /**
     * Draws the dashboard with a title of your own.
     *
     * @param monitor that has seen an epoch or more
     * @param title what the picture shows, best as a finding
     * @return the figure, 896 pixels wide; its alternative text gives the numbers
     * @throws IllegalArgumentException if the monitor has seen no epoch yet
     */
    public static Figure of(EntropyMonitor monitor, String title) {
        if (monitor.snapshots().isEmpty()) {
            throw new IllegalArgumentException("monitor has seen no epoch yet: add it to the listeners of a training, and train");
        }
        return draw(monitor.snapshots(), monitor.examples(), title);
    }

    static Figure draw(List<Snapshot> snapshots, int examples, String title) {
        Type.require();
        Dashboard dashboard = new Dashboard(snapshots, examples);
        return dashboard.draw(title == null ? dashboard.finding() : title);
    }

    private Figure draw(String title) {
        double width = Ink.WIDTH - 2 * Panel.MARGIN;
        double heading = Canvas.headingHeight(width, title, subtitle());
        LayerStrips strips = new LayerStrips(snapshots);
        Canvas canvas = new Canvas(Ink.WIDTH, 6 + heading + 12 + CURVES + 16 + strips.height() + 8);
        canvas.heading(Panel.MARGIN, 6, width, title, subtitle());
        double y = 6 + heading + 12;
        double column = (width - 2 * BETWEEN) / 3;
        List<Plot> plots = List.of(losses(), accuracy(), calibration());
        for (int i = 0; i < plots.size(); i++) {
            double x = Panel.MARGIN + i * (column + BETWEEN);
            if (plots.get(i).series().isEmpty()) {
                canvas.text(plots.get(i).title() + ": no number", x, y + 14, 0, Ink.SMALL_FONT, Ink.QUIET);
            } else {
                new Curves(plots.get(i)).paint(canvas, x, y, column, CURVES);
            }
        }
        strips.paint(canvas, Panel.MARGIN, y + CURVES + 16, width);
        return canvas.figure(alt(title));
    }

    // --- The three plots ---------------------------------------------------------------------------------------------

    private Plot losses() {
        Plot plot = plot("Log loss and entropy (nats)");
        line(plot, "training", Snapshot::trainLogLoss);
        line(plot, "held out", Snapshot::logLoss);
        line(plot, "entropy", Snapshot::entropy);
        Snapshot best = best();
        return best.logLoss() < 0.9 * last.logLoss() ? plot.vertical("lowest loss", best.epoch()) : plot;
    }

    private Plot accuracy() {
        Plot plot = plot("Accuracy and confidence");
        line(plot, "accuracy", Snapshot::accuracy);
        line(plot, "confidence", Snapshot::confidence);
        double[][] low = Curves.finite(epochs, values(s -> Math.min(s.accuracy(), s.confidence())));
        double[][] high = Curves.finite(epochs, values(s -> Math.max(s.accuracy(), s.confidence())));
        return low[0].length < 2 ? plot : plot.band("confidence", low[0], low[1], high[1]);
    }

    private Plot calibration() {
        Plot plot = plot("Calibration error (ECE)");
        line(plot, "measured", Snapshot::ece);
        line(plot, "noise floor ± 2 sd", s -> s.floor().mean());
        double[][] low = Curves.finite(epochs, values(s -> Math.max(0, s.floor().mean() - 2 * s.floor().sd())));
        double[][] high = Curves.finite(epochs, values(s -> s.floor().mean() + 2 * s.floor().sd()));
        return low[0].length < 2 ? plot : plot.band("noise floor ± 2 sd", low[0], low[1], high[1]);
    }

    private Plot plot(String title) {
        Plot plot = Plot.titled(title).x("Epoch").y(title);
        return epochs.length == 1 ? plot.xRange(epochs[0] - 1, epochs[0] + 1) : plot;
    }

    private void line(Plot plot, String name, ToDoubleFunction<Snapshot> value) {
        double[][] points = Curves.finite(epochs, values(value));
        if (points[0].length == 1) {
            plot.markers(name, points[0], points[1]);
        } else if (points[0].length > 1) {
            plot.line(name, points[0], points[1]);
        }
    }

    private double[] values(ToDoubleFunction<Snapshot> value) {
        return snapshots.stream().mapToDouble(value).toArray();
    }

    // --- The words ---------------------------------------------------------------------------------------------------

    /** What stands out after the last epoch. */
    String finding() {
        if (Double.isNaN(last.logLoss())) {
            return "The network's output is no longer a number";
        }
        List<LayerStrips.Row> rows = LayerStrips.rows(last.layers());
        for (LayerStrips.Row row : rows) {
            double entropy = last.layers().get(row.output()).entropy();
            if (entropy < SILENT) {
                return "The signal is lost: in " + row.name() + " units carry " + format("%.3f nats", entropy);
            }
        }
        double gap = last.confidence() - last.accuracy();
        if (last.ece() > last.floor().mean() + BEYOND_NOISE * last.floor().sd()) {
            String how = gap > last.ece() / 2 ? "Over-confident" : gap < -last.ece() / 2 ? "Under-confident" : "Miscalibrated";
            return format("%s: accuracy %.3f, mean confidence %.3f", how, last.accuracy(), last.confidence());
        }
        return format("No miscalibration to be seen: ECE %.3f, noise floor %.3f", last.ece(), last.floor().mean());
    }

    private String subtitle() {
        Snapshot best = best();
        String loss = format("%.3f", last.logLoss());
        String lowest = format("%.3f", best.logLoss());
        return format("Epoch %d: log loss ", last.epoch()) + loss
                + (lowest.equals(loss) ? "" : " (lowest " + lowest + " in epoch " + best.epoch() + ")")
                + format(", entropy %.3f nats; %,d held-out examples", last.entropy(), examples);
    }

    private Snapshot best() {
        Snapshot best = last;
        for (Snapshot s : snapshots) {
            best = s.logLoss() < best.logLoss() ? s : best;
        }
        return best;
    }

    private String alt(String title) {
        Snapshot first = snapshots.get(0);
        StringBuilder alt = new StringBuilder(title).append(". ").append(subtitle()).append(". ");
        if (snapshots.size() > 1) {
            alt.append(format("From epoch 1 to %d: log loss in training %.3f to %.3f, held out %.3f to %.3f nats; "
                    + "predictive entropy %.3f to %.3f nats; accuracy %.3f to %.3f; confidence %.3f to %.3f; calibration error %.3f to "
                    + "%.3f, where noise alone would give %.3f to %.3f. ", last.epoch(), first.trainLogLoss(), last.trainLogLoss(),
                    first.logLoss(), last.logLoss(), first.entropy(), last.entropy(), first.accuracy(), last.accuracy(),
                    first.confidence(), last.confidence(), first.ece(), last.ece(), first.floor().mean(), last.floor().mean()));
        }
        alt.append("Layers at the end:");
        for (LayerStrips.Row row : LayerStrips.rows(last.layers())) {
            EntropyMonitor.Layer out = last.layers().get(row.output());
            EntropyMonitor.Layer weights = last.layers().get(row.weights());
            alt.append(format(" %s unit entropy %.2f nats, variance %s, dead units %.0f %%", row.name(), out.entropy(),
                    LayerStrips.brief(out.variance()), 100 * out.dead()));
            if (!Double.isNaN(weights.gradientNorm())) {
                alt.append(", gradient norm ").append(LayerStrips.brief(weights.gradientNorm()));
            }
            if (!Double.isNaN(weights.weightNorm())) {
                alt.append(", weight norm ").append(LayerStrips.brief(weights.weightNorm()));
            }
            alt.append(';');
        }
        return alt.substring(0, alt.length() - 1) + ".";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
