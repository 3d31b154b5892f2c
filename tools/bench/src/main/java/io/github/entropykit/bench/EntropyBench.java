package io.github.entropykit.bench;

import io.github.entropykit.info.Entropy;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The entropy of one distribution, and what its logarithms alone cost. */
public class EntropyBench extends Bench {
    private double[] p;

    @Setup
    public void read() {
        p = Data.distribution("p", size);
    }

    @Benchmark
    public double entropy() {
        return Entropy.shannon(p);
    }

    /** Each addition waits for the one before it. */
    @Benchmark
    public double logs() {
        double sum = 0;
        for (double x : p) {
            sum += Math.log(x);
        }
        return sum;
    }

    /** Four sums side by side: only the logarithms are left to wait for. */
    @Benchmark
    public double logsInFourSums() {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < p.length; i += 4) {
            a += Math.log(p[i]);
            b += Math.log(p[i + 1]);
            c += Math.log(p[i + 2]);
            d += Math.log(p[i + 3]);
        }
        for (; i < p.length; i++) {
            a += Math.log(p[i]);
        }
        return a + b + c + d;
    }
}
