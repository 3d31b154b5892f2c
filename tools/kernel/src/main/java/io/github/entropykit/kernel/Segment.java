package io.github.entropykit.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a cell: Java code, or one line of magic.
 *
 * @param magic whether this is a line that begins with a per cent sign
 * @param text the stretch itself
 * @param offset where it begins in the cell
 */
record Segment(boolean magic, String text, int offset) {

    private static final Pattern MAGIC_LINE = Pattern.compile("^[ \\t]*%{1,2}[A-Za-z].*$", Pattern.MULTILINE);

    /**
     * Cuts a cell at its lines of magic. Such a line counts only where a statement could begin: a line of a text block
     * or the rest of an expression may begin with a per cent sign too.
     *
     * @param isWhole tells whether Java code ends where a statement ends
     */
    static List<Segment> split(String code, Predicate<String> isWhole) {
        List<Segment> segments = new ArrayList<>();
        Matcher matcher = MAGIC_LINE.matcher(code);
        int done = 0;
        while (matcher.find()) {
            String before = code.substring(done, matcher.start());
            if (!isWhole.test(before)) {
                continue;
            }
            if (!before.isBlank()) {
                segments.add(new Segment(false, before, done));
            }
            segments.add(new Segment(true, matcher.group(), matcher.start()));
            done = matcher.end();
        }
        if (!code.substring(done).isBlank()) {
            segments.add(new Segment(false, code.substring(done), done));
        }
        return segments;
    }
}
