"""Executes the notebooks headless with the real Java kernel: ./kit run [--save] [01 12 ...]

Without --save no file of the checkout is touched. ENTROPYKIT_CELL_TIMEOUT is the most seconds one cell may take.
"""

import argparse
import copy
import multiprocessing
import os
import re
import signal
import sys
import threading
import time
from collections import namedtuple
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

import javakernel
import results
from outputs import ANSI, stdout, tidy_notebook

ROOT = Path(__file__).resolve().parent.parent
CELL_SECONDS = 1800
MARKER = "// ---- your answer above, its check below ----"

EXERCISE = re.compile(r"^### Exercise (\d+\.\d+)", re.M)
SOLUTION = re.compile(r"<details>.*?```java\n(.*?)```.*?</details>", re.S)
Exercise = namedtuple("Exercise", "number stub solution")  # stub: the position of its cell; solution: a cell's source


class Outcome:
    """What came of one notebook."""

    def __init__(self, path, cells):
        self.path, self.cells = path, cells
        self.done, self.seconds, self.claims, self.exercises, self.failures = 0, 0.0, [], [], []

    def held(self):
        return sum(claim.verdict == "holds" for claim in self.claims)

    def failed_checks(self):
        return len(self.claims) - self.held() + self.exercises.count(False)

    def tally(self):
        """(passed, failed), counting the notebook itself, each claim and each exercise's stub and solution."""
        passed = self.held() + self.exercises.count(True) + (not self.failures)
        failed = self.failed_checks()
        return passed, failed + 1 if self.failures and not failed else failed


class Line:
    """One live line on a terminal; elsewhere, or when several would write at once, only the final line."""

    def __init__(self, name):
        alone = multiprocessing.parent_process() is None
        self.name, self.live, self.began, self.state = name, alone and sys.stdout.isatty(), time.monotonic(), ""
        self.stop = threading.Event()

    def __enter__(self):
        if self.live:
            threading.Thread(target=self._tick, daemon=True).start()
        return self

    def _tick(self):
        while not self.stop.wait(0.5):
            print(f"\r\x1b[K{self.name}  {self.state}  {self.seconds():.0f} s", end="", flush=True)

    def seconds(self):
        return time.monotonic() - self.began

    def __exit__(self, *exception):
        self.stop.set()
        if self.live:
            print("\r\x1b[K", end="")


def exercises(notebook):
    """The notebook's exercises, each with its stub's cell and the same cell with the folded solution pasted in."""
    found = []
    for position, cell in enumerate(notebook.cells):
        match = cell.cell_type == "markdown" and EXERCISE.search(cell.source)
        if not match:
            continue
        stub = next((i for i in range(position + 1, len(notebook.cells)) if notebook.cells[i].cell_type == "code"), None)
        solution = SOLUTION.search(cell.source)
        if stub is not None and solution and MARKER in notebook.cells[stub].source:
            check = notebook.cells[stub].source.split(MARKER, 1)[1]
            found.append(Exercise(match[1], stub, solution[1] + MARKER + check))
        else:
            found.append(Exercise(match[1], stub, None))
    return found


def execute_all(paths, with_exercises, jobs):
    """Yields the outcome of each notebook and the notebook with its outputs, in order; up to `jobs` run at once."""
    tasks = [(path, with_exercises) for path in paths]
    if jobs == 1 or len(paths) == 1:
        yield from map(execute_logged, tasks)
        return
    with multiprocessing.Pool(min(jobs, len(paths))) as pool:  # leaving it early terminates the others, kernels included
        yield from pool.imap(execute_logged, tasks, chunksize=1)


def execute_logged(task):
    """Executes one notebook, with a file for what its kernel says outside the protocol."""
    path, with_exercises = task
    with open(ROOT / ".kit" / "log" / f"{path.stem}.log", "w+", encoding="utf-8") as log:
        return execute(path, with_exercises, log)


def execute(path, with_exercises, log):
    """Executes one notebook; returns its outcome and the notebook with its outputs."""
    notebook = nbformat.read(path, as_version=4)
    code = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    outcome = Outcome(path, len(code))
    limit = int(os.environ.get("ENTROPYKIT_CELL_TIMEOUT", 0)) or (None if os.environ.get("ENTROPYKIT_FULL") else CELL_SECONDS)
    client = NotebookClient(notebook, kernel_name="java", timeout=limit, startup_timeout=javakernel.START_SECONDS,
                            record_timing=False, allow_errors=True, resources={"metadata": {"path": str(path.parent)}})
    with Line(path.stem) as line:
        try:
            line.state = "starting the kernel"
            with client.setup_kernel(stdout=log, stderr=log):
                run_cells(client, notebook, code, outcome, line)
                outcome.seconds = line.seconds()
                if with_exercises and outcome.done == outcome.cells:
                    line.state = "exercises"
                    run_exercises(client, notebook, outcome)
        except (DeadKernelError, CellTimeoutError, RuntimeError) as failure:
            outcome.failures.append(f"{line.state}: {str(failure).strip().splitlines()[0]}" + tail(log))
        except BaseException:  # Ctrl-C or SIGTERM: setup_kernel has taken the kernel down
            outcome.failures.append("interrupted")
            raise
        outcome.seconds = outcome.seconds or line.seconds()
    return outcome, notebook


def run_cells(client, notebook, code, outcome, line):
    """All cells in order, up to the first that fails for another reason than a claim."""
    for number, position in enumerate(code, 1):
        line.state = f"cell {number} of {len(code)}"
        cell = client.execute_cell(notebook.cells[position], position, execution_count=number)
        claims = results.claims_in(stdout(cell))
        outcome.claims += claims
        broken = [claim for claim in claims if claim.verdict == "FAILS"]
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if broken:
            outcome.failures += [f"cell {position + 1} (In [{number}]): claim {claim.number} does not hold: {claim.statement} = "
                                 f"{claim.measured}, expected {claim.expected}" for claim in broken]
        elif errors:
            outcome.failures.append(f"cell {position + 1} (In [{number}]) fails:\n" + indent(head(cell.source), "    | ")
                                    + "\n" + indent(message(errors[0]), "    "))
            return
        outcome.done = number


def run_exercises(client, notebook, outcome):
    """The stubs have run: each must have said "not yet". Then each solution runs in its stub's place."""
    for exercise in exercises(notebook):
        where = f"exercise {exercise.number}"
        if exercise.solution is None:
            outcome.exercises += [False, False]
            outcome.failures.append(f"{where} has no solution or no stub cell; ./kit check says more")
            continue
        stub = notebook.cells[exercise.stub]
        outcome.exercises.append(f"{where}: not yet" in stdout(stub))
        if not outcome.exercises[-1]:
            outcome.failures.append(f"{where}: the stub printed {stdout(stub).strip()!r}, not \"{where}: not yet\"")
        cell = copy.deepcopy(stub)
        cell.source = exercise.solution
        notebook.cells.append(cell)  # nbclient wants the cell to be part of the notebook
        try:
            client.execute_cell(cell, len(notebook.cells) - 1)
        finally:
            notebook.cells.pop()
        printed = stdout(cell).strip() + "".join(message(o) for o in cell.outputs if o.output_type == "error")
        outcome.exercises.append(f"{where}: solved" in printed)
        if not outcome.exercises[-1]:
            outcome.failures.append(f"{where}: the solution printed {printed!r}, not \"{where}: solved\"")


def message(error):
    """The readable part of an error output."""
    trace = ANSI.sub("", "\n".join(error.get("traceback", []))).strip()
    short = ANSI.sub("", f"{error.get('ename', '')}: {error.get('evalue', '')}").strip(": \n")
    lines = (trace or short).splitlines()
    if short and short.splitlines()[0] not in trace:
        lines.insert(0, short)
    return "\n".join(lines[:25])


def head(source, lines=6):
    rows = source.splitlines()
    return "\n".join(rows[:lines] + ["..."] * (len(rows) > lines))


def indent(block, prefix):
    return "\n".join(prefix + row for row in block.splitlines())


def tail(log, lines=15):
    """The end of what the kernel's process said outside the protocol."""
    log.flush()
    rows = Path(log.name).read_text(errors="replace").splitlines()[-lines:]
    return "".join("\n    " + row for row in rows)


def select(available, wanted):
    """The notebooks of these numbers (or names); all when none is named. Exits when there is no such notebook."""
    chosen = []
    for name in wanted:
        digits = re.match(r"(?:.*/)?(\d{1,2})(?:-[^/]*)?$", name)
        match = [path for path in available if digits and path.name.startswith(f"{int(digits[1]):02d}-")]
        if not match:
            there = ", ".join(path.name[:2] for path in available) or "none"
            print(f"kit: there is no notebook '{name}'; there are: {there}.", file=sys.stderr)
            sys.exit(2)
        chosen += match
    return chosen or available


def save(path, notebook):
    """Writes the outputs into the notebook's file, if anything changed."""
    tidy_notebook(notebook, nbformat.read(path, as_version=4))
    nbformat.validate(notebook)
    return results.replace(path, nbformat.writes(notebook) + "\n")


def report(outcomes):
    """The closing table."""
    print(f"\n{'notebook':32} {'seconds':>8} {'cells':>9} {'claims held':>14} {'failures':>9}")
    for o in outcomes:
        print(f"{o.path.stem:32} {o.seconds:8.1f} {o.done:4} of {o.cells:2} "
              f"{o.held():6} of {len(o.claims):3} {len(o.failures):9}")
    print(f"{len(outcomes):2} notebooks {sum(o.seconds for o in outcomes):28.1f} "
          f"{sum(o.done for o in outcomes):3} of {sum(o.cells for o in outcomes):3} {sum(o.held() for o in outcomes):5} of "
          f"{sum(len(o.claims) for o in outcomes):3} {sum(len(o.failures) for o in outcomes):9}")


def keep_apart(outcomes):
    """.kit/claims.txt has the claims of the last run, so that two runs can be compared, and the tally of ./kit test."""
    rows = [f"{claim.number} {claim.statement} = {claim.measured}" for o in outcomes for claim in o.claims]
    (ROOT / ".kit" / "claims.txt").write_text("".join(row + "\n" for row in rows), encoding="utf-8")
    if os.environ.get("KIT_TALLY"):
        with open(os.environ["KIT_TALLY"], "a", encoding="utf-8") as tally:
            tally.writelines("%d %d\n" % o.tally() for o in outcomes)


def main(arguments):
    parser = argparse.ArgumentParser(prog="kit run", description="Execute the notebooks without a browser.")
    parser.add_argument("notebooks", nargs="*", metavar="NN", help="the numbers of the notebooks; all when none is given")
    parser.add_argument("--save", action="store_true", help="keep the outputs in the notebooks, RESULTS.md and README.md")
    parser.add_argument("--exercises", action="store_true", help="execute the exercises' solutions, too")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="run N notebooks at once; their seconds then mean little")
    options = parser.parse_args(arguments)
    if options.jobs < 1:
        parser.error(f"--jobs is {options.jobs}; it must be at least 1")
    paths = select(results.notebooks(ROOT / "notebooks"), options.notebooks)
    if not paths:
        print("kit: there are no notebooks in notebooks/.", file=sys.stderr)
        return 2
    if not javakernel.loopback():
        print(f"kit: {javakernel.NO_LOOPBACK}; switch it on (ip link set lo up).", file=sys.stderr)
        return 1
    (ROOT / ".kit" / "log").mkdir(parents=True, exist_ok=True)
    for stop in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(stop, lambda number, frame: sys.exit(128 + number))
    outcomes, changed = [], []
    for outcome, notebook in execute_all(paths, options.exercises, options.jobs):
        path = outcome.path
        outcomes.append(outcome)
        solved = f", {outcome.exercises.count(True)} of {len(outcome.exercises)} exercise checks" if outcome.exercises else ""
        print(f"{path.stem}  {outcome.done} of {outcome.cells} cells, {outcome.seconds:.1f} s, "
              f"{outcome.held()} of {len(outcome.claims)} claims held{solved}", flush=True)
        for failure in outcome.failures:
            print("  " + failure, flush=True)
        if options.save and not outcome.failures and save(path, notebook):
            changed.append(f"notebooks/{path.name}")
    report(outcomes)
    keep_apart(outcomes)
    failed = [o for o in outcomes if o.failures]
    if options.save:
        changed += results.write(ROOT)
        print("\nsaved: " + (", ".join(changed) or "nothing changed"))
        if failed:
            print("not saved, because they failed: " + ", ".join(o.path.stem for o in failed))
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nkit: interrupted.", file=sys.stderr)
        sys.exit(130)
    except NoSuchKernel:
        print("kit: Jupyter does not find the Java kernel; start this program by ./kit run.", file=sys.stderr)
        sys.exit(1)
    except OSError as failure:
        print(f"kit: {failure}", file=sys.stderr)
        sys.exit(1)
