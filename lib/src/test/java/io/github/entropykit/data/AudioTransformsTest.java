package io.github.entropykit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class AudioTransformsTest {

    private static final int RATE = 8192;
    private static final List<AudioTransform> ALL = List.of(AudioTransforms.noise(10), AudioTransforms.stretch(0.8, 1.3),
            AudioTransforms.pitch(-5, 5), AudioTransforms.stretch(1.5), AudioTransforms.pitch(3));

    @Property(tries = 25)
    void theSameSeedGivesTheSameSoundAndTheInputStays(@ForAll @IntRange(max = 4) int which, @ForAll long seed) {
        double[] sound = noise(seed, 3000);
        double[] before = sound.clone();
        double[] changed = ALL.get(which).apply(sound, new Random(seed));
        assertThat(sound).isEqualTo(before);
        assertThat(ALL.get(which).apply(sound, new Random(seed))).isEqualTo(changed);
    }

    @Property(tries = 30)
    void noiseHasTheSaidRatioOfPowers(@ForAll @IntRange(min = -20, max = 40) int decibels, @ForAll long seed) {
        double[] tone = tone(440, 50_000);
        double[] noisy = AudioTransforms.noise(decibels).apply(tone, new Random(new SplittableRandom(seed).nextLong()));
        double signal = power(tone);
        double noise = power(IntStream.range(0, tone.length).mapToDouble(t -> noisy[t] - tone[t]).toArray());
        // the standard deviation of the measured ratio is 10/ln 10 √(2/n) = 0.027 dB
        assertThat(10 * Math.log10(signal / noise)).isCloseTo(decibels, within(0.15));
    }

    @Example
    void silenceStaysSilent() {
        assertThat(AudioTransforms.noise(0).apply(new double[10], new Random(0))).containsOnly(0);
        for (AudioTransform transform : ALL) {
            assertThat(transform.apply(new double[0], new Random(0))).isEmpty();
            assertThat(transform.apply(new double[300], new Random(0))).containsOnly(0);
        }
    }

    @Property
    void aStretchedSoundHasTheLengthAndTheFrequencyThatItShould(@ForAll @IntRange(min = 5, max = 20) int tenths) {
        double rate = tenths / 10d;
        double[] stretched = AudioTransforms.stretch(rate).apply(tone(440, 2 * RATE), new Random(0));
        assertThat(stretched).hasSize((int) Math.round(2 * RATE / rate));
        assertThat(peak(stretched)).isCloseTo(440, within(1.0));
        // loudness stays, away from the ends
        double[] middle = Arrays.copyOfRange(stretched, stretched.length / 4, 3 * stretched.length / 4);
        assertThat(power(middle)).isCloseTo(0.5, within(0.02));
    }

    @Property(tries = 40)
    void aPitchedSoundHasTheLengthAndTheFrequencyThatItShould(@ForAll @IntRange(min = -12, max = 12) int semitones) {
        double[] pitched = AudioTransforms.pitch(semitones).apply(tone(440, 2 * RATE), new Random(0));
        assertThat(pitched).hasSize(2 * RATE);
        assertThat(peak(pitched)).isCloseTo(440 * Math.pow(2, semitones / 12d), within(1.0));
        assertThat(power(Arrays.copyOfRange(pitched, RATE / 2, 3 * RATE / 2))).isCloseTo(0.5, within(0.02));
    }

    @Example
    void threeSemitonesFromA() {
        assertThat(peak(AudioTransforms.pitch(3).apply(tone(440, 2 * RATE), new Random(0)))).isCloseTo(523.25, within(1.0));
        assertThat(peak(AudioTransforms.pitch(-12).apply(tone(440, 2 * RATE), new Random(0)))).isCloseTo(220, within(1.0));
    }

    @Example
    void whatWouldPassHalfTheSamplingRateIsFilteredOut() {
        double[] pitched = AudioTransforms.pitch(12).apply(tone(3000, 2 * RATE), new Random(0));     // would be at 6000 of 4096
        assertThat(power(pitched)).isLessThan(1e-4);
    }

    @Example
    void drawnRatesFillTheirRange() {
        Random random = new Random(new SplittableRandom(3).nextLong());
        double[] rates = IntStream.range(0, 400).mapToDouble(i -> 5000d / AudioTransforms.stretch(0.5, 2).apply(new double[5000], random).length).toArray();
        assertThat(Arrays.stream(rates).min().getAsDouble()).isBetween(0.4999, 0.52);
        assertThat(Arrays.stream(rates).max().getAsDouble()).isBetween(1.98, 2.001);
        assertThat(Arrays.stream(rates).average().getAsDouble()).isCloseTo(1.25, within(0.07));
    }

    @Property(tries = 60)
    void aSpectrogramGivesTheSoundBack(@ForAll @IntRange(min = 1, max = 3000) int length, @ForAll @IntRange(min = 2, max = 8) int log,
            @ForAll long seed) {
        double[] sound = noise(seed, length);
        int window = 1 << log;
        int hop = 1 + new SplittableRandom(seed).nextInt(window / 2);
        Spectrogram spectrogram = Spectrogram.of(sound, window, hop);
        assertThat(spectrogram.frames()).isEqualTo(1 + length / hop);
        assertThat(spectrogram.bins()).isEqualTo(window / 2 + 1);
        assertThat(spectrogram.samples()).containsExactly(sound, offset(1e-11));
        assertThat(spectrogram.stretched(1).samples()).containsExactly(sound, offset(1e-9));
    }

    @Property(tries = 30)
    void aFrameIsTheFourierTransformOfTheWindowedSound(@ForAll long seed) {
        double[] sound = noise(seed, 100);
        Spectrogram spectrogram = Spectrogram.of(sound, 16, 4);
        int frame = new SplittableRandom(seed).nextInt(spectrogram.frames());
        for (int k = 0; k <= 8; k++) {
            double re = 0;
            double im = 0;
            for (int t = 0; t < 16; t++) {
                int at = frame * 4 + t - 8;
                double x = at >= 0 && at < 100 ? sound[at] * (0.5 - 0.5 * Math.cos(2 * Math.PI * t / 16)) : 0;
                re += x * Math.cos(2 * Math.PI * k * t / 16);
                im -= x * Math.sin(2 * Math.PI * k * t / 16);
            }
            assertThat(spectrogram.magnitude(frame, k)).isCloseTo(Math.hypot(re, im), within(1e-12));
        }
    }

    @Property(tries = 200)
    void masksSilenceOneRunAndNothingElse(@ForAll long seed, @ForAll @IntRange(max = 17) int most) {
        Spectrogram whole = Spectrogram.of(noise(seed, 200), 32, 8);
        Random random = new Random(new SplittableRandom(seed).nextLong());
        Spectrogram time = whole.maskTime(most, random);
        Spectrogram frequency = whole.maskFrequency(most, random);
        int[] silentFrames = IntStream.range(0, whole.frames()).filter(m -> time.magnitude(m, 5) != whole.magnitude(m, 5)).toArray();
        int[] silentBins = IntStream.range(0, whole.bins()).filter(k -> frequency.magnitude(9, k) != whole.magnitude(9, k)).toArray();
        assertThat(silentFrames.length).isLessThanOrEqualTo(most);
        assertThat(silentBins.length).isLessThanOrEqualTo(most);
        assertThat(run(silentFrames)).isTrue();
        assertThat(run(silentBins)).isTrue();
        for (int m = 0; m < whole.frames(); m++) {
            for (int k = 0; k < whole.bins(); k++) {
                assertThat(time.magnitude(m, k)).isEqualTo(contains(silentFrames, m) ? 0 : whole.magnitude(m, k));
                assertThat(frequency.magnitude(m, k)).isEqualTo(contains(silentBins, k) ? 0 : whole.magnitude(m, k));
            }
        }
    }

    @Example
    void maskWidthsAreEvenlyDistributedAndReachBothEnds() {
        Spectrogram whole = Spectrogram.of(noise(1, 80), 16, 8);          // 11 frames, 9 bins
        Random random = new Random(new SplittableRandom(4).nextLong());
        int[] widths = new int[4];
        int[] masked = new int[11];
        for (int i = 0; i < 4000; i++) {
            Spectrogram time = whole.maskTime(3, random);
            int[] silent = IntStream.range(0, 11).filter(m -> time.magnitude(m, 4) == 0).toArray();
            widths[silent.length]++;
            Arrays.stream(silent).forEach(m -> masked[m]++);
        }
        assertThat(widths).satisfies(w -> Arrays.stream(w).forEach(count -> assertThat(count).isBetween(880, 1120)));
        assertThat(masked[0]).isGreaterThan(200);
        assertThat(masked[10]).isGreaterThan(200);
        int[] bands = new int[4];
        int[] mute = new int[9];
        for (int i = 0; i < 4000; i++) {
            Spectrogram frequency = whole.maskFrequency(3, random);
            int[] silent = IntStream.range(0, 9).filter(k -> frequency.magnitude(5, k) == 0).toArray();
            bands[silent.length]++;
            Arrays.stream(silent).forEach(k -> mute[k]++);
        }
        assertThat(bands).satisfies(w -> Arrays.stream(w).forEach(count -> assertThat(count).isBetween(880, 1120)));
        assertThat(mute[0]).isGreaterThan(200);
        assertThat(mute[8]).isGreaterThan(200);
    }

    @Example
    void maskingEverythingIsSilence() {
        Spectrogram whole = Spectrogram.of(tone(440, 2000), 64, 16);
        Random random = new Random(0);
        Spectrogram none = whole;
        for (int i = 0; i < 60; i++) {
            none = none.maskFrequency(whole.bins(), random);
        }
        assertThat(power(none.samples())).isLessThan(power(whole.samples()));
    }

    @Example
    void badArguments() {
        refused(() -> AudioTransforms.noise(Double.NaN), "decibels is NaN", "from -200 to 200");
        refused(() -> AudioTransforms.stretch(0), "rate is 0.0", "from 0.1 to 10");
        refused(() -> AudioTransforms.stretch(2, 1), "slowest is 2.0", "fastest is 1.0", "smaller one first");
        refused(() -> AudioTransforms.pitch(50), "semitones is 50.0", "from -24 to 24");
        refused(() -> AudioTransforms.pitch(3, -3), "lowest is 3.0", "highest is -3.0");
        refused(() -> Spectrogram.of(new double[0], 16, 4), "length of samples is 0", "at least 1");
        refused(() -> Spectrogram.of(null, 16, 4), "samples is null");
        refused(() -> Spectrogram.of(new double[9], 12, 4), "window is 12", "power of two");
        refused(() -> Spectrogram.of(new double[9], 2, 1), "window is 2", "at least 4");
        refused(() -> Spectrogram.of(new double[9], 16, 9), "hop is 9", "from 1 to 8");
        refused(() -> Spectrogram.of(new double[] {0, Double.NaN}, 16, 4), "samples[1] is NaN", "finite");
        Spectrogram some = Spectrogram.of(new double[100], 16, 4);
        refused(() -> some.maskTime(27, new Random(0)), "most is 27", "from 0 to 26");
        refused(() -> some.maskFrequency(-1, new Random(0)), "most is -1", "from 0 to 9");
        refused(() -> some.maskTime(1, null), "random is null");
        refused(() -> some.maskFrequency(1, null), "random is null");
        refused(() -> some.stretched(0), "rate is 0.0", "positive");
        refused(() -> AudioTransforms.noise(0).then(null), "next is null");
        for (AudioTransform transform : ALL) {
            refused(() -> transform.apply(null, new Random(0)), "samples is null");
            refused(() -> transform.apply(new double[5], null), "random is null");
            refused(() -> transform.apply(new double[] {1, Double.POSITIVE_INFINITY}, new Random(0)), "samples[1] is Infinity");
        }
    }

    private static boolean run(int[] indices) {
        return indices.length == 0 || indices[indices.length - 1] - indices[0] == indices.length - 1;
    }

    private static boolean contains(int[] indices, int i) {
        return Arrays.stream(indices).anyMatch(j -> j == i);
    }

    private static double[] tone(double hertz, int length) {
        return IntStream.range(0, length).mapToDouble(t -> Math.sin(2 * Math.PI * hertz * t / RATE)).toArray();
    }

    private static double[] noise(long seed, int length) {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        return IntStream.range(0, length).mapToDouble(t -> random.nextGaussian()).toArray();
    }

    private static double power(double[] sound) {
        return Arrays.stream(sound).map(s -> s * s).average().orElse(0);
    }

    /** The strongest frequency in hertz, in steps of 1. */
    private static double peak(double[] sound) {
        Spectrogram middle = Spectrogram.of(sound, RATE, RATE / 2);
        int frame = middle.frames() / 2;
        return IntStream.range(0, middle.bins()).boxed().max((a, b) -> Double.compare(middle.magnitude(frame, a), middle.magnitude(frame, b))).get();
    }

    private static void refused(ThrowingCallable call, String... parts) {
        assertThatIllegalArgumentException().isThrownBy(call).satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
