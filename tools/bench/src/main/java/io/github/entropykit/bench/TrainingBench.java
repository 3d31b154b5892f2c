package io.github.entropykit.bench;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.translate.TranslateException;
import io.github.entropykit.data.FashionMnist;
import io.github.entropykit.data.ImageData;
import io.github.entropykit.models.Mlp;
import io.github.entropykit.training.EntropyMonitor;
import io.github.entropykit.training.TrainedModel;
import io.github.entropykit.training.Training;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** Trains 784-256-10 on Fashion-MNIST by Adam in batches of 128; the size is epochs x images. */
public class TrainingBench extends Bench {
    private static final int BATCH = 128;

    private int epochs;
    private ImageData train;
    private ImageData heldOut;

    @Setup
    public void read() {
        epochs = Integer.parseInt(size.substring(0, size.indexOf('x')));
        train = FashionMnist.train().slice(0, Integer.parseInt(size.substring(size.indexOf('x') + 1)));
        heldOut = FashionMnist.test();
    }

    /** The library's call, watched by the monitor with its default sample. */
    @Benchmark
    public double watched() {
        return train(EntropyMonitor.on(heldOut));
    }

    /** The same without the monitor. */
    @Benchmark
    public double alone() {
        return train();
    }

    private double train(TrainingListener... listeners) {
        try (TrainedModel model = Training.of(Mlp.of(784, 256, 10).build()).epochs(epochs).listeners(listeners).fit(train)) {
            return model.history().last().trainLoss();
        }
    }

    /** As DJL's tutorials have it, without evaluators and listeners. */
    @Benchmark
    public double djl() throws IOException, TranslateException {
        Block block = new SequentialBlock().add(Linear.builder().setUnits(256).build()).add(Activation::relu)
                .add(Linear.builder().setUnits(10).build());
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(Optimizer.adam().build());
        try (Model model = Model.newInstance("mlp")) {
            model.setBlock(block);
            try (Trainer trainer = model.newTrainer(config)) {
                NDManager manager = trainer.getManager();
                trainer.initialize(new Shape(1, 784));
                ArrayDataset data = new ArrayDataset.Builder().setData(train.array(manager)).optLabels(manager.create(train.labels()))
                        .setSampling(BATCH, true).build();
                EasyTrain.fit(trainer, epochs, data, null);
                return block.getParameters().valueAt(0).getArray().norm().getFloat();
            }
        }
    }
}
