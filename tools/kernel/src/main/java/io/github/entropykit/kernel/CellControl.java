package io.github.entropykit.kernel;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Runs the code of cells on one thread and stops it on request.
 *
 * <p>A request to stop first interrupts the thread, which ends sleeping, waiting and well-behaved loops. A second later
 * the code is made to stop: up to JDK 19 by {@code Thread.stop}; from JDK 20 on by a flag that JShell's own
 * {@link LocalExecutionControl} makes compiled cells test at each method entry and backward jump. Code that survives
 * both, in a library, in native code or in a cell without these tests, is abandoned: it goes on on its old thread, the
 * notebook on a new one.
 */
final class CellControl extends LocalExecutionControl {

    /** How a request to stop ended. */
    enum Stop { NOT_ASKED, STOPPED, ABANDONED }

    private static final long GRACE_MILLIS = 1000;

    /** JShell's class (JDK 20 and newer) with the flag that compiled cells test. */
    private static final String CANCEL_CLASS = "REPL.$Cancel$";

    private static final Exception ABANDONED = new Exception("abandoned");

    private final CellLoader loader;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stop-timer");
        thread.setDaemon(true);
        return thread;
    });

    private ExecutorService worker;
    private volatile Thread workerThread;
    private volatile CompletableFuture<Object> running;
    private volatile Stop stop = Stop.NOT_ASKED;
    private volatile Object lastValue;
    private volatile Throwable lastFailure;
    private boolean cancelClassSought;
    private Field cancelFlag;

    CellControl(CellLoader loader) {
        super(loader);
        this.loader = loader;
        renewWorker();
    }

    /** Forgets earlier requests to stop; called when a cell begins. */
    void beginCell() {
        stop = Stop.NOT_ASKED;
    }

    /** Whether the present cell was asked to stop, and what came of it. */
    Stop stopState() {
        return stop;
    }

    /** The object that the last snippet returned; forgotten once taken. */
    Object takeValue() {
        Object value = lastValue;
        lastValue = null;
        return value;
    }

    /** What the last snippet threw; forgotten once taken. JShell passes on only parts of it. */
    Throwable takeFailure() {
        Throwable failure = lastFailure;
        lastFailure = null;
        return failure;
    }

    /**
     * Loads the classes of a snippet. JDK 24 and newer fail to put the tests for the stop flag into some: where variables of
     * two classes of the notebook meet, they look for both in the class path of the kernel. Such a snippet runs without tests.
     */
    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        try {
            super.load(classes);
        } catch (IllegalArgumentException unresolved) {
            loader.load(classes);
        }
    }

    @Override
    public String invoke(String className, String methodName) throws RunException {
        try {
            Method method = findClass(className).getDeclaredMethod(methodName);
            method.setAccessible(true);
            armCancelFlag();
            lastValue = call(() -> method.invoke(null));
            return "";
        } catch (StoppedException e) {
            throw e;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SPIResolutionException unresolved) {
                throw new ResolutionException(unresolved.id(), unresolved.getStackTrace());
            }
            throw failed(e.getCause());
        } catch (Exception | LinkageError e) {
            throw failed(e); // a class that the snippet needs is missing or broken
        }
    }

    private UserException failed(Throwable failure) {
        lastFailure = failure;
        return new UserException("", failure.getClass().getName(), failure.getStackTrace());
    }

    /**
     * Runs code of the notebook on the notebook's thread and waits for it.
     *
     * @throws StoppedException if it was abandoned, or stopped by force
     */
    Object call(Callable<Object> code) throws Exception {
        CompletableFuture<Object> result = new CompletableFuture<>();
        synchronized (this) {
            if (stop != Stop.NOT_ASKED) {
                throw new StoppedException();
            }
            running = result;
        }
        worker.execute(() -> {
            try {
                result.complete(code.call());
            } catch (Throwable t) {
                result.completeExceptionally(t);
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause == ABANDONED || isForced(cause) || isForced(cause.getCause())) {
                throw new StoppedException();
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw (Exception) cause;
        } finally {
            synchronized (this) {
                running = null;
            }
        }
    }

    /** Asks the present cell to stop; returns at once. */
    void requestStop() {
        CompletableFuture<Object> target;
        synchronized (this) {
            if (stop != Stop.NOT_ASKED) {
                return;
            }
            stop = Stop.STOPPED;
            target = running;
            if (target == null) {
                return; // between two snippets: the next one will not start
            }
            workerThread.interrupt();
        }
        timer.schedule(() -> force(target), GRACE_MILLIS, TimeUnit.MILLISECONDS);
        timer.schedule(() -> abandon(target), 2 * GRACE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void force(CompletableFuture<Object> target) {
        if (running != target || target.isDone()) {
            return;
        }
        try {
            if (cancelFlag != null) {
                cancelFlag.set(null, true);
                workerThread.interrupt();
            } else {
                Thread.class.getMethod("stop").invoke(workerThread);
            }
        } catch (ReflectiveOperationException e) {
            // no way to stop a thread on this JDK: it will be abandoned
        }
    }

    private synchronized void abandon(CompletableFuture<Object> target) {
        if (running == target && !target.isDone()) {
            stop = Stop.ABANDONED;
            worker.shutdown();
            renewWorker();
            target.completeExceptionally(ABANDONED);
        }
    }

    private void renewWorker() {
        worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "notebook");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader.classLoader());
            workerThread = thread;
            return thread;
        });
        worker.execute(CellControl::nothing); // starts the thread, so that there is one to interrupt
    }

    /** Lowers the flag that stops cells; has JShell define it first where it does so (JDK 20 and newer). */
    private void armCancelFlag() throws Exception {
        if (!cancelClassSought) {
            cancelClassSought = true;
            Method nothing = CellControl.class.getDeclaredMethod("nothing");
            nothing.setAccessible(true);
            super.invoke(nothing);
            try {
                cancelFlag = findClass(CANCEL_CLASS).getDeclaredField("allStop");
            } catch (ClassNotFoundException | NoSuchFieldException e) {
                cancelFlag = null; // JDK 17 to 19
            }
        }
        if (cancelFlag != null) {
            cancelFlag.set(null, false);
        }
    }

    /** Does nothing: running it lets the superclass prepare itself. */
    static void nothing() {
    }

    private static boolean isForced(Throwable t) {
        return t != null && t.getClass().getName().equals("java.lang.ThreadDeath");
    }
}
