package io.github.entropykit.notebook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.rapaio.jupyter.kernel.display.DisplayData;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.DisplayTransformer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;

/**
 * Makes the rapaio kernel show what IJava and JJava show by themselves: a {@link Figure} as PNG with its alt text, and
 * every other value as plain text. Left alone, rapaio gives images no text form and sends text as HTML, where the columns
 * of a table collapse.
 *
 * <p>The kernel finds this class by itself, through {@code META-INF/services}; no notebook mentions it, and without that
 * kernel on the class path it is never loaded.
 */
public final class RapaioDisplay implements DisplayProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public RapaioDisplay() {
    }

    @Override
    public List<DisplayRenderer> getDisplayRenderers() {
        return List.of(new FigureRenderer(), new TextRenderer());
    }

    @Override
    public List<DisplayTransformer> getDisplayTransformers() {
        return List.of();
    }

    private static final class FigureRenderer implements DisplayRenderer {
        @Override
        public Class<?> rendererClass() {
            return Figure.class;
        }

        @Override
        public boolean canRender(String mime) {
            return mime == null || mime.equals("png") || mime.equals("image/png");
        }

        @Override
        public DisplayData render(String mime, Object value) {
            var bytes = new ByteArrayOutputStream();
            try {
                ImageIO.write((Figure) value, "png", bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            DisplayData data = DisplayData.fromText(value.toString());
            data.putData("image/png", Base64.getEncoder().encodeToString(bytes.toByteArray()));
            return data;
        }
    }

    private static final class TextRenderer implements DisplayRenderer {
        @Override
        public Class<?> rendererClass() {
            return Object.class;
        }

        @Override
        public boolean canRender(String mime) {
            return mime == null || mime.equals("text") || mime.equals("text/plain");
        }

        @Override
        public DisplayData render(String mime, Object value) {
            return DisplayData.fromText(String.valueOf(value));
        }
    }
}
