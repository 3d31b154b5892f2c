package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DoctorTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void findsAWorkingComputerWell() {
        assertThat(Doctor.examine(out)).as(printed()).isTrue();
        assertThat(printed().lines()).hasSize(5).allMatch(line -> line.startsWith("ok    "));
    }

    @Test
    void namesWhatFailsAndTheRemedyInOneLine() {
        boolean well = Doctor.printingTo(out).check("a chart", () -> {
            throw new InternalError("no fonts\nat all");
        }, "install a font");
        assertThat(well).isFalse();
        assertThat(printed()).isEqualTo("FAIL  a chart: InternalError, no fonts -> install a font" + System.lineSeparator());
    }

    @Test
    void survivesAMissingNativeLibrary() {
        assertThat(Doctor.printingTo(out).check("native", () -> {
            throw new UnsatisfiedLinkError("libtorch.so");
        }, "remedy")).isFalse();
        assertThat(printed()).contains("libtorch.so -> remedy");
    }

    @Test
    void saysWhatItFound() {
        assertThat(Doctor.printingTo(out).check("data", () -> "8 files", "remedy")).isTrue();
        assertThat(printed()).isEqualTo("ok    data: 8 files" + System.lineSeparator());
    }
}
