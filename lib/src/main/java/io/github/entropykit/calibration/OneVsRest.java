package io.github.entropykit.calibration;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** From repairs of single probabilities to a repair of whole distributions. */
final class OneVsRest {
    private OneVsRest() {
    }

    /** One map for P(y = 1) if there are two classes, else one for each class. */
    interface Fit {
        DoubleUnaryOperator of(Scores scores);
    }

    static DoubleUnaryOperator[] fit(Predictions validation, Fit fit) {
        if (validation.classes() == 2) {
            return new DoubleUnaryOperator[] {fit.of(Scores.of(validation, 1))};
        }
        DoubleUnaryOperator[] maps = new DoubleUnaryOperator[validation.classes()];
        Arrays.setAll(maps, k -> fit.of(Scores.of(validation, k)));
        return maps;
    }

    static Predictions apply(DoubleUnaryOperator[] maps, Predictions p) {
        int classes = maps.length == 1 ? 2 : maps.length;
        double[] flat = Check.classes("p", p, classes).flat().clone();
        for (int from = 0; from < flat.length; from += classes) {
            if (classes == 2) {
                flat[from + 1] = maps[0].applyAsDouble(flat[from + 1]);
                flat[from] = 1 - flat[from + 1];
            } else {
                repair(maps, flat, from);
            }
        }
        return p.withProbabilities(flat);
    }

    private static void repair(DoubleUnaryOperator[] maps, double[] flat, int from) {
        double sum = 0;
        for (int k = 0; k < maps.length; k++) {
            flat[from + k] = maps[k].applyAsDouble(flat[from + k]);
            sum += flat[from + k];
        }
        for (int k = 0; k < maps.length; k++) {
            flat[from + k] = sum > 0 ? flat[from + k] / sum : 1.0 / maps.length;
        }
    }
}
