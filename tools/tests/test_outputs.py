import copy
import unittest

import nbformat

import sample
from outputs import same_picture, settle, stdout, tidy, tidy_notebook


def as_notebook(cells):
    return nbformat.from_dict(sample.notebook(cells))


class Settle(unittest.TestCase):
    """Text ends up as a terminal shows it."""

    def test_plain_text_is_unchanged(self):
        for text in ("", "a", "a\n\n b \n", "1\t2\n"):
            self.assertEqual(text, settle(text))

    def test_carriage_return_overwrites(self):
        self.assertEqual("done\n", settle("1 of 9\r2 of 9\rdone  \n"))
        self.assertEqual("xbc", settle("abc\rx"))
        self.assertEqual("abc", settle("abc\r"))
        self.assertEqual("a\nlast\n", settle("a\n1\r22\rlast\n"))

    def test_windows_ends_and_colours(self):
        self.assertEqual("a\nb\n", settle("a\r\n\x1b[31mb\x1b[0m\r\n"))

    def test_is_idempotent(self):
        once = settle("abc\rx\n\x1b[1mq\r\r\n z\r")
        self.assertEqual(once, settle(once))


class Tidy(unittest.TestCase):
    """The same results give the same outputs."""

    def test_streams_merge_however_they_were_split(self):
        whole = tidy(as_notebook([("code", "", [sample.stream("1 of 2\r2 of 2\ndone\n")])]).cells[0].outputs, 1)
        parts = tidy(as_notebook([("code", "", [sample.stream(c) for c in "1 of 2\r2 of 2\ndone\n"])]).cells[0].outputs, 1)
        self.assertEqual(whole, parts)
        self.assertEqual("2 of 2\ndone\n", whole[0].text)

    def test_stdout_and_stderr_stay_apart(self):
        outputs = [sample.stream("a"), sample.stream("b", "stderr"), sample.stream("c")]
        self.assertEqual(3, len(tidy(as_notebook([("code", "", outputs)]).cells[0].outputs, 1)))

    def test_blank_streams_go(self):
        self.assertEqual([], tidy(as_notebook([("code", "", [sample.stream("\n")])]).cells[0].outputs, 1))

    def test_result_gets_its_cells_number(self):
        outputs = as_notebook([("code", "", [sample.figure()])]).cells[0].outputs
        self.assertEqual(5, tidy(outputs, 5)[0].execution_count)

    def test_a_picture_with_the_same_pixels_stays_the_same_file(self):
        old, new = sample.png(level=9), sample.png(level=0)
        self.assertNotEqual(old, new)
        self.assertTrue(same_picture(old, new))
        self.assertFalse(same_picture(old, sample.png(colour=b"\x00\xff\x00")))
        self.assertFalse(same_picture(old, sample.png(width=5)))
        self.assertFalse(same_picture(old, "bm90IGEgcG5n"))
        before = as_notebook([("code", "", [sample.figure(picture=old)])]).cells[0].outputs
        after = as_notebook([("code", "", [sample.figure(picture=new)])]).cells[0].outputs
        self.assertEqual(old, tidy(after, 1, before)[0].data["image/png"])


class TidyNotebook(unittest.TestCase):
    """A notebook is saved without anything that differs from run to run."""

    def test_what_a_run_leaves_is_taken_away(self):
        before = as_notebook(sample.good())
        ran = copy.deepcopy(before)
        ran.metadata.language_info = {"name": "Java", "version": "17.0.15"}
        ran.metadata.widgets = {}
        for cell in ran.cells:
            cell.metadata["execution"] = {"iopub.status.busy": "2026-01-01T00:00:00"}
            if cell.cell_type == "code":
                cell.execution_count += 40
        ran.cells[1].outputs = [nbformat.from_dict(sample.stream("Added /root/x.jar\n"))]
        one = nbformat.writes(tidy_notebook(ran, before))
        two = nbformat.writes(tidy_notebook(copy.deepcopy(before), before))
        self.assertEqual(two, one)
        self.assertNotIn("17.0.15", one)

    def test_saving_twice_changes_nothing(self):
        once = tidy_notebook(as_notebook(sample.good()), as_notebook(sample.good()))
        text = nbformat.writes(once)
        again = nbformat.reads(text, as_version=4)
        self.assertEqual(text, nbformat.writes(tidy_notebook(again, nbformat.reads(text, as_version=4))))

    def test_cells_without_an_id_get_a_stable_one(self):
        raw = sample.notebook(sample.good())
        for cell in raw["cells"]:
            del cell["id"]
        made = tidy_notebook(nbformat.from_dict(raw), nbformat.from_dict(raw))
        self.assertEqual("cell-3", made.cells[2].id)
        nbformat.validate(made)


class Stdout(unittest.TestCase):
    def test_reads_lists_and_strings(self):
        cell = {"outputs": [sample.stream(["a\n", "b\r"]), sample.stream("c"), sample.stream("no", "stderr")]}
        self.assertEqual("a\nc", stdout(cell))
