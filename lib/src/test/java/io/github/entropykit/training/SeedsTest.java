package io.github.entropykit.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.RandomUtils;
import org.junit.jupiter.api.Test;

class SeedsTest {

    @Test
    void everyGeneratorStartsAgain() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Seeds.set(11);
            float[] engine = manager.randomNormal(new Shape(8)).toFloatArray();
            int djl = RandomUtils.nextInt();
            Seeds.set(11);
            assertThat(manager.randomNormal(new Shape(8)).toFloatArray()).isEqualTo(engine);
            assertThat(RandomUtils.nextInt()).isEqualTo(djl);
            Seeds.set(12);
            assertThat(manager.randomNormal(new Shape(8)).toFloatArray()).isNotEqualTo(engine);
        }
    }

    @Test
    void theEngineStaysOffTheNetwork() {
        Seeds.set(0);
        assertThat(System.getProperty("ai.djl.offline")).isEqualTo("true");
        assertThat(System.getProperty("OPT_OUT_TRACKING")).isEqualTo("true");
    }
}
