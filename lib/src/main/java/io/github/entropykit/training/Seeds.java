package io.github.entropykit.training;

/** Every random number generator that training uses. */
public final class Seeds {

    private Seeds() {
    }

    /**
     * Seeds the engine's generator, which draws initial weights and dropout, and DJL's own, which shuffles its data
     * sets. After the same seed, the same calls on the same machine give the same bits. {@link Training#fit} does this
     * itself.
     *
     * <p>Call this first in a training loop of your own: it also keeps DJL off the network and PyTorch on one thread (the
     * system property {@code ai.djl.pytorch.num_threads} asks for more).
     *
     * @param seed any number; DJL takes 32 bits, so the two halves are combined by exclusive or, which leaves numbers
     *     from 0 to 2³¹ - 1 as they are
     */
    public static void set(long seed) {
        Torch.engine().setRandomSeed(Long.hashCode(seed));
    }
}
