import tempfile
import unittest
from pathlib import Path

import sample
from contract import ABSOLUTE, HASH, LOG, breaches


class Contract(unittest.TestCase):
    """A good notebook has no breach; each rule finds its own breach, names the cell and says what to do."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def check(self, change=None, name="07-counting.ipynb", cells=None):
        content = sample.notebook(cells or sample.good())
        if change:
            change(content)
        return breaches(sample.write(self.folder, content, name))

    def assert_breach(self, found, *parts):
        self.assertEqual(1, len(found), "\n".join(found))
        for part in parts:
            self.assertIn(part, found[0])
        self.assertIn(" -> ", found[0])

    def change_cell(self, index, source=None, outputs=None):
        def change(content):
            if source is not None:
                content["cells"][index]["source"] = source
            if outputs is not None:
                content["cells"][index]["outputs"] = outputs
        return self.check(change)

    def replaced(self, index, old, new):
        source = sample.good()[index][1]
        self.assertIn(old, source)
        return self.change_cell(index, source.replace(old, new))

    def test_a_good_notebook_is_good(self):
        self.assertEqual([], self.check())

    def test_source_as_list_of_lines_is_the_same(self):
        def split(content):
            for cell in content["cells"]:
                cell["source"] = cell["source"].splitlines(keepends=True)
        self.assertEqual([], self.check(split))

    def test_file(self):
        self.assert_breach(self.check(name="07-Counting_x.ipynb"), "file name")
        self.assert_breach(self.check(lambda nb: nb["metadata"].update(x="y" * 450_000)), "KB")
        self.assert_breach(self.check(lambda nb: nb.update(nbformat_minor=4)), "4.5")
        self.assert_breach(self.check(lambda nb: nb["cells"][3].update(id="c2")), "id")
        self.assert_breach(self.check(lambda nb: nb["metadata"]["kernelspec"].update(name="python3")), "kernel")
        broken = sample.write(self.folder, {})
        broken.write_text("{")
        self.assert_breach(breaches(broken), "not a notebook")

    def test_front_matter(self):
        self.assert_breach(self.replaced(0, "# Counting", "## Counting"), "cell 1", "Title")
        self.assert_breach(self.replaced(0, "one die at a time.", "one die at a time. And more."), "promise")
        self.assert_breach(self.replaced(0, "one die at a time.", "one die at a time"), "promise")
        self.assert_breach(self.replaced(0, "Read / run", "Time"), "minutes")
        self.assertEqual([], self.replaced(0, "Read / run | 10 min / 1 min", "Time | read 10 min, run 30 s"))
        self.assert_breach(self.replaced(0, "Read / run | 10 min / 1 min", "Time | read 10 min, run RUN"), "minutes")
        self.assert_breach(self.replaced(0, "You need", "Before"), "know before")
        self.assert_breach(self.replaced(0, "count, measure, compare", "count"), "afterwards")
        self.assert_breach(self.replaced(0, "| Source | Section 2.1 |", ""), "sources")
        self.assert_breach(self.replaced(2, "## Idea", "# Idea"), "cell 3", "second title")

    def test_sections(self):
        for position, old in ((12, "Where it fails"), (13, "Exercises"), (20, "Summary"), (21, "Further reading")):
            if old != "Exercises":  # "### Exercise 7.1" is a heading about exercises, too
                self.assert_breach(self.replaced(position, old, "Other"), "no section", old.lower())
        self.assert_breach(self.replaced(20, "0.6931", "some"), "summary")
        self.assert_breach(self.replaced(21, "(1948)", ""), "year")

    def test_size(self):
        self.assert_breach(self.check(cells=[c for c in sample.good() if c[1] != "int x5 = 5;"]), "11 code cells")
        self.assert_breach(self.check(cells=sample.good()[:6] + [("code", "f();")] * 21 + sample.good()[6:]), "33 code cells")
        self.assert_breach(self.change_cell(6, "f();\n" * 26), "cell 7", "26 lines")
        self.assert_breach(self.change_cell(6, "\n"), "cell 7", "empty")
        self.assert_breach(self.check(lambda nb: [c.update(source="f();\n" * 9) for c in nb["cells"][6:12]]
                                      + [nb["cells"][5].update(source="f();\n" * 9)]), "median")
        self.assert_breach(self.change_cell(2, "## Idea\n" + "word " * 151), "cell 3", "152 words")
        text = [("markdown", "word " * 140)] * 16
        self.assert_breach(self.check(cells=sample.good()[:6] + text + sample.good()[6:]), "notebook has", "words")

    def test_width(self):
        wide = "f();" + " " * 116
        self.assertEqual([], self.change_cell(6, wide + "\n"))
        self.assert_breach(self.change_cell(6, "g();\n" + wide + ";"), "cell 7", "121 characters")
        self.assertEqual([], self.change_cell(2, "## Idea\n" + "word " * 40))
        self.assert_breach(self.change_cell(2, "## Idea\n```java\n" + wide + ";\n```\nand " + "word " * 40), "cell 3", "121 characters")

    def test_what_counts_as_a_word(self):
        self.assertEqual([], self.change_cell(2, "## Idea\n" + "word " * 149))
        self.assertEqual([], self.change_cell(2, "```java\n" + "word\n" * 200 + "\n```\n$$\n" + "a + " * 200
                                              + "\n$$\n\n| " + "word " * 200 + "|"))

    def test_markup(self):
        self.assert_breach(self.replaced(2, "it costs", "it<br>costs"), "cell 3", "<br>")
        self.assertEqual([], self.replaced(2, "it costs", "`List<String>` and $a<b>c$ cost"))
        self.assertTrue(any("<details> is not closed" in b for b in self.replaced(14, "</details>", "")))
        self.assert_breach(self.replaced(2, "../README.md", "../READ.md"), "cell 3", "leads nowhere")
        self.assert_breach(self.replaced(2, "../README.md", "../../../etc"), "lead")
        self.assert_breach(self.replaced(2, "../README.md", "/README.md"), "not relative")
        self.assert_breach(self.replaced(2, "[all]", "![]"), "alt text")
        self.assertTrue(any("web address" in b for b in self.replaced(2, "../README.md", "https://x.org/a")))
        self.assert_breach(self.check(cells=sample.good()[:2] + [("raw", "x")] + sample.good()[2:]), "raw cell")

    def test_maths(self):
        self.assert_breach(self.replaced(2, r"\$5", "$5"), "cell 3", "no partner")
        self.assert_breach(self.replaced(2, r"\ln p_i$$", r"\ln p_i"), "$$")
        self.assert_breach(self.replaced(2, "$p_i$", "$p_{i$"), "braces")
        self.assertEqual([], self.replaced(2, "$p_i$", "`$` and $\\{p_i$"))

    def test_magics(self):
        self.assert_breach(self.change_cell(1, "%jars ../lib/target/*.jar"), "cell 2", "loads the library")
        self.assert_breach(self.change_cell(6, "int x;\n%time f()"), "cell 7", "magic")

    def test_execution(self):
        self.assert_breach(self.check(lambda nb: nb["cells"][6].update(execution_count=9)), "not executed 1, 2, 3")
        self.assert_breach(self.check(lambda nb: nb["cells"][6].update(execution_count=None)), "not executed 1, 2, 3")
        self.assert_breach(self.change_cell(1, outputs=[sample.stream("added")]), "cell 2", "has outputs")
        self.assert_breach(self.change_cell(6, outputs=[{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}]),
                           "cell 7", "error")
        self.assert_breach(self.change_cell(6, outputs=[sample.stream("hm", "stderr")]), "stderr")
        html = sample.figure()
        html["data"]["text/html"] = "<b>x</b>"
        self.assert_breach(self.change_cell(3, outputs=[html]), "text/html")
        for printed, what in (("in /home/me/x\n", "absolute path"), ("Object@1b2c3d4e\n", "hash"), ("a\rb\n", "control"),
                              ("WARN: slow\n", "log")):
            self.assert_breach(self.change_cell(6, outputs=[sample.stream(printed)]), "cell 7", what)

    def test_pictures(self):
        self.assert_breach(self.change_cell(3, outputs=[sample.figure(picture=sample.png(width=901))]), "cell 4", "901 px")
        self.assertEqual([], self.change_cell(3, outputs=[sample.figure(picture=sample.png(width=900))]))
        for alt in ("", "a line", "A line that rises without an end"):
            self.assert_breach(self.change_cell(3, outputs=[sample.figure(alt=alt)]), "cell 4", "alt text")
        self.assert_breach(self.replaced(4, "What we see", "Well"), "cell 4", "what we see")

    def test_claims(self):
        self.assert_breach(self.change_cell(5, outputs=[]), "no claim")
        self.assert_breach(self.change_cell(5, outputs=[sample.stream(sample.claim(verdict="FAILS"))]), "cell 6", "does not hold")
        self.assert_breach(self.change_cell(5, outputs=[sample.stream(sample.claim("8.1"))]), "not numbered 7.x")
        self.assert_breach(self.change_cell(5, outputs=[sample.stream(sample.claim() * 2)]), "there twice")
        self.assert_breach(self.change_cell(5, outputs=[sample.stream(sample.claim() + "claim 7.2 holds\n")]), "form")

    def test_exercises(self):
        self.assert_breach(self.replaced(14, " ★", ""), "cell 15", "stars")
        self.assertTrue(any("'### Exercise 7.2 ★'" in b for b in self.replaced(16, "Exercise 7.2", "Exercise 7.4")))
        self.assert_breach(self.replaced(14, "```java", "```"), "cell 15", "folded solution")
        self.assert_breach(self.replaced(14, "</summary>\n\n", "</summary>\n"), "cell 15", "folded solution")
        self.assert_breach(self.replaced(15, sample.MARKER, "// check"), "cell 16", "parts answer")
        self.assert_breach(self.change_cell(15, outputs=[sample.stream("exercise 7.1: solved\n")]), "cell 16", "not yet")
        few = sample.good()[:18] + [("code", "f();")] + sample.good()[20:]
        self.assert_breach(self.check(cells=few), "2 exercises")

    def test_neighbours(self):
        sample.write(self.folder, sample.notebook(sample.good(8)), "08-next.ipynb")
        self.assert_breach(self.check(), "next notebook", "08-next.ipynb")
        self.assertEqual([], self.replaced(21, "../README.md", "08-next.ipynb"))
        (self.folder / "notebooks" / "08-next.ipynb").unlink()
        self.assert_breach(self.replaced(21, "[Overview](../README.md)", "The end."), "links nowhere")


class Patterns(unittest.TestCase):
    """What counts as an absolute path, a hash and a log line, and what does not."""

    def test_absolute_paths(self):
        for yes in ("/home/a/b", "at /tmp/x", "C:\\Users", "file:///x", "(/usr/lib/jvm)"):
            self.assertRegex(yes, ABSOLUTE)
        for no in ("../lib/target/x.jar", "a/b", "nats/symbol", "1/2", "data/home/x", "http-like a/var/b"):
            self.assertNotRegex(no, ABSOLUTE)

    def test_hashes(self):
        for yes in ("java.lang.Object@6d06d69c", "[I@1b2c3d", "REPL.$JShell$1$$Lambda/0x01", "BufferedImage@1234567:"):
            self.assertRegex(yes, HASH)
        for no in ("recall@5", "p@10", "precision@1000 ", "me@example.org"):
            self.assertNotRegex(no, HASH)

    def test_log_lines(self):
        for yes in ("SLF4J: no", "[main] INFO ai.djl", "WARN x", "INFO: y", "2026-01-01 10:00:00 x", "[WARN] x"):
            self.assertRegex(yes, LOG)
        for no in ("INFORMATION gain", "claim 1.1 holds", "the main INFO", "ERRORS fall", "epoch 3, loss 0.2"):
            self.assertNotRegex(no, LOG)


if __name__ == "__main__":
    unittest.main()
