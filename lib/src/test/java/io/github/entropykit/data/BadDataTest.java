package io.github.entropykit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a data file ends in one sentence with the file's name and the remedy. */
class BadDataTest {

    private static final String IMAGES = "toy/train-images-idx3-ubyte.gz";
    private static final String LABELS = "toy/train-labels-idx1-ubyte.gz";

    @TempDir
    Path dir;
    private DataFolder folder;

    @BeforeEach
    void soundFiles() throws Exception {
        folder = Samples.folder(dir, IMAGES, Samples.images(4), LABELS, Samples.labels(0, 1, 1, 0));
    }

    @Test
    void soundFilesAreRead() {
        ImageData data = load();
        assertThat(data.labels()).containsExactly(0, 1, 1, 0);
        assertThat(data.pixel(2, 1, 2)).isEqualTo(25);
    }

    @Test
    void aFileIsReadOnceInTheLifeOfTheJvm() throws Exception {
        ImageData first = load();
        Files.delete(dir.resolve(IMAGES));
        assertThat(load()).isSameAs(first);
    }

    @Test
    void missing() throws Exception {
        Files.delete(dir.resolve(IMAGES));
        refused(this::load, IMAGES, "is missing", "git checkout -- data/" + IMAGES);
    }

    @Test
    void aFlippedBit() throws Exception {
        byte[] bytes = Files.readAllBytes(dir.resolve(LABELS));
        for (int at : new int[] {0, bytes.length / 2, bytes.length - 1}) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= 1;
            Files.write(dir.resolve(LABELS), flipped);
            refused(() -> folder.read(LABELS), LABELS, "truncated or altered", "SHA-256",
                    "git checkout -- data/" + LABELS);
        }
    }

    @Test
    void truncated() throws Exception {
        byte[] bytes = Files.readAllBytes(dir.resolve(IMAGES));
        Files.write(dir.resolve(IMAGES), Arrays.copyOf(bytes, bytes.length - 9));
        refused(this::load, IMAGES, "truncated or altered", "git checkout -- data/" + IMAGES);
    }

    @Test
    void withoutAChecksum() throws Exception {
        Files.writeString(dir.resolve("checksums.sha256"), "");
        refused(() -> DataFolder.at(dir).read(IMAGES), IMAGES, "no line in", "checksums.sha256", "git checkout");
    }

    @Test
    void withoutAFolder() throws Exception {
        Path empty = Files.createDirectory(dir.resolve("empty"));
        refused(() -> DataFolder.at(empty), "checksums.sha256", "cannot be read", "entropykit.data");
        refused(() -> DataFolder.above(empty), "data/checksums.sha256", "entropykit.data", "ENTROPYKIT_DATA");
    }

    @Test
    void theFolderIsFoundFromBelow() throws Exception {
        Path kit = Files.createDirectories(dir.resolve("kit"));
        Path deep = Files.createDirectories(kit.resolve("notebooks/drafts"));
        Path data = Files.createDirectories(kit.resolve("data"));
        Samples.folder(data, IMAGES, Samples.images(1), LABELS, Samples.labels(0));
        assertThat(DataFolder.above(deep).path()).isEqualTo(data.toAbsolutePath().normalize());
        assertThat(DataFolder.above(kit).path()).isEqualTo(data.toAbsolutePath().normalize());
    }

    @Test
    void aLabelThatIsNoClass() throws Exception {
        folder = Samples.folder(dir, IMAGES, Samples.images(3), LABELS, Samples.labels(0, 1, 2));
        refused(this::load, LABELS, "label 2 at index 2", "expected 0 to 1", "git checkout -- data/" + LABELS);
    }

    @Test
    void asManyLabelsAsImages() throws Exception {
        folder = Samples.folder(dir, IMAGES, Samples.images(3), LABELS, Samples.labels(0, 1));
        refused(this::load, LABELS, "shape [2]", "one label for each of the 3 images");
    }

    @Test
    void labelsInThePlaceOfImages() throws Exception {
        folder = Samples.folder(dir, IMAGES, Samples.labels(0), LABELS, Samples.labels(0));
        refused(this::load, IMAGES, "1 dimensions, expected 3");
    }

    @Test
    void notIdx() {
        refused(() -> parse(Samples.idx(0xd03, new int[] {1}, 1)), "f.gz", "starts with 0x00000d03", "get it");
        refused(() -> parse(Samples.idx(0x800, new int[0])), "f.gz", "starts with 0x00000800");
    }

    @Test
    void notGzip() {
        refused(() -> parse(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}), "f.gz", "not a sound gzip file", "get it");
        refused(() -> parse(new byte[0]), "f.gz", "truncated");
    }

    @Test
    void fewerOrMoreValuesThanTheHeaderAnnounces() {
        refused(() -> parse(Samples.idx(0x801, new int[] {3}, 1, 2)), "f.gz", "truncated", "get it");
        refused(() -> parse(Samples.idx(0x801, new int[] {1}, 1, 2)), "f.gz", "more than the 1 bytes");
        refused(() -> parse(Samples.idx(0x803, new int[] {1})), "f.gz", "truncated");
    }

    @Test
    void impossibleShapes() {
        refused(() -> parse(Samples.idx(0x802, new int[] {1 << 20, 1 << 20})), "f.gz", "impossible shape");
        refused(() -> parse(Samples.idx(0x801, new int[] {-1})), "f.gz", "impossible shape [-1]");
    }

    @Test
    void aFileOfOnesOwn() throws Exception {
        Path own = Files.write(dir.resolve("own.gz"), Samples.labels(1, 0));
        Idx labels = Idx.read(own);
        assertThat(labels.shape()).containsExactly(2);
        assertThat(labels.get(0)).isEqualTo(1);
        refused(() -> Idx.read(dir.resolve("none.gz")), "none.gz", "cannot be read");
    }

    private static Idx parse(byte[] bytes) {
        return Idx.parse("f.gz", bytes, "get it again");
    }

    private ImageData load() {
        return Archive.load(folder, "toy", "train", Samples.TWO);
    }

    /** One sentence: no line break, every part there. */
    private static void refused(ThrowingCallable call, String... parts) {
        assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessageNotContaining("\n")
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
