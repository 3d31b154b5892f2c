package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ClaimTest {

    static final Pattern LINE =
            Pattern.compile("^claim (\\S+) (holds|FAILS): (.+) = (.+?), expected (.+) \\[(closed form|computed|measured)\\]$");

    @Test
    void printsTheLinesThatTheContractShows() {
        assertThat(Printed.by(() -> Claim.closedForm("1.1", "ln C(100,50)").unit("nats").value(66.78384165201).near(66.7838, 1e-4)))
                .isEqualTo("claim 1.1 holds: ln C(100,50) = 66.7838 nats, expected 66.7838 ± 0.0001 [closed form]\n");
        assertThat(Printed.by(() -> Claim.measured("12.3", "ECE before temperature scaling")
                .values(0.0951, 0.0939, 0.0963).between(0.076, 0.116)))
                .isEqualTo("claim 12.3 holds: ECE before temperature scaling = 0.0951 ± 0.0012 (3 seeds), "
                        + "expected 0.0760 to 0.1160 [measured]\n");
        assertThat(Printed.by(() -> Claim.computed("2.5", "argmax is unchanged").holds(true)))
                .isEqualTo("claim 2.5 holds: argmax is unchanged = true, expected true [computed]\n");
        assertThat(Printed.by(() -> Claim.computed("3.1", "training images").value(60000).near(60000, 0)))
                .isEqualTo("claim 3.1 holds: training images = 60000, expected 60000 [computed]\n");
        assertThat(Printed.by(() -> Claim.closedForm("3.2", "rounding error").value(3.3e-16).atMost(1e-12)))
                .isEqualTo("claim 3.2 holds: rounding error = 3.30e-16, expected at most 1e-12 [closed form]\n");
        assertThat(Printed.by(() -> Claim.closedForm("3.3", "KL(p, p)").value(0).near(0, 1e-12)))
                .isEqualTo("claim 3.3 holds: KL(p, p) = 0, expected 0 ± 1e-12 [closed form]\n");
        assertThat(Printed.by(() -> Claim.measured("3.4", "accuracy").value(0.8614).atLeast(0.86)))
                .isEqualTo("claim 3.4 holds: accuracy = 0.861, expected at least 0.86 [measured]\n");
    }

    @Test
    void aFailingClaimPrintsItsLineAndThrowsIt() {
        String printed = Printed.by(() -> assertThatThrownBy(
                () -> Claim.closedForm("1.1", "ln C(100,50)").unit("nats").value(66).near(66.7838, 1e-4))
                .isInstanceOf(ClaimFailed.class).isInstanceOf(AssertionError.class)
                .hasMessage("claim 1.1 FAILS: ln C(100,50) = 66.0000 nats, expected 66.7838 ± 0.0001 [closed form]"));
        assertThat(printed).isEqualTo("claim 1.1 FAILS: ln C(100,50) = 66.0000 nats, expected 66.7838 ± 0.0001 [closed form]\n");
        Printed.by(() -> assertThatThrownBy(() -> Claim.computed("1.2", "s").holds(false)).isInstanceOf(ClaimFailed.class));
    }

    @Test
    void nanNeverHolds() {
        String printed = Printed.by(() -> {
            assertThatThrownBy(() -> Claim.computed("1", "s").value(Double.NaN).near(0, 1)).isInstanceOf(ClaimFailed.class);
            assertThatThrownBy(() -> Claim.computed("2", "s").value(Double.NaN).between(-1, 1)).isInstanceOf(ClaimFailed.class);
            assertThatThrownBy(() -> Claim.computed("3", "s").value(Double.NaN).atMost(1)).isInstanceOf(ClaimFailed.class);
            assertThatThrownBy(() -> Claim.computed("4", "s").value(Double.NaN).atLeast(1)).isInstanceOf(ClaimFailed.class);
            assertThatThrownBy(() -> Claim.computed("5", "s").values(0.5, Double.NaN).between(0, 1)).isInstanceOf(ClaimFailed.class);
        });
        assertThat(printed.lines()).hasSize(5).allMatch(line -> LINE.matcher(line).matches() && line.contains("FAILS: s = NaN"));
    }

    @Test
    void overSeedsTheSpreadIsTheSampleStandardDeviationAndTheMeanIsJudged() {
        // 1, 2, 3, 4 have mean 2.5 and sample variance 5/3
        String line = Printed.by(() -> Claim.measured("7", "four values").values(1, 2, 3, 4).between(2.4, 2.6));
        assertThat(line).startsWith("claim 7 holds: four values = 2.500 ± 1.291 (4 seeds), expected 2.400 to 2.600");
    }

    @Test
    void aBoundOfZeroSaysNothingOfDigitsSoTheSpreadDoes() {
        assertThat(Printed.by(() -> Claim.measured("1", "s").values(-0.09421, -0.07349, -0.05277).atMost(0)))
                .contains("s = -0.073 ± 0.021 (3 seeds), expected at most 0");
        assertThat(Printed.by(() -> Claim.measured("2", "s").values(2, 2).atLeast(0))).contains("s = 2.000 ± 0.000 (2 seeds)");
    }

    @Test
    void smallNumbersHaveAnExponentInsteadOfZeros() {
        assertThat(Printed.by(() -> Claim.measured("1", "s").values(2.38e-10, 2.73e-10, 3.08e-10).between(1e-10, 1e-9)))
                .contains("s = 2.73e-10 ± 0.35e-10 (3 seeds), expected 1e-10 to 1e-9");
        assertThat(Printed.by(() -> Claim.measured("2", "s").values(7.9e-7, 9.3e-7).atMost(1e-4)))
                .contains("s = 8.6e-7 ± 1.0e-7 (2 seeds), expected at most 0.0001");
        assertThat(Printed.by(() -> Claim.measured("3", "s").values(0, 0).near(0, 0.001))).contains("s = 0.000 ± 0.000 (2 seeds)");
    }

    @Property
    void everyLineIsReadByTheTools(@ForAll @DoubleRange(min = -1e6, max = 1e6) double value,
            @ForAll @DoubleRange(min = 0.01, max = 1e3) double scaled, @ForAll @IntRange(max = 7) int power) {
        double tolerance = scaled / Math.pow(10, power);
        String line = Printed.by(() -> {
            try {
                Claim.measured("9.9", "some = thing").unit("bits").value(value).near(0.5, tolerance);
            } catch (ClaimFailed expected) {
                assertThat(Math.abs(value - 0.5)).isGreaterThan(tolerance);
            }
        }).strip();
        var matcher = LINE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        assertThat(matcher.group(2)).isEqualTo(Math.abs(value - 0.5) <= tolerance ? "holds" : "FAILS");
        assertThat(matcher.group(3)).isEqualTo("some = thing");
    }

    @Property
    void thePrintedValueLiesOnTheSideOfTheBoundWhereTheValueLies(@ForAll @DoubleRange(min = 0.99, max = 1.01) double value) {
        String line = Printed.by(() -> {
            try {
                Claim.measured("9.9", "s").value(value).atMost(1);
            } catch (ClaimFailed expected) {
                assertThat(value).isGreaterThan(1);
            }
        }).strip();
        var matcher = LINE.matcher(line);
        assertThat(matcher.matches()).isTrue();
        assertThat(Double.parseDouble(matcher.group(4)) <= 1).as(line).isEqualTo(matcher.group(2).equals("holds"));
    }

    @Test
    void digitsDoNotDependOnTheLanguageOfTheMachine() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Printed.by(() -> Claim.computed("1", "s").values(0.25, 0.35).between(0, 12345.5)))
                    .contains("0.30 ± 0.07").contains("0.0 to 12345.5");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void refusesWhatIsNoClaim() {
        assertThatThrownBy(() -> Claim.computed("1.1", "s").near(1, 1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("1.1");
        assertThatThrownBy(() -> Claim.computed("1 1", "s")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Claim.computed("1.1", " ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Claim.computed("1.1", "a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Claim.computed("1.1", "s").values(1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> Claim.computed("1.1", "s").value(1).near(Double.NaN, 1)).hasMessageContaining("expected");
        assertThatThrownBy(() -> Claim.computed("1.1", "s").value(1).near(1, -1)).hasMessageContaining("tolerance");
        assertThatThrownBy(() -> Claim.computed("1.1", "s").value(1).between(2, 1)).hasMessageContaining("empty");
    }
}
