package io.github.entropykit.data;

import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Images as a Tribuo dataset, for Tribuo's trainers.
 *
 * <pre>{@code
 * MutableDataset<Label> examples = TribuoDataAdapter.of(FashionMnist.test());
 * examples.size();    // 10000
 * }</pre>
 */
public final class TribuoDataAdapter {

    private TribuoDataAdapter() {
    }

    /**
     * Copies images into a dataset. Pixel j becomes the feature {@code "j"}, padded with zeros to the same length, with
     * the value v / 255. Black pixels are kept: an example that has all features is stored densely, and Tribuo trains
     * linear models on dense examples many times faster. The class c becomes the label {@code "c"}.
     *
     * @param images at least one image
     * @return N examples in the order of the images
     */
    public static MutableDataset<Label> of(ImageData images) {
        LabelFactory labels = new LabelFactory();
        MutableDataset<Label> dataset =
                new MutableDataset<>(new SimpleDataSourceProvenance(images.toString(), labels), labels);
        int area = images.rows() * images.columns();
        String[] names = new String[area];
        for (int j = 0; j < area; j++) {
            String number = String.valueOf(j);
            names[j] = "0".repeat(String.valueOf(area - 1).length() - number.length()) + number;
        }
        for (int i = 0; i < images.size(); i++) {
            byte[] pixels = images.pixels(i);
            double[] values = new double[area];
            for (int j = 0; j < area; j++) {
                values[j] = (pixels[j] & 0xff) / 255d;
            }
            dataset.add(new ArrayExample<>(new Label(String.valueOf(images.label(i))), names, values));
        }
        return dataset;
    }
}
