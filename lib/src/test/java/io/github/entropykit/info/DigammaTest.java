package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;

class DigammaTest {
    private static final double EULER = 0.57721566490153286061;

    @Example
    void closedForms() {
        assertThat(Digamma.of(1)).isCloseTo(-EULER, within(2e-16));
        assertThat(Digamma.of(0.5)).isCloseTo(-EULER - 2 * Math.log(2), within(1e-15));
        assertThat(Digamma.of(0.25)).isCloseTo(-EULER - Math.PI / 2 - 3 * Math.log(2), within(1e-15));
        assertThat(Digamma.of(1 / 3.0)).isCloseTo(-EULER - Math.PI / (2 * Math.sqrt(3)) - 1.5 * Math.log(3), within(1e-15));
    }

    @Example
    void integersGiveHarmonicNumbers() {
        Sum harmonic = new Sum();
        for (int n = 1; n <= 200; n++) {
            assertThat(Digamma.of(n)).as("ψ(%d)", n).isCloseTo(harmonic.value() - EULER, within(2e-15));
            harmonic.add(1.0 / n);
        }
    }

    /** Computed with 60 digits by mpmath: x, ψ(x), ln x - ψ(x). The sixth is the double next to the root. */
    @Example
    void highPrecisionValues() {
        double[][] known = {
            {0.001, -1000.575571931810279654757, 993.6678166528281426235194},
            {0.1, -10.4237549404110762321003, 8.121169847417030603593455},
            {0.25, -4.22745353337626540808953, 2.841159172256374789255066},
            {0.7, -1.220023553697934740605672, 0.8633486097592022982517179},
            {1.25, -0.2274535333762654080895301, 0.4505970846904751638558252},
            {1.4616321449683623, -9.241265521729427516792351e-17, 0.3795537188395180241998332},
            {2.5, 0.7031566406452431872256903, 0.2131340912289118779578369},
            {3.75, 1.182537388611796228641512, 0.1392184513705232185200288},
            {7.1, 1.888022386658046215302475, 0.07207239738922347197076765},
            {10.5, 2.303001034297686375272594, 0.04837422286579131181077231},
            {11.999, 2.442574774329119248937972, 0.0422485386531326386336098},
            {12, 2.442661679975812016738365, 0.04224496981218829349134423},
            {25.5, 3.218942472883919766545154, 0.01973597928046069568239416},
            {1e3, 6.907255195648812052050006, 0.0005000833333250000039682498},
            {1e6, 13.81551005796419077077462, 5.00000083333333333325e-7},
            {1e12, 27.6310211159280482082159, 5.000000000000833333333333e-13},
        };
        for (double[] row : known) {
            assertThat(Digamma.of(row[0])).as("ψ(%s)", row[0]).isCloseTo(row[1], within(1e-15 * Math.max(1, Math.abs(row[1]))));
            double tolerance = row[0] < 12 ? 1e-15 * Math.max(1, row[2]) : 5e-16 * row[2];
            assertThat(Digamma.belowLog(row[0])).as("ln x - ψ(x) at %s", row[0]).isCloseTo(row[2], within(tolerance));
        }
    }

    @Property(tries = 200)
    void recurrence(@ForAll @Scale(6) @DoubleRange(min = 0.01, max = 100) double x) {
        double tolerance = 1e-15 * (2 + Math.abs(Digamma.of(x)));
        assertThat(Digamma.of(x + 1)).isCloseTo(Digamma.of(x) + 1 / x, within(tolerance + 1e-15 / x));
    }

    @Property(tries = 200)
    void reflection(@ForAll @Scale(6) @DoubleRange(min = 0.01, max = 0.49) double x) {
        double cotangent = Math.PI / Math.tan(Math.PI * x);
        assertThat(Digamma.of(1 - x) - Digamma.of(x)).isCloseTo(cotangent, within(2e-15 * (1 + cotangent)));
    }

    @Property(tries = 200)
    void duplication(@ForAll @Scale(6) @DoubleRange(min = 0.01, max = 1000) double x) {
        double tolerance = 2e-15 * (1 + Math.abs(Digamma.of(x)));
        assertThat(Digamma.of(2 * x))
                .isCloseTo((Digamma.of(x) + Digamma.of(x + 0.5)) / 2 + Math.log(2), within(tolerance));
    }

    @Property(tries = 200)
    void liesBetweenTheBoundsOfTheLogarithm(@ForAll @Scale(3) @DoubleRange(min = 0.01, max = 1e9) double x) {
        // 1/(2x) < ln x - ψ(x) < 1/(2x) + 1/(12x²)
        assertThat(Digamma.belowLog(x)).isBetween(1 / (2 * x) * (1 - 1e-13), (1 / (2 * x) + 1 / (12 * x * x)) * (1 + 1e-13));
    }
}
