package io.github.entropykit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeAssistantTest {

    private static JavaShell shell;
    private static CodeAssistant assistant;

    @BeforeAll
    static void start() throws CellException {
        shell = new JavaShell();
        shell.evaluate(new Cell(1, "double temperature = 1.5;\nclass Model { int depth; int width(int layer) { return layer; } }"));
        assistant = shell.assistant();
    }

    @AfterAll
    static void end() {
        shell.close();
    }

    /** The bar marks the cursor. */
    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
        "temper|                     => temperature => 0",
        "int a = 1; temper|          => temperature => 11",
        "Math.sq|                    => sqrt(       => 5",
        "double d = Math.sq|rt(2);   => sqrt(       => 16",
        "new Model().de|             => depth       => 12",
        "'%jars some.jar\nnew Model().wi|' => width( => 27"
    })
    void completesWhatStandsBeforeTheCursor(String marked, String expected, int from) {
        int cursor = marked.indexOf('|');
        CodeAssistant.Completions found = assistant.complete(marked.replace("|", ""), cursor);
        assertThat(found.texts()).contains(expected).doesNotHaveDuplicates();
        assertThat(found.from()).isEqualTo(from);
        assertThat(found.to()).isEqualTo(cursor);
    }

    @Test
    void offersNothingForNothingKnown() {
        assertThat(assistant.complete("noSuchThing.", 12).texts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
        "Math.sq|rt(2)    => double Math.sqrt(double",
        "Math.sqrt(|2)    => double Math.sqrt(double",
        "new Model().wid|th(3) => int Model.width(int layer)",
        "int a = 1;Mode|l => Model",
        "tempera|ture     => temperature"
    })
    void saysWhatStandsAtTheCursor(String marked, String expected) {
        assertThat(assistant.document(marked.replace("|", ""), marked.indexOf('|'))).contains(expected);
    }

    @Test
    void isSilentAboutWhatItDoesNotKnow() {
        assertThat(assistant.document("noSuchThing", 4)).isEmpty();
        assertThat(assistant.document("", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", value = {
        "int a = 1;                  => complete",
        "1 + 1                       => complete",
        "''                          => complete",
        "// comment                  => complete",
        "'%jars a.jar\n1 + 1'        => complete",
        "int a =                     => incomplete",
        "void f() {                  => incomplete",
        "foo(1,                      => incomplete",
        "int int 3 )                 => invalid"
    })
    void knowsWhetherCodeIsComplete(String code, String status) {
        assertThat(assistant.state(code).status()).isEqualTo(status);
    }

    @Test
    void indentsBehindABrace() {
        assertThat(assistant.state("void f() {\n    if (true) {").indent()).isEqualTo("        ");
        assertThat(assistant.state("void f() {\n    int a = 1;").indent()).isEqualTo("    ");
    }

    @Test
    void javadocBecomesPlainText() {
        assertThat(JavadocText.plain(" The <b>entropy</b> in {@code nats}, see {@link Math#log(double)} and\n {@link Math the class}.\n"
                + " <p>Zero for {@literal p = 1} &amp; for 0 &lt; nothing.\n <ul>\n <li>one\n <li>two\n </ul>\n @param p a number"))
                .isEqualTo("""
                        The entropy in nats, see Math.log(double) and
                        the class.

                        Zero for p = 1 & for 0 < nothing.
                        - one
                        - two

                        @param p a number""");
    }
}
