package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the examples in the Javadoc of {@code info} and {@code calibration}, each class's block line by line in a JShell.
 *
 * <p>Not those of an {@code Adapter}, which begin with a trained model of another library; its own test runs it.
 * A line {@code expression;    // value} must give the value: words exactly, numbers to the digits that are shown.
 */
class JavadocExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/entropykit");
    private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.(\\d+))?(?:E-?\\d+)?");
    private static JShell shell;

    @BeforeAll
    static void openShell() throws Exception {
        shell = JShell.builder().executionEngine("local").build();
        shell.addToClasspath(
                Path.of(Entropy.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        for (String statement : List.of("import java.util.List;", "import io.github.entropykit.info.*;",
                "import io.github.entropykit.calibration.*;")) {
            shell.eval(statement);
        }
    }

    @AfterAll
    static void closeShell() {
        shell.close();
    }

    @TestFactory
    List<DynamicTest> examples() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : List.of("info", "calibration")) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
                for (Path file : files.sorted().toList()) {
                    String source = Files.readString(file);
                    if (source.contains("\npublic ") && !file.toString().endsWith("Adapter.java")) {
                        tests.add(DynamicTest.dynamicTest(name + "/" + file.getFileName(), () -> run(source)));
                    }
                }
            }
        }
        return tests;
    }

    private static void run(String source) {
        Matcher blocks = BLOCK.matcher(source);
        int compared = 0;
        while (blocks.find()) {
            for (String line : blocks.group(1).split("\n")) {
                compared += runLine(line.replaceFirst("^\\s*\\*", "").strip());
            }
            shell.variables().forEach(shell::drop);
        }
        assertThat(compared).as("examples with a value").isPositive();
    }

    private static int runLine(String line) {
        if (line.isEmpty()) {
            return 0;
        }
        String[] parts = line.split("\\s+// ", 2);
        String value = "";
        for (SnippetEvent event : shell.eval(parts[0])) {
            assertThat(event.exception()).as(line).isNull();
            assertThat(event.status()).as("%s%n%s", line, shell.diagnostics(event.snippet()).toList())
                    .isEqualTo(Snippet.Status.VALID);
            value = event.value();
        }
        if (parts.length == 1) {
            return 0;
        }
        compare(line, value, parts[1]);
        return 1;
    }

    private static void compare(String line, String actual, String comment) {
        // An array prints as double[3] { 1.0, 2.0, 3.0 }, and is written [1.0, 2.0, 3.0].
        boolean array = comment.startsWith("[");
        String expected = array ? comment.substring(1, comment.indexOf(']')) : comment.split(" ")[0];
        String found = array ? actual.substring(actual.indexOf('{') + 1, actual.indexOf('}')) : actual;
        Matcher digits = NUMBER.matcher(expected);
        if (!digits.lookingAt()) {
            assertThat(found).as(line).isEqualTo(expected);
            return;
        }
        String[] wanted = expected.split(",\\s*");
        String[] got = found.strip().split(",\\s*");
        assertThat(got).as(line).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            digits = NUMBER.matcher(wanted[i]);
            assertThat(digits.matches()).as(line).isTrue();
            int decimals = digits.group(1) == null ? 0 : digits.group(1).length();
            assertThat(Double.parseDouble(got[i])).as(line)
                    .isBetween(Double.parseDouble(wanted[i]) - 0.5001 * Math.pow(10, -decimals),
                            Double.parseDouble(wanted[i]) + 0.5001 * Math.pow(10, -decimals));
        }
    }
}
