package io.github.entropykit.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Finds the line of a cell that a stack frame stands for.
 *
 * <p>JShell compiles each snippet inside a class of its own making. The frame's line counts in that class; JShell's own
 * translation of it, in its exceptions, says line 1 for every line.
 */
final class SnippetLines {

    /** The classes that JShell makes. */
    private static final String CLASS_PREFIX = "REPL.$JShell$";
    /** How much of a line must agree for a position to count as found. */
    private static final int AGREEING = 4;

    /** A line of a cell. */
    record Place(Cell cell, int line) { }

    private record Origin(Snippet snippet, Cell cell, int offset) { }

    private final SourceCodeAnalysis analysis;
    private final List<Origin> origins = new ArrayList<>();

    SnippetLines(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /** Whether the frame is in code that came from a cell. */
    static boolean isInCell(StackTraceElement frame) {
        return frame.getClassName().startsWith(CLASS_PREFIX);
    }

    /** Notes where a snippet stands. */
    void remember(Snippet snippet, Cell cell, int offset) {
        origins.add(new Origin(snippet, cell, offset));
    }

    /** The line of the cell, or null if it is not known. */
    Place find(StackTraceElement frame) {
        for (int i = origins.size() - 1; i >= 0; i--) {
            Origin origin = origins.get(i);
            SnippetWrapper wrapper = analysis.wrapper(origin.snippet());
            String outer = wrapper.fullClassName();
            if (frame.getClassName().equals(outer) || frame.getClassName().startsWith(outer + "$")) {
                int position = position(wrapper, frame.getLineNumber());
                return position < 0 ? null
                        : new Place(origin.cell(), origin.cell().lineAt(origin.offset() + position));
            }
        }
        return null;
    }

    /** A position in the snippet's source that stands in the given line of its class, or -1. */
    private static int position(SnippetWrapper wrapper, int line) {
        String wrapped = wrapper.wrapped();
        String source = wrapper.source();
        int start = 0;
        for (int i = 1; i < line; i++) {
            start = wrapped.indexOf('\n', start) + 1;
            if (start == 0) {
                return -1;
            }
        }
        int end = wrapped.indexOf('\n', start);
        end = end < 0 ? wrapped.length() : end;
        for (int at = start; at < end; at++) {
            int candidate = wrapper.wrappedToSourcePosition(at);
            if (!Character.isWhitespace(wrapped.charAt(at))
                    && source.regionMatches(candidate, wrapped, at, Math.min(AGREEING, end - at))) {
                return candidate;
            }
        }
        return -1;
    }
}
