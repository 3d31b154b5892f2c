package io.github.entropykit.bench;

import io.github.entropykit.info.Softmax;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Rows of logits, as a model's floats and as doubles. */
public class SoftmaxBench extends Bench {
    private float[][] floats;
    private double[][] doubles;

    @Setup
    public void read() {
        float[] logits = Data.floats("logits-" + size);
        int classes = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        floats = new float[logits.length / classes][];
        Arrays.setAll(floats, i -> Arrays.copyOfRange(logits, i * classes, (i + 1) * classes));
        doubles = new double[floats.length][classes];
        for (int i = 0; i < floats.length; i++) {
            float[] row = floats[i];
            Arrays.setAll(doubles[i], k -> row[k]);
        }
    }

    @Benchmark
    public double[][] softmaxOfFloats() {
        double[][] p = new double[floats.length][];
        for (int i = 0; i < p.length; i++) {
            p[i] = Softmax.of(floats[i]);
        }
        return p;
    }

    @Benchmark
    public double[][] softmaxOfDoubles() {
        double[][] p = new double[doubles.length][];
        for (int i = 0; i < p.length; i++) {
            p[i] = Softmax.of(doubles[i]);
        }
        return p;
    }

    @Benchmark
    public double[][] logOfFloats() {
        double[][] logs = new double[floats.length][];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Softmax.log(floats[i]);
        }
        return logs;
    }

    @Benchmark
    public double[][] logOfDoubles() {
        double[][] logs = new double[doubles.length][];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Softmax.log(doubles[i]);
        }
        return logs;
    }

    @Benchmark
    public double[] logSumExpOfFloats() {
        double[] sums = new double[floats.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Softmax.logSumExp(floats[i]);
        }
        return sums;
    }

    @Benchmark
    public double[] logSumExpOfDoubles() {
        double[] sums = new double[doubles.length];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Softmax.logSumExp(doubles[i]);
        }
        return sums;
    }
}
