package io.github.entropykit.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The four changes of "easy data augmentation", on words. They often leave the subject of a text and seldom its grammar.
 *
 * <pre>{@code
 * var random = new java.util.Random(0);
 * var words = java.util.List.of("a", "cheerful", "b");
 * TextTransforms.replace(1, java.util.Map.of("cheerful", java.util.List.of("glad"))).apply(words, random);    // [a, glad, b]
 * TextTransforms.swap(5).apply(words, random).size();    // 3
 * }</pre>
 *
 * <p>J. Wei, K. Zou, "EDA: Easy Data Augmentation Techniques for Boosting Performance on Text Classification Tasks" (2019),
 * arXiv:1901.11196.
 */
public final class TextTransforms {

    private TextTransforms() {
    }

    /**
     * Exchanges two words at two different places drawn at random, several times. Every word keeps its count, so any
     * entropy of single words stays as it is to the last bit.
     *
     * @param times how often, at least 0
     * @return the change; a text of fewer than two words stays as it is
     * @throws IllegalArgumentException if {@code times} is negative
     */
    public static TextTransform swap(int times) {
        Check.atLeast("times", times, 0);
        return checked((words, random) -> {
            for (int i = 0; i < times && words.size() > 1; i++) {
                int first = random.nextInt(words.size());
                int other = random.nextInt(words.size() - 1);
                Collections.swap(words, first, other < first ? other : other + 1);
            }
            return words;
        });
    }

    /**
     * Leaves out each word with the same probability, independently. If that leaves nothing, one word drawn at random stays.
     *
     * @param probability 0 to 1
     * @return the change
     * @throws IllegalArgumentException if the probability is not from 0 to 1
     */
    public static TextTransform delete(double probability) {
        Check.within("probability", probability, 0, 1);
        return checked((words, random) -> {
            List<String> kept = words.stream().filter(word -> random.nextDouble() >= probability)
                    .collect(Collectors.toCollection(ArrayList::new));
            if (kept.isEmpty() && !words.isEmpty()) {
                kept.add(words.get(random.nextInt(words.size())));
            }
            return kept;
        });
    }

    /**
     * Several times draws a word of the given text that has synonyms, draws one of them, and puts it in at a place drawn at
     * random.
     *
     * @param times how often, at least 0
     * @param synonyms for some words, at least one each
     * @return the change; a text without such a word stays as it is
     * @throws IllegalArgumentException if {@code times} is negative, or a word in the table has no synonym
     */
    public static TextTransform insert(int times, Map<String, List<String>> synonyms) {
        Check.atLeast("times", times, 0);
        Map<String, List<String>> table = copy(synonyms);
        return checked((words, random) -> {
            List<String> before = List.copyOf(words);
            int[] known = known(before, table);
            for (int i = 0; i < times && known.length > 0; i++) {
                List<String> choice = table.get(before.get(known[random.nextInt(known.length)]));
                words.add(random.nextInt(words.size() + 1), choice.get(random.nextInt(choice.size())));
            }
            return words;
        });
    }

    /**
     * Replaces words by synonyms, each at another place of the text: places and synonyms are drawn at random.
     *
     * @param times how many, at least 0; all words that have synonyms if they are fewer
     * @param synonyms for some words, at least one each
     * @return the change
     * @throws IllegalArgumentException if {@code times} is negative, or a word in the table has no synonym
     */
    public static TextTransform replace(int times, Map<String, List<String>> synonyms) {
        Check.atLeast("times", times, 0);
        Map<String, List<String>> table = copy(synonyms);
        return checked((words, random) -> {
            int[] known = known(words, table);
            for (int i = 0; i < Math.min(times, known.length); i++) {
                int chosen = i + random.nextInt(known.length - i);
                int place = known[chosen];
                known[chosen] = known[i];
                List<String> choice = table.get(words.get(place));
                words.set(place, choice.get(random.nextInt(choice.size())));
            }
            return words;
        });
    }

    /** The places of words that have synonyms. */
    private static int[] known(List<String> words, Map<String, List<String>> table) {
        return IntStream.range(0, words.size()).filter(i -> table.containsKey(words.get(i))).toArray();
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> synonyms) {
        Check.notNull("synonyms", synonyms).forEach((word, choice) -> {
            if (word == null || choice == null || choice.isEmpty() || choice.stream().anyMatch(java.util.Objects::isNull)) {
                throw new IllegalArgumentException("synonyms has " + word + " = " + choice
                        + ": give at least one synonym for each word, or leave the word out");
            }
        });
        return synonyms.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> List.copyOf(e.getValue())));
    }

    /** Hands over a list that may be changed, and gives back one that may not. */
    private static TextTransform checked(TextTransform change) {
        return (words, random) -> {
            Check.notNull("words", words);
            RandomGenerator chance = Check.notNull("random", random);
            return Collections.unmodifiableList(change.apply(new ArrayList<>(words), chance));
        };
    }
}
