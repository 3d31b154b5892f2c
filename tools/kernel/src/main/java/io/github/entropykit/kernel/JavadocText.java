package io.github.entropykit.kernel;

import java.util.regex.Pattern;

/** Turns a Javadoc comment into text that reads well without a browser. */
final class JavadocText {

    private static final Pattern CODE = Pattern.compile("\\{@(?:code|literal)\\s+((?:[^{}]|\\{[^{}]*\\})*)\\}");
    private static final Pattern LINK = Pattern.compile("\\{@link(?:plain)?\\s+(\\S+?)(?:\\s+([^}]*))?\\}");
    private static final Pattern OTHER_INLINE = Pattern.compile("\\{@\\w+\\s*([^}]*)\\}");
    private static final Pattern PARAGRAPH = Pattern.compile("\\s*</?(?:p|ul|ol|blockquote|pre|table|tr|h\\d|dl)(?:\\s[^>]*)?>\\s*");
    private static final Pattern ITEM = Pattern.compile("\\s*<li>\\s*");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^>]*>");

    private JavadocText() {
    }

    static String plain(String javadoc) {
        String text = javadoc;
        text = CODE.matcher(text).replaceAll("$1");
        text = LINK.matcher(text).replaceAll(match -> java.util.regex.Matcher.quoteReplacement(
                match.group(2) == null ? match.group(1).replaceFirst("^#", "").replace('#', '.') : match.group(2)));
        text = OTHER_INLINE.matcher(text).replaceAll("$1");
        text = PARAGRAPH.matcher(text).replaceAll("\n\n");
        text = ITEM.matcher(text).replaceAll("\n- ");
        text = TAG.matcher(text).replaceAll("");
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ").replace("&amp;", "&");
        return text.lines().map(String::strip).reduce("", (before, line) ->
                line.isEmpty() && before.endsWith("\n\n") ? before : before + line + "\n").strip();
    }
}
