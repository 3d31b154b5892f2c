package io.github.entropykit.notebook;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.TextAttribute;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The typefaces of our figures.
 *
 * <p>With Inter on the class path (SIL Open Font License, the artifact {@code com.formdev:flatlaf-fonts-inter}) figures
 * look the same on every machine; without it they use the machine's sans-serif.
 */
final class Type {

    private static IllegalStateException problem;

    private static final String FOLDER = "/com/formdev/flatlaf/fonts/inter/";
    private static final Font PLAIN = load("Inter-Regular.otf", Font.PLAIN);
    private static final Font BOLD = load("Inter-SemiBold.otf", Font.BOLD);

    private Type() {
    }

    static Font plain(double size) {
        return PLAIN.deriveFont((float) size);
    }

    static Font bold(double size) {
        return BOLD.deriveFont((float) size);
    }

    /** A font that can show the text: ours, or the machine's if ours lacks a character. */
    static Font forText(Font font, String text) {
        if (font.canDisplayUpTo(text) < 0) {
            return font;
        }
        boolean bold = font.getFontName().equals(BOLD.getFontName());
        return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont(font.getSize2D());
    }

    private static Font load(String file, int style) {
        try (InputStream in = Type.class.getResourceAsStream(FOLDER + file)) {
            Font font = in == null ? new Font(Font.SANS_SERIF, style, 1) : Font.createFont(Font.TRUETYPE_FONT, in);
            font = font.deriveFont(Map.of(TextAttribute.KERNING, TextAttribute.KERNING_ON));
            // a JDK without fonts gets this far and fails at the first glyph, so ask for one here
            font.deriveFont(12f).createGlyphVector(Canvas.FONTS, "x").getOutline();
            return font;
        } catch (IOException | FontFormatException | RuntimeException | LinkageError | InternalError e) {
            problem = new IllegalStateException("Java finds no fonts to draw with (" + e + "). "
                    + "Install them, on Debian or Ubuntu: apt-get install fontconfig fonts-dejavu-core; then restart the kernel.", e);
            return new Font(Font.SANS_SERIF, style, 1);
        }
    }

    /**
     * Fails if nothing can be drawn. Not done where the fonts are loaded: a class whose initialiser fails says why only
     * once.
     */
    static void require() {
        if (problem != null) {
            throw problem;
        }
    }
}
