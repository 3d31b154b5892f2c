package io.github.entropykit.bench;

import io.github.entropykit.info.Divergence;
import io.github.entropykit.info.Entropy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** A distribution seen from another one. */
public class PairBench extends Bench {
    private double[] p;
    private double[] q;

    @Setup
    public void read() {
        p = Data.distribution("p", size);
        q = Data.distribution(other(), size);
    }

    String other() {
        return "q";
    }

    @Benchmark
    public double cross() {
        return Entropy.cross(p, q);
    }

    @Benchmark
    public double kl() {
        return Divergence.kl(p, q);
    }

    /** ... and from one that is almost the same. */
    public static class Close extends PairBench {
        @Override
        String other() {
            return "close";
        }
    }
}
