package io.github.entropykit.notebook;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Stores a picture with at most 256 colours, a third of its size as PNG.
 *
 * <p>A picture of more colours, which is one with many blends at the edges of letters and lines, is reduced by median cut
 * (P. Heckbert, 1982). The most frequent colours are kept exactly, so grounds and lines stay what they are. Where the
 * reduction would show, because some pixel would move too far, the picture keeps all its colours.
 */
final class Palette {

    private static final int SIZE = 256;
    private static final int KEPT = 48;
    /** Largest change of a channel that no eye finds in a blend at an edge, or in a smooth gradient. */
    private static final int INVISIBLE = 20;

    private Palette() {
    }

    /** The picture with a palette, or the picture itself where that would lose something visible. */
    static BufferedImage reduce(BufferedImage image) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] &= 0xFFFFFF;
        }
        int[] colours = distinct(pixels);
        int[] counts = counts(pixels, colours);
        int[] entries = new int[colours.length];
        int[] palette = new int[Math.min(SIZE, colours.length)];
        int exact = colours.length <= SIZE ? colours.length : KEPT;
        List<Integer> order = byFrequency(counts);
        int used = 0;
        for (int colour : order.subList(0, exact)) {
            entries[colour] = used;
            palette[used++] = colours[colour];
        }
        for (Box box : boxes(colours, order.subList(exact, order.size()), SIZE - exact)) {
            int mean = box.mean(colours, counts);
            for (int colour : box.members) {
                if (distance(colours[colour], mean) > INVISIBLE) {
                    return image;
                }
                entries[colour] = used;
            }
            palette[used++] = mean;
        }
        byte[] bytes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            // neighbours are mostly alike
            bytes[i] = i > 0 && pixels[i] == pixels[i - 1] ? bytes[i - 1]
                    : (byte) entries[Arrays.binarySearch(colours, pixels[i])];
        }
        var model = new IndexColorModel(8, used, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
        WritableRaster raster = model.createCompatibleWritableRaster(image.getWidth(), image.getHeight());
        raster.setDataElements(0, 0, image.getWidth(), image.getHeight(), bytes);
        return new BufferedImage(model, raster, false, null);
    }

    /** Every colour once, ascending. */
    private static int[] distinct(int[] pixels) {
        int[] sorted = pixels.clone();
        Arrays.sort(sorted);
        int n = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[n++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, n);
    }

    private static int[] counts(int[] pixels, int[] colours) {
        int[] counts = new int[colours.length];
        int last = 0;
        for (int pixel : pixels) {
            last = colours[last] == pixel ? last : Arrays.binarySearch(colours, pixel);
            counts[last]++;
        }
        return counts;
    }

    /** Indexes of colours, the most frequent first, ties by colour. */
    private static List<Integer> byFrequency(int[] counts) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.<Integer>comparingInt(i -> -counts[i]).thenComparingInt(i -> i));
        return order;
    }

    /** A set of colours and its extent along the channel in which it is widest. */
    private static final class Box {
        final List<Integer> members;
        int channel;
        int low;
        int spread = -1;

        Box(int[] colours, List<Integer> members) {
            this.members = members;
            for (int c = 0; c < 3; c++) {
                int least = 255;
                int most = 0;
                for (int colour : members) {
                    least = Math.min(least, channel(colours[colour], c));
                    most = Math.max(most, channel(colours[colour], c));
                }
                if (most - least > spread) {
                    spread = most - least;
                    low = least;
                    channel = c;
                }
            }
        }

        int mean(int[] colours, int[] counts) {
            int mean = 0;
            for (int c = 0; c < 3; c++) {
                long sum = 0;
                long total = 0;
                for (int colour : members) {
                    sum += (long) channel(colours[colour], c) * counts[colour];
                    total += counts[colour];
                }
                mean |= (int) ((sum + total / 2) / total) << (8 * c);
            }
            return mean;
        }
    }

    private static List<Box> boxes(int[] colours, List<Integer> members, int most) {
        List<Box> boxes = new ArrayList<>();
        if (!members.isEmpty()) {
            boxes.add(new Box(colours, members));
        }
        while (!boxes.isEmpty() && boxes.size() < most) {
            int widest = 0;
            for (int b = 1; b < boxes.size(); b++) {
                widest = boxes.get(b).spread > boxes.get(widest).spread ? b : widest;
            }
            Box box = boxes.get(widest);
            if (box.spread <= 0) {
                break;
            }
            // split in the middle of the range, not of the pixels: what counts here is the largest error
            List<Integer> dark = new ArrayList<>();
            List<Integer> light = new ArrayList<>();
            for (int colour : box.members) {
                (channel(colours[colour], box.channel) <= box.low + box.spread / 2 ? dark : light).add(colour);
            }
            boxes.set(widest, new Box(colours, dark));
            boxes.add(new Box(colours, light));
        }
        return boxes;
    }

    private static int distance(int a, int b) {
        int worst = 0;
        for (int c = 0; c < 3; c++) {
            worst = Math.max(worst, Math.abs(channel(a, c) - channel(b, c)));
        }
        return worst;
    }

    private static int channel(int colour, int c) {
        return colour >> (8 * c) & 0xFF;
    }
}
