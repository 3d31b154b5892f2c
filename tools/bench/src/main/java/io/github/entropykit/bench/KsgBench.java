package io.github.entropykit.bench;

import io.github.entropykit.info.KsgMutualInformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Mutual information from pairs of numbers, by their nearest neighbours. */
public class KsgBench extends Bench {
    private double[] u;
    private double[] v;

    @Setup
    public void read() {
        u = Data.doubles("u-" + size);
        v = Data.doubles("v-" + size);
    }

    @Benchmark
    public double first() {
        return KsgMutualInformation.ksg1(u, v, 4);
    }
}
