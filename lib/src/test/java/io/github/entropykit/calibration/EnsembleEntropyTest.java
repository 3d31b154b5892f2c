package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.entropykit.info.Divergence;
import io.github.entropykit.info.Units;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class EnsembleEntropyTest {
    /** Syllabus 12.5, in bits. */
    @Example
    void twoMembersThatContradictEachOther() {
        EnsembleEntropy e = EnsembleEntropy.of(List.of(coin(0.9), coin(0.1)));
        assertThat(Units.bits(e.total())).isCloseTo(1, within(1e-15));
        assertThat(Units.bits(e.mean())).isCloseTo(0.468996, within(5e-7));
        assertThat(Units.bits(e.mutualInformation())).isCloseTo(0.531004, within(5e-7));
        assertThat(e.mutualInformation())
                .isCloseTo(Divergence.jensenShannon(new double[] {0.9, 0.1}, new double[] {0.1, 0.9}), within(1e-15));
    }

    @Property(tries = 100)
    void totalIsMeanPlusMutualInformation(@ForAll long seed) {
        List<Predictions> members = ensemble(seed);
        EnsembleEntropy e = EnsembleEntropy.of(members);
        assertThat(e.total()).isCloseTo(e.mean() + e.mutualInformation(), within(1e-14));
        assertThat(e.mutualInformation()).isBetween(0.0, Math.log(members.size()));
        assertThat(e.total()).isEqualTo(Predictions.average(members).meanEntropy());
    }

    @Example
    void agreementCarriesNoInformation() {
        Predictions p = Samples.random(1, 30);
        EnsembleEntropy e = EnsembleEntropy.of(List.of(p, p, p, p));
        assertThat(e.mutualInformation()).isBetween(0.0, 1e-30);
        assertThat(e.total()).isCloseTo(p.meanEntropy(), within(1e-15));
        assertThat(EnsembleEntropy.of(List.of(p)).mutualInformation()).isZero();
    }

    @Example
    void aTinyDisagreementKeepsItsDigits() {
        // Around 1/2, the divergence of p ± d from their mean is 2 d².
        double d = 1e-9;
        EnsembleEntropy e = EnsembleEntropy.of(List.of(coin(0.5 + d), coin(0.5 - d)));
        assertThat(e.mutualInformation()).isCloseTo(2 * d * d, within(1e-7 * 2 * d * d));
    }

    @Example
    void certainMembersThatDisagreeReachTheLogarithmOfTheirNumber() {
        float[] sure = {1e4f, 0, 0};
        int[] label = {0};
        EnsembleEntropy e = EnsembleEntropy.of(List.of(Predictions.ofLogits(sure, label, 3),
                Predictions.ofLogits(new float[] {0, 1e4f, 0}, label, 3),
                Predictions.ofLogits(new float[] {0, 0, 1e4f}, label, 3)));
        assertThat(e.mean()).isZero();
        assertThat(e.total()).isCloseTo(Math.log(3), within(1e-15));
        assertThat(e.mutualInformation()).isCloseTo(Math.log(3), within(1e-15));
    }

    @Example
    void subnormalProbabilitiesDoNotMakeItInfinite() {
        // exp(-745) is the smallest positive double; a third of it would be 0.
        int[] label = {0};
        Predictions a = Predictions.ofLogits(new float[] {745, 0}, label, 2);
        Predictions b = Predictions.ofLogits(new float[] {2000, 0}, label, 2);
        assertThat(a.probability(0, 1)).isEqualTo(Double.MIN_VALUE);
        assertThat(EnsembleEntropy.of(List.of(a, b, b)).mutualInformation()).isBetween(0.0, 1e-300);
    }

    @Example
    void floatProbabilitiesAreTakenAsTheyAre() {
        Predictions a = Predictions.ofProbabilities(new float[] {0.9f, 0.100005f}, new int[] {0}, 2);
        Predictions b = Predictions.ofProbabilities(new float[] {0.2f, 0.8f}, new int[] {0}, 2);
        EnsembleEntropy e = EnsembleEntropy.of(List.of(a, b));
        assertThat(e.total()).isCloseTo(e.mean() + e.mutualInformation(), within(1e-14));
    }

    private static Predictions coin(double p) {
        return Predictions.ofProbabilities(new double[] {p, 1 - p}, new int[] {0}, 2);
    }

    /** Three views of the same examples. */
    private static List<Predictions> ensemble(long seed) {
        Predictions first = Samples.random(seed, 20);
        Predictions sharper = TemperatureScaling.of(0.1).apply(first);
        float[] mirrored = new float[first.size() * first.classes()];
        for (int i = 0; i < first.size(); i++) {
            for (int k = 0; k < first.classes(); k++) {
                mirrored[i * first.classes() + k] = first.logits(i)[first.classes() - 1 - k];
            }
        }
        return List.of(first, sharper, Predictions.ofLogits(mirrored, first.labels(), first.classes()));
    }
}
