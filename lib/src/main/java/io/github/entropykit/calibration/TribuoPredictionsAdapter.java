package io.github.entropykit.calibration;

import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;

import java.util.List;
import java.util.Map;

/**
 * The predictions of a Tribuo classifier, ready to be scored and calibrated.
 *
 * <pre>{@code
 * Predictions p = TribuoPredictionsAdapter.of(model, testExamples);
 * CalibrationError.expected(p, 15);
 * }</pre>
 */
public final class TribuoPredictionsAdapter {

    private TribuoPredictionsAdapter() {
    }

    /**
     * Asks a model about every example. Its labels must be the class numbers {@code "0"} to {@code "K-1"}.
     *
     * <p>The logits are the logarithms of the model's probabilities. If the model computes its probabilities by a softmax
     * (as logistic regression does), they differ from its scores by one constant for each example, so temperature scaling
     * works as on the scores. A probability of 0 becomes {@code -Infinity}.
     *
     * @param model    a classifier that gives probabilities
     * @param examples what to predict, N examples
     * @return N predictions in the order of the examples
     * @throws IllegalArgumentException if an argument is null, the model gives no probabilities, or a label is no class number
     */
    public static Predictions of(Model<Label> model, Dataset<Label> examples) {
        Check.notNull("model", model);
        Check.notNull("examples", examples);
        int classes = model.getOutputIDInfo().size();
        List<Prediction<Label>> predicted = model.predict(examples);
        float[] logits = new float[predicted.size() * classes];
        int[] labels = new int[predicted.size()];
        for (int i = 0; i < labels.length; i++) {
            Prediction<Label> prediction = predicted.get(i);
            if (!prediction.hasProbabilities()) {
                throw new IllegalArgumentException("model " + model.getName()
                        + " gives scores that are not probabilities; use one that does, such as logistic regression");
            }
            labels[i] = number(prediction.getExample().getOutput().getLabel(), classes);
            for (Map.Entry<String, Label> score : prediction.getOutputScores().entrySet()) {
                logits[i * classes + number(score.getKey(), classes)] = (float) Math.log(score.getValue().getScore());
            }
        }
        return Predictions.ofLogits(logits, labels, classes);
    }

    private static int number(String label, int classes) {
        if (label.matches("[0-9]{1,6}") && Integer.parseInt(label) < classes) {
            return Integer.parseInt(label);
        }
        throw new IllegalArgumentException("label is '" + label + "'; name the classes by their numbers, \"0\" to \""
                + (classes - 1) + "\"");
    }
}
