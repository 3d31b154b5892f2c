"""Collects the claims that the committed outputs hold into notebooks/RESULTS.md and the README's table of results."""

import json
import os
import re
from collections import namedtuple
from pathlib import Path

from outputs import stdout, text

CLAIM = re.compile(r"^claim (\S+) (holds|FAILS): (.+) = (.+?), expected (.+) \[(closed form|computed|measured)\]$", re.M)
Claim = namedtuple("Claim", "number verdict statement measured expected provenance")

BEGIN, END = "<!-- results:begin -->", "<!-- results:end -->"
HEADLINE = "headline"  # the tag of a cell whose claims belong in the README
HEADLINES = 2          # ... and how many claims stand for a notebook that has no such cell

INTRODUCTION = """# Results

Every number that a notebook states is held by a claim: it is measured again each time the notebook runs, and a run
in which it leaves its expected interval fails. `./kit run --save` writes this page from the outputs of the notebooks.

The expected value of a claim comes from theory (*closed form*), from an independent calculation (*computed*) or from
a separate experiment (*measured*). Values over several seeds are means ± standard deviations. Entropies are in nats
unless a bit is named.
"""


def claims_in(printed):
    """The claims in what a cell printed."""
    return [Claim(*match) for match in CLAIM.findall(printed)]


def notebooks(folder):
    """The notebooks in reading order."""
    return sorted(Path(folder).glob("[0-9][0-9]-*.ipynb"))


def title(notebook):
    """The text of the notebook's first heading."""
    for cell in notebook["cells"]:
        match = re.search(r"^# +(.+?)\s*$", text(cell["source"]), re.M)
        if cell["cell_type"] == "markdown" and match:
            return match[1]
    return "(no title)"


def collect(folder):
    """(file name, title, claims, headline claims) of every notebook, from its committed outputs."""
    for path in notebooks(folder):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        claims = [claim for cell in code for claim in claims_in(stdout(cell))]
        chosen = [claim for cell in code if HEADLINE in cell["metadata"].get("tags", ()) for claim in claims_in(stdout(cell))]
        yield path.name, title(notebook), claims, chosen or claims[:HEADLINES]


def results_page(collected):
    """The text of RESULTS.md."""
    parts = [INTRODUCTION]
    for name, heading, claims, _ in collected:
        parts.append(f"\n## [{heading}]({name})\n")
        if not claims:
            parts.append("No claims yet.\n")
            continue
        rows = [("", "what", "measured", "expected", "provenance", "verdict")] + [
            (c.number, c.statement, c.measured, c.expected, c.provenance, c.verdict) for c in claims]
        parts.append(table(rows))
    return "\n".join(parts)


def readme_table(collected):
    """The README's table: a few claims of each notebook."""
    rows = [("notebook", "what", "measured", "expected")]
    for name, heading, claims, chosen in collected:
        for claim in chosen:
            first = f"[{heading}](notebooks/{name}), {len(claims)} claims" if claim is chosen[0] else ""
            rows.append((first, claim.statement, claim.measured, claim.expected))
    return table(rows)


def table(rows):
    """A Markdown table, its first row the header."""
    lines = ["| " + " | ".join(value.replace("|", "\\|") for value in row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + "\n"


def pages(root):
    """What RESULTS.md and README.md should say, by path."""
    root = Path(root)
    collected = list(collect(root / "notebooks"))
    made = {root / "notebooks" / "RESULTS.md": results_page(collected)}
    readme = root / "README.md"
    if readme.is_file():
        head, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
        _, end, tail = rest.partition(END)
        if begin and end:
            made[readme] = f"{head}{BEGIN}\n{readme_table(collected)}{END}{tail}"
    return made


def write(root):
    """Rewrites RESULTS.md and the marked part of README.md; says which of them changed."""
    return [path.relative_to(root).as_posix() for path, content in pages(root).items() if replace(path, content)]


def stale(root):
    """Which of the two do not say what the notebooks' outputs say."""
    return [path.relative_to(root).as_posix() for path, content in pages(root).items()
            if not path.is_file() or path.read_text(encoding="utf-8") != content]


def replace(path, content):
    """Writes a file as a whole or not at all, and only if it changes."""
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return False
    beside = path.with_name("." + path.name + ".new")
    try:
        beside.write_text(content, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return True
