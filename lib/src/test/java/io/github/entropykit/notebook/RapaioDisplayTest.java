package io.github.entropykit.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.display.DisplayRenderer;
import org.rapaio.jupyter.kernel.display.spi.DisplayProvider;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class RapaioDisplayTest {

    /** The way the kernel chooses: the first renderer whose class and type fit. */
    private static DisplayRenderer rendererOf(Object value) {
        return ServiceLoader.load(DisplayProvider.class).stream()
                .flatMap(provider -> provider.get().getDisplayRenderers().stream())
                .filter(r -> r.rendererClass().isInstance(value) && r.canRender(null)).findFirst().orElseThrow();
    }

    @Test
    void theKernelFindsItAndShowsAFigureAsPictureAndText() throws IOException {
        Figure figure = Figure.of(new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB), "A black bar.");
        var data = rendererOf(figure).render(null, figure).data();
        assertThat(data).containsOnlyKeys("image/png", "text/plain").containsEntry("text/plain", "A black bar.");
        byte[] png = Base64.getDecoder().decode((String) data.get("image/png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(20);
    }

    @Test
    void everythingElseIsPlainText() {
        Table table = Table.create("t", IntColumn.create("epoch", 1, 2));
        assertThat(rendererOf(table).render(null, table).data()).containsOnlyKeys("text/plain").containsEntry("text/plain", table.toString());
        assertThat(rendererOf(0.5).render(null, 0.5).data()).containsEntry("text/plain", "0.5");
    }

    @Test
    void anotherTypeThatIsAskedForByNameIsLeftToTheKernel() {
        assertThat(rendererOf("# title").canRender("markdown")).isFalse();
    }
}
