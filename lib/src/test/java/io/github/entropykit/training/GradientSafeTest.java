package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trap T12: the garbage collector comes between the forward and the backward pass. */
class GradientSafeTest {

    private static final Map<String, Loss> LOSSES = Map.of(
            "label smoothing", new LabelSmoothing(0.1),
            "prior smoothing", LabelSmoothing.towards(0.1, 0.2, 0.3, 0.5),
            "confidence penalty", new ConfidencePenalty(0.3),
            "with threshold", new ConfidencePenalty(0.3, 0.9),
            "from a reference", ReferencePenalty.from(0.3, 0.2, 0.3, 0.5),
            "to a reference", ReferencePenalty.to(0.3, 0.2, 0.3, 0.5),
            "distillation", new Distillation(4, 0.3));

    @Test
    void productWithANumber() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(new float[] {1, -2, 3});
            assertThat(GradientSafe.mul(x, -0.5).toFloatArray()).containsExactly(-0.5f, 1, -1.5f);
            assertThat(GradientSafe.mul(x.sum(), 3).getFloat()).isEqualTo(6);
        }
    }

    @Test
    void lossesKeepTheirGradients() {
        LOSSES.forEach((name, loss) -> {
            float[] calm = gradient(loss, () -> { });
            for (int turn = 0; turn < 3; turn++) {
                assertThat(gradient(loss, GradientSafeTest::collectAndOverwrite)).as(name).isEqualTo(calm);
            }
        });
    }

    private static float[] gradient(Loss loss, Runnable between) {
        try (NDManager manager = NDManager.newBaseManager(); GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray logits = manager.create(new float[] {2, -1, 0, 0.1f, 0.2f, 0.4f, -3, 0, 3, 1, 1, 1}, new Shape(4, 3));
            NDArray teacher = manager.create(new float[] {1, 0, 0, 3, 0, 1, 0, 0, 1, 2, 1, 0}, new Shape(4, 3));
            NDArray labels = manager.create(new int[] {0, 1, 2, 0});
            logits.setRequiresGradient(true);
            NDArray value = loss.evaluate(loss instanceof Distillation ? new NDList(labels, teacher) : new NDList(labels),
                    new NDList(logits));
            between.run();
            collector.backward(value);
            return logits.getGradient().toFloatArray();
        }
    }

    /** Frees the memory of unreachable buffers, and gives it to others at once. */
    private static void collectAndOverwrite() {
        List<ByteBuffer> others = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            System.gc();
            try {
                Thread.sleep(10);       // buffers are freed by a thread of the JVM
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            for (int i = 0; i < 500; i++) {
                ByteBuffer buffer = ByteBuffer.allocateDirect(4);
                buffer.putInt(0x7f7f7f7f).rewind();
                others.add(buffer);
            }
        }
        assertThat(others).hasSize(2000);
    }
}
