"""The notebook contract, as far as a program can check it: ./kit check

Prints each breach with its file, its cell (counted from 1, text cells included), what is wrong and what to do.
The rules stand in the functions below, one topic each; a function yields (cell or None, what is wrong, what to do).
Needs nothing but Python, so it works before anything else is installed.
"""

import base64
import json
import os
import re
import statistics
import struct
import sys
from pathlib import Path
from urllib.parse import unquote

from outputs import stdout, text
from results import claims_in, notebooks, stale

ROOT = Path(__file__).resolve().parent.parent
JARS = "%jars ../lib/target/entropykit.jar"
MARKER = "// ---- your answer above, its check below ----"

CODE_CELLS = range(12, 33)
MEDIAN_LINES, MOST_LINES, LINE_WIDTH = 8, 25, 120
CELL_WORDS, ALL_WORDS = 150, 2200
FILE_BYTES, IMAGE_WIDTH = 400 * 1024, 900
EXERCISES = 3

HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
ABSOLUTE = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|Users|usr|var|opt|work|mnt|media|private|etc|build|srv)/|\b[A-Z]:\\|file:/")
HASH = re.compile(r"[\w$\];/]@[0-9a-f]{5,16}\b|\$\$Lambda")
LEVEL = "(TRACE|DEBUG|INFO|WARN|WARNING|ERROR|SEVERE)"
LOG = re.compile(rf"^(SLF4J|\[?(main|pool-\d+\S*)\]? {LEVEL}\b|{LEVEL}\b[: \[]|\[{LEVEL}\]"
                 r"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d)", re.M)


class Notebook:
    """A notebook file with what several rules need from it."""

    def __init__(self, path):
        self.path, self.size = path, path.stat().st_size
        self.json = json.loads(path.read_text(encoding="utf-8"))
        self.cells = [Cell(number, cell) for number, cell in enumerate(self.json["cells"], 1)]
        self.markdown = [cell for cell in self.cells if cell.kind == "markdown"]
        self.code = [cell for cell in self.cells if cell.kind == "code"]
        self.front = self.cells[:self.code[0].number - 1] if self.code else self.markdown[:1]
        self.number = path.name[:2]


class Cell:
    """One cell: its number, its source, and its prose without code."""

    def __init__(self, number, raw):
        self.number, self.raw = number, raw
        self.kind, self.source = raw["cell_type"], text(raw["source"])
        self.outputs = raw.get("outputs", [])
        self.prose = without_code(self.source) if self.kind == "markdown" else ""

    def printed(self):
        return stdout(self.raw)


def without_code(source):
    """Markdown without fenced and inline code."""
    return re.sub(r"`[^`\n]*`", " ", re.sub(r"^(```|~~~).*?^\1[^\n]*$", "", source, flags=re.M | re.S))


def without_maths(prose):
    """Prose without $$...$$ and with each $...$ as one word."""
    return re.sub(r"\$[^$]*\$", "x", re.sub(r"\$\$.*?\$\$", " ", prose.replace(r"\$", ""), flags=re.S))


def words(cell):
    """The words a reader reads: not code, displayed maths, tables, HTML tags or the targets of links."""
    prose = re.sub(r"\]\([^)]*\)", "]", HTML.sub(" ", without_maths(cell.prose)))
    prose = re.sub(r"^\s*\|.*$", "", prose, flags=re.M)
    return sum(any(c.isalnum() for c in word) for word in prose.split())


def rows(source):
    """The rows of a Markdown table, as lists of cells."""
    return [[part.strip() for part in line.strip().strip("|").split("|")]
            for line in source.splitlines() if line.strip().startswith("|") and not re.fullmatch(r"[\s|:-]+", line)]


def file(nb):
    """Name, size, format and kernel."""
    if not re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*\.ipynb", nb.path.name):
        yield None, "the file name is not NN-words-with-hyphens.ipynb", "rename it"
    if nb.size > FILE_BYTES:
        yield None, f"the file has {nb.size // 1024} KB, more than {FILE_BYTES // 1024}", "draw fewer or smaller pictures"
    if (nb.json.get("nbformat"), nb.json.get("nbformat_minor")) != (4, 5):
        yield None, "the file is not of notebook format 4.5", "run ./kit run --save"
    ids = [cell.raw.get("id") for cell in nb.cells]
    if None in ids or len(set(ids)) < len(ids):
        yield None, "a cell has no id, or two have the same", "give each cell an id of its own"
    spec = nb.json["metadata"].get("kernelspec", {})
    if (spec.get("name"), spec.get("language")) != ("java", "java"):
        yield None, "the kernel is not named java with the language java", "run ./kit run --save"


def front_matter(nb):
    """Title, one-sentence promise and the table of what it takes and gives."""
    first = nb.cells[0]
    heading = re.match(r"# +\S[^\n]*\n+([^\n|#][^|#]*?)(\n\s*\n|\n\||\Z)", first.source) if first.kind == "markdown" else None
    if not heading:
        yield first, "it does not begin with '# Title' and a paragraph", "begin with the title and a one-sentence promise"
    elif len(re.findall(r"[.!?](?=[\s*_]|$)", without_maths(heading[1].strip()))) != 1:
        yield first, "the promise under the title is not one sentence", "say in one sentence what the reader will be able to do"
    for cell in nb.markdown:
        extra = len(re.findall(r"^# ", re.sub(r"^(```|~~~).*?^\1", "", cell.source, flags=re.M | re.S), re.M)) - (cell is first)
        if extra > 0:
            yield cell, "there is a second title (# ...)", "use ## for sections"
    table = [row for cell in nb.front for row in rows(cell.source)]
    for what, pattern, remedy in (
            ("the minutes to read and to run", r"\bread\b(?=.*\d).*\brun\b.*\d", "| Time | read 15 min, run 20 s |"),
            ("what to know before", r"^[^|]*\b(need|know)\b.*\|.*\w", "| You need | ... |"),
            ("three things one can do afterwards", r"^[^|]*\bable to\b.*\|[^,;]*\w[^,;]*[,;].*\w.*[,;].*\w",
             "| You will be able to | three verbs, with commas between |"),
            ("the sections of the sources", r"^[^|]*\bsource.*\|.*\w", "| Source documents | ... |")):
        if not any(re.search(pattern, " | ".join(row), re.I) for row in table):
            yield first, f"the table at the top does not say {what}", f"add a row like {remedy}"


def sections(nb):
    """What every notebook ends with."""
    found = {}
    for cell in nb.markdown:
        for depth, heading, body in re.findall(r"^(##+) +([^\n]*)\n?(.*?)(?=^##? |\Z)", cell.source, re.M | re.S):
            found.setdefault(heading.lower(), (cell, body))
    for name, pattern in (("where it fails", r"\bfails?\b|\blimits?\b|\bbreaks?\b"), ("exercises", r"\bexercise"),
                          ("summary", r"\bsummary\b"), ("further reading", r"\bfurther reading\b")):
        match = [content for heading, content in found.items() if re.search(pattern, heading)]
        if not match:
            yield None, f"there is no section '{name}'", f"add a heading '## {name.capitalize()}' with its text"
        elif name == "summary" and not re.search(r"\d", match[0][1]):
            yield match[0][0], "the summary has no number", "sum up with the numbers that the notebook measured"
        elif name == "further reading" and not re.search(r"\b(1[6-9]|20)\d\d\b", match[0][1]):
            yield match[0][0], "further reading names no year", "give authors, year and the arXiv id where there is one"


def size(nb):
    """How much code and text there is."""
    if len(nb.code) not in CODE_CELLS:
        yield None, f"there are {len(nb.code)} code cells, not {CODE_CELLS[0]} to {CODE_CELLS[-1]}", "merge, split or cut"
    lengths = {cell: sum(bool(line.strip()) for line in cell.source.splitlines()) for cell in nb.code}
    if lengths and statistics.median(lengths.values()) > MEDIAN_LINES:
        yield None, f"code cells have a median of {statistics.median(lengths.values()):g} lines, more than {MEDIAN_LINES}", \
            "split long cells or move code into the library"
    for cell, length in lengths.items():
        if length > MOST_LINES:
            yield cell, f"the cell has {length} lines, more than {MOST_LINES}", "split it or move code into the library"
        if length == 0:
            yield cell, "the code cell is empty", "remove it"
    counts = {cell: words(cell) for cell in nb.markdown}
    for cell, count in counts.items():
        if count > CELL_WORDS:
            yield cell, f"the text has {count} words, more than {CELL_WORDS}", "cut it, or put code between its parts"
    if sum(counts.values()) > ALL_WORDS:
        yield None, f"the notebook has {sum(counts.values())} words, more than {ALL_WORDS}", "cut what the pictures say"


def width(nb):
    """Code that fits on a screen, in cells and in the solutions of exercises."""
    for cell in nb.cells:
        blocks = [cell.source] if cell.kind == "code" else re.findall(r"^(?:```|~~~).*?^(?:```|~~~)", cell.source, re.M | re.S)
        for line in (line for block in blocks for line in block.splitlines() if len(line) > LINE_WIDTH):
            yield cell, f"a line of code has {len(line)} characters, more than {LINE_WIDTH}: {line.strip()[:40]}", "break it, or say it in two steps"


def markup(nb):
    """Plain Markdown that a code host renders: no HTML, links that lead somewhere, maths that closes."""
    for cell in nb.cells:
        if cell.kind not in ("markdown", "code"):
            yield cell, f"it is a {cell.kind} cell", "use Markdown and code only"
    for cell in nb.markdown:
        for tag in HTML.findall(without_maths(cell.prose)):
            if not re.fullmatch(r"</?(details|summary)>", tag):
                yield cell, f"there is HTML: {tag}", "only <details> and <summary> are allowed"
        for tag in ("details", "summary"):
            if cell.prose.count(f"<{tag}>") != cell.prose.count(f"</{tag}>"):
                yield cell, f"<{tag}> is not closed", f"add </{tag}>"
        for image, label, target in LINK.findall(without_maths(cell.prose)):
            yield from link(nb, cell, image, label, target)
        if re.search(r"https?://", cell.prose):
            yield cell, "there is a web address", "name authors, year and arXiv id instead; link inside the repository only"
        yield from maths(cell)


def link(nb, cell, image, label, target):
    name = f"{'image' if image else 'link'} '{target}'"
    if re.match(r"[a-z]+:", target, re.I) or target.startswith("/"):
        yield cell, f"the {name} is not relative", "link inside the repository only, with a relative path"
        return
    if image and not label.strip():
        yield cell, f"the {name} has no alt text", "say between [ and ] what it shows"
    goal = (nb.path.parent / unquote(target.split("#")[0])).resolve()
    if target.split("#")[0] and not goal.exists():
        yield cell, f"the {name} leads nowhere", "correct the path or leave the link out"
    elif not goal.is_relative_to(nb.path.parent.parent.resolve()):
        yield cell, f"the {name} leads out of the repository", "link inside the repository only"


def maths(cell):
    for paragraph in re.split(r"\n\s*\n", cell.prose):
        bare = paragraph.replace(r"\$", "")
        shown = bare.split("$$")
        if len(shown) % 2 == 0:
            yield cell, "a $$ has no partner in its paragraph", "close the formula, and leave no blank line inside it"
            continue
        if any(part.count("$") % 2 for part in shown[::2]):
            yield cell, "a $ has no partner in its paragraph", r"close the formula, or write \$ for a dollar"
            continue
        formulas = shown[1::2] + [formula for part in shown[::2] for formula in part.split("$")[1::2]]
        for formula in formulas:
            plain = re.sub(r"\\[{}]", "", formula)
            if plain.count("{") != plain.count("}"):
                yield cell, f"braces do not match in ${formula.strip()[:40]}$", "add or remove a brace"


def magics(nb):
    """The one line that all kernels of the family share, and no other magic."""
    if nb.code and nb.code[0].source != JARS:
        yield nb.code[0], "the first code cell is not the one that loads the library", f"let it be exactly {JARS}"
    for cell in nb.code[1:]:
        if re.search(r"^%", cell.source, re.M):
            yield cell, "there is a magic (a line that begins with %)", "use plain Java; only the first cell loads jars"


def execution(nb):
    """Executed from top to bottom, with nothing in the outputs that differs elsewhere or that nobody wants to read."""
    if [cell.raw.get("execution_count") for cell in nb.code] != list(range(1, len(nb.code) + 1)):
        yield None, "the code cells are not executed 1, 2, 3 ... in order", "run ./kit run --save"
    if nb.code and nb.code[0].outputs:
        yield nb.code[0], "the cell that loads the library has outputs", "run ./kit run --save"
    for cell in nb.code:
        for output in cell.outputs:
            kind = output["output_type"]
            if kind == "error":
                yield cell, f"the output is an error ({output.get('ename')})", "repair the cell, then run ./kit run --save"
                continue
            if kind == "stream" and output["name"] != "stdout":
                yield cell, f"there is output on {output['name']}", "silence the warning or the log at its source"
            data = output.get("data", {})
            for mime in sorted(set(data) - {"text/plain", "image/png"}):
                yield cell, f"there is output of type {mime}", "show text or a Figure"
            if "image/png" in data:
                yield from picture(cell, text(data["image/png"]), text(data.get("text/plain", "")))
            yield from readable(cell, text(output.get("text", "")) + "\n" + text(data.get("text/plain", "")))


def picture(cell, png, alt):
    header = base64.b64decode(png)[:24]
    if len(header) < 24 or header[12:16] != b"IHDR":
        yield cell, "the picture is not a PNG", "show a Figure"
    elif struct.unpack(">I", header[16:20])[0] > IMAGE_WIDTH:
        yield cell, f"the picture is {struct.unpack('>I', header[16:20])[0]} px wide, more than {IMAGE_WIDTH}", "draw it smaller"
    if not (re.fullmatch(r"[\"'“(]?[A-ZÀ-Þ0-9].*[.!?]", alt.strip(), re.S) and len(alt.split()) >= 5):
        yield cell, f"the picture's alt text is not a sentence: '{alt.strip()[:60]}'", "describe what it shows in a sentence"


def readable(cell, shown):
    for pattern, what, remedy in (
            (ABSOLUTE, "an absolute path", "print file names without the folder"),
            (HASH, "an object's hash", "print a value that means something"),
            (LOG, "a line of a log", "silence it at its source"),
            (re.compile("[\r\x1b\x08]"), "a control character", "run ./kit run --save")):
        match = pattern.search(shown)
        if match:
            line = shown[shown.rfind("\n", 0, match.start()) + 1:].splitlines()[0].strip()
            yield cell, f"the output shows {what}: {line[:80]!r}", remedy


def claims(nb):
    """Each notebook proves something, and what it committed holds."""
    seen = set()
    for cell in nb.code:
        printed = cell.printed()
        found = claims_in(printed)
        if len(re.findall(r"^claim ", printed, re.M)) != len(found):
            yield cell, "a line begins with 'claim ' but has not a claim's form", "print claims with the class Claim only"
        for claim in found:
            if claim.verdict != "holds":
                yield cell, f"claim {claim.number} does not hold", "find out why; never widen the interval for it"
            if claim.number in seen:
                yield cell, f"claim {claim.number} is there twice", "give each claim a number of its own"
            if claim.number.split(".")[0] != str(int(nb.number)):
                yield cell, f"claim {claim.number} is not numbered {int(nb.number)}.x", "number claims after their notebook"
            seen.add(claim.number)
    if not seen:
        yield None, "there is no claim", "hold a number that the text states with the class Claim"


def figures(nb):
    """After each picture the text says what one sees in it."""
    waiting = None
    for cell in nb.cells:
        if cell.kind == "markdown" and re.search(r"\bwhat we see\b", cell.prose, re.I):
            waiting = None
        if any("image/png" in output.get("data", {}) for output in cell.outputs):
            if waiting:
                yield waiting, "no text after the picture says what we see", "add '**What we see.** ...' below it"
            waiting = cell
    if waiting:
        yield waiting, "no text after the picture says what we see", "add '**What we see.** ...' below it"


def exercises(nb):
    """Statement with stars and a folded solution, then the stub cell."""
    number = 0
    for cell in nb.markdown:
        headings = list(re.finditer(r"^### Exercise (\S+)([^\n]*)", cell.source, re.M))
        if not headings:
            continue
        match = headings[0]
        number += 1
        expected = f"{int(nb.number)}.{number}"
        if match[1] != expected or len(headings) > 1:
            yield cell, f"the heading is not '### Exercise {expected} ★'", "number exercises in order, one to a cell"
        if not 1 <= match[2].count("★") <= 3:
            yield cell, f"exercise {match[1]} has not one to three stars", "rate it ★, ★★ or ★★★ in the heading"
        if not re.search(r"<details><summary>Solution</summary>\n\s*\n```java\n.+?\n```\n.*?</details>", cell.source, re.S) \
                or cell.source.count("```java") != 1:
            yield cell, f"exercise {match[1]} has no folded solution", \
                "add <details><summary>Solution</summary>, a blank line, one ```java block and </details>"
        stub = next((c for c in nb.cells[cell.number:] if c.kind == "code"), None)
        if stub is None or MARKER not in stub.source.splitlines():
            yield stub or cell, f"the stub of exercise {match[1]} has no line that parts answer and check", \
                f"add the line {MARKER}"
        elif not re.search(rf"^exercise {re.escape(match[1])}: not yet", stub.printed(), re.M):
            yield stub, f"the stub does not print 'exercise {match[1]}: not yet'", "let Exercise.of(...).verdict() say so"
    if number < EXERCISES:
        yield None, f"there are {number} exercises, fewer than {EXERCISES}", "add exercises from ★ to ★★★"


def neighbours(nb):
    """The last text links to the notebooks before and after, as far as they exist, or else to the overview."""
    if not nb.markdown:
        yield None, "there is no text", "write the notebook"
        return
    last = nb.markdown[-1]
    targets = {target.split("#")[0] for _, _, target in LINK.findall(last.source)}
    there = {path.name[:2]: path.name for path in notebooks(nb.path.parent)}
    for step, word in ((-1, "previous"), (1, "next")):
        neighbour = there.get(f"{int(nb.number) + step:02d}")
        if neighbour and neighbour not in targets:
            yield last, f"the last text does not link to the {word} notebook", f"add a link to {neighbour}"
    if not targets:
        yield last, "the last text links nowhere", "link to the previous and next notebook, or to ../README.md"


RULES = (file, front_matter, sections, size, width, markup, magics, execution, claims, figures, exercises, neighbours)


def breaches(path):
    """All breaches of one notebook, as lines to print."""
    try:
        nb = Notebook(path)
        if not nb.cells:
            raise ValueError("there are no cells")
    except (ValueError, KeyError, TypeError) as broken:
        return [f"{path.name}: not a notebook ({broken}) -> restore the file"]
    return [f"{path.name}{f', cell {cell.number}' if cell else ''}: {wrong} -> {remedy}"
            for rule in RULES for cell, wrong, remedy in rule(nb)]


def main(arguments):
    folder = Path(arguments[0]) if arguments else ROOT / "notebooks"
    paths = notebooks(folder)
    if not paths:
        print("kit: there are no notebooks to check.", file=sys.stderr)
        return 1
    bad = 0
    for path in paths:
        found = breaches(path)
        bad += bool(found)
        print(*found or [f"{path.name}: ok"], sep="\n")
    old = [] if bad else stale(folder.resolve().parent)  # first things first
    for name in old:
        print(f"{name}: it does not say what the notebooks' outputs say -> run ./kit run --save")
    if os.environ.get("KIT_TALLY"):
        with open(os.environ["KIT_TALLY"], "a", encoding="utf-8") as tally:
            tally.write(f"{len(paths) - bad} {bad + len(old)}\n")
    print(f"\n{len(paths) - bad} of {len(paths)} notebooks keep the contract")
    return 1 if bad or old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
