package io.github.entropykit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.module.ModuleFinder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures one benchmark after another, as bench.py asks for them, each in a JVM of its own.
 *
 * <p>A request is a line {@code BENCHMARK SIZE THREADS SAMPLES}, for instance {@code EntropyBench.entropy 1e5 1 15}, with
 * {@code vector} behind it if the JVM is to have the Vector API, and any other options of the JVM. The answer is {@code ok} and the nanoseconds per call in
 * each sample, or {@code failed} and why. peers.py speaks the same language.
 */
public final class Worker {
    private static final String VECTOR = "jdk.incubator.vector";

    private Worker() {
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Data.write();
        answers.println("JDK " + System.getProperty("java.runtime.version")
                + (ModuleFinder.ofSystem().find(VECTOR).isPresent() ? "|vector" : ""));
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in));
        for (String request = requests.readLine(); request != null; request = requests.readLine()) {
            try {
                answers.println("ok " + measure(request.split(" ")).stream().map(Object::toString)
                        .collect(Collectors.joining(" ")));
            } catch (NoBenchmarksException e) {
                answers.println("failed there is no benchmark of this name");
            } catch (RunnerException e) {
                answers.println("failed " + e.toString().lines().findFirst().orElseThrow());
            }
        }
    }

    private static List<Double> measure(String[] request) throws RunnerException {
        int samples = Integer.parseInt(request[3]);
        List<String> jvm = new ArrayList<>(List.of("-Dbench.folder=" + Data.FOLDER,
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir")));
        for (String option : Arrays.asList(request).subList(4, request.length)) {
            jvm.addAll(option.equals("vector") ? List.of("--add-modules", VECTOR) : List.of(option));
        }
        Options options = new OptionsBuilder()
                .include("^" + Pattern.quote(Worker.class.getPackageName() + "." + request[0]) + "$")
                .param("size", request[1]).threads(Integer.parseInt(request[2]))
                .mode(Mode.AverageTime).timeUnit(TimeUnit.NANOSECONDS)
                .warmupIterations(samples / 2).warmupTime(TimeValue.milliseconds(100))
                .measurementIterations(samples).measurementTime(TimeValue.milliseconds(20))
                .forks(1).jvmArgs(jvm.toArray(String[]::new))
                .shouldFailOnError(true).output(Data.FOLDER.resolve("jmh.log").toString()).build();
        RunResult result = new Runner(options).runSingle();
        return result.getBenchmarkResults().iterator().next().getIterationResults().stream()
                .map(iteration -> iteration.getPrimaryResult().getScore()).collect(Collectors.toList());
    }
}
