package io.github.entropykit.data;

/**
 * A data file is missing, altered or not what it should be. The message is one sentence with the file's name and
 * what to do.
 */
public final class DataException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
