package io.github.entropykit.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The short-time Fourier transform of a sound: how strong each frequency is at each time. Frame m is centred at sample
 * m · hop, and silence surrounds the sound. With the periodic Hann window {@code w_t = sin²(πt/n)} of n samples,
 *
 * <pre>  X_mk = Σ_t w_t x_{m·hop + t - n/2} exp(-2πi kt/n),   k = 0 ... n/2,</pre>
 *
 * where bin k stands for the frequency k/n times the sampling rate. {@link #samples} adds the frames up again, each weighted
 * by the window and the sum divided by that of w²: it gives back the sound of an unchanged spectrogram, and the
 * least-squares answer for a changed one (D. Griffin, J. Lim, "Signal estimation from modified short-time Fourier transform",
 * 1984). Immutable.
 *
 * <pre>{@code
 * double[] tone = java.util.stream.IntStream.range(0, 4096).mapToDouble(t -> Math.sin(2 * Math.PI * 0.125 * t)).toArray();
 * Spectrogram spectrogram = Spectrogram.of(tone, 256, 64);
 * spectrogram.frames();    // 65
 * spectrogram.bins();    // 129
 * spectrogram.magnitude(30, 32) > 1e6 * spectrogram.magnitude(30, 40);    // true
 * Math.abs(spectrogram.samples()[1000] - tone[1000]) < 1e-12;    // true
 * }</pre>
 */
public final class Spectrogram {

    private final double[][] real;
    private final double[][] imaginary;
    private final int window;
    private final int hop;
    private final int length;

    private Spectrogram(double[][] real, double[][] imaginary, int window, int hop, int length) {
        this.real = real;
        this.imaginary = imaginary;
        this.window = window;
        this.hop = hop;
        this.length = length;
    }

    /**
     * Transforms a sound.
     *
     * @param samples the sound, at least one sample
     * @param window samples in a frame, a power of two, at least 4
     * @param hop samples from one frame to the next, 1 to {@code window / 2}; a quarter of the window is usual
     * @return 1 + length / hop frames of window / 2 + 1 bins
     * @throws IllegalArgumentException if the sound is empty or not finite, or a number is not in its range
     */
    public static Spectrogram of(double[] samples, int window, int hop) {
        Check.atLeast("length of samples", Check.notNull("samples", samples).length, 1);
        if (window < 4 || Integer.bitCount(window) != 1) {
            throw new IllegalArgumentException("window is " + window + ": it must be a power of two, at least 4");
        }
        Check.within("hop", hop, 1, window / 2);
        double[] hann = hann(window);
        int frames = 1 + samples.length / hop;
        double[][] real = new double[frames][];
        double[][] imaginary = new double[frames][];
        for (int m = 0; m < frames; m++) {
            double[] re = new double[window];
            double[] im = new double[window];
            int first = m * hop - window / 2;
            for (int t = Math.max(0, -first); t < Math.min(window, samples.length - first); t++) {
                if (!Double.isFinite(samples[first + t])) {
                    throw new IllegalArgumentException("samples[" + (first + t) + "] is " + samples[first + t] + ": it must be finite");
                }
                re[t] = hann[t] * samples[first + t];
            }
            FourierAdapter.forward(re, im);
            // the other half mirrors this one, since the sound is real
            real[m] = Arrays.copyOf(re, window / 2 + 1);
            imaginary[m] = Arrays.copyOf(im, window / 2 + 1);
        }
        return new Spectrogram(real, imaginary, window, hop, samples.length);
    }

    /**
     * Number of times.
     *
     * @return 1 + length / hop
     */
    public int frames() {
        return real.length;
    }

    /**
     * Number of frequencies.
     *
     * @return window / 2 + 1
     */
    public int bins() {
        return window / 2 + 1;
    }

    /**
     * How strong a frequency is at a time.
     *
     * @param frame counted from 0
     * @param bin counted from 0, the constant part
     * @return |X|, the amplitude of the frame's Fourier coefficient; its square is the power
     * @throws IndexOutOfBoundsException if there is no such frame or bin
     */
    public double magnitude(int frame, int bin) {
        Objects.checkIndex(frame, frames());
        Objects.checkIndex(bin, bins());
        return Math.hypot(real[frame][bin], imaginary[frame][bin]);
    }

    /**
     * Silences a run of frames. Its width is drawn evenly from 0 to {@code most}, its first frame evenly from those that keep
     * it inside: the time mask of SpecAugment, which sets its normalised log-mel values to 0, their mean; here 0 is silence.
     *
     * <p>D. Park et al., "SpecAugment: A Simple Data Augmentation Method for Automatic Speech Recognition" (2019),
     * arXiv:1904.08779.
     *
     * @param most frames, 0 to {@link #frames}
     * @param random the only source of chance
     * @return a new spectrogram
     * @throws IllegalArgumentException if {@code most} is not in that range
     */
    public Spectrogram maskTime(int most, RandomGenerator random) {
        Check.within("most", most, 0, frames());
        int width = Check.notNull("random", random).nextInt(most + 1);
        int first = random.nextInt(frames() - width + 1);
        return masked(first, first + width, 0, bins());
    }

    /**
     * Silences a run of frequencies at all times. Its width is drawn evenly from 0 to {@code most}, its lowest bin evenly from
     * those that keep it inside.
     *
     * @param most bins, 0 to {@link #bins}
     * @param random the only source of chance
     * @return a new spectrogram
     * @throws IllegalArgumentException if {@code most} is not in that range
     * @see #maskTime
     */
    public Spectrogram maskFrequency(int most, RandomGenerator random) {
        Check.within("most", most, 0, bins());
        int width = Check.notNull("random", random).nextInt(most + 1);
        int first = random.nextInt(bins() - width + 1);
        return masked(0, frames(), first, first + width);
    }

    private Spectrogram masked(int fromFrame, int toFrame, int fromBin, int toBin) {
        double[][] re = copy(real);
        double[][] im = copy(imaginary);
        for (int m = fromFrame; m < toFrame; m++) {
            Arrays.fill(re[m], fromBin, toBin, 0);
            Arrays.fill(im[m], fromBin, toBin, 0);
        }
        return new Spectrogram(re, im, window, hop, length);
    }

    /**
     * Plays faster or slower at the same pitch: the phase vocoder of J. Flanagan and R. Golden, "Phase Vocoder" (1966), with
     * the phases locked to peaks of J. Laroche and M. Dolson, "Improved phase vocoder time-scale modification of audio" (1999).
     * Frame m of the result takes its magnitudes from time {@code m · rate} between two frames. The phase of each peak
     * advances by what it advances from the one to the other, so that a frequency keeps its speed; the bins round a peak keep
     * their phases relative to it, so that a tone keeps its loudness. Sharp onsets get smeared.
     *
     * @param rate above 1 for faster, positive
     * @return a spectrogram of round(length / rate) samples, at least 1
     * @throws IllegalArgumentException if the rate is not positive and finite
     */
    public Spectrogram stretched(double rate) {
        Check.positive("rate", rate);
        int samples = (int) Math.max(1, Math.round(length / rate));
        int frames = 1 + samples / hop;
        double[][] re = new double[frames][bins()];
        double[][] im = new double[frames][bins()];
        double[] phases = new double[bins()];
        for (int m = 0; m < frames; m++) {
            int near = (int) Math.min(frames() - 1, Math.rint(m * rate));
            int[] peaks = nearestPeaks(near);
            double[] advanced = phases.clone();
            for (int k = 0; k < bins(); k++) {
                phases[k] = phase(near, k) + (m == 0 ? 0 : advanced[peaks[k]] - phase(near, peaks[k]));
            }
            int before = (int) Math.min(frames() - 1, Math.floor(m * rate));
            int after = Math.min(frames() - 1, before + 1);
            double share = Math.min(1, m * rate - before);
            for (int k = 0; k < bins(); k++) {
                double size = (1 - share) * magnitude(before, k) + share * magnitude(after, k);
                re[m][k] = size * StrictMath.cos(phases[k]);
                im[m][k] = size * StrictMath.sin(phases[k]);
                double usual = 2 * Math.PI * k * hop / window;
                double turn = phase(after, k) - phase(before, k) - usual;
                phases[k] += usual + turn - 2 * Math.PI * Math.rint(turn / (2 * Math.PI));
            }
        }
        return new Spectrogram(re, im, window, hop, samples);
    }

    /** For each bin the nearest one that is louder than its neighbours, or itself if there is none. */
    private int[] nearestPeaks(int frame) {
        int[] peaks = IntStream.range(0, bins()).filter(k -> (k == 0 || magnitude(frame, k) > magnitude(frame, k - 1))
                && (k == bins() - 1 || magnitude(frame, k) >= magnitude(frame, k + 1))).toArray();
        int[] nearest = new int[bins()];
        for (int k = 0, next = 0; k < nearest.length; k++) {
            while (next + 1 < peaks.length && Math.abs(peaks[next + 1] - k) < Math.abs(peaks[next] - k)) {
                next++;
            }
            nearest[k] = peaks.length == 0 ? k : peaks[next];
        }
        return nearest;
    }

    private double phase(int frame, int bin) {
        return StrictMath.atan2(imaginary[frame][bin], real[frame][bin]);
    }

    /**
     * The sound that fits these frames best.
     *
     * @return as many samples as the sound had, or {@link #stretched} gave it
     */
    public double[] samples() {
        double[] hann = hann(window);
        double[] sum = new double[length];
        double[] weight = new double[length];
        for (int m = 0; m < frames(); m++) {
            double[] re = Arrays.copyOf(real[m], window);
            double[] im = Arrays.copyOf(imaginary[m], window);
            for (int k = 1; k < window / 2; k++) {
                re[window - k] = re[k];
                im[window - k] = -im[k];
            }
            FourierAdapter.inverse(re, im);
            int first = m * hop - window / 2;
            for (int t = Math.max(0, -first); t < Math.min(window, length - first); t++) {
                sum[first + t] += hann[t] * re[t];
                weight[first + t] += hann[t] * hann[t];
            }
        }
        for (int t = 0; t < length; t++) {
            sum[t] /= weight[t];
        }
        return sum;
    }

    @Override
    public String toString() {
        return frames() + " frames of " + bins() + " bins, for " + length + " samples";
    }

    private static double[] hann(int window) {
        double[] hann = new double[window];
        for (int t = 0; t < window; t++) {
            double sine = StrictMath.sin(Math.PI * t / window);
            hann[t] = sine * sine;
        }
        return hann;
    }

    private static double[][] copy(double[][] rows) {
        return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    }
}
