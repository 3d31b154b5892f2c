package io.github.entropykit.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * The results of one experiment, one for each random seed 0, 1, 2 and so on; what is said of it is a mean with a spread.
 * <pre>{@code
 * Runs<TrainedModel> models = Runs.of(3, seed -> Training.of(Mlp.of(784, 256, 10).build()).seed(seed).fit(train));
 * Runs<Predictions> plain = models.map(model -> model.predict(test));
 * double[] accuracies = plain.each(Predictions::accuracy);
 * double[] gains = smoothed.minus(plain, Predictions::accuracy);     // seed by seed
 * }</pre>
 *
 * <p>Seeds are a sample, so a spread is the sample standard deviation (divisor n - 1). Two treatments that share their
 * seeds (the same first weights, the same order of the pictures) are compared by {@link #minus}: what a seed adds to both
 * cancels, and the spread of the differences is the one that counts.
 *
 * @param <T> what one run yields
 */
public final class Runs<T> implements AutoCloseable {

    private final List<T> results;

    private Runs(List<T> results) {
        this.results = results;
    }

    /**
     * Runs an experiment once for each seed, one after the other. If one run fails, the results before it are closed.
     *
     * @param seeds      number of seeds, at least 2; the seeds are 0 to {@code seeds - 1}
     * @param experiment from a seed to a result, never null
     * @param <T>        what one run yields
     * @return the results in the order of the seeds
     * @throws IllegalArgumentException if there are fewer than two seeds: one says nothing about spread
     */
    public static <T> Runs<T> of(int seeds, IntFunction<? extends T> experiment) {
        requireTwo("seeds", seeds);
        List<T> results = new ArrayList<>(seeds);
        try {
            for (int seed = 0; seed < seeds; seed++) {
                results.add(Objects.requireNonNull(experiment.apply(seed), "the experiment's result is null"));
            }
        } catch (Throwable failure) {
            closeAll(results, failure);
            throw failure;
        }
        return new Runs<>(List.copyOf(results));
    }

    /**
     * Results that exist already.
     *
     * @param results one for each seed, at least two
     * @param <T>     what one run yields
     * @return the results
     * @throws IllegalArgumentException if there are fewer than two
     */
    public static <T> Runs<T> of(List<? extends T> results) {
        requireTwo("results", results.size());
        return new Runs<>(List.copyOf(results));
    }

    private static void requireTwo(String what, int number) {
        if (number < 2) {
            throw new IllegalArgumentException(what + " is " + number + "; a spread needs at least 2 runs");
        }
    }

    /**
     * The number of runs.
     *
     * @return at least 2
     */
    public int size() {
        return results.size();
    }

    /**
     * The result of one seed.
     *
     * @param seed 0 to {@code size() - 1}
     * @return its result
     * @throws IndexOutOfBoundsException if there is no such seed
     */
    public T get(int seed) {
        return results.get(Objects.checkIndex(seed, results.size()));
    }

    /**
     * All results.
     *
     * @return an unmodifiable list in the order of the seeds
     */
    public List<T> results() {
        return results;
    }

    /**
     * Makes something of each result.
     *
     * @param step from a result to the next, never null
     * @param <R>  what it makes
     * @return as many results, in the same order
     */
    public <R> Runs<R> map(Function<? super T, ? extends R> step) {
        List<R> made = new ArrayList<>(size());
        for (T result : results) {
            made.add(Objects.requireNonNull(step.apply(result), "a result of step is null"));
        }
        return new Runs<>(List.copyOf(made));
    }

    /**
     * Measures each result.
     *
     * @param measure from a result to a number
     * @return one number for each seed
     */
    public double[] each(ToDoubleFunction<? super T> measure) {
        return results.stream().mapToDouble(measure).toArray();
    }

    /**
     * Differences between two treatments, seed by seed.
     *
     * @param other   the same number of runs
     * @param measure from a result to a number
     * @return {@code measure(this) - measure(other)} for each seed
     * @throws IllegalArgumentException if the numbers of runs differ
     */
    public double[] minus(Runs<? extends T> other, ToDoubleFunction<? super T> measure) {
        if (other.size() != size()) {
            throw new IllegalArgumentException("other has " + other.size() + " runs and this has " + size()
                    + "; a paired difference needs as many");
        }
        double[] differences = each(measure);
        for (int seed = 0; seed < differences.length; seed++) {
            differences[seed] -= measure.applyAsDouble(other.get(seed));
        }
        return differences;
    }

    /**
     * The mean over the seeds.
     *
     * @param measure from a result to a number
     * @return the mean of {@link #each}
     */
    public double mean(ToDoubleFunction<? super T> measure) {
        return Spread.of(each(measure)).mean();
    }

    /**
     * The spread over the seeds.
     *
     * @param measure from a result to a number
     * @return the sample standard deviation (divisor n - 1) of {@link #each}
     */
    public double sd(ToDoubleFunction<? super T> measure) {
        return Spread.of(each(measure)).sd();
    }

    /**
     * Closes each result that can be closed, such as a trained model with its native memory.
     *
     * @throws IllegalStateException if some could not be closed, after all others were; these failures are suppressed in it
     */
    @Override
    public void close() {
        IllegalStateException failed = new IllegalStateException("not all of " + size() + " results could be closed");
        closeAll(results, failed);
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }

    private static void closeAll(List<?> results, Throwable failure) {
        for (Object result : results) {
            if (result instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    failure.addSuppressed(e);
                }
            }
        }
    }
}
