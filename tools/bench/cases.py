"""What ./kit bench measures: the cases, their sizes and who takes part.

A new case is one entry in CASES, a benchmark in src/main/java, a function of the case's name in peers.py, which returns
each peer's call, and one in reference.py, which returns the right result (without one, no errors are printed).
"""

from dataclasses import dataclass, field

ALL_CORES = "all"


@dataclass
class Case:
    name: str
    sizes: list
    java: dict                                 # contender: benchmark; "ours" is what the others are compared with
    peers: dict = field(default_factory=dict)  # contender: what it computes, in words
    vector: bool = False                       # measure ours a second time, with the Vector API
    threads: object = 1                        # or ALL_CORES: ours with data of its own in each thread
    shared: bool = False                       # ours shares one call among its threads, as torch does
    samples: int = None                        # fewer than usual, for a call that takes seconds

    @property
    def task(self):
        """The name of its functions in peers.py and reference.py."""
        return self.name.replace("-", "_")


def elements(size):
    """How many numbers a size such as 1e5 or 256x10 stands for."""
    count = 1
    for factor in size.split("x"):
        count *= int(float(factor))
    return count


LOGS = {"Math.log": "EntropyBench.logsInFourSums", "in one sum": "EntropyBench.logs"}
ENTROPY = {"numpy": "-dot(p, log(p))", "scipy": "special.entr(p).sum()", "torch": "special.entr(p).sum()"}
CROSS = {"numpy": "-dot(p, log(q))", "scipy": "-special.xlogy(p, q).sum()", "torch": "-dot(p, log(q))"}
KL = {"numpy": "dot(p, log(p / q))", "scipy": "special.rel_entr(p, q).sum()",
      "torch": "nn.functional.kl_div(log(q), p, reduction='sum')"}
SOFTMAX = {"numpy": "e = exp(z - max z); e / sum e", "scipy": "special.softmax(z, axis=1)", "torch": "softmax(z, 1)"}
LOG_SOFTMAX = {"numpy": "d = z - max z; d - log(sum exp d)", "scipy": "special.log_softmax(z, axis=1)",
               "torch": "log_softmax(z, 1)"}
LOGSUMEXP = {"numpy": "m + log(sum exp(z - m))", "scipy": "special.logsumexp(z, axis=1)", "torch": "logsumexp(z, 1)"}
TRAINING = {"ours": "TrainingBench.watched", "unwatched": "TrainingBench.alone", "DJL": "TrainingBench.djl"}
LOADER = {"torch": "784-256-10, Adam, a DataLoader of a TensorDataset, batches of 128, shuffled",
          "torchvision": "the same with torchvision's FashionMNIST and ToTensor, as in PyTorch's Quickstart"}
SIZES = ["10", "1e3", "1e5", "1e7"]
SHAPES = ["256x10", "256x1000", "64x50257"]

CASES = [
    Case("log", ["1e3", "1e5"], LOGS, {"numpy": "log(p).sum()", "torch": "log(p).sum()"}),
    Case("entropy", SIZES, {"ours": "EntropyBench.entropy", "Math.log": LOGS["Math.log"]}, ENTROPY, vector=True),
    Case("cross-entropy", SIZES, {"ours": "PairBench.cross"}, CROSS, vector=True),
    Case("kl", SIZES, {"ours": "PairBench.kl"}, KL, vector=True),
    Case("kl-close", ["1e3", "1e5"], {"ours": "PairBench.Close.kl"}, KL, vector=True),
    Case("softmax", SHAPES, {"ours": "SoftmaxBench.softmaxOfFloats"}, SOFTMAX, vector=True),
    Case("softmax-double", ["256x1000"], {"ours": "SoftmaxBench.softmaxOfDoubles"}, SOFTMAX, vector=True),
    Case("log-softmax", SHAPES, {"ours": "SoftmaxBench.logOfFloats"}, LOG_SOFTMAX, vector=True),
    Case("log-softmax-double", ["256x1000"], {"ours": "SoftmaxBench.logOfDoubles"}, LOG_SOFTMAX, vector=True),
    Case("logsumexp", SHAPES, {"ours": "SoftmaxBench.logSumExpOfFloats"}, LOGSUMEXP, vector=True),
    Case("logsumexp-double", ["256x1000"], {"ours": "SoftmaxBench.logSumExpOfDoubles"}, LOGSUMEXP, vector=True),
    Case("ece", ["1e4", "1e6"], {"ours": "CalibrationBench.ece"},
         {"numpy": "bincount(confidence * 15, confidence - hit)", "torch": "bincount, as numpy"}),
    Case("ece-from-arrays", ["1e4", "1e6"], {"ours": "CalibrationBench.eceOfArrays"},
         {"numpy": "p.max(1), p.argmax(1) == labels, then as ece", "torch": "p.max(1), then as ece"}),
    Case("brier", ["1e4", "1e6"], {"ours": "CalibrationBench.brier"},
         {"numpy": "d = p less 1 at the label; vdot(d, d) / n", "torch": "the same with dot"}),
    Case("temperature", ["10000x10", "10000x100"], {"ours": "TemperatureBench.fit"},
         {"scipy": "minimize_scalar(loss of log T in numpy, method='bounded')", "torch": "LBFGS of log T, strong Wolfe"}),
    Case("mutual-information", ["1e6"], {"ours": "MutualInformationBench.ofSamples", "Tribuo": "TribuoBench.mutualInformation"},
         {"numpy": "bincount of the pairs, then sum of p log(p / (px py))"}),
    Case("ksg", ["3000"], {"ours": "KsgBench.first"},
         {"scipy": "cKDTree for the distances, sort and searchsorted for the counts"}),
    Case("entropy-all-cores", ["1e7"], {"ours": "EntropyBench.entropy"}, {"torch": ENTROPY["torch"]}, True, ALL_CORES),
    Case("cross-entropy-all-cores", ["1e7"], {"ours": "PairBench.cross"}, {"torch": CROSS["torch"]}, True, ALL_CORES),
    Case("kl-all-cores", ["1e7"], {"ours": "PairBench.kl"}, {"torch": KL["torch"]}, True, ALL_CORES),
    Case("softmax-all-cores", ["64x50257"], {"ours": "SoftmaxBench.softmaxOfFloats"}, {"torch": SOFTMAX["torch"]}, True, ALL_CORES),
    Case("training", ["2x60000"], TRAINING, LOADER, shared=True, samples=2),
    Case("training-all-cores", ["2x60000"], TRAINING, LOADER, False, ALL_CORES, shared=True, samples=2),
]


def chosen(names):
    """The cases of these names, all if there are none; a name that is no case is an error that lists the cases."""
    known = [case.name for case in CASES]
    for name in names:
        if name not in known:
            raise SystemExit(f"kit bench: no case '{name}'; there are: {' '.join(known)}")
    return [case for case in CASES if case.name in (names or known)]
