package io.github.entropykit.kernel;

import java.util.List;

/** A cell that failed, in the three parts that Jupyter shows: a name, a message and lines of explanation. */
final class CellException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient List<String> lines;

    CellException(String name, String message, List<String> lines) {
        super(message);
        this.name = name;
        this.lines = List.copyOf(lines);
    }

    /** A failure that one sentence explains. */
    static CellException of(String name, String message) {
        return new CellException(name, message, List.of(name + ": " + message));
    }

    String name() {
        return name;
    }

    /** What the reader sees, line by line, the name and the message included. */
    List<String> lines() {
        return lines;
    }
}
