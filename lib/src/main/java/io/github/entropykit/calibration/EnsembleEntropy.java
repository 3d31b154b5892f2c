package io.github.entropykit.calibration;

import io.github.entropykit.info.Divergence;
import java.util.List;

/**
 * The uncertainty of an ensemble, split in two: what every member is unsure about, and what they disagree about. The field
 * calls the whole the total, the first part the aleatoric (expected data) and the second the epistemic (model) uncertainty.
 *
 * <p>Averaging the probabilities of M models never lowers the entropy below the members' mean (Jensen's inequality). The
 * gap is the mutual information between the prediction and the choice of the member,
 * <pre>    H(mean p) = mean H(p_m) + I,    I = mean KL(p_m || mean p) ,</pre>
 * averaged over the examples here. If all members agree, I is 0, however unsure they are. It is computed from the
 * divergences, not as the difference of two entropies, so small disagreements keep their digits and it is never negative.
 *
 * <pre>{@code
 * int[] label = {0};
 * Predictions a = Predictions.ofProbabilities(new double[] {0.9, 0.1}, label, 2);
 * Predictions b = Predictions.ofProbabilities(new double[] {0.1, 0.9}, label, 2);
 * EnsembleEntropy e = EnsembleEntropy.of(List.of(a, b));
 * e.total();    // 0.693147
 * e.mean();    // 0.325083
 * e.mutualInformation();    // 0.368064
 * }</pre>
 *
 * <p>References: B. Lakshminarayanan, A. Pritzel and C. Blundell, "Simple and Scalable Predictive Uncertainty Estimation
 * using Deep Ensembles", NeurIPS 2017, arXiv:1612.01474; N. Houlsby, F. Huszár, Z. Ghahramani and M. Lengyel, "Bayesian
 * Active Learning for Classification and Preference Learning", 2011, arXiv:1112.5745.
 *
 * @param total             mean entropy of the averaged distribution, in nats
 * @param mean              mean entropy of the members' distributions, in nats: the aleatoric part
 * @param mutualInformation their disagreement, in nats: the epistemic part, total less mean, from 0 to ln M
 */
public record EnsembleEntropy(double total, double mean, double mutualInformation) {
    /**
     * Splits the entropy of an ensemble that averages probabilities.
     *
     * @param members predictions of at least one model about the same examples, in the same order
     * @return the parts, each averaged over the examples
     * @throws IllegalArgumentException if {@code members} is null or empty or holds null, or if sizes, classes or labels
     *         differ
     */
    public static EnsembleEntropy of(List<Predictions> members) {
        double total = Predictions.average(members).meanEntropy();
        double mean = 0;
        for (Predictions member : members) {
            mean += member.meanEntropy();
        }
        return new EnsembleEntropy(total, mean / members.size(), meanDivergence(members));
    }

    private static double meanDivergence(List<Predictions> members) {
        int m = members.size();
        int n = members.get(0).size();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < members.get(0).classes(); k++) {
                double all = 0;
                for (Predictions member : members) {
                    all += member.probability(i, k);
                }
                for (Predictions member : members) {
                    // M times the term for (p, all / M), written so that a subnormal all is not divided down to 0.
                    sum += Divergence.klTerm(m * member.probability(i, k), all);
                }
            }
        }
        return sum / m / m / n;
    }
}
