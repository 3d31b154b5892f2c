package io.github.entropykit.info;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles and runs the examples in the Javadoc of {@code info} and {@code calibration}, and compares what they promise.
 *
 * <p>Every public class needs one, but an {@code Adapter}, whose example begins with a trained model of another library.
 * A line {@code expression;    // value} must give the value: words exactly, numbers to the digits that are shown.
 */
class JavadocExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/github/entropykit");
    private static final Pattern BLOCK = Pattern.compile("<pre>\\{@code\n(.*?)\\}</pre>", Pattern.DOTALL);
    private static final Pattern PROMISE = Pattern.compile("(.*);\\s+// (\\[.*?\\]|\\S+?)(?:,? .*)?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.(\\d+))?");

    @Test
    void examplesGiveWhatTheyPromise(@TempDir Path folder) throws Exception {
        Map<String, List<String>> examples = examples();
        Path source = folder.resolve("Examples.java");
        Files.writeString(source, program(examples));
        String library = Path.of(Entropy.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp", library,
                "-d", folder.toString(), source.toString());
        assertThat(status).as("the examples compile").isZero();
        Map<String, Object> results = new LinkedHashMap<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            BiConsumer<String, Object> sink = results::put;
            loader.loadClass("Examples").getMethod("run", BiConsumer.class).invoke(null, sink);
        }
        assertThat(results).hasSizeGreaterThan(40);
        results.forEach(JavadocExamplesTest::compare);
    }

    /** The lines of the examples, by file. */
    private static Map<String, List<String>> examples() throws IOException {
        Map<String, List<String>> examples = new LinkedHashMap<>();
        for (String name : List.of("info", "calibration")) {
            try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
                for (Path file : files.sorted().toList()) {
                    String source = Files.readString(file);
                    String type = file.getFileName().toString().replace(".java", "");
                    if (source.contains("\npublic ") && !type.endsWith("Adapter")) {
                        examples.put(type, lines(source));
                        assertThat(examples.get(type)).as("examples in " + file).isNotEmpty();
                    }
                }
            }
        }
        return examples;
    }

    private static List<String> lines(String source) {
        List<String> lines = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(source);
        while (blocks.find()) {
            blocks.group(1).lines().map(line -> line.replaceFirst("^\\s*\\*", "").strip()).forEach(lines::add);
        }
        return lines;
    }

    /** One method for each class; a line with a promise hands its value to the sink. */
    private static String program(Map<String, List<String>> examples) {
        StringBuilder methods = new StringBuilder();
        StringBuilder calls = new StringBuilder();
        examples.forEach((type, lines) -> {
            calls.append("    of").append(type).append("(sink);\n");
            methods.append("  static void of").append(type).append("(BiConsumer<String, Object> sink) {\n");
            for (String line : lines) {
                Matcher promise = PROMISE.matcher(line);
                methods.append("    ").append(promise.matches()
                        ? "sink.accept(\"" + line.replace("\"", "\\\"") + "\", " + promise.group(1) + ");" : line).append('\n');
            }
            methods.append("  }\n");
        });
        return "import io.github.entropykit.info.*;\nimport io.github.entropykit.calibration.*;\nimport java.util.List;\n"
                + "import java.util.function.BiConsumer;\npublic class Examples {\n"
                + "  public static void run(BiConsumer<String, Object> sink) {\n" + calls + "  }\n" + methods + "}\n";
    }

    private static void compare(String line, Object value) {
        Matcher promise = PROMISE.matcher(line);
        assertThat(promise.matches()).as(line).isTrue();
        String promised = promise.group(2);
        if (!promised.startsWith("[")) {
            compareOne(line, value, promised);
            return;
        }
        String[] entries = promised.substring(1, promised.length() - 1).split(",\\s*");
        assertThat(Array.getLength(value)).as(line).isEqualTo(entries.length);
        for (int i = 0; i < entries.length; i++) {
            compareOne(line, Array.get(value, i), entries[i]);
        }
    }

    private static void compareOne(String line, Object value, String promised) {
        Matcher number = NUMBER.matcher(promised);
        if (!number.matches()) {
            assertThat(value).as(line).hasToString(promised);
            return;
        }
        int decimals = number.group(1) == null ? 0 : number.group(1).length();
        double half = 0.5001 * Math.pow(10, -decimals);
        assertThat(((Number) value).doubleValue()).as(line)
                .isBetween(Double.parseDouble(promised) - half, Double.parseDouble(promised) + half);
    }
}
