package io.github.entropykit.training;

import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Sampler;

import java.util.Iterator;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * A new random order for each pass, from a generator of its own. DJL's {@code RandomSampler} draws from a global
 * generator, which whatever runs in between moves on, and its swaps never leave an element where it is, so that it
 * reaches only the permutations that are one cycle.
 */
final class SeededShuffle implements Sampler.SubSampler {

    private final Random random;

    SeededShuffle(long seed) {
        random = new Random(seed);
    }

    @Override
    public Iterator<Long> sample(RandomAccessDataset dataset) {
        long[] order = LongStream.range(0, dataset.size()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return LongStream.of(order).iterator();
    }
}
