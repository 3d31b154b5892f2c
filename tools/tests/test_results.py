import tempfile
import unittest
from pathlib import Path

import results
import sample

LINES = """claim 12.3 holds: ECE before temperature scaling = 0.0951 ± 0.0012 (3 seeds), expected 0.0760 to 0.1160 [measured]
claim 1.1 FAILS: ln C(100,50) = 66.0000 nats, expected 66.7838 ± 0.0001 [closed form]
claim 1.2 holds: F(a = b) = 1, expected at most 2 [computed]
a line about a claim 1.3 holds: nothing
claim 1.4 holds: no number
"""


class Claims(unittest.TestCase):
    def test_parses_the_printed_form(self):
        found = results.claims_in(LINES)
        self.assertEqual(["12.3", "1.1", "1.2"], [c.number for c in found])
        self.assertEqual("0.0951 ± 0.0012 (3 seeds)", found[0].measured)
        self.assertEqual("0.0760 to 0.1160", found[0].expected)
        self.assertEqual(("FAILS", "closed form"), (found[1].verdict, found[1].provenance))
        self.assertEqual(("F(a = b)", "1"), (found[2].statement, found[2].measured))


class Pages(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        sample.write(self.root, sample.notebook(sample.good(7)))
        second = sample.notebook(sample.good(8))
        second["cells"][5]["outputs"] = [sample.stream("".join(sample.claim(f"8.{i}") for i in range(1, 6)))]
        sample.write(self.root, second, "08-next.ipynb")
        (self.root / "README.md").write_text(f"before\n{results.BEGIN}\nold\n{results.END}\nafter\n")

    def test_writes_all_claims_and_a_few_into_the_readme(self):
        self.assertEqual(["notebooks/RESULTS.md", "README.md"], results.write(self.root))
        page = (self.root / "notebooks" / "RESULTS.md").read_text()
        self.assertIn("## [Counting](07-counting.ipynb)", page)
        self.assertIn("| 8.5 | entropy | 0.6931 nats | 0.6931 ± 0.0001 | closed form | holds |", page)
        readme = (self.root / "README.md").read_text()
        self.assertTrue(readme.startswith(f"before\n{results.BEGIN}\n| notebook |"))
        self.assertTrue(readme.endswith(f"|\n{results.END}\nafter\n"))
        self.assertIn("[Counting](notebooks/08-next.ipynb), 5 claims", readme)
        self.assertEqual(1 + results.HEADLINES, readme.count("0.6931 nats"))

    def test_a_second_time_changes_nothing(self):
        self.assertEqual(["notebooks/RESULTS.md", "README.md"], results.stale(self.root))
        results.write(self.root)
        self.assertEqual([], results.stale(self.root))
        self.assertEqual([], results.write(self.root))

    def test_a_readme_without_the_marks_is_left_alone(self):
        (self.root / "README.md").write_text("mine")
        results.write(self.root)
        self.assertEqual("mine", (self.root / "README.md").read_text())

    def test_a_cell_tagged_headline_stands_in_the_readme(self):
        content = sample.notebook(sample.good(8))
        content["cells"][5]["outputs"] = [sample.stream(sample.claim("8.1"))]
        content["cells"][6]["outputs"] = [sample.stream(sample.claim("8.2").replace("entropy", "the great number"))]
        content["cells"][6]["metadata"]["tags"] = ["headline"]
        sample.write(self.root, content, "08-next.ipynb")
        results.write(self.root)
        readme = (self.root / "README.md").read_text()
        self.assertIn("the great number", readme)
        self.assertEqual(2, readme.count("0.6931 nats"))

    def test_a_bar_does_not_break_the_table(self):
        self.assertIn(r"| H(X \| Y) |", results.table([("a",), ("H(X | Y)",)]))

    def test_replace_leaves_no_half_file(self):
        target = self.root / "x"
        self.assertTrue(results.replace(target, "a"))
        self.assertFalse(results.replace(target, "a"))
        self.assertEqual(["x"], [p.name for p in self.root.iterdir() if "x" in p.name])
