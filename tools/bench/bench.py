"""Measures the library beside its peers, on the same data and in turns: ./kit bench [case...]"""

import argparse
import array
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

import reference
from cases import ALL_CORES, LOGS, chosen, elements

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / ".kit" / "bench"
LIBRARIES = ("numpy", "scipy", "torch", "torchvision")
CONTENDERS = ("ours", "vector", *LOGS, "unwatched", "DJL", "Tribuo", *LIBRARIES)
SAMPLES, FEWER, MANY = 15, 7, 500_000   # FEWER samples where a call has more than MANY elements
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


class Worker:
    """A process that measures on request: Worker.java or peers.py."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        self.about = self.answer().split("|")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with self.process:   # closes its input, which is the end of its requests, and waits for it
            pass

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            self.__exit__()
            raise SystemExit(f"kit bench: {self.process.args[0]} has ended with status {self.process.returncode}, see above")
        return line.strip()

    def measure(self, *request):
        """The median of the nanoseconds per call and the result, or what went wrong."""
        self.process.stdin.write(" ".join(map(str, request)) + "\n")
        self.process.stdin.flush()
        verdict, _, rest = self.answer().partition(" ")
        if verdict != "ok":
            raise RuntimeError(rest)
        result = array.array("d", (FOLDER / "result.f64").read_bytes())
        if sys.byteorder == "big":
            result.byteswap()
        return statistics.median(map(float, rest.split())), result


def contenders(case, size, java, peers):
    """(contender, worker, its request, how many calls run at once) for all who can take part in a case."""
    threads = CORES if case.threads == ALL_CORES else case.threads
    samples = case.samples or (FEWER if elements(size) > MANY else SAMPLES)
    at_once, *option = (1, f"-Dai.djl.pytorch.num_threads={threads}") if case.shared else (threads,)
    for contender, benchmark in case.java.items():
        yield contender, java, [benchmark, size, at_once, samples, *option], at_once
        if contender == "ours" and case.vector and "vector" in java.about:
            yield "vector", java, [benchmark, size, at_once, samples, "vector"], at_once
    for library in case.peers:
        if library in names(peers):
            yield library, peers, [f"{case.task}.{library}", size, threads, samples], 1


def run(cases, java, peers, rounds):
    """A row for each case and size, with nanoseconds per element in each round and the relative error, by contender."""
    plan = [(case, size) for case in cases for size in case.sizes]
    right = reference.references([(case.task, size) for case, size in plan], FOLDER / "references.json")
    rows = [{"case": case.name, "size": size, "ns": {}, "error": {}, "failed": {}} for case, size in plan]
    for turn in range(1, rounds + 1):
        start = time.monotonic()
        for number, ((case, size), row) in enumerate(zip(plan, rows), 1):
            progress(f"round {turn} of {rounds}, {number} of {len(plan)}: {case.name} {size}")
            for contender, worker, request, at_once in contenders(case, size, java, peers):
                if contender in row["failed"]:
                    continue
                try:
                    ns, result = worker.measure(*request)
                except RuntimeError as e:
                    row["failed"][contender] = str(e)
                    continue
                row["ns"].setdefault(contender, []).append(ns / elements(size) / at_once)
                if (case.task, size) in right and (contender != "Math.log" or "ours" not in case.java):
                    row["error"][contender] = reference.error(result, right[case.task, size])
        progress("")
        print(f"Round {turn} of {rounds} took {time.monotonic() - start:.0f} s.", file=sys.stderr, flush=True)
    return rows


def progress(text):
    if sys.stderr.isatty():
        print(f"\r\033[K{text}", end="", file=sys.stderr, flush=True)


# --- What is printed -------------------------------------------------------------------------------------------------

def table(rows):
    """Two lines for each row: nanoseconds and, behind them, ours divided by them; below, the relative errors."""
    columns = [c for c in CONTENDERS if any(c in row["ns"] for row in rows)]
    lines = [["case", "size", *columns]]
    for row in rows:
        best = {contender: min(ns) for contender, ns in row["ns"].items()}
        lines.append([row["case"], row["size"], *(times(best, c) for c in columns)])
        lines.append(["  relative error", "", *(f"{row['error'][c]:.0e}".replace("0e+00", "0") if c in row["error"] else ""
                                                for c in columns)])
    widths = [max(map(len, column)) for column in zip(*lines)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def times(best, contender):
    if contender not in best:
        return ""
    ratio = f" ({digits(best['ours'] / best[contender])})" if contender != "ours" and "ours" in best else ""
    return digits(best[contender]) + ratio


def digits(value):
    """Three significant digits, without an exponent."""
    for decimals in (3, 2, 1):
        if round(value, decimals) < 10 ** (3 - decimals):
            return f"{value:.{decimals}f}"
    return f"{value:.0f}"


def agreement(rows):
    """How far the rounds' medians are apart."""
    apart = [(max(ns) / min(ns) - 1, f"{row['case']} {row['size']}, {contender}")
             for row in rows for contender, ns in row["ns"].items() if len(ns) > 1]
    if not apart:
        return "One round: nothing to compare it with."
    return (f"The slowest round's median lies {statistics.median(a for a, _ in apart):.0%} above the quickest one's (half of "
            "the numbers above have less, half more), at most {:.0%} ({}).".format(*max(apart)))


def machine(java, peers, load):
    """One line on what this was measured with."""
    return ", ".join([f"{cpu_model()}, {CORES} cores", *(about for about in java.about if about != "vector"),
                      f"Python {platform.python_version()}", *filter(None, peers.about),
                      f"1 thread (all-cores: {CORES})", f"load at the start {load:.1f}"])


def names(peers):
    """The libraries that Python has."""
    return [about.split(" ")[0] for about in peers.about]


def cpu_model():
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def skips(java, peers):
    """A line for each that cannot take part."""
    lines = [f"{library} is left out: {sys.executable} does not have it" for library in LIBRARIES if library not in names(peers)]
    if lines:
        lines.append("(Debian, Ubuntu: apt-get install --no-install-recommends python3-scipy python3-torchvision, which takes 1 GB,\n"
                     "or ./kit bench --install, which does that. PYTHON=... ./kit bench chooses another Python.)")
    if "vector" not in java.about:
        lines.append("vector is left out: this JDK has no module jdk.incubator.vector")
    return lines


def failures(rows):
    """A line for each that could not do its part."""
    return [f"{row['case']} {row['size']}: {contender} failed: {why}" for row in rows for contender, why in row["failed"].items()]


def opponents(cases):
    """What the peers compute."""
    return "\n".join(f"{case.name}: " + "; ".join(f"{who} {words}" for who, words in case.peers.items())
                     for case in cases if case.threads == 1)


def explained(rounds):
    return (f"""Nanoseconds per element, and in brackets ours divided by that: below 1 we are faster. Each number is the smallest of the
medians of {rounds} round{"s" * (rounds > 1)}, in which all took turns; a median is of {SAMPLES} samples ({FEWER} beyond {MANY:,} elements) of at least 20 ms
or one call. The relative error is against 40 digits, for arrays the largest of the first entries. vector: ours in a JVM
with --add-modules jdk.incubator.vector. Math.log: only the sum of the logarithms, in four independent sums or in one. Softmax and
its kin take floats: ours computes and returns double, the peers float; "-double" is double for all. All cores: ours runs once
per core on data of its own, torch shares one call among its threads. Training: nanoseconds per image and epoch, all but reading the
files; ours with an EntropyMonitor on its default sample, unwatched without it, DJL as in its tutorials, without listeners, 2 samples each; on all
cores each shares one training among its threads (which the library does only if asked to).""")


def main():
    parser = argparse.ArgumentParser(prog="./kit bench", description=__doc__)
    parser.add_argument("--java", default="java", help=argparse.SUPPRESS)
    parser.add_argument("--java-option", action="append", default=[], help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=3, help="how often each takes its turn (3)")
    parser.add_argument("case", nargs="*", help="which; all if none is named")
    arguments = parser.parse_args()
    cases = chosen(arguments.case)
    os.chdir(ROOT)
    temporary = FOLDER / "tmp"   # JMH's lock file
    temporary.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    with (Worker(arguments.java, *arguments.java_option, f"-Dbench.folder={FOLDER}", f"-Djava.io.tmpdir={temporary}", "-cp",
                 os.pathsep.join(("tools/bench/target/entropykit-bench.jar", "lib/target/entropykit.jar")),
                 "io.github.entropykit.bench.Worker") as java,
          Worker(sys.executable, "tools/bench/peers.py") as peers):
        head = [machine(java, peers, load), *skips(java, peers)]
        if load > CORES / 2:
            head.append("The machine is busy: do not believe the times.")
        print(*head, sep="\n", flush=True)
        rows = run(cases, java, peers, arguments.rounds)
    body = [table(rows), "", *failures(rows), agreement(rows), "", explained(arguments.rounds), "", opponents(cases)]
    print("", *body, sep="\n")
    (FOLDER / "results.txt").write_text("\n".join([*head, "", *body, ""]), encoding="utf-8")
    (FOLDER / "results.json").write_text(json.dumps({"machine": head[0], "rows": rows}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
