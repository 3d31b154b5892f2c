"""Times numpy's, scipy's and PyTorch's way of doing each case, as bench.py asks for them.

A request is a line "CASE.LIBRARY SIZE THREADS SAMPLES", the answer "ok" and the nanoseconds per call in each sample, or
"failed" and why; the result of the call is left in the file result.f64. Worker.java speaks the same language.
"""

import gzip
import os
import sys
import time
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"   # read when the libraries are imported; torch.set_num_threads goes beyond it


def library(name):
    """The module, or None where it is not installed."""
    try:
        return __import__(name, fromlist=["*"])
    except ImportError:
        return None


np = library("numpy")
scipy, torch = np and library("scipy"), np and library("torch")
torchvision = torch and library("torchvision")
special, optimize, spatial = (scipy and library(f"scipy.{part}") for part in ("special", "optimize", "spatial"))

SAMPLE = 20e6     # nanoseconds: shorter calls are repeated until a sample takes as long
LONG = 1e9        # calls that take longer are not tried more often than needed
KEPT = 65536      # as many numbers of the result are looked at
CLASSES, BINS, SYMBOLS, NEIGHBOURS = 10, 15, 16, 4
data = Path(".kit/bench/data")
root = Path(__file__).resolve().parent.parent.parent


# --- The data, as Data.java reads them -------------------------------------------------------------------------------

def read(name, kind):
    return np.fromfile(data / f"{name}.{kind}", {"f64": "<f8", "f32": "<f4", "i32": "<i4"}[kind])


def tensor(array):
    return torch.from_numpy(array) if torch else None


def distribution(name, size):
    n = int(float(size))
    copies = 128 if n > 100_000 else 1
    return np.tile(read(f"{name}-{n // copies}", "f64"), copies) / copies


def predictions(size):
    n = int(float(size))
    copies = 8 if n > 100_000 else 1
    p, labels = read(f"probabilities-{n // copies}x{CLASSES}", "f64"), read(f"labels-{n // copies}x{CLASSES}", "i32")
    return np.tile(p.reshape(-1, CLASSES), (copies, 1)), np.tile(labels.astype(np.int64), copies)


def logits(size, dtype):
    return read(f"logits-{size}", "f32").astype(dtype).reshape(-1, int(size.split("x")[1]))


# --- The cases: each returns what to call, by library ----------------------------------------------------------------

def log(size):
    p = distribution("p", size)
    t = tensor(p)
    return {"numpy": lambda: np.log(p).sum(), "torch": lambda: torch.log(t).sum()}


def entropy(size):
    p = distribution("p", size)
    t = tensor(p)
    return {"numpy": lambda: -np.dot(p, np.log(p)),
            "scipy": lambda: special.entr(p).sum(),
            "torch": lambda: torch.special.entr(t).sum()}


def cross_entropy(size):
    p, q = distribution("p", size), distribution("q", size)
    s, t = tensor(p), tensor(q)
    return {"numpy": lambda: -np.dot(p, np.log(q)),
            "scipy": lambda: -special.xlogy(p, q).sum(),
            "torch": lambda: -torch.dot(s, torch.log(t))}


def kl(size, other="q"):
    p, q = distribution("p", size), distribution(other, size)
    s, t = tensor(p), tensor(q)
    return {"numpy": lambda: np.dot(p, np.log(p / q)),
            "scipy": lambda: special.rel_entr(p, q).sum(),
            "torch": lambda: torch.nn.functional.kl_div(torch.log(t), s, reduction="sum")}


def kl_close(size):
    return kl(size, "close")


def softmax(size, dtype="f4"):
    z = logits(size, dtype)
    t = tensor(z)

    def in_numpy():
        e = z - z.max(1, keepdims=True)
        np.exp(e, out=e)
        e /= e.sum(1, keepdims=True)
        return e

    return {"numpy": in_numpy, "scipy": lambda: special.softmax(z, axis=1), "torch": lambda: torch.softmax(t, 1)}


def log_softmax(size, dtype="f4"):
    z = logits(size, dtype)
    t = tensor(z)

    def in_numpy():
        d = z - z.max(1, keepdims=True)
        d -= np.log(np.exp(d).sum(1, keepdims=True))
        return d

    return {"numpy": in_numpy, "scipy": lambda: special.log_softmax(z, axis=1), "torch": lambda: torch.log_softmax(t, 1)}


def logsumexp(size, dtype="f4"):
    z = logits(size, dtype)
    t = tensor(z)

    def in_numpy():
        m = z.max(1)
        e = z - m[:, None]
        return m + np.log(np.exp(e, out=e).sum(1))

    return {"numpy": in_numpy, "scipy": lambda: special.logsumexp(z, axis=1), "torch": lambda: torch.logsumexp(t, 1)}


def softmax_double(size):
    return softmax(size, "f8")


def log_softmax_double(size):
    return log_softmax(size, "f8")


def logsumexp_double(size):
    return logsumexp(size, "f8")


def ece_in_numpy(confidence, hit):
    bins = np.minimum((confidence * BINS).astype(np.intp), BINS - 1)
    return np.abs(np.bincount(bins, confidence - hit, BINS)).sum() / len(hit)


def ece_in_torch(confidence, hit):
    bins = (confidence * BINS).long().clamp_(max=BINS - 1)
    return torch.bincount(bins, confidence - hit.double(), BINS).abs().sum() / len(hit)


def ece(size):
    p, labels = predictions(size)
    confidence, hit = p.max(1), p.argmax(1) == labels
    c, h = tensor(confidence), tensor(hit)
    return {"numpy": lambda: ece_in_numpy(confidence, hit), "torch": lambda: ece_in_torch(c, h)}


def ece_from_arrays(size):
    p, labels = predictions(size)
    t, l = tensor(p), tensor(labels)

    def in_torch():
        confidence, predicted = t.max(1)
        return ece_in_torch(confidence, predicted == l)

    return {"numpy": lambda: ece_in_numpy(p.max(1), p.argmax(1) == labels), "torch": in_torch}


def brier(size):
    p, labels = predictions(size)
    rows = np.arange(len(labels))
    t, l, r = tensor(p), tensor(labels), tensor(rows)

    def in_numpy():
        d = p.copy()
        d[rows, labels] -= 1
        return np.vdot(d, d) / len(rows)

    def in_torch():
        d = t.clone()
        d[r, l] -= 1
        return torch.dot(d.view(-1), d.view(-1)) / len(r)

    return {"numpy": in_numpy, "torch": in_torch}


def temperature(size):
    z = logits(size, "f8")
    labels = read(f"labels-{size}", "i32").astype(np.int64)
    z -= z.max(1, keepdims=True)
    true = z[np.arange(len(z)), labels]
    t, l = tensor(z), tensor(labels)

    def loss(log_temperature):
        beta = np.exp(-log_temperature)
        return (np.log(np.exp(beta * z).sum(1)) - beta * true).mean()

    def in_torch():
        log_temperature = torch.zeros((), dtype=torch.float64, requires_grad=True)
        optimiser = torch.optim.LBFGS([log_temperature], max_iter=50, line_search_fn="strong_wolfe")

        def closure():
            optimiser.zero_grad()
            value = torch.nn.functional.cross_entropy(t * torch.exp(-log_temperature), l)
            value.backward()
            return value

        optimiser.step(closure)
        return log_temperature.detach().exp()

    return {"scipy": lambda: np.exp(optimize.minimize_scalar(loss, bounds=(-10, 10), method="bounded").x),
            "torch": in_torch}


def mutual_information(size):
    x, y = (read(f"{name}-{size}", "i32").astype(np.int64) for name in "xy")

    def in_numpy():
        joint = np.bincount(SYMBOLS * x + y, minlength=SYMBOLS * SYMBOLS).reshape(SYMBOLS, SYMBOLS) / len(x)
        apart = joint.sum(1, keepdims=True) * joint.sum(0)
        seen = joint > 0
        return (joint[seen] * np.log(joint[seen] / apart[seen])).sum()

    return {"numpy": in_numpy}


def ksg(size):
    u, v = (read(f"{name}-{size}", "f64") for name in "uv")

    def neighbours(values, distance):
        """How many others are nearer than the distance, for each value."""
        ordered = np.sort(values)
        return (np.searchsorted(ordered, values + distance, "left")
                - np.searchsorted(ordered, values - distance, "right") - 1)

    def in_scipy():
        points = np.column_stack((u, v))
        distance = spatial.cKDTree(points).query(points, NEIGHBOURS + 1, p=np.inf)[0][:, -1]
        psi = special.digamma
        apart = psi(neighbours(u, distance) + 1) + psi(neighbours(v, distance) + 1)
        return psi(NEIGHBOURS) + psi(len(u)) - apart.mean()

    return {"scipy": in_scipy}


def training(size):
    epochs, count = map(int, size.split("x"))
    images, labels = fashion_mnist(count)
    arrays = torch and torch.utils.data.TensorDataset(tensor(images), tensor(labels))
    pictures = torchvision and torchvision_fashion_mnist(count)

    def loss_of_last_epoch(dataset):
        network = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 256), torch.nn.ReLU(), torch.nn.Linear(256, 10))
        optimiser = torch.optim.Adam(network.parameters())
        loss = torch.nn.CrossEntropyLoss()
        batches = torch.utils.data.DataLoader(dataset, batch_size=128, shuffle=True)
        for _ in range(epochs):
            total = 0.0
            for inputs, targets in batches:
                optimiser.zero_grad()
                value = loss(network(inputs), targets)
                value.backward()
                optimiser.step()
                total += value.item() * len(targets)
        return total / count

    return {"torch": lambda: loss_of_last_epoch(arrays), "torchvision": lambda: loss_of_last_epoch(pictures)}


def torchvision_fashion_mnist(count):
    """The same images as torchvision has them: each becomes a picture, and a tensor when it is asked for."""
    folder = data.parent / "torchvision"
    for file in (root / "data/fashion-mnist").glob("*.gz"):
        unpacked = folder / "FashionMNIST/raw" / file.stem
        if not unpacked.exists():
            unpacked.parent.mkdir(parents=True, exist_ok=True)
            unpacked.write_bytes(gzip.decompress(file.read_bytes()))
    images = torchvision.datasets.FashionMNIST(str(folder), transform=torchvision.transforms.ToTensor())
    return images if count == len(images) else torch.utils.data.Subset(images, range(count))


def fashion_mnist(count):
    """The first training images as N x 784 numbers from 0 to 1, and their labels."""
    def content(name, header):
        return np.frombuffer(gzip.decompress((root / f"data/fashion-mnist/train-{name}-ubyte.gz").read_bytes()), np.uint8, offset=header)

    return (content("images-idx3", 16).reshape(-1, 784)[:count].astype(np.float32) / 255,
            content("labels-idx1", 8)[:count].astype(np.int64))


entropy_all_cores, cross_entropy_all_cores, kl_all_cores, softmax_all_cores = entropy, cross_entropy, kl, softmax
training_all_cores = training


# --- Timing ----------------------------------------------------------------------------------------------------------

def measure(call, samples):
    """Nanoseconds per call, for each of some samples of at least 20 ms."""
    def sample():
        start = time.perf_counter_ns()
        for _ in range(repeat):
            call()
        return time.perf_counter_ns() - start

    repeat = 1
    if sample() > LONG:   # the first call is like no other
        return [sample() for _ in range(samples)]
    while (took := min(sample(), sample())) < SAMPLE:   # the quicker of two: a pause must not look like a long call
        repeat = min(10 * repeat, int(1.1 * repeat * SAMPLE / took) + 1)
    return [sample() / repeat for _ in range(samples)]


def answer(task, size, threads, samples):
    case, _, contender = task.partition(".")
    if torch:
        torch.set_num_threads(int(threads))
    call = globals()[case](size)[contender]
    times = measure(call, int(samples))
    np.asarray(call(), "<f8").ravel()[:KEPT].tofile(data.parent / "result.f64")
    return " ".join(f"{time:.1f}" for time in times)


def main():
    answers, sys.stdout = sys.stdout, sys.stderr
    print("|".join(f"{module.__name__} {module.__version__}" for module in (np, scipy, torch, torchvision) if module),
          file=answers, flush=True)
    for request in sys.stdin:
        try:
            print("ok", answer(*request.split()), file=answers, flush=True)
        except Exception as e:
            print("failed", f"{type(e).__name__}: {e}".splitlines()[0], file=answers, flush=True)


if __name__ == "__main__":
    main()
