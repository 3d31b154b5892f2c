package io.github.entropykit.notebook;

import java.util.Objects;

/**
 * A number that the prose states, held against the interval in which it must lie.
 *
 * <p>A claim is made from its identifier, a statement of what the value is, the value, and an expectation. The
 * expectation ends the chain: it prints one line to {@link System#out} and throws {@link ClaimFailed} if the claim does
 * not hold, so a notebook whose numbers no longer support its text cannot run to its end.
 * <pre>{@code
 * Claim.closedForm("1.1", "ln C(100,50)").unit("nats").value(measured).near(66.7838, 1e-4);
 * // claim 1.1 holds: ln C(100,50) = 66.7838 nats, expected 66.7838 ± 0.0001 [closed form]
 * }</pre>
 *
 * <p>The provenance says where the expectation comes from: a closed form, an independent numerical computation, or a
 * separate measurement. Over several seeds the line shows mean ± sample standard deviation (divisor n - 1) and the
 * number of seeds, and the mean is what is judged. NaN never holds. Numbers are printed with as many digits as the
 * tolerance needs, and always with enough to see on which side of the bound the value lies.
 */
public final class Claim {

    private final String id;
    private final String statement;
    private final String provenance;
    private String unit = "";
    private double[] values;

    private Claim(String id, String statement, String provenance) {
        this.id = Objects.requireNonNull(id, "id");
        this.statement = Objects.requireNonNull(statement, "statement");
        this.provenance = provenance;
        if (!id.matches("\\S+")) {
            throw new IllegalArgumentException("id '" + id + "' must be one word such as \"12.3\"");
        }
        if (statement.isBlank() || statement.contains("\n") || statement.contains(", expected ")) {
            throw new IllegalArgumentException("statement of claim " + id
                    + " must be one line of text without \", expected \", because the printed line is read by tools");
        }
    }

    /**
     * A claim whose expectation follows from a formula.
     *
     * @param id        number of the claim, such as {@code "1.1"}
     * @param statement what the value is, such as {@code "ln C(100,50)"}
     * @return the claim, still without a value
     */
    public static Claim closedForm(String id, String statement) {
        return new Claim(id, statement, "closed form");
    }

    /**
     * A claim whose expectation was computed independently.
     *
     * @param id        number of the claim
     * @param statement what the value is
     * @return the claim, still without a value
     */
    public static Claim computed(String id, String statement) {
        return new Claim(id, statement, "computed");
    }

    /**
     * A claim whose expectation comes from a separate measurement.
     *
     * @param id        number of the claim
     * @param statement what the value is
     * @return the claim, still without a value
     */
    public static Claim measured(String id, String statement) {
        return new Claim(id, statement, "measured");
    }

    /**
     * Names the unit that is printed after the value.
     *
     * @param unit for example {@code "nats"}
     * @return this claim
     */
    public Claim unit(String unit) {
        this.unit = unit.isBlank() ? "" : " " + unit.strip();
        return this;
    }

    /**
     * Sets the value.
     *
     * @param value the value; NaN is allowed and never holds
     * @return this claim
     */
    public Claim value(double value) {
        values = new double[] {value};
        return this;
    }

    /**
     * Sets one value for each random seed; the mean is judged.
     *
     * @param overSeeds the values, at least two
     * @return this claim
     * @throws IllegalArgumentException if there are fewer than two values: one seed says nothing about spread
     */
    public Claim values(double... overSeeds) {
        if (overSeeds.length < 2) {
            throw new IllegalArgumentException("claim " + id + " has " + overSeeds.length
                    + " value(s) over seeds; a spread needs at least 2 (use value(x) for a single number)");
        }
        values = overSeeds.clone();
        return this;
    }

    /**
     * Expects the value within a tolerance, ends included.
     *
     * @param expected  the expected value
     * @param tolerance largest allowed distance; 0 asks for equality
     * @throws ClaimFailed if the claim does not hold
     */
    public void near(double expected, double tolerance) {
        requireFinite("expected", expected);
        requireFinite("tolerance", tolerance);
        if (tolerance < 0) {
            throw new IllegalArgumentException("tolerance of claim " + id + " is " + tolerance + "; it must be at least 0");
        }
        int decimals = Digits.decimalsFor(tolerance);
        // one decimal more where the expectation has one; below a millionth the tolerance alone says how exact it is
        int written = Math.max(Digits.needed(expected), Digits.needed(tolerance));
        decimals = Math.min(6, Math.max(decimals, Math.min(written, decimals + 1)));
        String text = tolerance == 0 ? Digits.exact(expected)
                : (expected == 0 ? "0" : Digits.fixed(expected, decimals)) + " ± " + Digits.exact(tolerance);
        judge(v -> Math.abs(v - expected) <= tolerance, tolerance == 0 ? 0 : Math.pow(10, -decimals), text);
    }

    /**
     * Expects the value in a closed interval.
     *
     * @param low  lower end
     * @param high upper end
     * @throws ClaimFailed if the claim does not hold
     */
    public void between(double low, double high) {
        requireFinite("low", low);
        requireFinite("high", high);
        if (low > high) {
            throw new IllegalArgumentException("interval of claim " + id + " is empty: low " + low + " > high " + high);
        }
        double resolution = (high - low) / 100;
        int decimals = Math.max(Digits.decimalsFor(resolution), Math.max(Digits.needed(low), Digits.needed(high)));
        String text = decimals > Digits.READABLE ? Digits.exact(low) + " to " + Digits.exact(high)
                : Digits.fixed(low, decimals) + " to " + Digits.fixed(high, decimals);
        judge(v -> low <= v && v <= high, resolution, text);
    }

    /**
     * Expects the value to be no larger than a bound.
     *
     * @param high the bound
     * @throws ClaimFailed if the claim does not hold
     */
    public void atMost(double high) {
        requireFinite("high", high);
        judge(v -> v <= high, resolution(high), "at most " + Digits.exact(high));
    }

    /**
     * Expects the value to be no smaller than a bound.
     *
     * @param low the bound
     * @throws ClaimFailed if the claim does not hold
     */
    public void atLeast(double low) {
        requireFinite("low", low);
        judge(v -> v >= low, resolution(low), "at least " + Digits.exact(low));
    }

    /**
     * Judges a statement that is true or false.
     *
     * @param truth whether the statement is true
     * @throws ClaimFailed if it is not
     */
    public void holds(boolean truth) {
        print(truth, String.valueOf(truth), "true");
    }

    /** A hundredth of the bound; a bound of 0 has no natural resolution, so the value's own size decides. */
    private static double resolution(double bound) {
        return bound == 0 ? -1 : Math.abs(bound) / 100;
    }

    private interface Expectation {
        boolean admits(double value);
    }

    private void judge(Expectation expectation, double resolution, String expected) {
        if (values == null) {
            throw new IllegalStateException("claim " + id + " has no value: call value(x) or values(x, y, z) first");
        }
        Spread spread = Spread.of(values);
        double mean = spread.mean();
        double sd = spread.sd();
        boolean holds = expectation.admits(mean);
        // where the bound says nothing of the size, two digits of the spread do, or three of the value
        int decimals = Digits.decimalsFor(resolution > 0 ? resolution : sd > 0 ? sd / 10 : Math.abs(mean) / 1000);
        // a rounded value that seems to lie on the other side of the bound would make the printed line a lie
        while (decimals < Digits.MOST && Double.isFinite(mean)
                && expectation.admits(Digits.rounded(mean, decimals)) != holds) {
            decimals++;
        }
        if (resolution == 0) {
            decimals = Math.max(decimals, Digits.needed(mean));
        }
        if (values.length == 1) {
            String shown = resolution == 0 || mean == 0 ? Digits.exact(mean) : Digits.visible(mean, decimals);
            print(holds, shown + unit, expected);
        } else {
            // one significant digit of the spread, if that costs at most two more decimals
            int forSpread = sd > 0 ? Math.min(Digits.decimalsFor(sd), decimals + 2) : decimals;
            print(holds, Digits.withSpread(mean, sd, Math.max(decimals, forSpread)) + unit
                    + " (" + values.length + " seeds)", expected);
        }
    }

    private void print(boolean holds, String value, String expected) {
        String line = "claim " + id + (holds ? " holds: " : " FAILS: ") + statement + " = " + value
                + ", expected " + expected + " [" + provenance + "]";
        System.out.println(line);
        if (!holds) {
            throw new ClaimFailed(line);
        }
    }

    private void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " of claim " + id + " is " + value + "; give a finite number");
        }
    }
}
