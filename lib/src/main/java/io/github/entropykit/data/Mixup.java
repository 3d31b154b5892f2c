package io.github.entropykit.data;

import java.util.random.RandomGenerator;

/**
 * Images mixed in pairs, and their labels with them. Image i is mixed with a partner j(i), a random permutation:
 *
 * <pre>  x = λ x_i + (1 - λ) x_j,   y = λ y_i + (1 - λ) y_j,   λ ~ Beta(α, α),</pre>
 *
 * where the y are one-hot. The label's entropy is that of a coin with probability λ where the classes differ, else 0. As α
 * goes to 0 nothing is mixed; α = 1 draws λ evenly. Here each pair draws its own λ; the authors' program draws one for a batch.
 *
 * <pre>{@code
 * double weight = Mixup.weight(0.2, new java.util.Random(0));
 * weight >= 0 && weight <= 1;    // true
 * }</pre>
 *
 * <p>H. Zhang, M. Cissé, Y. Dauphin, D. Lopez-Paz, "mixup: Beyond Empirical Risk Minimization" (2017), arXiv:1710.09412.
 */
public final class Mixup {

    private final float[] images;
    private final float[] labels;

    private Mixup(float[] images, float[] labels) {
        this.images = images;
        this.labels = labels;
    }

    /**
     * Mixes images.
     *
     * @param images N of them
     * @param alpha the parameter of the Beta distribution, positive; the paper uses 0.1 to 0.4 on ImageNet, 1 on CIFAR
     * @param random the only source of chance
     * @return N mixtures
     * @throws IllegalArgumentException if {@code alpha} is not positive and finite, or something is null
     */
    public static Mixup of(ImageData images, double alpha, RandomGenerator random) {
        int n = Check.notNull("images", images).size();
        Check.positive("alpha", alpha);
        Check.notNull("random", random);
        int[] partner = permutation(n, random);
        float[] plain = images.floats();
        float[] mixed = new float[plain.length];
        float[] labels = new float[n * images.classes()];
        int area = images.rows() * images.columns();
        for (int i = 0; i < n; i++) {
            float own = (float) weight(alpha, random);
            for (int p = 0; p < area; p++) {
                mixed[i * area + p] = own * plain[i * area + p] + (1 - own) * plain[partner[i] * area + p];
            }
            labels[i * images.classes() + images.label(i)] += own;
            labels[i * images.classes() + images.label(partner[i])] += 1 - own;
        }
        return new Mixup(mixed, labels);
    }

    /**
     * Draws a weight from Beta(α, α), as the share of one of two Gamma(α) variables in their sum.
     *
     * @param alpha positive
     * @param random the only source of chance
     * @return λ, 0 to 1; its mean is 1/2 and its variance 1 / (4 (2α + 1))
     * @throws IllegalArgumentException if {@code alpha} is not positive and finite, or {@code random} is null
     */
    public static double weight(double alpha, RandomGenerator random) {
        Check.positive("alpha", alpha);
        Check.notNull("random", random);
        return 1 / (1 + StrictMath.exp(logGamma(alpha, random) - logGamma(alpha, random)));
    }

    /**
     * The mixed images.
     *
     * @return N · rows · columns pixels, 0 to 1, image by image; a copy
     */
    public float[] images() {
        return images.clone();
    }

    /**
     * The mixed labels.
     *
     * @return N · K probabilities, image by image; a copy
     */
    public float[] labels() {
        return labels.clone();
    }

    /**
     * The logarithm of a Gamma(α) variable. Gamma(α + 1) by G. Marsaglia, W. Tsang, "A simple method for generating gamma
     * variables" (2000); a uniform number to the power 1/α takes it to Gamma(α), in logarithms since it may be tiny.
     */
    private static double logGamma(double alpha, RandomGenerator random) {
        double d = alpha + 2 / 3d;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            double cube = v * v * v;
            if (v > 0 && StrictMath.log(1 - random.nextDouble()) < 0.5 * x * x + d - d * cube + d * StrictMath.log(cube)) {
                return StrictMath.log(d * cube) + StrictMath.log(1 - random.nextDouble()) / alpha;
            }
        }
    }

    private static int[] permutation(int n, RandomGenerator random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
