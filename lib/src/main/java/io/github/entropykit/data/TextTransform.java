package io.github.entropykit.data;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A change to a text, with or without chance: words in, words out.
 *
 * <pre>{@code
 * TextTransform shout = (words, random) -> words.stream().map(String::toUpperCase).toList();
 * shout.apply(java.util.List.of("to", "be"), new java.util.Random(0));    // [TO, BE]
 * }</pre>
 *
 * @see TextTransforms
 */
@FunctionalInterface
public interface TextTransform {

    /**
     * Changes a text.
     *
     * @param words the text, which stays as it is
     * @param random the only source of chance
     * @return the changed text
     */
    List<String> apply(List<String> words, RandomGenerator random);

    /**
     * This change, then another.
     *
     * @param next what follows
     * @return both in turn, on the same source of chance
     */
    default TextTransform then(TextTransform next) {
        Check.notNull("next", next);
        return (words, random) -> next.apply(apply(words, random), random);
    }
}
