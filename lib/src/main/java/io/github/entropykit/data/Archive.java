package io.github.entropykit.data;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The four files of an MNIST-like data set. What has been read and checked stays in memory, shared by all views. */
final class Archive {

    private static final Map<String, ImageData> READ = new ConcurrentHashMap<>();

    private Archive() {
    }

    /** Reads {@code <set>/<part>-images-idx3-ubyte.gz} and its labels, once in the life of the JVM. */
    static ImageData load(DataFolder folder, String set, String part, List<String> classNames) {
        return READ.computeIfAbsent(folder.path().toAbsolutePath().normalize() + " " + set + " " + part, key -> {
            String labels = set + "/" + part + "-labels-idx1-ubyte.gz";
            String images = set + "/" + part + "-images-idx3-ubyte.gz";
            return ImageData.of(Idx.read(folder, images), Idx.read(folder, labels), classNames,
                    DataFolder.remedy(labels));
        });
    }
}
