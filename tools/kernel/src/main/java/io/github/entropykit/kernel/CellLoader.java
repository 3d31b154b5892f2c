package io.github.entropykit.kernel;

import java.net.MalformedURLException;
import java.nio.file.Path;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/** Hands JShell's compiled classes and class path entries to the {@link CellClassLoader}. */
final class CellLoader implements LoaderDelegate {

    private final CellClassLoader loader = new CellClassLoader();

    /** The loader of everything the notebook runs. */
    ClassLoader classLoader() {
        return loader;
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        boolean[] installed = new boolean[classes.length];
        for (ClassBytecodes each : classes) {
            loader.add(each.name(), each.bytecodes());
        }
        for (int i = 0; i < classes.length; i++) {
            try {
                loader.loadClass(classes[i].name());
                installed[i] = true;
            } catch (ClassNotFoundException | LinkageError e) {
                throw new ClassInstallException("cannot load " + classes[i].name() + ": " + e, installed);
            }
        }
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        // a redefined snippet gets a class of a new name, so there is nothing to replace
    }

    @Override
    public void addToClasspath(String path) throws InternalException {
        try {
            for (String each : path.split(java.io.File.pathSeparator)) {
                loader.addPath(Path.of(each));
            }
        } catch (MalformedURLException e) {
            throw new InternalException(e.toString());
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        return loader.loadClass(name);
    }
}
