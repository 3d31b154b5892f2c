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

    static void temperature(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " = " + value + " must be positive and finite");
        }
    }

    static Predictions withLogits(String name, Predictions p) {
        if (!notNull(name, p).hasLogits()) {
            throw new IllegalArgumentException(name + " has no logits, which temperature scaling needs: "
                    + "make it with Predictions.ofLogits from the model's output before its softmax");
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
