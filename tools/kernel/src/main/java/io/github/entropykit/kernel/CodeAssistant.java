package io.github.entropykit.kernel;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** Answers the editor's questions about code that is being written. Positions count UTF-16 units. */
final class CodeAssistant {

    private static final int MOST = 500;
    private static final String INDENT = "    ";

    /**
     * What could stand at the cursor.
     *
     * @param from where the text to replace begins
     * @param to where it ends
     * @param texts the candidates, the likeliest first
     */
    record Completions(int from, int to, List<String> texts) { }

    /** Whether code can run as it stands, needs more lines (then with which indent) or is wrong. */
    record State(String status, String indent) { }

    private final SourceCodeAnalysis analysis;

    CodeAssistant(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    Completions complete(String code, int cursor) {
        String java = withoutMagic(code);
        int start = snippetStart(java, cursor);
        int[] anchor = {cursor - start};
        List<Suggestion> found =
                analysis.completionSuggestions(java.substring(start, cursor), cursor - start, anchor);
        Set<String> texts = found.stream()
                .sorted(Comparator.comparing((Suggestion each) -> !each.matchesType())
                        .thenComparing(Suggestion::continuation))
                .map(Suggestion::continuation)
                .limit(MOST)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new Completions(start + anchor[0], cursor, List.copyOf(texts));
    }

    /** Signatures and, where the sources are at hand, the documentation of what stands at the cursor; may be empty. */
    String document(String code, int cursor) {
        String java = withoutMagic(code);
        int wordEnd = cursor;
        while (wordEnd < java.length() && Character.isJavaIdentifierPart(java.charAt(wordEnd))) {
            wordEnd++;
        }
        int start = snippetStart(java, wordEnd);
        String word = java.substring(start, wordEnd);
        // a method is known by its bracket, anything else by its name, arguments by the call they stand in
        return Stream.of(word + "(", word, java.substring(start, cursor))
                .map(this::documentation)
                .filter(text -> !text.isEmpty())
                .findFirst().orElse("");
    }

    private String documentation(String prefix) {
        List<Documentation> found = analysis.documentation(prefix, prefix.length(), true);
        return found.stream()
                .map(each -> each.javadoc() == null || each.javadoc().isBlank() ? each.signature()
                        : each.signature() + "\n" + JavadocText.plain(each.javadoc()).indent(4).stripTrailing())
                .distinct()
                .collect(Collectors.joining("\n\n"));
    }

    State state(String code) {
        String rest = withoutMagic(code);
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            Completeness completeness = info.completeness();
            if (completeness == Completeness.EMPTY) {
                break;
            }
            if (completeness == Completeness.UNKNOWN) {
                return new State("invalid", "");
            }
            if (!completeness.isComplete()) {
                return new State("incomplete", indent(code));
            }
            rest = info.remaining();
        }
        return new State("complete", "");
    }

    private static String indent(String code) {
        String last = code.lines().reduce("", (before, line) -> line.isBlank() ? before : line);
        String present = last.substring(0, last.length() - last.stripLeading().length());
        return last.stripTrailing().endsWith("{") ? present + INDENT : present;
    }

    /** Where the snippet begins that the cursor stands in. */
    private int snippetStart(String code, int cursor) {
        String before = code.substring(0, cursor);
        String rest = before;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (!info.completeness().isComplete() || info.remaining().isBlank()) {
                break;
            }
            rest = info.remaining();
        }
        return before.length() - rest.length();
    }

    /** The same text with spaces for lines of magic, so that positions stay what they are. */
    private static String withoutMagic(String code) {
        StringBuilder java = new StringBuilder(code);
        for (Segment each : Segment.split(code, before -> true)) {
            if (each.magic()) {
                for (int i = 0; i < each.text().length(); i++) {
                    java.setCharAt(each.offset() + i, ' ');
                }
            }
        }
        return java.toString();
    }
}
