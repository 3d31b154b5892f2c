package io.github.entropykit.training;

import ai.djl.engine.Engine;

/**
 * The one door to DJL's engine in this package. Before the engine class loads it must know two things: that it may
 * not use the network (DJL's start-up otherwise asks the cloud's metadata address and may report its use), and how many
 * threads to take.
 */
final class Offline {

    static {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
    }

    private Offline() {
    }

    static Engine engine() {
        return Engine.getInstance();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
