package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void ticksStandAtRoundNumbers() {
        assertThat(Scale.linear(0, 1, 6).labels).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(Scale.linear(-1.2, 1.2, 6).labels).containsExactly("−1.0", "−0.5", "0.0", "0.5", "1.0");
        assertThat(Scale.linear(0, 60000, 4).labels).containsExactly("0", "20,000", "40,000", "60,000");
        assertThat(Scale.linear(0, 2000, 4).labels).containsExactly("0", "500", "1000", "1500", "2000");
        assertThat(Scale.linear(0, 3e-5, 3).labels).containsExactly("0", "10⁻⁵", "2·10⁻⁵", "3·10⁻⁵");
    }

    @Test
    void logarithmicTicksAreDecades() {
        assertThat(Scale.logarithmic(1, 1000, 8).labels).containsExactly("1", "10", "100", "1000");
        assertThat(Scale.logarithmic(1, 1e6, 8).labels).containsExactly("10⁰", "10¹", "10²", "10³", "10⁴", "10⁵", "10⁶");
        assertThat(Scale.logarithmic(1e-10, 1, 6).labels).containsExactly("10⁻¹⁰", "10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "10⁰");
        assertThat(Scale.logarithmic(1, 100, 8).labels).containsExactly("1", "2", "5", "10", "20", "50", "100");
        assertThat(Scale.logarithmic(0.5, 1.5, 6).labels).containsExactly("0.6", "0.8", "1.0", "1.2", "1.4");
    }

    @Property
    void linearTicksAreFewDistinctEvenAndInside(@ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double span, @ForAll @IntRange(min = 2, max = 9) int most) {
        Scale scale = Scale.linear(low, low + span, most);
        assertThat(scale.ticks.length).isBetween(2, Math.max(5, most + 1));
        assertThat(new HashSet<>(scale.labels)).hasSize(scale.ticks.length);
        for (double tick : scale.ticks) {
            assertThat(scale.at(tick)).isBetween(-1e-5, 1 + 1e-5);
        }
    }

    @Property
    void logarithmicTicksAreInsideAndLabelledApart(@ForAll @DoubleRange(min = -12, max = 8) double exponent,
            @ForAll @DoubleRange(min = 0.05, max = 14) double decades, @ForAll @IntRange(min = 2, max = 8) int most) {
        double low = Math.pow(10, exponent);
        Scale scale = Scale.logarithmic(low, low * Math.pow(10, decades), most);
        assertThat(scale.ticks).hasSizeGreaterThanOrEqualTo(2);
        assertThat(new HashSet<>(scale.labels)).hasSize(scale.ticks.length);
        for (double tick : scale.ticks) {
            assertThat(scale.at(tick)).isBetween(-1e-6, 1 + 1e-6);
        }
        assertThat(scale.at(low * Math.pow(10, decades / 2))).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void categoriesStandOneApart() {
        Scale scale = Scale.categories(List.of("a", "b", "c", "d"));
        assertThat(scale.at(0)).isEqualTo(0.125);
        assertThat(scale.at(3)).isEqualTo(0.875);
    }

    @Test
    void histogramsCountEveryValueOnceAndKnowTheirEdges() {
        double[] tenths = new double[11];
        for (int i = 0; i <= 10; i++) {
            tenths[i] = i / 10.0;
        }
        Series counts = Series.checked(Series.Kind.HISTOGRAM, "h", tenths, null, null, null).binned(0, 1, 10);
        assertThat(counts.y()).as("0.3 is in bin 3, 1 in the last").containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 2);
        Series density = Series.checked(Series.Kind.DENSITY, "h", tenths, null, null, null).binned(0, 2, 7);
        double area = 0;
        for (int j = 0; j < 7; j++) {
            area += density.y()[j] * (density.x()[j + 1] - density.x()[j]);
        }
        assertThat(area).isCloseTo(1, within(1e-12));
    }
}
