package io.github.entropykit.data;

import java.util.random.RandomGenerator;

/**
 * A change to a sound, with or without chance: samples in, samples out.
 *
 * <pre>{@code
 * AudioTransform louder = (samples, random) -> java.util.Arrays.stream(samples).map(s -> 2 * s).toArray();
 * louder.apply(new double[] {0.1, -0.2}, new java.util.Random(0))[1];    // -0.4
 * }</pre>
 *
 * @see AudioTransforms
 */
@FunctionalInterface
public interface AudioTransform {

    /**
     * Changes a sound.
     *
     * @param samples the sound, which stays as it is
     * @param random the only source of chance
     * @return the changed sound, which may be longer or shorter
     */
    double[] apply(double[] samples, RandomGenerator random);

    /**
     * This change, then another.
     *
     * @param next what follows
     * @return both in turn, on the same source of chance
     */
    default AudioTransform then(AudioTransform next) {
        Check.notNull("next", next);
        return (samples, random) -> next.apply(apply(samples, random), random);
    }
}
