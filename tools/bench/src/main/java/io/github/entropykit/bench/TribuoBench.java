package io.github.entropykit.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.tribuo.util.infotheory.InformationTheory;

/** Tribuo's mutual information of two lists, which are made beforehand. */
public class TribuoBench extends Bench {
    private List<Integer> x;
    private List<Integer> y;

    @Setup
    public void read() {
        x = Arrays.stream(Data.ints("x-" + size)).boxed().collect(Collectors.toList());
        y = Arrays.stream(Data.ints("y-" + size)).boxed().collect(Collectors.toList());
        InformationTheory.LOG_BASE = InformationTheory.LOG_E;
    }

    @Benchmark
    public double mutualInformation() {
        return InformationTheory.mi(x, y);
    }
}
