"""A tiny notebook that keeps the contract, to be broken in one place by each test."""

import base64
import json
import struct
import zlib

MARKER = "// ---- your answer above, its check below ----"


def png(width=4, height=2, colour=b"\xff\x00\x00", level=9):
    """A PNG of one colour, in base64, compressed more or less."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = (b"\x00" + colour * width) * height
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                            + chunk(b"IDAT", zlib.compress(pixels, level)) + chunk(b"IEND", b"")).decode()


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def figure(alt="A line that rises from zero to four.", picture=None):
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {},
            "data": {"image/png": picture or png(), "text/plain": alt}}


def claim(number="7.1", verdict="holds"):
    return f"claim {number} {verdict}: entropy = 0.6931 nats, expected 0.6931 ± 0.0001 [closed form]\n"


def exercise(number, stars="★"):
    """The two cells of one exercise."""
    return [("markdown", f"### Exercise {number} {stars}\nFind it.\n\n<details><summary>Solution</summary>\n\n"
             f"```java\nDoubleSupplier answer = () -> 1;\n```\n\nBecause one is one.\n</details>"),
            ("code", f"DoubleSupplier answer = () -> Double.NaN;\n{MARKER}\ncheck(answer);",
             [stream(f"exercise {number}: not yet. Hint: think\n")])]


def good(number=7):
    """The cells of a good notebook as (kind, source[, outputs])."""
    front = ("# Counting\n\nYou will see how counting becomes entropy, one die at a time.\n\n| | |\n|---|---|\n"
             "| Read / run | 10 min / 1 min |\n| You need | Java |\n| You will be able to | count, measure, compare |\n"
             "| Source | Section 2.1 |")
    return [("markdown", front), ("code", "%jars ../lib/target/entropykit.jar"),
            ("markdown", "## Idea\n\nWith $p_i$ and\n\n$$H = -\\sum_i p_i \\ln p_i$$\n\nit costs \\$5. See [all](../README.md)."),
            ("code", "plot();", [figure()]), ("markdown", "**What we see.** A line."),
            ("code", "claim();", [stream(claim(f"{number}.1"))])] + [
            ("code", f"int x{i} = {i};") for i in range(6)] + [
            ("markdown", "## Where it fails\n\nFor few samples."), ("markdown", "## Exercises"),
            *exercise(f"{number}.1"), *exercise(f"{number}.2", "★★"), *exercise(f"{number}.3", "★★★"),
            ("markdown", "## Summary\n\nEntropy was 0.6931 nats."),
            ("markdown", "## Further reading\n\nShannon (1948), reported.\n\n[Overview](../README.md)")]


def notebook(cells):
    """The cells as the JSON of a notebook file."""
    made, count = [], 0
    for position, (kind, source, *outputs) in enumerate(cells):
        cell = {"cell_type": kind, "id": f"c{position}", "metadata": {}, "source": source}
        if kind == "code":
            count += 1
            cell |= {"execution_count": count, "outputs": outputs[0] if outputs else []}
        made.append(cell)
    return {"cells": made, "metadata": {"kernelspec": {"display_name": "Java", "language": "java", "name": "java"}},
            "nbformat": 4, "nbformat_minor": 5}


def write(folder, content, name="07-counting.ipynb"):
    """Writes a notebook into folder/notebooks; returns its path."""
    path = folder / "notebooks" / name
    path.parent.mkdir(exist_ok=True)
    (folder / "README.md").touch()
    path.write_text(json.dumps(content), encoding="utf-8")
    return path
