"""Makes the outputs of an executed notebook worth committing: the same results give the same file, byte for byte."""

import base64
import re
import struct
import zlib

ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")

KERNELSPEC = {"display_name": "Java", "language": "java", "name": "java"}
LANGUAGE = {"codemirror_mode": "text/x-java", "file_extension": ".java", "mimetype": "text/x-java-source",
            "name": "java", "pygments_lexer": "java"}


def settle(text):
    """The text as a terminal shows it in the end: a carriage return goes back and overwrites."""
    lines = []
    for line in ANSI.sub("", text).replace("\r\n", "\n").split("\n"):
        shown = ""
        for part in line.split("\r"):
            shown = part + shown[len(part):]
        lines.append(shown.rstrip() if "\r" in line else line)
    return "\n".join(lines)


def stdout(cell):
    """What the cell printed, settled."""
    return settle("".join(text(o["text"]) for o in cell.get("outputs", [])
                          if o["output_type"] == "stream" and o["name"] == "stdout"))


def text(value):
    """Notebook files keep long strings as lists of lines."""
    return value if isinstance(value, str) else "".join(value)


def same_picture(one, other):
    """Whether two base64 PNGs hold the same pixels: equal headers and equal data before compression."""
    try:
        return _pixels(one) == _pixels(other)
    except (ValueError, struct.error, zlib.error):
        return False


def _pixels(png):
    data = base64.b64decode(png)
    header, packed, position = b"", b"", 8
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position:position + 8])
        body = data[position + 8:position + 8 + length]
        if kind == b"IHDR":
            header = body
        elif kind == b"IDAT":
            packed += body
        position += 12 + length
    return header, zlib.decompress(packed)


def tidy(outputs, number, before=()):
    """One cell's outputs: streams merged and settled, counted as cell `number`, unchanged pictures kept as they were."""
    result = []
    for output in outputs:
        last = result[-1] if result else None
        if output["output_type"] == "stream" and last and last["output_type"] == "stream" and last["name"] == output["name"]:
            last["text"] += output["text"]
            continue
        if output["output_type"] == "execute_result":
            output["execution_count"] = number
        result.append(output)
    for output in result:
        if output["output_type"] == "stream":
            output["text"] = settle(output["text"])
    result = [o for o in result if o["output_type"] != "stream" or o["text"].strip()]
    for output, old in zip(result, before):
        new_data, old_data = output.get("data", {}), old.get("data", {})
        if {"image/png"} <= new_data.keys() & old_data.keys() and same_picture(new_data["image/png"], old_data["image/png"]):
            new_data["image/png"] = old_data["image/png"]
    return result


def tidy_notebook(notebook, before):
    """Prepares an executed notebook (NotebookNode) for saving; `before` is the same notebook as it was read."""
    old = {cell.get("id"): cell for cell in before.cells}
    number = 0
    for position, cell in enumerate(notebook.cells, 1):
        cell.setdefault("id", f"cell-{position}")
        for volatile in ("execution", "collapsed", "scrolled", "ExecuteTime"):
            cell.metadata.pop(volatile, None)
        if cell.cell_type != "code":
            continue
        number += 1
        cell.execution_count = number
        if cell.source.startswith("%jars"):
            cell.outputs = []  # some kernels print the absolute path or a word about deprecation
        cell.outputs = tidy(cell.outputs, number, old.get(cell.id, {}).get("outputs", ()))
    notebook.metadata = type(notebook.metadata)(kernelspec=dict(KERNELSPEC), language_info=dict(LANGUAGE))
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook
