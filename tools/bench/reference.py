"""The right results, in 40 decimal digits, by nothing but Python's decimal and exact sums.

Of a result that is an array, the first rows are enough: as many as have 50,257 entries together.
"""

import array
import bisect
import hashlib
import json
import math
import sys
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal, getcontext
from fractions import Fraction
from pathlib import Path

from cases import elements

getcontext().prec = 40
ENTRIES = 50257
CLASSES, BINS, NEIGHBOURS = 10, 15, 4
data = Path(".kit/bench/data")


def read(name, kind):
    """A file of little-endian numbers as a list."""
    values = array.array({"f64": "d", "f32": "f", "i32": "i"}[kind], (data / f"{name}.{kind}").read_bytes())
    if sys.byteorder == "big":
        values.byteswap()
    return values.tolist()


# --- One function for each case: its results -------------------------------------------------------------------------

def block(name, size):
    """The part of a distribution that is repeated, as decimals, and how often; see Data.java."""
    n = int(float(size))
    copies = 128 if n > 100_000 else 1
    return [Decimal(p) for p in read(f"{name}-{n // copies}", "f64")], copies


def log(size):
    p, copies = block("p", size)
    return [copies * sum((x / copies).ln() for x in p)]


def entropy(size):
    p, copies = block("p", size)
    return [-sum(x * x.ln() for x in p) + Decimal(copies).ln()]


def cross_entropy(size):
    (p, copies), (q, _) = block("p", size), block("q", size)
    return [-sum(x * y.ln() for x, y in zip(p, q)) + Decimal(copies).ln()]


def kl(size, other="q"):
    (p, _), (q, _) = block("p", size), block(other, size)
    return [sum(x * (x / y).ln() for x, y in zip(p, q))]


def kl_close(size):
    return kl(size, "close")


def softmax_rows(size):
    """For each row: its logits less the largest, the largest, their exponentials and the sum of these."""
    classes = int(size.split("x")[1])
    z = read(f"logits-{size}", "f32")
    for start in range(0, min(len(z), ENTRIES // classes * classes), classes):
        row = [Decimal(value) for value in z[start:start + classes]]
        top = max(row)
        exponentials = [(value - top).exp() for value in row]
        yield [value - top for value in row], top, exponentials, sum(exponentials)


def softmax(size):
    return [e / total for _, _, exponentials, total in softmax_rows(size) for e in exponentials]


def log_softmax(size):
    return [value - log for shifted, _, _, total in softmax_rows(size) for log in [total.ln()] for value in shifted]


def logsumexp(size):
    return [top + total.ln() for _, top, _, total in softmax_rows(size)]


softmax_double, log_softmax_double, logsumexp_double = softmax, log_softmax, logsumexp
entropy_all_cores, cross_entropy_all_cores, kl_all_cores, softmax_all_cores = entropy, cross_entropy, kl, softmax


def predictions(size):
    """The rows and labels that are repeated; repetition changes no mean."""
    n = int(float(size))
    n //= 8 if n > 100_000 else 1
    p = read(f"probabilities-{n}x{CLASSES}", "f64")
    return [p[i:i + CLASSES] for i in range(0, len(p), CLASSES)], read(f"labels-{n}x{CLASSES}", "i32")


def ece(size):
    rows, labels = predictions(size)
    edges = [j / BINS for j in range(1, BINS)]
    gaps = [[] for _ in range(BINS)]   # fsum is exact but for its last rounding
    for row, label in zip(rows, labels):
        confidence = max(row)
        gaps[bisect.bisect_right(edges, confidence)] += [confidence, -1 if row.index(confidence) == label else 0]
    return [sum(Decimal(abs(math.fsum(gap))) for gap in gaps) / len(rows)]


ece_from_arrays = ece


def brier(size):
    rows, labels = predictions(size)
    return [sum((Decimal(p) - (k == label)) ** 2 for row, label in zip(rows, labels) for k, p in enumerate(row)) / len(rows)]


def temperature(size):
    """Newton's method for d loss / d beta = 0 in floating point, and a last step in decimals, which doubles its digits."""
    classes = int(size.split("x")[1])
    z, labels = read(f"logits-{size}", "f32"), read(f"labels-{size}", "i32")
    rows = [[value - max(row) for value in row] for row in (z[i:i + classes] for i in range(0, len(z), classes))]

    def step(beta, exp):
        first = second = 0 * beta
        for row, label in zip(rows, labels):
            row = [type(beta)(value) for value in row]
            weights = [exp(beta * value) for value in row]
            total = sum(weights)
            mean = sum(w * value for w, value in zip(weights, row)) / total
            first += mean - row[label]
            second += sum(w * (value - mean) ** 2 for w, value in zip(weights, row)) / total
        return first / second

    beta = 0.1
    for _ in range(50):
        moved = step(beta, math.exp)
        beta -= moved
        if abs(moved) < 1e-12:
            return [1 / (Decimal(beta) - step(Decimal(beta), Decimal.exp))]
    raise ArithmeticError(f"no temperature found for logits-{size}")


def mutual_information(size):
    x, y = read(f"x-{size}", "i32"), read(f"y-{size}", "i32")
    joint, left, right = {}, {}, {}
    for pair in zip(x, y):
        for counts, key in ((joint, pair), (left, pair[0]), (right, pair[1])):
            counts[key] = counts.get(key, 0) + 1
    n = len(x)
    return [sum(count * (Decimal(count * n) / (left[a] * right[b])).ln() for (a, b), count in joint.items()) / n]


def ksg(size):
    """By comparing all pairs; psi(n) is the harmonic number n - 1 less a constant that cancels."""
    u, v = (read(f"{name}-{size}", "f64") for name in "uv")
    harmonic = [Fraction(0)]
    for n in range(1, len(u) + 1):
        harmonic.append(harmonic[-1] + Fraction(1, n))
    harmonic = [Decimal(h.numerator) / h.denominator for h in harmonic]
    apart = Decimal(0)
    for a, b in zip(u, v):
        du, dv = [abs(a - x) for x in u], [abs(b - x) for x in v]
        distance = sorted(map(max, du, dv))[NEIGHBOURS]   # the nearest one is the point itself
        for differences in (du, dv):
            apart += harmonic[sum(d < distance for d in differences) - 1]
    return [harmonic[NEIGHBOURS - 1] + harmonic[len(u) - 1] - apart / len(u)]


# --- Errors, and a store, because logarithms in 40 digits take their time --------------------------------------------

def error(values, right):
    """The largest relative error; of the first entries, as many as the reference has."""
    return max((float(abs(Decimal(v) - r) / abs(r)) if r and math.isfinite(v) else 0.0 if v == r else math.inf)
               for v, r in zip(values, right))


def compute(name, size):
    return [str(value) for value in globals()[name](size)]


def references(wanted, store):
    """The right results of these (task, size), of those tasks that have a function here.

    What the store has, from the same data and the same program, is not computed anew.
    """
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(data.iterdir()):
        digest.update(path.name.encode() + path.read_bytes())
    known = json.loads(store.read_text()) if store.is_file() else {}
    if known.get("of") != digest.hexdigest():
        known = {"of": digest.hexdigest()}
    keys = {(task, size): (globals()[task].__name__, size) for task, size in wanted if task in globals()}
    # Several tasks may share a function; it is computed once.
    missing = [key for key in dict.fromkeys(keys.values()) if " ".join(key) not in known]
    if missing:
        print(f"Computing {len(missing)} references in 40 digits, once ...", file=sys.stderr, flush=True)
        missing.sort(key=lambda key: -elements(key[1]))   # the longest first, so that no core waits for them
        with ProcessPoolExecutor() as pool:
            for key, result in zip(missing, pool.map(compute, *zip(*missing))):
                known[" ".join(key)] = result
        store.write_text(json.dumps(known))
    return {pair: [Decimal(value) for value in known[" ".join(key)]] for pair, key in keys.items()}
