package io.github.entropykit.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/** Starts the kernel: {@code java -jar entropykit-kernel.jar connection-file}. */
public final class Main {

    private static final long FLUSH_MILLIS = 100;
    private static final long HOOKS_MILLIS = 3000;

    private Main() {
    }

    /**
     * Serves until Jupyter asks to shut down.
     *
     * @param args the connection file that Jupyter wrote
     */
    public static void main(String[] args) {
        if (args.length != 1) {
            fail("Usage: java -jar entropykit-kernel.jar CONNECTION_FILE (Jupyter passes it: {connection_file})");
        }
        CellOutput output = new CellOutput();
        CompletableFuture<JavaShell> shell = new CompletableFuture<>();
        JavaKernel kernel = new JavaKernel(shell, output, Main::exitSoon);
        try {
            kernel.serve(new KernelConnection(KernelConnectionProperties.parse(Files.readString(Path.of(args[0])))));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            fail("Cannot serve the connection file " + args[0] + ": " + e);
        }
        System.setOut(output.out());
        System.setErr(output.err());
        endWithParent();
        // the sockets answer already; the compiler takes its second meanwhile
        try {
            shell.complete(new JavaShell());
        } catch (RuntimeException | Error e) {
            shell.completeExceptionally(e);
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(2);
    }

    /** Jupyter tells a kernel who started it; when that process is gone, nobody is left to talk to. */
    private static void endWithParent() {
        String parent = System.getenv("JPY_PARENT_PID");
        if (parent != null && parent.matches("\\d+") && !parent.equals("1")) {
            ProcessHandle.of(Long.parseLong(parent)).ifPresent(process -> process.onExit().thenRun(Main::exitSoon));
        }
    }

    /** Ends the process after the last messages have left, even if a shutdown hook hangs. */
    private static void exitSoon() {
        Thread watchdog = new Thread(() -> {
            sleep(FLUSH_MILLIS + HOOKS_MILLIS);
            Runtime.getRuntime().halt(0);
        }, "exit-watchdog");
        watchdog.setDaemon(true);
        watchdog.start();
        new Thread(() -> {
            sleep(FLUSH_MILLIS);
            System.exit(0);
        }, "exit").start();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
