package io.github.entropykit.notebook;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What code prints to standard output. */
final class Printed {

    private Printed() {
    }

    static String by(Runnable code) {
        PrintStream before = System.out;
        var bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            code.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    /** What a terminal shows in the end: a carriage return goes back to the start of the line and later text overwrites. */
    static String finalLines(String stream) {
        StringBuilder all = new StringBuilder();
        for (String line : stream.split("\n", -1)) {
            StringBuilder shown = new StringBuilder();
            for (String part : line.split("\r", -1)) {
                shown.replace(0, Math.min(part.length(), shown.length()), part);
            }
            all.append(shown).append('\n');
        }
        all.setLength(all.length() - 1);
        return all.toString();
    }
}
