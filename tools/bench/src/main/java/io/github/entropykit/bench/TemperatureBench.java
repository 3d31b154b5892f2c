package io.github.entropykit.bench;

import io.github.entropykit.calibration.Predictions;
import io.github.entropykit.calibration.TemperatureScaling;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** The temperature that makes a classifier honest. */
public class TemperatureBench extends Bench {
    private Predictions predictions;

    @Setup
    public void read() {
        int classes = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        predictions = Predictions.ofLogits(Data.floats("logits-" + size), Data.ints("labels-" + size), classes);
    }

    @Benchmark
    public double fit() {
        return TemperatureScaling.fit(predictions).temperature();
    }
}
