package io.github.entropykit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.nn.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class PredictionsAdaptersTest {
    // ---- Deep Java Library

    @Test
    void asksTheNetworkForEachExampleOfEachBatch() throws Exception {
        try (Model model = network(3); NDManager manager = NDManager.newBaseManager()) {
            NDArray data = manager.randomUniform(-1, 1, new Shape(11, 4));
            int[] labels = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1};
            for (NDArray truth : new NDArray[] {manager.create(labels), manager.create(labels).toType(DataType.FLOAT32, true),
                manager.create(labels).reshape(11, 1)}) {
                Predictions p = DjlPredictionsAdapter.of(model, dataset(data, truth));
                assertThat(p.labels()).isEqualTo(labels);
                assertThat(p.classes()).isEqualTo(3);
                float[] expected = byHand(model, data);
                for (int i = 0; i < 11; i++) {
                    assertThat(p.logits(i)).as("dropout is off")
                            .containsExactly(Arrays.copyOfRange(expected, 3 * i, 3 * i + 3), within(1e-6f));
                }
            }
        }
    }

    @Test
    void freesItsNativeMemory() throws Exception {
        try (Model model = network(3); NDManager manager = NDManager.newBaseManager()) {
            NDArray data = manager.randomUniform(-1, 1, new Shape(100, 4));
            NDArray truth = manager.zeros(new Shape(100));
            DjlPredictionsAdapter.of(model, dataset(data, truth));
            int before = model.getNDManager().getManagedArrays().size();
            for (int i = 0; i < 20; i++) {
                DjlPredictionsAdapter.of(model, dataset(data, truth));
            }
            assertThat(model.getNDManager().getManagedArrays()).hasSize(before);
            assertThat(data.getManager().isOpen()).as("the caller's own arrays stay").isTrue();
            assertThat(data.toFloatArray()).hasSize(400);
        }
    }

    @Test
    void refusesWhatIsNoClassifier() throws Exception {
        try (Model model = network(3); Model single = network(1); NDManager manager = NDManager.newBaseManager()) {
            NDArray data = manager.randomUniform(-1, 1, new Shape(5, 4));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DjlPredictionsAdapter.of(single, dataset(data, manager.zeros(new Shape(5)))))
                    .withMessageStartingWith("model gives an output of shape (4, 1)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DjlPredictionsAdapter.of(model, dataset(data, manager.zeros(new Shape(5, 3)))))
                    .withMessageStartingWith("dataset has labels of shape (4, 3) for 4 examples");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DjlPredictionsAdapter.of(model, dataset(data, manager.full(new Shape(5), 0.5f))))
                    .withMessage("dataset has the label 0.5, which is no class number");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> DjlPredictionsAdapter.of(model, dataset(data, manager.full(new Shape(5), 3f))))
                    .withMessageContaining("is not one of the 3 classes 0 to 2");
            assertThatIllegalArgumentException().isThrownBy(() -> DjlPredictionsAdapter.of(model, null))
                    .withMessage("dataset is null");
        }
    }

    private static Model network(int classes) {
        Model model = Model.newInstance("test");
        SequentialBlock block = new SequentialBlock().add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(8).build()).add(Dropout.builder().optRate(0.5f).build())
                .add(Linear.builder().setUnits(classes).build());
        block.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
        block.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 4));
        model.setBlock(block);
        return model;
    }

    private static ArrayDataset dataset(NDArray data, NDArray labels) {
        return new ArrayDataset.Builder().setData(data).optLabels(labels).setSampling(4, false).build();
    }

    /** Two matrix products, from the weights. */
    private static float[] byHand(Model model, NDArray data) {
        var parameters = model.getBlock().getParameters();
        NDArray hidden = data.dot(parameters.get(0).getValue().getArray().transpose())
                .add(parameters.get(1).getValue().getArray());
        return hidden.dot(parameters.get(2).getValue().getArray().transpose())
                .add(parameters.get(3).getValue().getArray()).toFloatArray();
    }

    // ---- Tablesaw

    @Test
    void readsARowForEachExample() {
        Table table = Table.create(IntColumn.create("truth", 1, 0), DoubleColumn.create("cat", 0.25, 0.333333),
                StringColumn.create("name", "a", "b"), DoubleColumn.create("dog", 0.75, 0.666667));
        Predictions p = TablesawPredictionsAdapter.of(table, "truth", "cat", "dog");
        assertThat(p.labels()).containsExactly(1, 0);
        assertThat(p.probabilities(0)).containsExactly(0.25, 0.75);
        assertThat(p.probabilities(1)).as("as printed, not normalised").containsExactly(0.333333, 0.666667);
        assertThat(p.hasLogits()).isFalse();
        assertThat(TablesawPredictionsAdapter.of(table, "truth", "dog", "cat").probabilities(0)).containsExactly(0.75, 0.25);
    }

    @Test
    void saysWhichCellIsWrong() {
        Table table = Table.create(DoubleColumn.create("truth", 1, 0.5), DoubleColumn.create("a", 0.25, 0.3),
                DoubleColumn.create("b", 0.75, Double.NaN), StringColumn.create("name", "x", "y"));
        refuses("labelColumn: there is no column 'label' in the table; its columns are [truth, a, b, name]", table, "label", "a");
        refuses("labelColumn: column 'name' is of type STRING; numbers are needed", table, "name", "a", "b");
        refuses("labelColumn 'truth', row 1 is 0.5, which is no class number", table, "truth", "a", "b");
        table.replaceColumn("truth", IntColumn.create("truth", 1, 0));
        refuses("probabilityColumns: column 'b' has no value in row 1", table, "truth", "a", "b");
        refuses("p: row 0 sums to 0.5, not to 1 (tolerance 1.0E-5); normalise the row first if these are weights", table,
                "truth", "a", "a");
        assertThatIllegalArgumentException().isThrownBy(() -> TablesawPredictionsAdapter.of(table, "truth", "a"))
                .withMessageStartingWith("classes = 1: at least 2 needed");
    }

    private static void refuses(String message, Table table, String label, String... columns) {
        assertThatIllegalArgumentException().isThrownBy(() -> TablesawPredictionsAdapter.of(table, label, columns))
                .withMessage(message);
    }
}
