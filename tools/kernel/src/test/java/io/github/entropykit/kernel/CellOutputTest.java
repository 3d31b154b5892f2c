package io.github.entropykit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CellOutputTest {

    private record Piece(String stream, String text) { }

    private final List<Piece> published = Collections.synchronizedList(new ArrayList<>());
    private final CellOutput output = new CellOutput();

    CellOutputTest() {
        output.attach((stream, text) -> published.add(new Piece(stream, text)));
    }

    private String all(String stream) {
        return published.stream().filter(each -> each.stream().equals(stream)).map(Piece::text).collect(Collectors.joining());
    }

    @Test
    void theTwoStreamsKeepTheirOrder() {
        for (int i = 0; i < 50; i++) {
            output.out().println("out " + i);
            output.err().println("err " + i);
        }
        output.flush();
        String merged = published.stream().map(Piece::text).collect(Collectors.joining());
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            expected.append("out ").append(i).append(System.lineSeparator()).append("err ").append(i).append(System.lineSeparator());
        }
        assertThat(merged).isEqualTo(expected.toString());
    }

    @Test
    void manyShortPrintsAreFewMessages() {
        for (int i = 0; i < 10_000; i++) {
            output.out().print('x');
        }
        output.flush();
        assertThat(all("stdout")).isEqualTo("x".repeat(10_000));
        assertThat(published).hasSizeLessThan(200);
    }

    @Test
    void charactersArriveWholeHoweverTheirBytesCome() {
        String text = "ψ½漢🎲";
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            output.out().write(each);
            output.flush();
        }
        for (char each : text.toCharArray()) {
            output.err().print(each);
        }
        output.flush();
        assertThat(all("stdout")).isEqualTo(text);
        assertThat(all("stderr")).isEqualTo(text);
    }

    @Test
    void outputAppearsWithoutAFlush() throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        output.attach((stream, text) -> seen.countDown());
        output.out().print("\rstep 1");
        assertThat(seen.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void printingOnAnInterruptedThreadLosesNothingAndKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        String much = "y".repeat(3 << 20);
        output.out().print(much);
        assertThat(Thread.interrupted()).isTrue();
        output.flush();
        assertThat(all("stdout")).isEqualTo(much);
    }

    @Test
    void eachCellGetsItsOwnOutput() {
        output.out().print("first");
        List<String> second = Collections.synchronizedList(new ArrayList<>());
        output.attach((stream, text) -> second.add(text));
        output.out().print("second");
        output.flush();
        assertThat(all("stdout")).isEqualTo("first");
        assertThat(second).containsExactly("second");
    }

    @Test
    void aFailingSinkDoesNotEndTheOutput() throws InterruptedException {
        output.attach((stream, text) -> {
            throw new IllegalStateException("closed");
        });
        output.out().print("lost");
        TimeUnit.MILLISECONDS.sleep(200);
        output.attach((stream, text) -> published.add(new Piece(stream, text)));
        output.out().print("seen");
        output.flush();
        assertThat(all("stdout")).isEqualTo("seen");
    }
}
