package io.github.entropykit.calibration;

import io.github.entropykit.info.Softmax;

/**
 * Log loss: the mean surprise of a model at what was true, in nats.
 *
 * <p>Also known as negative log-likelihood (NLL) and, with the observed labels as the true distribution, as
 * cross-entropy. It is a proper score: in expectation it is smallest for the true probabilities, so it punishes both
 * over- and under-confidence. Always answering 1/K costs ln K.
 *
 * <pre>{@code
 * double[] p = {0.5, 0.5,   0.8, 0.2};
 * LogLoss.of(Predictions.ofProbabilities(p, new int[] {0, 0}, 2));    // 0.458145
 * LogLoss.of(Predictions.ofProbabilities(new double[] {0, 1}, new int[] {0}, 2));    // Infinity
 * LogLoss.of(Predictions.ofLogits(new float[] {0, 1000}, new int[] {0}, 2));    // 1000.0
 * }</pre>
 *
 * <p>Reference: I. J. Good, "Rational Decisions", Journal of the Royal Statistical Society B 14, 1952.
 */
public final class LogLoss {
    private LogLoss() {
    }

    /**
     * The log loss, {@code - (1/N) Σ_i ln p_i(label_i)}.
     *
     * <p>From logits where there are any: the logarithm of the softmax is then computed without the softmax, and stays
     * finite where the probability is too small for a double.
     *
     * @param p the predictions
     * @return the mean loss in nats, at least 0; {@code +Infinity} if a true label was given probability 0 (or a logit
     *         of {@code -Infinity}). It is not clipped: one such answer is infinitely wrong
     * @throws IllegalArgumentException if {@code p} is null
     */
    public static double of(Predictions p) {
        Check.notNull("p", p);
        double sum = 0;
        for (int i = 0; i < p.size(); i++) {
            sum += of(p, i);
        }
        return sum / p.size();
    }

    /** The surprise at the true class of one example; without the softmax if there are logits. */
    static double of(Predictions p, int i) {
        int label = p.truth()[i];
        return p.hasLogits() ? -Softmax.log(p.shiftedLogits(i))[label] : of(p.flat()[i * p.classes() + label]);
    }

    /** The surprise at something of a probability, which may be above 1 by the rounding of floats. */
    static double of(double probability) {
        return Math.max(0, -Math.log(probability));
    }
}
