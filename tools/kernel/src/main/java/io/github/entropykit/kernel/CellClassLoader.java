package io.github.entropykit.kernel;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Loads the classes compiled from cells and the jars named by {@code %jars}.
 *
 * <p>Its parent is the platform class loader, not the one of the kernel: a notebook brings its own gson and slf4j, and
 * the versions the kernel talks to Jupyter with must never stand in their way.
 */
final class CellClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();

    CellClassLoader() {
        super("notebook", new URL[0], ClassLoader.getPlatformClassLoader());
    }

    /** Keeps the bytes of a class compiled from a cell until the class is first asked for. */
    void add(String name, byte[] bytes) {
        compiled.put(name, bytes);
    }

    /** Appends a jar or a folder of classes; a jar's manifest may name further ones. */
    void addPath(Path path) throws MalformedURLException {
        addURL(path.toUri().toURL());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = compiled.remove(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }
}
