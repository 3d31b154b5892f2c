package io.github.entropykit.kernel;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControl.StoppedException;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Evaluates cells: JShell with a class path, a thread and a way to stop of its own.
 *
 * <p>A cell is evaluated snippet by snippet. Its result is the value of its last snippet if that is an expression;
 * declarations, assignments and statements have none, as in the other Java kernels.
 */
final class JavaShell implements AutoCloseable {

    /** What every Java kernel imports. Notebooks that import the rest themselves run in all of them. */
    private static final List<String> IMPORTS = List.of("java.util.*", "java.io.*", "java.math.*", "java.net.*",
            "java.util.concurrent.*", "java.util.prefs.*", "java.util.regex.*");

    private final CellLoader loader = new CellLoader();
    private final CellControl control = new CellControl(loader);
    private final JShell shell;
    private final SourceCodeAnalysis analysis;
    private final Set<Path> jars = new LinkedHashSet<>();
    private final ErrorText errors;

    JavaShell() {
        ImageIO.setUseCache(false);
        shell = withoutKernelClassPath(() -> JShell.builder()
                .executionEngine(new Provider(), Map.of())
                .compilerOptions("-proc:none")
                .build());
        analysis = shell.sourceCodeAnalysis();
        errors = new ErrorText(shell);
        for (String each : IMPORTS) {
            shell.eval("import " + each + ";");
        }
        // the first class to be compiled and run costs a second: better now than in the reader's first cell
        for (SnippetEvent each : shell.eval("String.valueOf(1);")) {
            shell.drop(each.snippet());
        }
        control.takeValue();
    }

    /**
     * Evaluates a cell.
     *
     * @return what to show, by MIME type; empty if there is no result
     * @throws CellException if the cell does not compile, throws or is stopped
     */
    Map<String, String> evaluate(Cell cell) throws CellException {
        control.beginCell();
        try {
            Object value = null;
            for (Segment segment : Segment.split(cell.code(), this::isWhole)) {
                value = segment.magic() ? addJars(segment.text()) : evaluateJava(cell, segment);
            }
            return value == null ? Map.of() : render(cell, value);
        } finally {
            control.takeValue();
            control.takeFailure();
        }
    }

    private Object evaluateJava(Cell cell, Segment segment) throws CellException {
        Object value = null;
        String rest = segment.text();
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                return value; // comments
            }
            boolean whole = info.completeness().isComplete();
            int offset = segment.offset() + segment.text().length() - rest.length();
            value = evaluateSnippet(cell, offset, whole ? info.source() : rest);
            rest = whole ? info.remaining() : "";
        }
        return value;
    }

    private Object evaluateSnippet(Cell cell, int offset, String source) throws CellException {
        checkStopped();
        List<SnippetEvent> events = shell.eval(source);
        Object returned = control.takeValue();
        checkStopped();
        Object value = null;
        for (SnippetEvent event : events) {
            if (event.causeSnippet() != null) {
                continue; // an older snippet, brought up to date by this one
            }
            Snippet snippet = event.snippet();
            errors.remember(snippet, cell, offset);
            if (event.exception() instanceof UnresolvedReferenceException unresolved) {
                throw errors.ofUnresolved(unresolved);
            }
            if (event.exception() != null) {
                Throwable failure = control.takeFailure();
                throw errors.ofException(failure == null ? event.exception() : failure);
            }
            if (!event.status().isDefined()) {
                throw errors.ofCompiler(snippet, cell, offset);
            }
            value = switch (snippet.subKind()) {
                case VAR_VALUE_SUBKIND, OTHER_EXPRESSION_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND -> returned;
                default -> null;
            };
        }
        return value;
    }

    private void checkStopped() throws CellException {
        switch (control.stopState()) {
            case NOT_ASKED -> { }
            case STOPPED -> throw CellException.of("Interrupted", "the cell was stopped on request");
            case ABANDONED -> throw CellException.of("Interrupted", "the cell does not answer the request to stop:"
                    + " it is inside code that cannot be stopped and goes on in the background."
                    + " Restart the kernel to end it; other cells can run meanwhile");
        }
    }

    /** Values turn into text and pictures on the notebook's own thread: {@code toString()} is the notebook's code. */
    private Map<String, String> render(Cell cell, Object value) throws CellException {
        Map<String, String> shown = new LinkedHashMap<>();
        try {
            control.call(() -> {
                if (value instanceof BufferedImage image) {
                    shown.put("image/png", png(image));
                }
                shown.put("text/plain", String.valueOf(value));
                return null;
            });
        } catch (StoppedException e) {
            checkStopped();
        } catch (Exception | Error e) {
            checkStopped();
            throw errors.ofRendering(value, e);
        }
        checkStopped();
        return shown;
    }

    private static String png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Evaluates a line such as {@code %jars ../lib/target/entropykit.jar}. */
    private Object addJars(String line) throws CellException {
        String[] words = line.strip().split("\\s+");
        if (!words[0].equals("%jars")) {
            throw CellException.of("UnknownMagic",
                    words[0] + " is not known; this kernel has one line magic: %jars path [path...]");
        }
        if (words.length == 1) {
            throw CellException.of("MissingJar", "%jars needs the path of a jar: %jars path [path...]");
        }
        for (int i = 1; i < words.length; i++) {
            Path path = Path.of(words[i]).toAbsolutePath().normalize();
            if (!Files.exists(path)) {
                throw CellException.of("MissingJar", "%jars: there is no file " + words[i] + " (" + path
                        + "). Build it with `./kit start` or `mvn package`, then run this cell again");
            }
            if (jars.add(path)) {
                shell.addToClasspath(path.toString());
            }
        }
        return null;
    }

    /** Whether Java code ends where a statement or declaration ends, with its semicolon or bracket. */
    private boolean isWhole(String code) {
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() != Completeness.COMPLETE || !info.source().stripTrailing().matches("(?s).*[;}]")) {
                return info.completeness() == Completeness.EMPTY;
            }
            rest = info.remaining();
        }
        return true;
    }

    /** Stops the cell that is being evaluated, if there is one; returns at once. */
    void interrupt() {
        control.requestStop();
    }

    /** Completion, inspection and the like. */
    CodeAssistant assistant() {
        return new CodeAssistant(analysis);
    }

    @Override
    public void close() {
        shell.close();
    }

    /**
     * JShell's compiler starts from the class path of this process. Cells must not see it: they would compile against
     * the kernel's libraries and then not find them.
     */
    private static JShell withoutKernelClassPath(java.util.function.Supplier<JShell> build) {
        System.setProperty("java.class.path", Path.of("no-class-path-of-its-own").toAbsolutePath().toString());
        return build.get();
    }

    private final class Provider implements ExecutionControlProvider {
        @Override
        public String name() {
            return "notebook";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
