package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Draws one figure of every kind into {@code target/gallery}, where a person looks at them. */
class GalleryTest {

    @Test
    void everyKindOfFigureIsSharpSmallDescribedAndTheSameEachTime() throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "gallery"));
        Map<String, Figure> again = Gallery.all();
        for (var entry : Gallery.all().entrySet()) {
            String name = entry.getKey();
            Figure figure = entry.getValue();
            Path file = folder.resolve(name + ".png");
            ImageIO.write(figure, "png", file.toFile());
            assertThat(figure.getWidth()).as(name).isEqualTo(896).isLessThanOrEqualTo(Figure.MAX_WIDTH);
            assertThat(figure.getHeight()).as(name).isBetween(200, 800);
            assertThat(figure.toString()).as(name).endsWith(".");
            assertThat(figure.isIndexed()).as(name).isTrue();
            // six of these and their text stay below 400 KB as base64
            assertThat(Files.size(file)).as(name).isBetween(4_000L, 48_000L);
            int[] pixels = pixels(figure);
            assertThat(IntStream.of(pixels).filter(p -> p != 0xFFFFFFFF).count()).as(name).isGreaterThan(pixels.length / 200);
            assertThat(pixels(again.get(name))).as(name).isEqualTo(pixels);
            assertThat(margin(figure)).as("nothing runs off the edge of " + name).isGreaterThanOrEqualTo(2);
        }
    }

    private static int[] pixels(Figure figure) {
        return figure.getRGB(0, 0, figure.getWidth(), figure.getHeight(), null, 0, figure.getWidth());
    }

    /** The white rim, in pixels. */
    private static int margin(Figure figure) {
        int w = figure.getWidth();
        int h = figure.getHeight();
        int margin = w;
        for (int x = 0; x < w; x++) {
            for (int y = 0; y < h; y++) {
                if (figure.getRGB(x, y) != 0xFFFFFFFF) {
                    margin = Math.min(margin, Math.min(Math.min(x, w - 1 - x), Math.min(y, h - 1 - y)));
                }
            }
        }
        return margin;
    }
}
