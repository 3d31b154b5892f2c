package io.github.entropykit.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Changes to a sound: noise, tempo, pitch. None needs to know the sampling rate. Masks in time and frequency are changes to
 * a {@link Spectrogram}.
 *
 * <pre>{@code
 * double[] tone = java.util.stream.IntStream.range(0, 8000).mapToDouble(t -> Math.sin(2 * Math.PI * 440 * t / 8000)).toArray();
 * AudioTransform change = AudioTransforms.stretch(0.9, 1.1).then(AudioTransforms.noise(20));
 * change.apply(tone, new java.util.Random(0)).length > 7000;     // true
 * AudioTransforms.stretch(2).apply(tone, new java.util.Random(0)).length;    // 4000
 * AudioTransforms.pitch(3).apply(tone, new java.util.Random(0)).length;    // 8000
 * }</pre>
 */
public final class AudioTransforms {

    private static final int WINDOW = 1024;
    private static final int HOP = WINDOW / 4;
    /** Half the length of the interpolating filter, in samples of the slower of its two sides. */
    private static final int REACH = 32;

    private AudioTransforms() {
    }

    /**
     * Adds white normal noise at a ratio of signal to noise, which is a ratio of <em>powers</em>, that is of mean squares:
     * noise of variance {@code mean(x²) / 10^(decibels / 10)}. Silence gets none.
     *
     * @param decibels signal above noise; 0 means equally strong, negative that the noise is stronger
     * @return the change
     * @throws IllegalArgumentException if {@code decibels} is not from -200 to 200
     */
    public static AudioTransform noise(double decibels) {
        Check.within("decibels", decibels, -200, 200);
        return checked((samples, random) -> {
            double power = Arrays.stream(samples).map(s -> s * s).average().orElse(0);
            double sd = Math.sqrt(power / StrictMath.pow(10, decibels / 10));
            return Arrays.stream(samples).map(s -> s + sd * random.nextGaussian()).toArray();
        });
    }

    /**
     * Plays faster or slower at the same pitch, by {@link Spectrogram#stretched} with windows of 1024 samples, 256 apart.
     * A sound of n samples gets round(n / rate).
     *
     * @param rate above 1 for faster, 0.1 to 10
     * @return the change, which uses no chance
     * @throws IllegalArgumentException if the rate is not in that range
     */
    public static AudioTransform stretch(double rate) {
        return stretch(rate, rate);
    }

    /**
     * Plays faster or slower at the same pitch, at a rate drawn evenly from a range.
     *
     * @param slowest smallest rate, at least 0.1
     * @param fastest largest rate, at most 10
     * @return the change
     * @throws IllegalArgumentException if a rate is not in that range, or they are in the wrong order
     * @see #stretch(double)
     */
    public static AudioTransform stretch(double slowest, double fastest) {
        Check.within("rate", slowest, 0.1, 10);
        Check.within("rate", fastest, 0.1, 10);
        Check.ordered("slowest", slowest, "fastest", fastest);
        return checked((samples, random) -> stretched(samples, slowest + (fastest - slowest) * random.nextDouble()));
    }

    /**
     * Plays higher or lower at the same speed: {@link #stretch(double)} by {@code 2^(-semitones / 12)}, then read that much
     * faster. The length stays, each frequency is multiplied by {@code 2^(semitones / 12)}, and what would pass half the
     * sampling rate is filtered out.
     *
     * @param semitones twelfths of an octave, -24 to 24
     * @return the change, which uses no chance
     * @throws IllegalArgumentException if {@code semitones} is not in that range
     */
    public static AudioTransform pitch(double semitones) {
        return pitch(semitones, semitones);
    }

    /**
     * Plays higher or lower at the same speed, by an interval drawn evenly from a range.
     *
     * @param lowest in semitones, at least -24
     * @param highest in semitones, at most 24
     * @return the change
     * @throws IllegalArgumentException if an interval is not in that range, or they are in the wrong order
     * @see #pitch(double)
     */
    public static AudioTransform pitch(double lowest, double highest) {
        Check.within("semitones", lowest, -24, 24);
        Check.within("semitones", highest, -24, 24);
        Check.ordered("lowest", lowest, "highest", highest);
        return checked((samples, random) -> {
            double ratio = StrictMath.pow(2, (lowest + (highest - lowest) * random.nextDouble()) / 12);
            return resampled(stretched(samples, 1 / ratio), ratio, samples.length);
        });
    }

    private static double[] stretched(double[] samples, double rate) {
        return samples.length == 0 ? samples.clone() : Spectrogram.of(samples, WINDOW, HOP).stretched(rate).samples();
    }

    /** The sound at times 0, ratio, 2 ratio ..., by a sinc under a Hann window that keeps what the new rate can carry. */
    private static double[] resampled(double[] samples, double ratio, int length) {
        double cutoff = Math.min(1, 1 / ratio);
        int reach = (int) Math.ceil(REACH / cutoff);
        double[] result = new double[length];
        for (int i = 0; i < length; i++) {
            double time = i * ratio;
            double sum = 0;
            for (int t = Math.max(0, (int) time - reach); t <= Math.min(samples.length - 1, (int) time + reach); t++) {
                double away = time - t;
                if (Math.abs(away) < reach) {
                    sum += samples[t] * cutoff * sinc(cutoff * away) * (0.5 + 0.5 * StrictMath.cos(Math.PI * away / reach));
                }
            }
            result[i] = sum;
        }
        return result;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
    }

    private static AudioTransform checked(AudioTransform change) {
        return (samples, random) -> {
            RandomGenerator chance = Check.notNull("random", random);
            for (int t = 0; t < Check.notNull("samples", samples).length; t++) {
                if (!Double.isFinite(samples[t])) {
                    throw new IllegalArgumentException("samples[" + t + "] is " + samples[t] + ": it must be finite");
                }
            }
            return change.apply(samples, chance);
        };
    }
}
