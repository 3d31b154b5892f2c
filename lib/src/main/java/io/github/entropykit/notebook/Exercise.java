package io.github.entropykit.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/**
 * The check below an exercise: it says "solved", or what is not right yet together with a hint.
 *
 * <pre>{@code
 * Exercise.of("1.1", "count how often each outcome occurs, then divide")
 *         .expect("entropy of a fair coin", () -> entropy.applyAsDouble(fairCoin), Math.log(2), 1e-12)
 *         .verdict();
 * // exercise 1.1: not yet. entropy of a fair coin: got NaN, expected 0.693147180560. Hint: count how often ...
 * }</pre>
 *
 * <p>An answer that is missing (NaN, null) or that throws gives "not yet", never an exception, so that a notebook whose
 * exercises are still open runs to its end. Only what stops a program on purpose passes through: cancellation,
 * interruption and errors of the virtual machine itself, except for a stack overflow, which is an unfinished recursion.
 */
public final class Exercise {

    private interface Check {
        /** What is wrong, or null. */
        String complaint();
    }

    private record Named(String what, Check check) {
    }

    private final String id;
    private final String hint;
    private final List<Named> checks = new ArrayList<>();

    private Exercise(String id, String hint) {
        this.id = id;
        this.hint = hint;
    }

    /**
     * Starts the check of an exercise.
     *
     * @param id   number of the exercise, such as {@code "1.1"}
     * @param hint one sentence that is shown until the exercise is solved
     * @return an exercise without checks
     */
    public static Exercise of(String id, String hint) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(hint, "hint");
        if (!id.matches("\\S+") || hint.isBlank() || hint.contains("\n")) {
            throw new IllegalArgumentException("an exercise needs a number of one word and a hint of one line, got '"
                    + id + "' and '" + hint + "'");
        }
        return new Exercise(id, hint.strip());
    }

    /**
     * Adds the expectation of a number. The answer is evaluated by {@link #verdict()}.
     *
     * @param what      names the number for the learner
     * @param actual    the learner's answer
     * @param expected  the right value, possibly infinite
     * @param tolerance largest allowed distance
     * @return this exercise
     */
    public Exercise expect(String what, DoubleSupplier actual, double expected, double tolerance) {
        if (Double.isNaN(expected) || !(tolerance >= 0)) {
            throw new IllegalArgumentException("exercise " + id + ", " + what + ": expected " + expected
                    + " with tolerance " + tolerance + " cannot be met; give numbers and a tolerance of at least 0");
        }
        checks.add(new Named(what, () -> {
            double got = actual.getAsDouble();
            if (got == expected || Math.abs(got - expected) <= tolerance) {
                return null;
            }
            int decimals = Math.max(Digits.decimalsFor(tolerance), tolerance == 0 ? Digits.needed(expected) : 0);
            String shown = Digits.fixed(got, decimals);
            String right = Digits.fixed(expected, decimals);
            // a miss that rounding hides is shown with more digits
            while (decimals < Digits.MOST && Double.isFinite(got)
                    && Math.abs(Digits.rounded(got, decimals) - expected) <= tolerance) {
                decimals++;
                shown = Digits.fixed(got, decimals);
            }
            return "got " + shown + ", expected " + right;
        }));
        return this;
    }

    /**
     * Adds a condition. It is evaluated by {@link #verdict()}.
     *
     * @param what      names the condition for the learner
     * @param condition must be true once the exercise is solved
     * @return this exercise
     */
    public Exercise expectTrue(String what, BooleanSupplier condition) {
        checks.add(new Named(what, () -> condition.getAsBoolean() ? null : "got false, expected true"));
        return this;
    }

    /**
     * Prints one line: {@code exercise 1.1: solved}, or {@code exercise 1.1: not yet.} with the first check that fails
     * and the hint.
     *
     * @throws IllegalStateException if no check was added
     */
    public void verdict() {
        if (checks.isEmpty()) {
            throw new IllegalStateException("exercise " + id + " has nothing to check: call expect or expectTrue first");
        }
        for (Named named : checks) {
            String complaint = complaint(named.check());
            if (complaint != null) {
                System.out.println("exercise " + id + ": not yet. " + named.what() + ": " + complaint + ". Hint: " + hint);
                return;
            }
        }
        System.out.println("exercise " + id + ": solved");
    }

    private static String complaint(Check check) {
        try {
            return check.complaint();
        } catch (CancellationException stop) {
            throw stop;
        } catch (NullPointerException e) {
            return "got null";
        } catch (StackOverflowError e) {
            return "the answer calls itself without end";
        } catch (Exception | AssertionError | LinkageError e) {
            // no supplier declares it, but a learner's code may wrap it, and a kernel may throw it through
            if (e instanceof InterruptedException || e.getCause() instanceof InterruptedException) {
                throw (CancellationException) new CancellationException("interrupted").initCause(e);
            }
            String message = e.getMessage() == null ? "" : " (" + e.getMessage().lines().findFirst().orElse("") + ")";
            return "the answer ended with " + e.getClass().getSimpleName() + message;
        }
    }
}
