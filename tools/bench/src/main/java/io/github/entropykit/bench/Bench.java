package io.github.entropykit.bench;

import java.util.Arrays;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/** What all benchmarks share: their size, and that they leave their result in a file, where its error is looked at. */
@State(Scope.Thread)
public abstract class Bench {
    private static final int KEPT = 65_536;

    /** As in the file names of {@link Data}, such as 1e5 or 256x10. */
    @Param("")
    public String size;

    /** Calls the benchmark once more, after all timing. */
    @TearDown(Level.Trial)
    public void keepResult(BenchmarkParams params, ThreadParams thread) throws ReflectiveOperationException {
        if (thread.getThreadIndex() == 0) {
            String name = params.getBenchmark();
            Data.write("../result", flat(getClass().getMethod(name.substring(name.lastIndexOf('.') + 1)).invoke(this)));
        }
    }

    private static double[] flat(Object result) {
        if (result instanceof double[][] rows) {
            return Arrays.stream(rows).flatMapToDouble(Arrays::stream).limit(KEPT).toArray();
        }
        return result instanceof double[] values ? values : new double[] {(Double) result};
    }
}
