package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.junit.jupiter.api.Test;

class LeanAdamTest {

    /** Sizes below, at, above and far above that of a piece, and no elements to share among two parameters. */
    @Test
    void isTheAdamOfDjl() {
        Seeds.set(4);
        try (NDManager manager = NDManager.newBaseManager()) {
            Optimizer lean = new LeanAdam(0.01);
            Optimizer djl = Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.01f)).build();
            for (Shape shape : new Shape[] {new Shape(1), new Shape(3, 5), new Shape(1024), new Shape(1025),
                new Shape(64, 100)}) {
                NDArray ours = manager.randomNormal(shape);
                NDArray theirs = ours.duplicate();
                NDArray start = ours.duplicate();
                NDArray goal = manager.randomNormal(shape);
                ours.setRequiresGradient(true);
                theirs.setRequiresGradient(true);
                for (int step = 0; step < 60; step++) {
                    lean.update(shape.toString(), ours, gradient(ours, goal));
                    djl.update(shape.toString(), theirs, gradient(theirs, goal));
                }
                assertThat(theirs.sub(ours).abs().max().getFloat()).isLessThan(2e-6f);
                assertThat(start.sub(ours).abs().mean().getFloat()).isGreaterThan(0.1f);
            }
        }
    }

    /** The first step of Adam is the learning rate against the gradient's sign, whatever its size. */
    @Test
    void firstStepIsTheLearningRate() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray w = manager.create(new float[] {1, 1, 1, 1});
            w.setRequiresGradient(true);
            NDArray slope = manager.create(new float[] {5, -0.001f, 100, 0});
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(w.mul(slope).sum());
            }
            new LeanAdam(0.25).update("w", w, w.getGradient().duplicate());
            // epsilon counts for 1e-8 sqrt(1 / (1 - beta2)) beside a gradient of 0.001
            assertThat(w.toFloatArray()).usingComparatorWithPrecision(1e-4f).containsExactly(0.75f, 1.25f, 0.75f, 1);
        }
    }

    @Test
    void clearsTheGradient() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray w = manager.ones(new Shape(3));
            w.setRequiresGradient(true);
            new LeanAdam(0.1).update("w", w, gradient(w, manager.zeros(new Shape(3))));
            assertThat(w.getGradient().toFloatArray()).containsOnly(0);
            assertThat(w.getFloat(0)).isCloseTo(0.9f, within(1e-6f));
        }
    }

    /** The gradient of |w - goal|² / 2 + quartic terms, as the copy that DJL's parameter server hands over. */
    private static NDArray gradient(NDArray w, NDArray goal) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray d = w.sub(goal);
            collector.backward(d.square().sum().add(d.square().square().sum()));
        }
        return w.getGradient().duplicate();
    }
}
