package io.github.entropykit.calibration;

import java.util.List;

/** The messages of bad input, in one place so that they all read alike. */
final class Check {
    private Check() {
    }

    static <T> T notNull(String name, T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is null");
        }
        return value;
    }

    static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " = " + value + ": at least " + least + " needed");
        }
    }

    static void index(String name, int value, int size) {
        if (value < 0 || value >= size) {
            throw new IllegalArgumentException(name + " = " + value + " is outside 0 to " + (size - 1));
        }
    }

    /** A level, such as that of an interval: strictly between 0 and 1. */
    static void inside(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " = " + value + " must lie between 0 and 1, and be neither");
        }
    }

    static void probabilities(String name, double[] values) {
        if (notNull(name, values).length == 0) {
            throw new IllegalArgumentException(name + " is empty: at least one is needed");
        }
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1 + Predictions.FLOAT_TOLERANCE)) {
                throw new IllegalArgumentException(name + "[" + i + "] = " + values[i]
                        + " is not a probability: it must lie between 0 and 1");
            }
        }
    }

    static Predictions twoClasses(String name, Predictions p) {
        return classes(name, p, 2);
    }

    static Predictions classes(String name, Predictions p, int needed) {
        if (notNull(name, p).classes() != needed) {
            throw new IllegalArgumentException(name + " has " + p.classes() + " classes, but " + needed + " are needed here");
        }
        return p;
    }

    static void row(String name, double[] row, int classes) {
        if (notNull(name, row).length != classes) {
            throw new IllegalArgumentException(name + " has " + row.length + " values, but there are " + classes
                    + " classes: one for each is needed");
        }
    }

    static void temperature(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " = " + value + " must be positive and finite");
        }
    }

    static Predictions withLogits(String name, Predictions p) {
        if (!notNull(name, p).hasLogits()) {
            throw new IllegalArgumentException(name + " has no logits, which scaling needs: "
                    + "make it with Predictions.ofLogits from the model's output before its softmax");
        }
        return p;
    }

    /** Checks that there are logits, and that no true label is impossible. */
    static Predictions withPossibleLabels(String name, Predictions p) {
        withLogits(name, p);
        for (int i = 0; i < p.size(); i++) {
            if (p.logit(i, p.label(i)) == Double.NEGATIVE_INFINITY) {
                throw new IllegalArgumentException(name + ": the true label " + p.label(i) + " of example " + i
                        + " has logit -Infinity; its loss is infinite however the logits are scaled");
            }
        }
        return p;
    }

    /** Checks that all members of an ensemble spoke about the same examples. */
    static void sameExamples(String name, List<Predictions> members) {
        if (notNull(name, members).isEmpty()) {
            throw new IllegalArgumentException(name + " is empty: at least one member is needed");
        }
        Predictions first = notNull(name + "[0]", members.get(0));
        for (int m = 1; m < members.size(); m++) {
            Predictions other = notNull(name + "[" + m + "]", members.get(m));
            if (other.size() != first.size() || other.classes() != first.classes()) {
                throw new IllegalArgumentException(name + "[" + m + "] has " + other.size() + " examples of "
                        + other.classes() + " classes, but " + name + "[0] has " + first.size() + " of "
                        + first.classes() + ": all must be about the same examples");
            }
            for (int i = 0; i < first.size(); i++) {
                if (other.label(i) != first.label(i)) {
                    throw new IllegalArgumentException("label " + i + " of " + name + "[" + m + "] is "
                            + other.label(i) + ", but that of " + name + "[0] is " + first.label(i)
                            + ": all must be about the same examples, in the same order");
                }
            }
        }
    }
}
