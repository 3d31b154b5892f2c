package io.github.entropykit.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cells give, without a socket. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JavaShellTest {

    private static JavaShell shell;
    private static int number;

    @BeforeAll
    static void start() {
        shell = new JavaShell();
    }

    @AfterAll
    static void end() {
        shell.close();
    }

    private static Map<String, String> run(String code) throws CellException {
        return shell.evaluate(new Cell(++number, code));
    }

    private static String text(String code) throws CellException {
        return run(code).get("text/plain");
    }

    private static CellException failure(String code) {
        CellException failure = catchThrowableOfType(CellException.class, () -> run(code));
        assertThat(failure).as("this cell should fail: %s", code).isNotNull();
        return failure;
    }

    private static String shown(CellException failure) {
        return String.join("\n", failure.lines()).replaceAll("\u001B\\[[0-9;]*m", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 + 1                                  | 2",
        "\"text\"                               | text",
        "List.of(1, 2)                          | [1, 2]",
        "int a1 = 3; a1                         | 3",
        "int a2 = 3; a2;                        | 3",
        "int a3 = 3; a3 * 2;                    | 6",
        "int a4 = 3; a4++                       | 3",
        "new BigDecimal(\"1.50\")               | 1.50",
        "Pattern.compile(\"a\").matcher(\"a\").matches() | true",
        "(char) 120                             | x",
        "1.0 / 3                                | 0.3333333333333333"
    })
    void theLastExpressionIsTheResult(String code, String expected) throws CellException {
        assertThat(text(code)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int b1 = 3;", "int b2; b2 = 4", "String b3 = null; b3", "void b4() { }", "record B5(int x) { }",
        "interface B6 { }", "import java.awt.Color;", "if (true) { }", "System.currentTimeMillis(); int b7 = 1;",
        "Thread.yield()", "// a comment", "/* a\n comment */", "", " \n\t", ";", "1 + 1; // then\nint b8 = 2;"})
    void allElseHasNone(String code) throws CellException {
        assertThat(run(code)).isEmpty();
    }

    @Test
    void aCommentBehindTheLastExpressionChangesNothing() throws CellException {
        assertThat(text("1 + 1 // two\n// really")).isEqualTo("2");
        assertThat(text("1 + 1; /* two */")).isEqualTo("2");
    }

    @Test
    void declarationsStayAndMayBeReplaced() throws CellException {
        run("int kept = 1;\nint twice(int n) { return 2 * n; }");
        assertThat(text("twice(kept)")).isEqualTo("2");
        run("int twice(int n) { return 20 * n; }");
        assertThat(text("twice(kept)")).isEqualTo("20");
        run("String kept = \"text\";");
        assertThat(text("kept")).isEqualTo("text");
    }

    @Test
    void mutuallyDependentDeclarationsMayComeInAnyOrder() throws CellException {
        run("boolean even(int n) { return n == 0 || odd(n - 1); }\nboolean odd(int n) { return n != 0 && even(n - 1); }");
        assertThat(text("even(10)")).isEqualTo("true");
    }

    @Test
    void aPictureIsAPngWithItsTextBeside() throws CellException {
        Map<String, String> shown = run("""
                class Picture extends java.awt.image.BufferedImage {
                    Picture(int w) { super(w, 5, TYPE_INT_RGB); }
                    @Override public String toString() { return "black, 5 high"; }
                }
                new Picture(7)""");
        assertThat(shown).containsEntry("text/plain", "black, 5 high");
        byte[] png = Base64.getDecoder().decode(shown.get("image/png"));
        assertThat(png).startsWith(0x89, 'P', 'N', 'G').endsWith(0xAE, 0x42, 0x60, 0x82);
    }

    @Test
    void compilerErrorsShowThePlace() {
        CellException failure = failure("int c1 = 1;\n\n// here\n\tdouble c2 = c1 + nowhere;");
        assertThat(failure.name()).isEqualTo("CompileError");
        assertThat(failure).hasMessageContaining("line 4").hasMessageContaining("cannot find symbol")
                .hasMessageContaining("nowhere");
        assertThat(shown(failure)).contains("""
                line 4 | \tdouble c2 = c1 + nowhere;
                         \t                 ^^^^^^^""").doesNotContain("REPL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "int d1 = \"text\";                     | incompatible types",
        "int d2 = 1; d2 +* 3                    | illegal start of expression",
        "String d3 = \"no end;                  | unclosed string literal",
        "void d4() { return 1; }                | unexpected return value",
        "import no.such.Thing;                  | package no.such does not exist",
        "new ArrayList<>().nothing()            | cannot find symbol",
        "Sting d6 = null;                       | Sting",
        "Sting d7;                              | Sting",
        "List<Sting> d8 = new ArrayList<>();    | Sting",
        "for (int i = 0; i < 3; i++) {          | reached end of file",
        "class D5 implements Runnable { }       | does not override abstract method"
    })
    void compilerErrorsSayWhatJavacSays(String code, String message) {
        CellException failure = failure(code);
        assertThat(failure.name()).isEqualTo("CompileError");
        assertThat(shown(failure)).contains(message).contains("line 1 | ").contains("^");
    }

    @Test
    void whatStandsBeforeACompilerErrorHasRun() throws CellException {
        failure("int before = 5;\nint broken = nowhere;\nint after = 6;");
        assertThat(text("before")).isEqualTo("5");
        assertThat(failure("after").name()).isEqualTo("CompileError");
    }

    @Test
    void exceptionsNameTheLinesOfTheCell() throws CellException {
        run("\n// half of an even number\nint half(int n) {\n    if (n % 2 != 0) {\n        throw new IllegalArgumentException(\"n = \" + n);\n    }\n    return n / 2;\n}");
        int defined = number;
        CellException failure = failure("int e1 = 4;\n\nint e2 =\n    half(e1) +\n    half(7);");
        assertThat(failure.name()).isEqualTo("IllegalArgumentException");
        assertThat(failure).hasMessage("n = 7");
        assertThat(shown(failure)).isEqualTo("""
                java.lang.IllegalArgumentException: n = 7
                    at half, cell %d, line 5: throw new IllegalArgumentException("n = " + n);
                    at cell %d, line 5: half(7);""".formatted(defined, number));
    }

    @Test
    void exceptionsOutOfLambdasClassesAndLibrariesDoSoToo() {
        CellException failure = failure("""
                class Checker {
                    static int check(int n) {
                        return Objects.checkIndex(n, 3);
                    }
                }
                java.util.stream.IntStream.range(0, 5)
                    .map(i -> Checker.check(i))
                    .sum()""");
        assertThat(failure.name()).isEqualTo("IndexOutOfBoundsException");
        assertThat(shown(failure)).contains("at java.base/java.util.Objects.checkIndex")
                .contains("at check, cell %d, line 3: return Objects.checkIndex(n, 3);".formatted(number))
                .contains("at lambda, cell %d, line 7: .map(i -> Checker.check(i))".formatted(number)).contains("at cell %d, line ".formatted(number))
                .doesNotContain("REPL", "do_it", "entropykit", "reflect", "ThreadPoolExecutor");
    }

    @Test
    void exceptionsShowTheirCauses() {
        CellException failure = failure("throw new RuntimeException(\"outer\", new java.io.IOException(\"inner\"));");
        assertThat(shown(failure)).contains("java.lang.RuntimeException: outer").contains("Caused by: java.io.IOException: inner");
        assertThat(shown(failure("""
                Exception x = new Exception("x");
                Exception y = new Exception("y", x);
                x.initCause(y);
                throw y;"""))).containsOnlyOnce("Caused by");
    }

    @Test
    void exceptionsOfOneSOwnHaveTheirPlainName() {
        CellException failure = failure("class Odd extends RuntimeException { Odd() { super(\"indeed\"); } }\nthrow new Odd();");
        assertThat(failure.name()).isEqualTo("Odd");
        assertThat(shown(failure)).startsWith("Odd: indeed\n");
    }

    @Test
    void endlessRecursionHasAShortTrace() {
        CellException failure = failure("int down(int n) { return down(n + 1) + 1; }\ndown(0)");
        assertThat(failure.name()).isEqualTo("StackOverflowError");
        assertThat(failure.lines()).hasSizeLessThan(25).anyMatch(line -> line.matches(" +\\.\\.\\. \\d+ more"));
    }

    @Test
    void callingWhatNeedsAnUndeclaredNameSaysSo() {
        CellException failure = failure("void early() { late(); }\nearly();");
        assertThat(failure.name()).isEqualTo("UnresolvedReference");
        assertThat(failure).hasMessageContaining("early").hasMessageContaining("late()");
    }

    @Test
    void aResultThatCannotBeShownIsAFailure() throws CellException {
        CellException failure = failure("class Shy { public String toString() { throw new IllegalStateException(\"no\"); } }\nnew Shy()");
        assertThat(failure.name()).isEqualTo("IllegalStateException");
        assertThat(shown(failure)).contains("cannot be shown").contains("no");
        assertThat(text("1 + 1")).isEqualTo("2");
    }

    @Test
    void cellsDoNotSeeTheLibrariesOfTheKernel() {
        for (String name : new String[] {"com.google.gson.Gson", "org.slf4j.Logger", "io.github.entropykit.kernel.Cell"}) {
            assertThat(failure(name + ".class").name()).isEqualTo("CompileError");
            assertThat(failure("Class.forName(\"" + name + "\")").name()).isEqualTo("ClassNotFoundException");
        }
    }

    @Test
    void jarsBringTheJarsThatTheirManifestNames(@TempDir Path folder) throws Exception {
        Path inner = Files.createDirectories(folder.resolve("jars")).resolve("inner.jar");
        jar(inner, "", "resource.txt");
        Path outer = folder.resolve("outer.jar");
        jar(outer, "jars/inner.jar", "other.txt");
        String line = "%jars " + outer;
        assertThat(run(line)).isEmpty();
        assertThat(run(line)).as("once more does no harm").isEmpty();
        assertThat(text("Thread.currentThread().getContextClassLoader().getResource(\"resource.txt\").getPath()"))
                .endsWith("inner.jar!/resource.txt");
    }

    /**
     * A loop in which a variable of a jar's class and one of its subclass meet: JDK 24 and newer ask for both when they
     * prepare a cell to be stopped, and look where the notebook's jars are not.
     */
    @Test
    void loopsOverClassesOfJars(@TempDir Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Far.java"), "package far; public class Far { public Far next() { return this; } "
                + "public static class Near extends Far { } }");
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString(), "-d", folder.toString())).isZero();
        Path far = folder.resolve("far.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(far))) {
            for (String name : List.of("far/Far.class", "far/Far$Near.class")) {
                jar.putNextEntry(new JarEntry(name));
                Files.copy(folder.resolve(name), jar);
                jar.closeEntry();
            }
        }
        run("%jars " + far);
        run("far.Far last(int n) { far.Far f = new far.Far.Near(); for (int i = 0; i < n; i++) f = f.next(); return f; }");
        assertThat(text("last(3).getClass().getSimpleName()")).isEqualTo("Near");
        run("far.Far f = new far.Far.Near(); for (int i = 0; i < 2; i++) f = i == 0 ? f.next() : new far.Far();");
        assertThat(text("f.getClass().getSimpleName()")).isEqualTo("Far");
    }

    private static void jar(Path file, String classPath, String entry) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            out.putNextEntry(new JarEntry(entry));
        }
    }

    @Test
    void aMissingJarIsNamedWithTheRemedy() {
        CellException failure = failure("%jars ../no/such.jar");
        assertThat(failure.name()).isEqualTo("MissingJar");
        assertThat(failure).hasMessageContaining("../no/such.jar").hasMessageContaining("./kit start")
                .hasMessageContaining("mvn package");
        assertThat(failure("%jars").name()).isEqualTo("MissingJar");
        assertThat(failure("%maven a:b:1").name()).isEqualTo("UnknownMagic");
        assertThat(failure("%%bash\nls").name()).isEqualTo("UnknownMagic");
    }

    @Test
    void aPerCentSignInsideJavaIsNoMagic() throws CellException {
        assertThat(text("\"\"\"\n%jars x\n\"\"\"")).isEqualTo("%jars x\n");
        assertThat(text("int f1 = 7, f2 = 4;\nf1\n%f2")).isEqualTo("3");
    }

    private static CellException stopped(String code) throws Exception {
        // Cells run in this JVM, so a property tells that the cell has begun, however busy the machine is.
        System.clearProperty("begun");
        CompletableFuture<CellException> end = CompletableFuture.supplyAsync(
                () -> failure("System.setProperty(\"begun\", \"yes\");\n" + code));
        for (int i = 0; i < 600 && System.getProperty("begun") == null; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        TimeUnit.MILLISECONDS.sleep(700); // for the cell to be in its loop
        shell.interrupt();
        CellException failure = end.get(20, TimeUnit.SECONDS);
        assertThat(failure.name()).isEqualTo("Interrupted");
        assertThat(failure.lines()).hasSize(1);
        assertThat(text("1 + 1")).as("the next cell").isEqualTo("2");
        return failure;
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Thread.sleep(60_000);",
        "while (true) { }",
        "while (true) { try { Thread.sleep(10); } catch (InterruptedException e) { } }",
        "Runnable r = () -> { int i = 0; while (true) { i++; } };\nr.run();",
        "class Spin { void spin() { for (;;) { } } }\nnew Spin().spin();",
        "new Object() { public String toString() { while (true) { } } }",
        "new ArrayBlockingQueue<String>(1).take()"
    })
    void cellsStopOnRequest(String code) throws Exception {
        assertThat(stopped(code)).hasMessageContaining("stopped");
    }

    @Test
    void aStoppedCellDoesNotGoOn() throws Exception {
        run("int step = 0;");
        stopped("step = 1;\nThread.sleep(60_000);\nstep = 2;");
        assertThat(text("step")).isEqualTo("1");
    }

    @Test
    void finallyBlocksOfAStoppedCellRun() throws Exception {
        run("boolean closed = false;");
        stopped("try { while (true) { } } finally { closed = true; }");
        assertThat(text("closed")).isEqualTo("true");
    }

    @Test
    void aRequestBetweenCellsIsForgotten() throws CellException {
        shell.interrupt();
        assertThat(text("1 + 1")).isEqualTo("2");
    }

    @Test
    void allCellsRunOnOneThread() throws CellException {
        run("ThreadLocal<String> local = ThreadLocal.withInitial(() -> \"unset\");\nlocal.set(\"set\");");
        assertThat(text("local.get()")).isEqualTo("set");
    }
}
