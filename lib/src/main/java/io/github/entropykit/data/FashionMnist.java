package io.github.entropykit.data;

import java.util.List;

/**
 * Fashion-MNIST: 70 000 grey pictures of clothing, 28 x 28 pixels, ten classes with 6 000 pictures each for training
 * and 1 000 for testing. A drop-in replacement for MNIST that is much harder. In the training images the mean is
 * 0.28604 and the standard deviation 0.35302 after division by 255.
 *
 * <p>Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine Learning
 * Algorithms" (2017), arXiv:1708.07747. MIT licence.
 */
public final class FashionMnist {

    /** The ten classes, in the order of their labels. */
    public static final List<String> CLASSES = List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
            "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private FashionMnist() {
    }

    /**
     * The training images.
     *
     * @return 60 000 images, in the order of the file
     * @throws DataException if a file is missing or altered
     */
    public static ImageData train() {
        return Archive.load(DataFolder.find(), "fashion-mnist", "train", CLASSES);
    }

    /**
     * The test images.
     *
     * @return 10 000 images, in the order of the file
     * @throws DataException if a file is missing or altered
     */
    public static ImageData test() {
        return Archive.load(DataFolder.find(), "fashion-mnist", "t10k", CLASSES);
    }
}
