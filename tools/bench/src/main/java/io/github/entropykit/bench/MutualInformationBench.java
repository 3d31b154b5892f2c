package io.github.entropykit.bench;

import io.github.entropykit.info.MutualInformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Mutual information from pairs of symbols. */
public class MutualInformationBench extends Bench {
    private int[] x;
    private int[] y;

    @Setup
    public void read() {
        x = Data.ints("x-" + size);
        y = Data.ints("y-" + size);
    }

    @Benchmark
    public double ofSamples() {
        return MutualInformation.ofSamples(x, y);
    }
}
