package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ExerciseTest {

    private static String verdict(DoubleSupplier answer) {
        return Printed.by(() -> Exercise.of("1.1", "use the definition")
                .expect("entropy of a fair coin", answer, Math.log(2), 1e-9)
                .expectTrue("the answer is positive", () -> answer.getAsDouble() > 0).verdict());
    }

    @Test
    void aRightAnswerIsSolved() {
        assertThat(verdict(() -> Math.log(2))).isEqualTo("exercise 1.1: solved\n");
    }

    @Test
    void aStubIsNotYet() {
        assertThat(verdict(() -> Double.NaN)).isEqualTo("exercise 1.1: not yet. entropy of a fair coin: got NaN, "
                + "expected 0.693147181. Hint: use the definition\n");
        DoubleUnaryOperator missing = null;
        assertThat(verdict(() -> missing.applyAsDouble(1)))
                .isEqualTo("exercise 1.1: not yet. entropy of a fair coin: got null. Hint: use the definition\n");
    }

    @Test
    void aWrongAnswerShowsBothNumbersAndTheyDiffer() {
        assertThat(verdict(() -> 1)).contains("got 1.000000000, expected 0.693147181");
        // a miss smaller than the digits that the tolerance shows
        assertThat(Printed.by(() -> Exercise.of("1", "h").expect("x", () -> 1.014, 1, 0.012).verdict())).contains("got 1.014, expected 1.00");
    }

    @Test
    void anAnswerThatThrowsIsNotYet() {
        assertThat(verdict(() -> {
            throw new UnsupportedOperationException("write me\nsecond line");
        })).isEqualTo("exercise 1.1: not yet. entropy of a fair coin: the answer ended with UnsupportedOperationException "
                + "(write me). Hint: use the definition\n");
        assertThat(verdict(ExerciseTest::endless)).contains("not yet").contains("calls itself without end");
        assertThat(verdict(() -> {
            throw new AssertionError();
        })).contains("not yet");
    }

    private static double endless() {
        return 1 + endless();
    }

    @Test
    void stoppingPassesThrough() {
        assertThatThrownBy(() -> verdict(() -> {
            throw new CancellationException();
        })).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> verdict(() -> {
            throw new IllegalStateException(new InterruptedException());
        })).isInstanceOf(CancellationException.class);
        assertThatThrownBy(() -> verdict(() -> {
            throw new OutOfMemoryError();
        })).isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void everyCheckMustPass() {
        assertThat(Printed.by(() -> Exercise.of("2.3", "h").expectTrue("first", () -> true).expectTrue("second", () -> false).verdict()))
                .isEqualTo("exercise 2.3: not yet. second: got false, expected true. Hint: h\n");
        assertThat(Printed.by(() -> Exercise.of("2.4", "h")
                .expect("KL to a coin without heads", () -> Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0).verdict()))
                .isEqualTo("exercise 2.4: solved\n");
    }

    @Test
    void refusesAnExerciseThatCannotBeSolvedOrMissed() {
        assertThatThrownBy(() -> Exercise.of("1", "h").verdict()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Exercise.of("1", "h").expect("x", () -> 1, Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exercise.of("1", "h").expect("x", () -> 1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Exercise.of("1", " ")).isInstanceOf(IllegalArgumentException.class);
    }
}
