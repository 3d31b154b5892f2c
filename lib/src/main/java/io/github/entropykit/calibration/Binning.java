package io.github.entropykit.calibration;

import java.util.Arrays;

/** Which bin a probability falls into. */
interface Binning {
    int bins();

    int of(double c);

    double lower(int j);

    double upper(int j);

    /** Bins of equal width. Bin j is {@code j/bins <= c < (j+1)/bins}, the last one closed. */
    static Binning equalWidth(int bins) {
        return new EqualWidth(bins, false);
    }

    /** Bins of equal width. Bin j is {@code j/bins < c <= (j+1)/bins}, the first one closed. */
    static Binning rightClosed(int bins) {
        return new EqualWidth(bins, true);
    }

    /** At most {@code bins} bins with as equal a number of the given values as ties allow. */
    static Binning equalMass(double[] values, int bins) {
        return new EqualMass(values, bins);
    }

    /**
     * The edges are the doubles that {@code (double) j / bins} gives.
     *
     * <p>The product c·bins alone is not enough: it is rounded, and 0.58 · 50 gives 28.999999999999996 although
     * 0.58 is the edge 29/50 itself. So the product is a first guess, at most one bin off, and the edges decide.
     */
    final class EqualWidth implements Binning {
        private final double[] edges;
        /** Bin j takes what is at least from[j] and less than from[j + 1]; a bin too many takes nothing. */
        private final double[] from;

        EqualWidth(int bins, boolean rightClosed) {
            edges = new double[bins + 1];
            from = new double[bins + 2];
            for (int j = 0; j <= bins; j++) {
                edges[j] = (double) j / bins;
                // To be above an edge is to be at least the next double.
                from[j] = rightClosed ? Math.nextUp(edges[j]) : edges[j];
            }
            from[0] = Double.NEGATIVE_INFINITY;
            from[bins] = Double.POSITIVE_INFINITY;
            from[bins + 1] = Double.POSITIVE_INFINITY;
        }

        @Override
        public int bins() {
            return edges.length - 1;
        }

        @Override
        public int of(double c) {
            // Added to 1.5 · 2^52 a number is rounded to a whole one, which then stands in the last bits: quicker than a cast.
            int j = Math.min((int) Double.doubleToRawLongBits(c * bins() - 0.5 + 0x1.8p52), bins());
            return c >= from[j + 1] ? j + 1 : c < from[j] ? j - 1 : j;
        }

        @Override
        public double lower(int j) {
            return edges[j];
        }

        @Override
        public double upper(int j) {
            return edges[j + 1];
        }
    }

    /**
     * Equal values share a bin. In a sorted list of N, those that fill the ranks from {@code first} to before {@code last}
     * have the middle rank m = (first + last)/2, and go to bin ⌊bins·m/N⌋ of the {@code bins} equal parts of 0 to N; parts
     * that get nothing are dropped. Without ties the sizes differ by one at most.
     */
    final class EqualMass implements Binning {
        private final double[] lower;
        private final double[] upper;
        /** Where a value between two bins changes sides: halfway. */
        private final double[] cut;

        EqualMass(double[] values, int bins) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double[] least = new double[Math.min(bins, sorted.length)];
            double[] largest = new double[least.length];
            int used = 0;
            long before = -1;
            int last;
            for (int first = 0; first < sorted.length; first = last) {
                last = first + 1;
                while (last < sorted.length && sorted[last] == sorted[first]) {
                    last++;
                }
                long part = ((long) first + last) * bins / (2L * sorted.length);
                if (part != before) {
                    least[used++] = sorted[first];
                    before = part;
                }
                largest[used - 1] = sorted[first];
            }
            lower = Arrays.copyOf(least, used);
            upper = Arrays.copyOf(largest, used);
            cut = new double[used - 1];
            for (int j = 0; j < cut.length; j++) {
                double middle = upper[j] + (lower[j + 1] - upper[j]) / 2;
                cut[j] = middle < lower[j + 1] ? middle : upper[j];
            }
        }

        @Override
        public int bins() {
            return upper.length;
        }

        @Override
        public int of(double c) {
            int found = Arrays.binarySearch(cut, c);
            return found >= 0 ? found : -found - 1;
        }

        @Override
        public double lower(int j) {
            return lower[j];
        }

        @Override
        public double upper(int j) {
            return upper[j];
        }
    }
}
