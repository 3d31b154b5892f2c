/**
 * Information measures of distributions and of samples: exact, small, on nothing but the JDK.
 *
 * <p>Where to look:
 * <ul>
 *   <li>{@link io.github.entropykit.info.Entropy}: how uncertain is one distribution, and how
 *       surprised is a model by another;</li>
 *   <li>{@link io.github.entropykit.info.Divergence}: how far apart are two distributions;
 *       {@link io.github.entropykit.info.FGenerator}: the functions behind the f-divergences;</li>
 *   <li>{@link io.github.entropykit.info.MutualInformation}: what one variable tells about another;
 *       {@link io.github.entropykit.info.MultivariateInformation}: what several have to do with each other;
 *       {@link io.github.entropykit.info.TransferEntropy}: what one series tells about the next step of another;</li>
 *   <li>{@link io.github.entropykit.info.EntropyEstimator}: the entropy behind a sample, from its counts, which
 *       {@link io.github.entropykit.info.SymbolCounts} collects from streams of any length;</li>
 *   <li>{@link io.github.entropykit.info.DifferentialEntropy} and {@link io.github.entropykit.info.KsgMutualInformation}:
 *       entropy and mutual information from samples of continuous variables;
 *       {@link io.github.entropykit.info.Gaussian}: the same, and divergences, where a formula gives them;</li>
 *   <li>{@link io.github.entropykit.info.Softmax}: from a network's logits to probabilities;</li>
 *   <li>{@link io.github.entropykit.info.Probabilities}: make and check distributions;</li>
 *   <li>{@link io.github.entropykit.info.Units}: nats and bits.</li>
 * </ul>
 *
 * <p>What holds everywhere in this package:
 * <ul>
 *   <li>Every entropy and divergence is in <b>nats</b>. There is no global setting that changes this.</li>
 *   <li>0 log 0 = 0. An event that a model calls impossible and that happens costs {@code +Infinity}.
 *       Nothing is clipped, nothing is normalised unless {@code normalise} is called.</li>
 *   <li>A distribution is finite, non-negative and sums to 1 within 1e-9 per outcome. Anything else
 *       is an {@link java.lang.IllegalArgumentException} that names the argument and either the index and value of
 *       the first bad entry or the sum.</li>
 *   <li>What is zero by theory is returned as {@code +0.0}, what cannot be negative is never negative.</li>
 *   <li>{@code float} input, as models emit it, is widened to {@code double} before anything is computed.</li>
 * </ul>
 *
 * <p>Started with {@code --add-modules jdk.incubator.vector}, a JVM computes entropy, cross-entropy, Kullback-Leibler
 * divergence and softmax several entries at a time, with the same results to 1e-14.
 */
package io.github.entropykit.info;
