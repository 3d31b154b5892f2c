package io.github.entropykit.kernel;

import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.JupyterSocket;
import org.dflib.jjava.jupyter.channels.ShellChannel;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zeromq.ZMQ;

/**
 * The five sockets of a kernel, each served by a thread that waits for messages.
 *
 * <p>The superclass polls instead, every 50 ms, and lets a thread die of the first malformed message.
 */
final class KernelConnection extends JupyterConnection {

    private static final Logger LOG = LoggerFactory.getLogger(KernelConnection.class);

    private final KernelConnectionProperties properties;
    /** What was queued behind a failed cell; touched by the shell thread only. */
    private final Queue<Message<?>> voided = new ArrayDeque<>();

    KernelConnection(KernelConnectionProperties properties) throws GeneralSecurityException {
        super(properties);
        this.properties = properties;
    }

    /**
     * Binds all sockets, then starts to serve. All handlers must be set by now.
     *
     * @param abort answers the cells that {@link #voidQueued()} found
     */
    void serve(AbortHandler abort) {
        iopub.bind(address(properties.getIopubPort()));
        stdin.bind(address(properties.getStdinPort()));
        heartbeat.bind(address(properties.getHbPort()));
        control.bind(address(properties.getControlPort()));
        shell.bind(address(properties.getShellPort()));
        iopub.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
        serve("heartbeat", heartbeat, socket -> {
            byte[] beat = socket.recv();
            if (beat != null) {
                socket.send(beat);
            }
        });
        serve("control", control, socket -> dispatch(control, socket.readMessage()));
        serve("shell", shell, socket -> {
            Message<?> queued = voided.poll();
            if (queued == null) {
                dispatch(shell, socket.readMessage());
            } else if (queued.getHeader().getType() == MessageType.EXECUTE_REQUEST) {
                abort.answer(prepareReplyEnv(shell, queued));
            } else {
                dispatch(shell, queued);
            }
        });
    }

    /**
     * Declares void the cells that are queued now. To be called by the handler of a failed cell, before anybody can
     * know of the failure: what is sent in the light of it must run.
     */
    void voidQueued() {
        while ((shell.getEvents() & ZMQ.Poller.POLLIN) != 0) {
            voided.add(shell.readMessage());
        }
    }

    /** Answers an execute request that will not be executed. */
    @FunctionalInterface
    interface AbortHandler {
        /** Replies through the given environment. */
        void answer(ShellReplyEnvironment environment);
    }

    private String address(int port) {
        String separator = properties.getTransport().equals("ipc") ? "-" : ":";
        return properties.getTransport() + "://" + properties.getIp() + separator + port;
    }

    private static <S extends JupyterSocket> void serve(String name, S socket, Consumer<S> next) {
        Thread thread = new Thread(() -> {
            while (true) {
                try {
                    next.accept(socket);
                } catch (Exception | StackOverflowError e) {
                    LOG.warn("A message on the {} channel could not be handled: {}", name, e.toString());
                }
            }
        }, name);
        thread.start();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void dispatch(ShellChannel channel, Message<?> message) {
        ShellHandler handler = getHandler(message.getHeader().getType());
        if (handler == null) {
            LOG.debug("No handler for {}", message.getHeader().getType());
            return;
        }
        ShellReplyEnvironment environment = prepareReplyEnv(channel, message);
        try {
            handler.handle(environment, message);
        } finally {
            environment.resolveDeferrals();
        }
    }
}
