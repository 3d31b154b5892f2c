package io.github.entropykit.kernel;

import java.util.List;

/** The text of a cell and the number it runs under; positions count from its first character. */
record Cell(int number, String code) {

    /** The number of the line, from 1, that holds the position. */
    int lineAt(int position) {
        int line = 1;
        for (int i = 0; i < Math.min(position, code.length()); i++) {
            if (code.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    /** The column, from 0, of the position in its line. */
    int columnAt(int position) {
        int end = Math.min(position, code.length());
        return end - (code.lastIndexOf('\n', end - 1) + 1);
    }

    /** A line by its number from 1, or the empty string. */
    String line(int number) {
        List<String> lines = code.lines().toList();
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }
}
