package io.github.entropykit.data;

import java.util.List;

/**
 * MNIST: 70 000 handwritten digits, 28 x 28 grey pixels, 60 000 for training and 10 000 for testing. The classes are
 * not quite equally frequent: from 5 421 fives to 6 742 ones in the training images.
 *
 * <p>Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to document recognition",
 * Proceedings of the IEEE 86 (1998). CC BY-SA 3.0.
 */
public final class Mnist {

    /** The ten classes, in the order of their labels. */
    public static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private Mnist() {
    }

    /**
     * The training images.
     *
     * @return 60 000 images, in the order of the file
     * @throws DataException if a file is missing or altered
     */
    public static ImageData train() {
        return Archive.load(DataFolder.find(), "mnist", "train", CLASSES);
    }

    /**
     * The test images.
     *
     * @return 10 000 images, in the order of the file
     * @throws DataException if a file is missing or altered
     */
    public static ImageData test() {
        return Archive.load(DataFolder.find(), "mnist", "t10k", CLASSES);
    }
}
