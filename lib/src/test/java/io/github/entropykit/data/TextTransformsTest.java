package io.github.entropykit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class TextTransformsTest {

    private static final Map<String, List<String>> SYNONYMS = Map.of("glad", List.of("cheerful", "merry"), "sad", List.of("gloomy"));
    private static final List<TextTransform> ALL = List.of(TextTransforms.swap(2), TextTransforms.delete(0.3),
            TextTransforms.insert(2, SYNONYMS), TextTransforms.replace(2, SYNONYMS));

    @Property(tries = 300)
    void theSameSeedGivesTheSameTextAndTheInputStays(@ForAll @IntRange(max = 3) int which, @ForAll long seed) {
        List<String> words = words(seed);
        List<String> before = List.copyOf(words);
        List<String> changed = ALL.get(which).apply(words, new Random(seed));
        assertThat(words).isEqualTo(before);
        assertThat(ALL.get(which).apply(words, new Random(seed))).isEqualTo(changed);
        if (!changed.isEmpty()) {
            assertThatThrownBy(() -> changed.set(0, "x")).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Property(tries = 300)
    void swappingKeepsEveryCount(@ForAll List<@net.jqwik.api.constraints.Chars({'a', 'b', 'c'}) String> words,
            @ForAll @IntRange(max = 50) int times, @ForAll long seed) {
        List<String> swapped = TextTransforms.swap(times).apply(words, new Random(seed));
        assertThat(counts(swapped)).isEqualTo(counts(words));
        assertThat(swapped).hasSameSizeAs(words);
    }

    @Property(tries = 100)
    void oneSwapChangesExactlyTwoPlaces(@ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int size) {
        List<String> distinct = IntStream.range(0, size).mapToObj(String::valueOf).collect(Collectors.toList());
        List<String> swapped = TextTransforms.swap(1).apply(distinct, new Random(seed));
        assertThat(IntStream.range(0, size).filter(i -> !distinct.get(i).equals(swapped.get(i))).count()).isEqualTo(2);
    }

    @Example
    void allPairsAreSwappedEquallyOften() {
        Map<List<String>, Integer> seen = new HashMap<>();
        Random random = new Random(new SplittableRandom(1).nextLong());
        for (int i = 0; i < 6000; i++) {
            seen.merge(TextTransforms.swap(1).apply(List.of("a", "b", "c", "d"), random), 1, Integer::sum);
        }
        assertThat(seen).hasSize(6);
        assertThat(seen.values()).allMatch(count -> count > 870 && count < 1130);     // 1000 ± 29
    }

    @Property(tries = 200)
    void deletingLeavesASubsequenceThatIsNeverEmpty(@ForAll @Size(max = 20) List<String> words, @ForAll long seed,
            @ForAll @IntRange(max = 10) int tenths) {
        List<String> kept = TextTransforms.delete(tenths / 10d).apply(words, new Random(seed));
        assertThat(words).containsSubsequence(kept);
        assertThat(kept.isEmpty()).isEqualTo(words.isEmpty());
        if (tenths == 0) {
            assertThat(kept).isEqualTo(words);
        } else if (tenths == 10) {
            assertThat(kept).hasSize(Math.min(1, words.size()));
        }
    }

    @Example
    void deletingLeavesItsShare() {
        List<String> words = IntStream.range(0, 50_000).mapToObj(i -> "w").collect(Collectors.toList());
        assertThat(TextTransforms.delete(0.1).apply(words, new Random(2)).size() / 50_000d).isCloseTo(0.9, within(0.005));
    }

    @Property(tries = 200)
    void insertingAddsSynonymsAndLeavesTheRestInOrder(@ForAll long seed, @ForAll @IntRange(max = 6) int times) {
        List<String> words = words(seed);
        List<String> longer = TextTransforms.insert(times, SYNONYMS).apply(words, new Random(seed));
        boolean known = words.contains("glad") || words.contains("sad");
        assertThat(longer).hasSize(words.size() + (known ? times : 0));
        List<String> rest = new ArrayList<>(longer);
        rest.removeAll(List.of("cheerful", "merry", "gloomy"));
        assertThat(rest).isEqualTo(words);
    }

    @Property(tries = 200)
    void replacingKeepsLengthAndTouchesOnlyWhatTheTableKnows(@ForAll long seed, @ForAll @IntRange(max = 6) int times) {
        List<String> words = words(seed);
        List<String> other = TextTransforms.replace(times, SYNONYMS).apply(words, new Random(seed));
        assertThat(other).hasSameSizeAs(words);
        int changed = 0;
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).equals(other.get(i))) {
                assertThat(SYNONYMS.get(words.get(i))).contains(other.get(i));
                changed++;
            }
        }
        long known = words.stream().filter(SYNONYMS::containsKey).count();
        assertThat(changed).isEqualTo((int) Math.min(times, known));
    }

    @Example
    void oneAfterTheOther() {
        TextTransform both = TextTransforms.replace(1, Map.of("a", List.of("b"))).then(TextTransforms.replace(1, Map.of("b", List.of("c"))));
        assertThat(both.apply(List.of("a"), new Random(0))).containsExactly("c");
    }

    @Example
    void badArguments() {
        refused(() -> TextTransforms.swap(-1), "times is -1", "at least 0");
        refused(() -> TextTransforms.delete(-0.1), "probability is -0.1", "from 0 to 1");
        refused(() -> TextTransforms.insert(-1, SYNONYMS), "times is -1");
        refused(() -> TextTransforms.insert(1, null), "synonyms is null");
        refused(() -> TextTransforms.replace(1, Map.of("a", List.of())), "synonyms has a = []", "leave the word out");
        refused(() -> TextTransforms.swap(1).then(null), "next is null");
        for (TextTransform transform : ALL) {
            refused(() -> transform.apply(null, new Random(0)), "words is null");
            refused(() -> transform.apply(List.of("a"), null), "random is null");
        }
    }

    private static List<String> words(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String[] known = {"glad", "sad", "a", "b"};
        return IntStream.range(0, random.nextInt(12)).mapToObj(i -> known[random.nextInt(4)]).collect(Collectors.toList());
    }

    private static Map<String, Long> counts(List<String> words) {
        return words.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static void refused(ThrowingCallable call, String... parts) {
        assertThatIllegalArgumentException().isThrownBy(call).satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
