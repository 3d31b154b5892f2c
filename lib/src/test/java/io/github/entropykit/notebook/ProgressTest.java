package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void leavesOneCleanLine() {
        String stream = Printed.by(() -> {
            try (var progress = Progress.of("Training 3 networks", 300, "epochs")) {
                for (int i = 0; i < 300; i++) {
                    progress.step("loss 0." + i);
                }
            }
        });
        assertThat(stream).endsWith("\n");
        assertThat(Printed.finalLines(stream).stripTrailing()).isEqualTo("Training 3 networks: 300 of 300 epochs");
        assertThat(stream.chars().filter(c -> c == '\n').count()).isEqualTo(1);
    }

    @Test
    void showsAtOnceWhatIsGoingOn() {
        assertThat(Printed.by(() -> Progress.of("Training", 5))).isEqualTo("Training: 0 of 5 steps");
    }

    @Test
    void aLongRemarkLeavesNothingBehind() {
        String stream = Printed.by(() -> {
            try (var progress = Progress.of("Training", 2)) {
                progress.step("a remark that is longer than the last line will be ".repeat(9));
                sleepPastTheNextUpdate();
                progress.step("short");
            }
        });
        assertThat(Printed.finalLines(stream).strip()).isEqualTo("Training: 2 of 2 steps");
    }

    private static void sleepPastTheNextUpdate() {
        try {
            Thread.sleep(220);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void printsLittleHoweverManySteps() {
        String stream = Printed.by(() -> {
            try (var progress = Progress.of("Counting", 1_000_000)) {
                for (int i = 0; i < 1_000_000; i++) {
                    progress.step("");
                }
            }
        });
        // five updates a second; a million steps take no minute
        assertThat(stream.length()).isLessThan(20_000);
    }

    @Test
    void whatEndsEarlySaysWhere() {
        String stream = Printed.by(() -> assertThatThrownBy(() -> {
            try (var progress = Progress.of("Training", 300, "epochs")) {
                progress.step();
                progress.step();
                throw new ArithmeticException("loss is NaN");
            }
        }).isInstanceOf(ArithmeticException.class));
        assertThat(Printed.finalLines(stream).strip()).isEqualTo("Training: stopped at 2 of 300 epochs");
    }

    @Test
    void anInterruptedThreadIsCancelledAtTheNextStep() {
        String stream = Printed.by(() -> assertThatThrownBy(() -> {
            try (var progress = Progress.of("Training", 300, "epochs")) {
                progress.step();
                Thread.currentThread().interrupt();
                progress.step();
            }
        }).isInstanceOf(CancellationException.class).hasMessage("Training: stopped at 1 of 300 epochs"));
        assertThat(Thread.interrupted()).as("the flag is cleared, so that the next cell runs").isFalse();
        assertThat(Printed.finalLines(stream).strip()).isEqualTo("Training: stopped at 1 of 300 epochs");
    }

    @Test
    void refusesTooManySteps() {
        Printed.by(() -> {
            assertThatThrownBy(() -> Progress.of("Training", 0)).isInstanceOf(IllegalArgumentException.class);
            var progress = Progress.of("Training", 1);
            progress.step();
            assertThatThrownBy(progress::step).isInstanceOf(IllegalStateException.class).hasMessageContaining("total is too small");
            progress.close();
            progress.close();
            assertThatThrownBy(progress::step).hasMessageContaining("closed");
        });
    }
}
