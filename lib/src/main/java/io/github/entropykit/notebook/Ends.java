package io.github.entropykit.notebook;

/** Where lines leave the plot, which is where their names go. */
final class Ends {

    private Ends() {
    }

    /**
     * Height of a line at its right end inside the range, NaN if it has none there: it ends well before the right edge, or
     * does not run from left to right.
     */
    static double atRight(Series line, double[] xRange) {
        double[] x = line.x();
        double[] y = line.y();
        double edge = xRange[1];
        int last = -1;
        for (int i = 0; i < x.length; i++) {
            if (i > 0 && x[i] < x[i - 1]) {
                return Double.NaN;
            }
            if (x[i] <= edge) {
                last = i;
            }
        }
        if (last < 0) {
            return Double.NaN;
        }
        if (last + 1 < x.length) {
            double share = (edge - x[last]) / (x[last + 1] - x[last]);
            return y[last] + share * (y[last + 1] - y[last]);
        }
        boolean reaches = edge - x[last] <= 0.06 * (edge - xRange[0]) || x[last] > 0 && edge / x[last] < 1.6 && xRange[0] > 0
                && Math.log(edge / x[last]) <= 0.06 * Math.log(edge / xRange[0]);
        return reaches ? y[last] : Double.NaN;
    }
}
