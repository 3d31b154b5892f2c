package io.github.entropykit.kernel;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.HelpLink;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.history.HistoryEntry;
import org.dflib.jjava.jupyter.kernel.history.HistoryManager;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteInput;
import org.dflib.jjava.jupyter.messages.publish.PublishExecuteResult;
import org.dflib.jjava.jupyter.messages.publish.PublishStream;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.reply.ShutdownReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.ShutdownRequest;

/** Speaks Jupyter's protocol for a {@link JavaShell}. */
final class JavaKernel extends BaseKernel {

    /** Cells that a client sent before it could know of a failure arrive within this time after it. */
    private static final long LATE_MILLIS = 250;

    private final CompletableFuture<JavaShell> shell;
    private final CellOutput output;
    private final Runnable exit;

    private KernelConnection connection;
    private Instant failedAt = Instant.EPOCH;

    /**
     * Creates a kernel that can answer at once.
     *
     * @param shell evaluates cells, once it is ready
     * @param output where cells print to
     * @param exit ends the process; must return
     */
    JavaKernel(CompletableFuture<JavaShell> shell, CellOutput output, Runnable exit) {
        super("entropykit-kernel", version(), language(),
                List.of(new HelpLink("Java API", "https://docs.oracle.com/en/java/javase/"
                        + Runtime.version().feature() + "/docs/api/")),
                new NoHistory(), new JupyterIO(StandardCharsets.UTF_8), new CommManager(), new Renderer(),
                new MagicParser("(?!)", "(?!)", new MagicTranspiler()), new MagicsRegistry(), false,
                new StringStyler.Builder().build());
        this.shell = shell;
        this.output = output;
        this.exit = exit;
    }

    private static String version() {
        String version = JavaKernel.class.getPackage().getImplementationVersion();
        return version == null ? "0" : version;
    }

    private static LanguageInfo language() {
        return new LanguageInfo.Builder("Java")
                .version(Runtime.version().toString())
                .mimetype("text/x-java-source")
                .fileExtension(".jshell")
                .pygments("java")
                .codemirror("java")
                .build();
    }

    @Override
    public String getBanner() {
        return "Java " + Runtime.version() + ", Entropykit kernel " + getVersion();
    }

    /** Begins to answer messages. */
    void serve(KernelConnection newConnection) {
        connection = newConnection;
        becomeHandlerForConnection(connection);
        connection.serve(this::replyAborted);
    }

    /** Answers a cell that was queued behind one that failed. */
    private void replyAborted(ShellReplyEnvironment env) {
        env.setBusyDeferIdle();
        env.reply(new Message<>(env.getContext(), AbortedReply.TYPE, new AbortedReply(executionCount.get())));
        env.resolveDeferrals();
    }

    @Override
    protected void handleExecuteRequest(ShellReplyEnvironment env, Message<ExecuteRequest> message) {
        if (wasSentBeforeFailure(message)) {
            replyAborted(env);
            return;
        }
        commManager.setMessageContext(message);
        ExecuteRequest request = message.getContent();
        boolean silent = request.isSilent();
        int count = silent ? executionCount.get() : executionCount.getAndIncrement();
        env.setBusyDeferIdle();
        if (!silent) {
            env.publish(new PublishExecuteInput(request.getCode(), count));
        }
        output.attach((stream, text) -> env.publish(new PublishStream(
                stream.equals(CellOutput.STDERR) ? PublishStream.StreamType.ERR : PublishStream.StreamType.OUT, text)));
        try {
            Map<String, String> result = shell.join().evaluate(new Cell(count, request.getCode()));
            output.flush();
            if (!result.isEmpty() && !silent) {
                DisplayData data = new DisplayData();
                result.forEach(data::putData);
                env.publish(new PublishExecuteResult(count, data));
            }
            env.reply(new ExecuteReply(count, Map.of()));
        } catch (CellException e) {
            fail(env, request, count, e);
        } catch (Exception | Error e) {
            // not the reader's fault, but the reader needs to know, and the kernel must go on
            fail(env, request, count, CellException.of("KernelError", "the kernel failed to run this cell: " + e));
        }
    }

    private void fail(ShellReplyEnvironment env, ExecuteRequest request, int count, CellException e) {
        output.flush();
        if (request.shouldStopOnError()) {
            failedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS); // browsers count no finer
            connection.voidQueued();
        }
        env.publish(new PublishError(e.name(), e.getMessage(), e.lines()));
        ErrorReply reply = new ErrorReply(e.name(), e.getMessage(), e.lines());
        reply.setExecutionCount(count);
        env.replyError(ExecuteReply.MESSAGE_TYPE.error(), reply);
    }

    /**
     * "Run all" sends every cell at once; those behind a failed one must not run. Most are waiting in the socket by
     * then, but a client may still be sending: such cells carry a date from before the failure.
     */
    private boolean wasSentBeforeFailure(Message<ExecuteRequest> message) {
        if (Instant.now().isAfter(failedAt.plusMillis(LATE_MILLIS))) {
            return false;
        }
        try {
            return OffsetDateTime.parse(message.getHeader().getTimestamp().getDateString()).toInstant()
                    .isBefore(failedAt);
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    protected void handleShutdownRequest(ShellReplyEnvironment env, Message<ShutdownRequest> message) {
        env.setBusyDeferIdle();
        env.reply(message.getContent().isRestart() ? ShutdownReply.SHUTDOWN_AND_RESTART : ShutdownReply.SHUTDOWN);
        env.resolveDeferrals();
        exit.run();
    }

    @Override
    public void interrupt() {
        if (shell.isDone()) {
            shell.join().interrupt();
        }
    }

    @Override
    public ReplacementOptions complete(String code, int at) {
        CodeAssistant.Completions found = shell.join().assistant().complete(code, code.offsetByCodePoints(0, at));
        return new ReplacementOptions(found.texts(), code.codePointCount(0, found.from()),
                code.codePointCount(0, found.to()));
    }

    @Override
    public DisplayData inspect(String code, int at, boolean extraDetail) {
        String text = shell.join().assistant().document(code, code.offsetByCodePoints(0, at));
        return text.isEmpty() ? null : new DisplayData(text);
    }

    @Override
    public String isComplete(String code) {
        CodeAssistant.State state = shell.join().assistant().state(code);
        return state.status().equals("incomplete") ? state.indent() : state.status();
    }

    @Override
    public Object evalRaw(String source) {
        throw new UnsupportedOperationException("cells are evaluated by JavaShell");
    }

    /** Frontends that ask for history get an empty one instead of no answer. */
    private static final class NoHistory implements HistoryManager {
        @Override
        public List<HistoryEntry> lookupRange(int offset, int from, int to, Set<ResultFlag> flags) {
            return List.of();
        }

        @Override
        public List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
            return List.of();
        }

        @Override
        public List<HistoryEntry> search(String pattern, int length, Set<ResultFlag> flags) {
            return List.of();
        }
    }
}
