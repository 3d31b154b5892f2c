package io.github.entropykit.notebook;

import java.awt.Font;

final class Type {
    private Type() { }
    static Font plain(float size) { return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size); }
    static Font bold(float size) { return new Font(Font.SANS_SERIF, Font.BOLD, 1).deriveFont(size); }
}
