import contextlib
import io
import os
import tempfile
import time
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import nbformat

import notebooks
import sample


class Kernel:
    """Stands in for nbclient's client: "runs" a cell by what its source says."""

    def __init__(self, nb):
        self.nb, self.ran = nb, []

    def execute_cell(self, cell, position, execution_count=None):
        assert self.nb.cells[position] is cell
        self.ran.append(cell.source)
        outputs = []
        if "fail" in cell.source:
            outputs = [{"output_type": "error", "ename": "E", "evalue": "\x1b[31mbad\x1b[0m", "traceback": ["at line 1"]}]
        elif "claim" in cell.source:
            outputs = [sample.stream(sample.claim(verdict="FAILS" if "wrong" in cell.source else "holds"))]
        elif "check(answer)" in cell.source:
            state = "not yet. Hint" if "NaN" in cell.source else "solved"
            outputs = [sample.stream("".join(f"exercise 7.{i}: {state}\n" for i in (1, 2, 3)))]
        cell.outputs = [nbformat.from_dict(o) for o in outputs]
        return cell


def run(cells, with_exercises=False):
    nb = nbformat.from_dict(sample.notebook(cells))
    code = [i for i, cell in enumerate(nb.cells) if cell.cell_type == "code"]
    kernel, outcome = Kernel(nb), notebooks.Outcome(Path("07-x.ipynb"), len(code))
    notebooks.run_cells(kernel, nb, code, outcome, SimpleNamespace())
    if with_exercises:
        notebooks.run_exercises(kernel, nb, outcome)
    return outcome, kernel, nb


class Cells(unittest.TestCase):
    def test_all_run_and_claims_are_counted(self):
        outcome, kernel, _ = run(sample.good())
        self.assertEqual((12, 1, []), (outcome.done, outcome.held(), outcome.failures))
        self.assertEqual((2, 0), outcome.tally())

    def test_an_error_stops_and_shows_cell_source_and_message(self):
        outcome, kernel, _ = run([("markdown", "x"), ("code", "int a;"), ("code", "fail();\nmore();"), ("code", "int b;")])
        self.assertEqual(2, len(kernel.ran))
        self.assertEqual((0, 1), outcome.tally())
        for part in ("cell 3", "| fail();", "E: bad", "at line 1"):
            self.assertIn(part, outcome.failures[0])
        self.assertNotIn("\x1b", outcome.failures[0])

    def test_a_failed_claim_fails_but_the_others_are_tried(self):
        outcome, kernel, _ = run([("code", "claim wrong"), ("code", "claim")])
        self.assertEqual((2, 1, 1), (len(kernel.ran), outcome.held(), len(outcome.failures)))
        self.assertIn("claim 7.1 does not hold", outcome.failures[0])
        self.assertEqual((1, 1), outcome.tally())


class Exercises(unittest.TestCase):
    def test_stub_and_solution(self):
        outcome, kernel, nb = run(sample.good(), True)
        self.assertEqual([True] * 6, outcome.exercises)
        self.assertEqual([], outcome.failures)
        self.assertEqual(22, len(nb.cells))
        self.assertEqual(f"DoubleSupplier answer = () -> 1;\n{sample.MARKER}\ncheck(answer);", kernel.ran[-1])

    def test_a_solution_that_does_not_pass(self):
        cells = sample.good()
        cells[14] = ("markdown", cells[14][1].replace("() -> 1", "() -> Double.NaN"))
        outcome, _, _ = run(cells, True)
        self.assertIn("exercise 7.1: the solution printed", outcome.failures[0])
        self.assertEqual((6, 1), outcome.tally())

    def test_a_stub_that_is_solved(self):
        cells = sample.good()
        cells[15] = ("code", cells[15][1].replace("Double.NaN", "1"))
        outcome, _, _ = run(cells, True)
        self.assertIn("the stub printed", outcome.failures[0])

    def test_a_missing_solution(self):
        cells = sample.good()
        cells[14] = ("markdown", "### Exercise 7.1 ★")
        outcome, _, _ = run(cells, True)
        self.assertIn("exercise 7.1 has no solution", outcome.failures[0])


class Select(unittest.TestCase):
    there = [Path("01-a.ipynb"), Path("12-b.ipynb")]

    def test_numbers_names_and_all(self):
        self.assertEqual(self.there, notebooks.select(self.there, []))
        for name in ("12", "12-b", "12-b.ipynb", "notebooks/12-b.ipynb"):
            self.assertEqual(self.there[1:], notebooks.select(self.there, [name]), name)
        self.assertEqual(self.there[:1], notebooks.select(self.there, ["1"]))

    def test_an_unknown_number_is_one_clear_line(self):
        for name in ("02", "x", "001"):
            said = io.StringIO()
            with contextlib.redirect_stderr(said), self.assertRaises(SystemExit) as stop:
                notebooks.select(self.there, [name])
            self.assertEqual(2, stop.exception.code)
            self.assertEqual(f"kit: there is no notebook '{name}'; there are: 01, 12.\n", said.getvalue())


class Jobs(unittest.TestCase):
    def test_two_at_once_come_in_order(self):
        def execute(path, with_exercises, log):
            time.sleep(0.4 if path.stem == "01-a" else 0)  # the first ends last
            return path.stem, (with_exercises, os.getpid(), Path(log.name).name)

        paths = [Path("01-a.ipynb"), Path("02-b.ipynb"), Path("03-c.ipynb")]
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(notebooks, "ROOT", Path(folder)), \
                mock.patch.object(notebooks, "execute", execute):
            (Path(folder) / ".kit" / "log").mkdir(parents=True)
            for jobs in (1, 2):
                found = list(notebooks.execute_all(paths, True, jobs))
                self.assertEqual(["01-a", "02-b", "03-c"], [name for name, _ in found])
                self.assertEqual(["01-a.log", "02-b.log", "03-c.log"], [log for _, (_, _, log) in found])
                self.assertEqual(jobs == 1, {process for _, (_, process, _) in found} == {os.getpid()})

    def test_none_is_too_few(self):
        with self.assertRaises(SystemExit) as stop, contextlib.redirect_stderr(io.StringIO()) as said:
            notebooks.main(["--jobs", "0"])
        self.assertEqual(2, stop.exception.code)
        self.assertIn("--jobs is 0; it must be at least 1", said.getvalue())


class Save(unittest.TestCase):
    def test_twice_is_byte_identical(self):
        with tempfile.TemporaryDirectory() as folder:
            path = sample.write(Path(folder), sample.notebook(sample.good()))
            self.assertTrue(notebooks.save(path, nbformat.read(path, as_version=4)))
            once = path.read_bytes()
            self.assertFalse(notebooks.save(path, nbformat.read(path, as_version=4)))
            self.assertEqual(once, path.read_bytes())


class Message(unittest.TestCase):
    def test_name_comes_first_and_length_is_bounded(self):
        shown = notebooks.message({"ename": "E", "evalue": "why", "traceback": ["\x1b[1mat\x1b[0m"] * 99})
        self.assertTrue(shown.startswith("E: why\nat\n"))
        self.assertEqual(25, len(shown.splitlines()))


class Tally(unittest.TestCase):
    def test_is_added_for_kit_test(self):
        outcome, _, _ = run(sample.good())
        with tempfile.TemporaryDirectory() as folder, mock.patch.object(notebooks, "ROOT", Path(folder)), \
                mock.patch.dict(os.environ, KIT_TALLY=folder + "/tally"):
            (Path(folder) / ".kit").mkdir()
            notebooks.keep_apart([outcome, outcome])
            self.assertEqual("2 0\n2 0\n", Path(folder, "tally").read_text())
            self.assertIn("7.1 entropy = 0.6931 nats", Path(folder, ".kit", "claims.txt").read_text())
