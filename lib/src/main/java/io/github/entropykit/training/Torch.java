package io.github.entropykit.training;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The one door to DJL's engine in this package. Before its class loads the engine is told not to use the network: its
 * start-up otherwise asks the cloud's metadata address where it runs, and may report it.
 */
final class Torch {

    private static final String THREADS = "ai.djl.pytorch.num_threads";

    static {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
    }

    private Torch() {
    }

    /**
     * The engine, on one thread for the calling thread, unless the system property of DJL says otherwise. PyTorch's
     * default is a thread for each core, which wait for each other busily: our networks are small, so that gains a
     * little on an idle machine, and on a busy one an epoch that takes half a second took ten.
     */
    static Engine engine() {
        Engine engine = Engine.getInstance();
        if (Integer.getInteger(THREADS) == null && "PyTorch".equals(engine.getEngineName())) {
            JniUtils.setNumThreads(1);
        }
        return engine;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
