package io.github.entropykit.data;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A change to one grey image, with or without chance. It happens in place, so that a chain of changes needs no memory.
 *
 * <pre>{@code
 * ImageTransform brighter = (image, rows, columns, random) -> {
 *     float by = 0.2f * random.nextFloat();
 *     for (int i = 0; i < image.length; i++) {
 *         image[i] = Math.min(1, image[i] + by);
 *     }
 * };
 * }</pre>
 */
@FunctionalInterface
public interface ImageTransform {

    /**
     * Changes an image.
     *
     * @param image grey values, 0 to 1, row after row; rows times columns of them
     * @param rows its height
     * @param columns its width
     * @param random the only source of chance
     */
    void apply(float[] image, int rows, int columns, RandomGenerator random);

    /**
     * This change, then another.
     *
     * @param next what follows
     * @return both in turn, on the same source of chance
     */
    default ImageTransform then(ImageTransform next) {
        Objects.requireNonNull(next, "next");
        return (image, rows, columns, random) -> {
            apply(image, rows, columns, random);
            next.apply(image, rows, columns, random);
        };
    }
}
