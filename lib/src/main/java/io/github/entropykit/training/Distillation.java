package io.github.entropykit.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;

/**
 * Hinton's distillation, from logits: the student learns from the labels and from what a teacher said about the same
 * examples, both softened by a temperature T,
 *
 * <pre>
 *   loss = w (- ln p_y) + (1 - w) T² KL( softmax(teacher / T) || softmax(student / T) ) .
 * </pre>
 *
 * <p>The gradient of the divergence shrinks as 1/T² when T grows; the factor T² keeps the two parts in proportion at every
 * temperature. In the limit of a large T the second part is {@code (1 - w) / (2K)} times the squared difference of the
 * logits, each less their mean.
 *
 * <p>Labels: N class numbers and, as a second array, the teacher's logits, N x K; no gradient flows into them. Logits: N x K.
 * Result: the mean over the batch, in nats.
 *
 * <p>Reference: G. Hinton, O. Vinyals and J. Dean, "Distilling the Knowledge in a Neural Network", 2015, arXiv:1503.02531.
 */
public final class Distillation extends Loss {

    private final float temperature;
    private final float labelWeight;

    /**
     * Chooses temperature and mixture.
     *
     * @param temperature T, above 0
     * @param labelWeight w, the share of the labels, from 0 (only the teacher) to 1 (only the labels)
     * @throws IllegalArgumentException if one of them is out of its range
     */
    public Distillation(double temperature, double labelWeight) {
        super("Distillation");
        if (!(temperature > 0 && temperature <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("temperature is " + temperature + "; it must be above 0 and finite");
        }
        if (!(labelWeight >= 0 && labelWeight <= 1)) {
            throw new IllegalArgumentException("labelWeight is " + labelWeight + "; it must be from 0 to 1");
        }
        this.temperature = (float) temperature;
        this.labelWeight = (float) labelWeight;
    }

    /** {@inheritDoc} */
    @Override
    public NDArray evaluate(NDList labels, NDList logits) {
        if (labels.size() != 2) {
            throw new IllegalArgumentException("labels has " + labels.size()
                    + " arrays; distillation needs two, the class numbers and the teacher's logits");
        }
        NDArray student = logits.singletonOrThrow();
        NDArray logP = GradientSafe.mul(student, 1 / temperature).logSoftmax(-1);
        NDArray logTeacher = labels.get(1).stopGradient().div(temperature).logSoftmax(-1);
        NDArray divergence = logTeacher.sub(logP).mul(logTeacher.exp()).sum(new int[] {-1}).mean();
        NDArray hard = CrossEntropy.of(labels.get(0), student.logSoftmax(-1));
        return GradientSafe.mul(hard, labelWeight)
                .add(GradientSafe.mul(divergence, (1 - labelWeight) * temperature * temperature));
    }
}
