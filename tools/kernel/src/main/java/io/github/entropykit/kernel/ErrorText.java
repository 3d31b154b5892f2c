package io.github.entropykit.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/** Explains failures in terms of the cell that the reader wrote. */
final class ErrorText {

    private static final String RED = "\u001B[1;31m";
    private static final String PLAIN = "\u001B[0m";
    private static final String KERNEL = "io.github.entropykit.kernel.";
    /** More frames than this are elided in the middle. */
    private static final int MANY_FRAMES = 16;

    private final JShell shell;
    private final SnippetLines places;

    ErrorText(JShell shell) {
        this.shell = shell;
        this.places = new SnippetLines(shell.sourceCodeAnalysis());
    }

    /** Notes where a snippet stands, so that stack traces can say so. */
    void remember(Snippet snippet, Cell cell, int offset) {
        places.remember(snippet, cell, offset);
    }

    /** A snippet that the compiler refused: its message, the line and a mark below the place. */
    CellException ofCompiler(Snippet snippet, Cell cell, int offset) {
        List<Diag> diagnostics = shell.diagnostics(snippet).filter(Diag::isError).toList();
        List<String> lines = new ArrayList<>();
        String summary = "";
        for (Diag each : diagnostics) {
            String message = each.getMessage(Locale.ENGLISH).lines()
                    .filter(line -> !line.strip().equals("location: class")) // JShell's own
                    .map(String::stripTrailing)
                    .collect(Collectors.joining("\n"));
            int start = offset + (int) Math.max(0, each.getStartPosition());
            int at = offset + (int) Math.max(0, each.getPosition());
            int end = offset + (int) Math.max(0, each.getEndPosition());
            int line = cell.lineAt(at);
            if (summary.isEmpty()) {
                summary = "line " + line + ": " + message.lines().map(String::strip).collect(Collectors.joining(" "));
            } else {
                lines.add("");
            }
            List<String> text = message.lines().toList();
            lines.add(RED + "CompileError: " + PLAIN + text.get(0));
            text.stream().skip(1).forEach(lines::add);
            lines.addAll(marked(cell, line, cell.lineAt(start) == line ? cell.columnAt(start) : cell.columnAt(at),
                    cell.lineAt(end) == line ? cell.columnAt(end) : cell.line(line).length()));
        }
        if (lines.isEmpty()) {
            summary = snippet instanceof DeclarationSnippet declaration ? unresolved(declaration)
                    : "the compiler rejects this without a message";
            lines.add(RED + "CompileError: " + PLAIN + summary);
            lines.addAll(marked(cell, cell.lineAt(offset), 0, 0));
        }
        return new CellException("CompileError", summary, lines);
    }

    private static List<String> marked(Cell cell, int line, int from, int to) {
        String source = cell.line(line);
        String prefix = "line " + line + " | ";
        // tabs before the mark stay tabs, so that it stands below its place
        String blank = source.substring(0, Math.min(from, source.length())).replaceAll("[^\\t]", " ");
        return List.of(prefix + source,
                " ".repeat(prefix.length()) + blank + RED + "^".repeat(Math.max(1, to - from)) + PLAIN);
    }

    /** An exception out of the reader's code, with the frames down to the cell and all its causes. */
    CellException ofException(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<String> lines = new ArrayList<>();
        for (Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            lines.addAll(headline((each == failure ? "" : "Caused by: ") + each));
            lines.addAll(frames(each.getStackTrace()));
        }
        return new CellException(name(failure), message(failure), lines);
    }

    /** Code that was accepted although it mentions what is not declared yet, and was then called. */
    CellException ofUnresolved(UnresolvedReferenceException exception) {
        return CellException.of("UnresolvedReference", unresolved(exception.getSnippet()));
    }

    private String unresolved(DeclarationSnippet snippet) {
        return snippet.name() + " cannot be used yet: " + shell.unresolvedDependencies(snippet)
                .collect(Collectors.joining(", ", "", " is not declared"));
    }

    /** The result's own {@code toString()} failed. */
    CellException ofRendering(Object value, Throwable failure) {
        List<String> lines = new ArrayList<>(headline("The result, of " + value.getClass()
                + ", cannot be shown: " + failure));
        lines.addAll(frames(failure.getStackTrace()));
        return new CellException(name(failure), message(failure), lines);
    }

    private List<String> frames(StackTraceElement[] trace) {
        int end = trace.length;
        while (end > 0 && !SnippetLines.isInCell(trace[end - 1])) {
            end--; // how the cell came to be called
        }
        if (end == 0) {
            while (end < trace.length && !trace[end].getClassName().startsWith(KERNEL)) {
                end++; // nothing of a cell: another thread, or toString() called by the kernel
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            boolean elided = end > MANY_FRAMES && i >= MANY_FRAMES / 2 && i < end - MANY_FRAMES / 2;
            if (!elided) {
                lines.add("    at " + describe(trace[i]));
            } else if (i == MANY_FRAMES / 2) {
                lines.add("    ... " + (end - MANY_FRAMES) + " more");
            }
        }
        return lines;
    }

    private String describe(StackTraceElement frame) {
        SnippetLines.Place place = SnippetLines.isInCell(frame) ? places.find(frame) : null;
        // JShell puts what stands outside of methods into one named do_it$; lambda$do_it$$0 is a lambda in there
        String method = frame.getMethodName().replace("do_it$", "").replaceAll("^lambda\\$.*", "lambda");
        method = method.isEmpty() ? "" : method + ", ";
        if (place != null) {
            return method + "cell " + place.cell().number() + ", line " + place.line() + ": "
                    + place.cell().line(place.line()).strip();
        }
        return SnippetLines.isInCell(frame) ? method + "a cell" : frame.toString();
    }

    private static String name(Throwable failure) {
        String type = failure.getClass().getName();
        return type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? "" : failure.getMessage();
    }

    private static List<String> headline(String text) {
        List<String> lines = new ArrayList<>(text.replace("REPL.", "").replaceAll("\\$JShell\\$\\w+\\$", "").lines().toList());
        lines.set(0, RED + lines.get(0) + PLAIN);
        return lines;
    }
}
