package io.github.entropykit.notebook;

import java.util.ArrayList;
import java.util.List;

/** One axis: its range, its ticks at round numbers, and where a value lies on it as a fraction of its length. */
final class Scale {

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    final double low;
    final double high;
    final boolean log;
    final boolean categories;
    final double[] ticks;
    final double[] minor;
    final List<String> labels;

    private Scale(double low, double high, boolean log, boolean categories, double[] ticks, double[] minor, List<String> labels) {
        this.low = low;
        this.high = high;
        this.log = log;
        this.categories = categories;
        this.ticks = ticks;
        this.minor = minor;
        this.labels = labels;
    }

    /** A linear axis with about the given number of ticks or fewer, but two at least, at multiples of 1, 2 or 5 times a power of ten. */
    static Scale linear(double low, double high, int most) {
        double step = step(low, high, most);
        long first = (long) Math.ceil(low / step - 1e-6);
        long last = (long) Math.floor(high / step + 1e-6);
        // one tick alone says nothing about the scale
        for (int finer = most + 1; last - first < 1; finer++) {
            step = step(low, high, finer);
            first = (long) Math.ceil(low / step - 1e-6);
            last = (long) Math.floor(high / step + 1e-6);
        }
        int count = (int) Math.max(0, last - first + 1);
        double[] ticks = new double[count];
        List<String> labels = new ArrayList<>();
        int decimals = Digits.decimalsFor(step);
        double largest = Math.max(Math.abs(low), Math.abs(high));
        for (int i = 0; i < count; i++) {
            ticks[i] = (first + i) * step;
            labels.add(label(ticks[i], decimals, largest));
        }
        return new Scale(low, high, false, false, ticks, new double[0], labels);
    }

    static double step(double low, double high, int most) {
        double rough = (high - low) / Math.max(1, most);
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double factor : new double[] {1, 2, 5, 10}) {
            double step = factor * power;
            if (step >= rough * (1 - 1e-9)) {
                return step;
            }
        }
        return 10 * power;
    }

    /** A logarithmic axis with ticks at powers of ten, or at 1, 2 and 5 times these where it spans few of them. */
    static Scale logarithmic(double low, double high, int most) {
        double decades = Math.log10(high / low);
        int first = (int) Math.floor(Math.log10(low) + 1e-9);
        int last = (int) Math.ceil(Math.log10(high) - 1e-9);
        List<Double> ticks = new ArrayList<>();
        List<Double> minor = new ArrayList<>();
        if (decades < 0.7) {
            Scale even = linear(low, high, most);
            return new Scale(low, high, true, false, even.ticks, new double[0], even.labels);
        }
        int every = Math.max(1, (int) Math.ceil(decades / Math.max(1, most)));
        // 2 and 5 where there is room, and where powers of ten alone would be fewer than two
        boolean within = decades <= 2 && (decades * 3 <= most + 1
                || Math.floor(Math.log10(high) + 1e-9) - Math.ceil(Math.log10(low) - 1e-9) < 1);
        if (!within && Math.floor((Math.log10(high) + 1e-9) / every) - Math.ceil((Math.log10(low) - 1e-9) / every) < 1) {
            every = 1;
        }
        for (int e = first; e <= last; e++) {
            double power = power(e);
            for (int digit = 1; digit < 10; digit++) {
                double value = digit * power;
                if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) {
                    continue;
                }
                boolean main = digit == 1 ? Math.floorMod(e, every) == 0 : within && (digit == 2 || digit == 5);
                if (main) {
                    ticks.add(value);
                } else if (decades <= 5 || digit == 1) {
                    minor.add(value);
                }
            }
        }
        boolean plain = low >= 0.999e-3 && high <= 1.001e5;
        List<String> labels = new ArrayList<>();
        for (double tick : ticks) {
            labels.add(plain ? label(tick, Digits.needed(tick), tick) : powerOfTen(tick));
        }
        return new Scale(low, high, true, false, array(ticks), array(minor), labels);
    }

    /** An axis of names, one unit apart, the first at 0. */
    static Scale categories(List<String> names) {
        double[] ticks = new double[names.size()];
        for (int i = 0; i < ticks.length; i++) {
            ticks[i] = i;
        }
        return new Scale(-0.5, names.size() - 0.5, false, true, ticks, new double[0], names);
    }

    /** 0 at the low end, 1 at the high end. */
    double at(double value) {
        return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    }

    boolean contains(double value) {
        double at = at(value);
        return at >= -1e-9 && at <= 1 + 1e-9;
    }

    private static double power(int exponent) {
        // parsing is exact where Math.pow may be off by a rounding
        return Double.parseDouble("1e" + exponent);
    }

    private static double[] array(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Fixed decimals with a true minus sign and commas from 10,000; powers of ten for what is very large or small. */
    static String label(double value, int decimals, double largest) {
        if (largest >= 1e7 || (largest > 0 && largest < 1e-4)) {
            return value == 0 ? "0" : powerOfTen(value);
        }
        String digits = Digits.fixed(Math.abs(value), decimals);
        int point = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        if (point > 4) {
            StringBuilder grouped = new StringBuilder(digits);
            for (int i = point - 3; i > 0; i -= 3) {
                grouped.insert(i, ',');
            }
            digits = grouped.toString();
        }
        return value < 0 && !digits.matches("[0.]+") ? "−" + digits : digits;
    }

    private static String powerOfTen(double value) {
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)) + 1e-9);
        String factor = Digits.exact(Digits.rounded(Math.abs(value) / Math.pow(10, exponent), 3));
        StringBuilder text = new StringBuilder(value < 0 ? "−" : "");
        text.append(factor.equals("1") ? "" : factor + "·").append("10").append(exponent < 0 ? "⁻" : "");
        for (char digit : String.valueOf(Math.abs(exponent)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(digit - '0'));
        }
        return text.toString();
    }
}
