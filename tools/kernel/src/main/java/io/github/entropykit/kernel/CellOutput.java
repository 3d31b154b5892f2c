package io.github.entropykit.kernel;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what cells print and publishes it in batches, in order, from a thread of the kernel.
 *
 * <p>Threads of the notebook only append to a buffer. They never touch a socket: an interrupt that arrives while a
 * thread writes to a channel closes that channel for good, and a loop of short prints would become a flood of messages.
 */
final class CellOutput {

    /** Receives what was printed; called from one thread at a time. */
    @FunctionalInterface
    interface Sink {
        /**
         * Publishes a piece of output.
         *
         * @param stream {@code stdout} or {@code stderr}
         * @param text what was printed there
         */
        void publish(String stream, String text);
    }

    static final String STDOUT = "stdout";
    static final String STDERR = "stderr";

    private static final long PERIOD_MILLIS = 50;
    /** A thread that prints faster than the client reads waits a little beyond this many buffered characters. */
    private static final int MUCH = 1 << 20;

    private record Piece(Sink sink, String stream, StringBuilder text) { }

    private final Object publishing = new Object();
    private final PrintStream out = new PrintStream(new Channel(STDOUT), false, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(new Channel(STDERR), false, StandardCharsets.UTF_8);

    // guarded by this
    private List<Piece> pieces = new ArrayList<>();
    private int buffered;
    private Sink sink = (stream, text) -> { };

    CellOutput() {
        Thread flusher = new Thread(this::flushForever, "output");
        flusher.setDaemon(true);
        flusher.start();
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /** Sends what is printed from now on to the given sink; threads that outlive their cell print to it too. */
    void attach(Sink newSink) {
        flush();
        synchronized (this) {
            sink = newSink;
        }
    }

    /** Publishes everything printed so far. */
    void flush() {
        synchronized (publishing) {
            List<Piece> ready;
            synchronized (this) {
                ready = pieces;
                pieces = new ArrayList<>();
                buffered = 0;
                notifyAll();
            }
            for (Piece piece : ready) {
                piece.sink().publish(piece.stream(), piece.text().toString());
            }
        }
    }

    private void flushForever() {
        while (true) {
            try {
                synchronized (this) {
                    while (pieces.isEmpty()) {
                        wait();
                    }
                }
                Thread.sleep(PERIOD_MILLIS);
                flush();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // a message that could not be sent is lost; the next one may get through
            }
        }
    }

    private synchronized void append(String stream, CharSequence text) {
        Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
        if (last != null && last.sink() == sink && last.stream().equals(stream)) {
            last.text().append(text);
        } else {
            pieces.add(new Piece(sink, stream, new StringBuilder(text)));
            notifyAll();
        }
        buffered += text.length();
        if (buffered > MUCH) {
            try {
                wait(10 * PERIOD_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Decodes UTF-8 as it comes, keeping the bytes of a half-written character for the next call. */
    private final class Channel extends OutputStream {

        private final String stream;
        private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        private byte[] rest = new byte[0];

        Channel(String stream) {
            this.stream = stream;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            ByteBuffer in = ByteBuffer.allocate(rest.length + length).put(rest).put(bytes, offset, length).flip();
            CharBuffer chars = CharBuffer.allocate(in.remaining());
            decoder.decode(in, chars, false);
            rest = new byte[in.remaining()];
            in.get(rest);
            if (chars.position() > 0) {
                append(stream, chars.flip());
            }
        }
    }
}
