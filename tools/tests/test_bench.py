import array
import contextlib
import io
import math
import random
import subprocess
import sys
import tempfile
import types
import unittest
from decimal import Decimal
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "bench"
sys.path.insert(0, str(FOLDER))
import bench      # noqa: E402
import cases      # noqa: E402
import peers      # noqa: E402
import reference  # noqa: E402

KINDS = {"f64": "d", "f32": "f", "i32": "i"}


class OnTinyData(unittest.TestCase):
    """Small files in the place of the real ones."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = Path(folder.name)
        for module in (reference, peers):
            self.addCleanup(setattr, module, "data", module.data)
            module.data = self.data

    def write(self, name, values):
        content = array.array(KINDS[name.rsplit(".")[-1]], values)
        if sys.byteorder == "big":
            content.byteswap()
        (self.data / name).write_bytes(content.tobytes())

    def write_all(self):
        """Something small for every case; returns the size of each."""
        self.write("p-4.f64", [0.5, 0.25, 0.125, 0.125])
        self.write("q-4.f64", [0.125, 0.125, 0.25, 0.5])
        self.write("close-4.f64", [0.5 + 2**-20, 0.25 - 2**-20, 0.125, 0.125])
        draw = random.Random(1)
        logits = [[draw.gauss(0, 3) for _ in range(3)] for _ in range(30)]
        self.write("logits-30x3.f32", sum(logits, []))
        self.write("labels-30x3.i32", [row.index(max(row)) if draw.random() < 0.6 else 0 for row in logits])
        rows = [[draw.random() for _ in range(10)] for _ in range(40)]
        self.write("probabilities-40x10.f64", [value / sum(row) for row in rows for value in row])
        self.write("labels-40x10.i32", [draw.randrange(10) for _ in rows])
        for name in "xy":
            self.write(f"{name}-50.i32", [draw.randrange(4) for _ in range(50)])
        for name in "uv":
            self.write(f"{name}-60.f64", [draw.randrange(1 << 20) / 1024 for _ in range(60)])
        special = {"ece": "40", "ece-from-arrays": "40", "brier": "40", "mutual-information": "50", "ksg": "60",
                   "training": "2x1000", "training-all-cores": "2x1000"}
        return {case.name: special.get(case.name, "30x3" if "x" in case.sizes[0] else "4") for case in cases.CASES}

    def assertClose(self, expected, actual):
        self.assertLess(abs(Decimal(actual) - Decimal(expected)), Decimal("1e-15") * abs(Decimal(expected)))


class Reference(OnTinyData):
    """Against results that paper and pencil give."""

    def test_information(self):
        self.write_all()
        ln2 = Decimal(2).ln()
        self.assertAlmostEqual(ln2 * Decimal("1.75"), reference.entropy("4")[0], 35)
        self.assertAlmostEqual(ln2 * Decimal("2.625"), reference.cross_entropy("4")[0], 35)
        self.assertAlmostEqual(ln2 * Decimal("0.875"), reference.kl("4")[0], 35)
        self.assertAlmostEqual(ln2 * -9, reference.log("4")[0], 35)

    def test_a_repeated_block(self):
        for name in "pq":
            self.write(f"{name}-1024.f64", [2.0**-10] * 1024)
        self.assertAlmostEqual(17 * Decimal(2).ln(), reference.entropy(str(2**17))[0], 35)
        self.assertAlmostEqual(17 * Decimal(2).ln(), reference.cross_entropy(str(2**17))[0], 35)
        self.assertAlmostEqual(-17 * 2**17 * Decimal(2).ln(), reference.log(str(2**17))[0], 25)
        self.assertEqual(0, reference.kl(str(2**17))[0])

    def test_softmax_and_its_kin(self):
        self.write("logits-2x2.f32", [0, 0, 800, 0])
        self.assertEqual([Decimal("0.5")] * 2, reference.softmax("2x2")[:2])
        self.assertClose(-800, reference.log_softmax("2x2")[3])
        self.assertAlmostEqual(Decimal(2).ln(), reference.logsumexp("2x2")[0], 35)
        self.assertClose(800, reference.logsumexp("2x2")[1])

    def test_only_whole_rows_and_only_the_first(self):
        self.addCleanup(setattr, reference, "ENTRIES", reference.ENTRIES)
        reference.ENTRIES = 7
        self.write("logits-4x3.f32", [0] * 12)
        self.assertEqual((6, 2), (len(reference.softmax("4x3")), len(reference.logsumexp("4x3"))))

    def test_calibration(self):
        confident = [0.75] + [0.25 / 8] * 8 + [0.0]
        self.write("probabilities-4x10.f64", confident * 4)
        self.write("labels-4x10.i32", [0, 0, 0, 9])
        self.assertEqual([0], reference.ece("4"))
        self.write("labels-4x10.i32", [0, 9, 9, 9])
        self.assertEqual([Decimal("0.5")], reference.ece("4"))
        # A bin begins with its lower edge: 9/15 and 0.62 share one, and there a hit makes up for a miss.
        self.write("probabilities-2x10.f64", [0.6, 0.4] + [0] * 8 + [0.62, 0.38] + [0] * 8)
        self.write("labels-2x10.i32", [0, 1])
        self.assertAlmostEqual(0.11, float(reference.ece("2")[0]), 14)
        self.assertEqual([sum(Decimal(p) ** 2 for p in confident) + 1 - Decimal("1.5") / 4], reference.brier("4"))

    def test_temperature(self):
        self.write("logits-4x2.f32", [4, 0, 4, 0, 4, 0, 0, 4])
        self.write("labels-4x2.i32", [0, 0, 1, 1])   # three of four are right
        self.assertAlmostEqual(4 / Decimal(3).ln(), reference.temperature("4x2")[0], 22)

    def test_mutual_information(self):
        self.write("x-4.i32", [0, 0, 1, 1])
        self.write("y-4.i32", [5, 5, 7, 7])
        self.assertAlmostEqual(Decimal(2).ln(), reference.mutual_information("4")[0], 35)

    def test_nearest_neighbours(self):
        for name in "uv":   # on a line: the fourth neighbours are at 4, 3, 2, 2, 3, 4
            self.write(f"{name}-6.f64", [0, 1, 2, 3, 4, 5])
        psi = [sum(Decimal(1) / i for i in range(1, n)) for n in range(8)]   # less Euler's constant
        nearer = [3, 3, 2, 2, 3, 3]
        expected = psi[4] + psi[6] - sum(2 * psi[n + 1] for n in nearer) / 6
        self.assertAlmostEqual(expected, reference.ksg("6")[0], 35)

    def test_error(self):
        two = [Decimal(2)]
        self.assertEqual((0, 0.25), (reference.error([2.0], two), reference.error([2.5], two)))
        self.assertEqual(0.5, reference.error([2, 3, 99], [Decimal(2), Decimal(2)]))   # the largest; only the first
        self.assertEqual((0, math.inf), (reference.error([0.0], [Decimal(0)]), reference.error([1e-9], [Decimal(0)])))
        self.assertEqual((math.inf, math.inf), (reference.error([math.nan], two), reference.error([math.inf], two)))

    def test_references_are_kept_until_the_data_change(self):
        self.write_all()
        store = self.data.parent / (self.data.name + ".json")
        self.addCleanup(store.unlink, missing_ok=True)
        wanted = [("entropy", "4"), ("entropy_all_cores", "4")]
        without = ("no_reference", "4")

        def said():
            with contextlib.redirect_stderr(io.StringIO()) as text:
                found = reference.references([*wanted, without], store)
            self.assertEqual(set(wanted), set(found))
            return text.getvalue()

        self.assertIn("Computing 1 references", said())
        self.assertEqual("", said())
        self.write("q-4.f64", [1, 0, 0, 0])
        self.assertIn("Computing", said())


@unittest.skipUnless(peers.np, "numpy is not installed")
class Peers(OnTinyData):
    def test_every_peer_is_right(self):
        """... to the digits that its way of computing keeps."""
        there = {"numpy": peers.np, "scipy": peers.scipy, "torch": peers.torch, "torchvision": peers.torchvision}
        sizes = self.write_all()
        for case in cases.CASES:
            if not hasattr(reference, case.task):
                continue   # chance has a part in it
            expected = getattr(reference, case.task)(sizes[case.name])
            for library, call in getattr(peers, case.task)(sizes[case.name]).items():
                if there[library]:
                    with self.subTest(case=case.name, library=library):
                        result = peers.np.asarray(call(), "<f8").ravel().tolist()
                        single = "x" in case.sizes[0] and "double" not in case.name
                        self.assertLess(reference.error(result, expected), 1e-4 if single or case.name == "kl-close" else 1e-13)
                        self.assertEqual(len(expected), len(result))

    @unittest.skipUnless(peers.torch, "torch is not installed")
    def test_training_learns(self):
        losses = [peers.training(f"{epochs}x1000")["torch"]() for epochs in (1, 3)]
        self.assertLess(losses[1], losses[0])
        self.assertLess(losses[1], 1.2)   # not knowing anything costs ln 10 = 2.3

    @unittest.skipUnless(peers.torchvision, "torchvision is not installed")
    def test_torchvision_has_the_same_images(self):
        images, labels = peers.fashion_mnist(50)
        for (picture, label), row, expected in zip(peers.torchvision_fashion_mnist(50), images, labels, strict=True):
            self.assertEqual(expected, label)
            self.assertEqual(row.tolist(), picture.flatten().tolist())
        self.assertLess(peers.training("3x1000")["torchvision"](), 1.2)

    def test_the_images_of_a_training(self):
        images, labels = peers.fashion_mnist(1000)
        self.assertEqual(((1000, 784), (1000,), 0, 1), (images.shape, labels.shape, images.min(), images.max()))
        self.assertEqual([9, 0, 0, 3, 0, 2, 7, 2, 5, 5], labels[:10].tolist())

    def test_long_calls_are_not_tried_in_vain(self):
        calls = []
        self.addCleanup(setattr, peers, "LONG", peers.LONG)
        peers.LONG = 0
        self.assertEqual(2, len(peers.measure(lambda: calls.append(0), 2)))
        self.assertEqual(3, len(calls))

    def test_repeats_the_block(self):
        self.write("p-1024.f64", [2.0**-10] * 1024)
        p = peers.distribution("p", str(2**17))
        self.assertEqual((2**17, 2.0**-17, 1), (len(p), p.max(), p.sum()))


class TheWorkers(OnTinyData):
    def test_a_request_that_makes_no_sense_is_answered(self):
        done = subprocess.run([sys.executable, peers.__file__], input="nonsense.numpy 4 1 1\n\n", capture_output=True, text=True)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertRegex(done.stdout, r"\A[^\n]*\nfailed KeyError: .*\nfailed .*\n\Z")

    def test_bench_reads_the_answers(self):
        self.addCleanup(setattr, bench, "FOLDER", bench.FOLDER)
        bench.FOLDER = self.data
        self.write("result.f64", [0.5])
        script = "print('JDK 99|vector'); print('ok 3 1 2'); print('failed for want of a nail')"
        with bench.Worker(sys.executable, "-uc", script + "; input(); input()") as worker:
            self.assertEqual(["JDK 99", "vector"], worker.about)
            median, result = worker.measure("A.b", "1e3", 1, 3)
            self.assertEqual((2, [0.5]), (median, list(result)))
            with self.assertRaisesRegex(RuntimeError, "want of a nail"):
                worker.measure("A.b", "1e3", 1, 3)

    def test_bench_notices_that_a_worker_has_died(self):
        with self.assertRaisesRegex(SystemExit, "has ended with status 3"):
            bench.Worker(sys.executable, "-c", "raise SystemExit(3)")


class Cases(unittest.TestCase):
    def test_each_has_its_functions_and_its_benchmarks(self):
        sources = FOLDER / "src" / "main" / "java" / "io" / "github" / "entropykit" / "bench"
        for case in cases.CASES:
            with self.subTest(case=case.name):
                self.assertTrue(callable(getattr(peers, case.task)))
                for benchmark in case.java.values():
                    file, *_, method = benchmark.split(".")
                    self.assertRegex((sources / f"{file}.java").read_text(), rf"@Benchmark\n +public \S+ {method}\(\)")

    def test_sizes(self):
        self.assertEqual([10, 1000, 2560, 3216448], [cases.elements(size) for size in ("10", "1e3", "256x10", "64x50257")])

    def test_the_chosen(self):
        self.assertEqual(["entropy", "kl"], [case.name for case in cases.chosen(["kl", "entropy"])])
        self.assertEqual(cases.CASES, cases.chosen([]))
        with self.assertRaisesRegex(SystemExit, "no case 'entrpy'; there are: log entropy .* ksg"):
            cases.chosen(["entrpy"])


ROWS = [{"case": "entropy", "size": "1e3", "failed": {}, "error": {"ours": 0.0, "numpy": 2.2e-16},
         "ns": {"ours": [6.0, 5.0, 5.5], "Math.log": [4.0, 4.0, 4.4], "numpy": [2.5, 2.0, 2.0]}},
        {"case": "ksg", "size": "3000", "failed": {"ours": "it is not there"}, "error": {"scipy": 1e-13}, "ns": {"scipy": [1234.5]}}]


class Printed(unittest.TestCase):
    def test_the_table(self):
        self.assertEqual("""\
case              size  ours  Math.log     numpy        scipy
entropy           1e3   5.00  4.00 (1.25)  2.00 (2.50)
  relative error        0                  2e-16
ksg               3000                                  1234
  relative error                                        1e-13""", bench.table(ROWS))

    def test_three_digits(self):
        for text, value in (("0.012", 0.01234), ("0.123", 0.1234), ("1.00", 0.9999), ("1.23", 1.234), ("12.3", 12.34),
                            ("100", 99.97), ("12346", 12345.6)):
            self.assertEqual(text, bench.digits(value))

    def test_what_failed(self):
        self.assertEqual(["ksg 3000: ours failed: it is not there"], bench.failures(ROWS))

    def test_how_far_rounds_are_apart(self):
        self.assertRegex(bench.agreement(ROWS), r"20% above .* at most 25% \(entropy 1e3, numpy\)")
        self.assertIn("One round", bench.agreement(ROWS[1:]))

    def test_a_line_for_each_that_is_missing(self):
        java = types.SimpleNamespace(about=["JDK 17", "vector"])
        numpy = types.SimpleNamespace(about=["numpy 2.0"])
        lines = bench.skips(java, numpy)
        self.assertRegex("\n".join(lines), r"\Ascipy is left out: .*\ntorch is left out: .*\ntorchvision is left out: .*\n"
                         r".*apt-get install .*python3-torchvision")
        self.assertEqual([], bench.skips(java, types.SimpleNamespace(about=["numpy 2", "scipy 1", "torch 2", "torchvision 0"])))
        self.assertIn("incubator", bench.skips(types.SimpleNamespace(about=["JDK 99"]), numpy)[-1])

    def test_who_takes_part(self):
        case = cases.Case("a-b", ["10"], {"ours": "A.b"}, {"numpy": "", "torch": ""}, vector=True)
        java, numpy = types.SimpleNamespace(about=["JDK 17", "vector"]), types.SimpleNamespace(about=["numpy 2.0"])
        self.assertEqual([("ours", ["A.b", "10", 1, 15]), ("vector", ["A.b", "10", 1, 15, "vector"]), ("numpy", ["a_b.numpy", "10", 1, 15])],
                         [(who, request) for who, _, request, _ in bench.contenders(case, "10", java, numpy)])
        case = cases.Case("a-b", ["1e7"], {"ours": "A.b"}, threads=cases.ALL_CORES)
        self.assertEqual([("ours", java, ["A.b", "1e7", bench.CORES, 7], bench.CORES)], list(bench.contenders(case, "1e7", java, numpy)))
        case = cases.Case("a-b", ["2x10"], {"ours": "A.b"}, {"numpy": ""}, threads=cases.ALL_CORES, shared=True, samples=2)
        self.assertEqual([("ours", ["A.b", "2x10", 1, 2, f"-Dai.djl.pytorch.num_threads={bench.CORES}"], 1),
                          ("numpy", ["a_b.numpy", "2x10", bench.CORES, 2], 1)],
                         [(who, request, at_once) for who, _, request, at_once in bench.contenders(case, "2x10", java, numpy)])

    def test_the_machine_in_one_line(self):
        line = bench.machine(types.SimpleNamespace(about=["JDK 17", "vector"]), types.SimpleNamespace(about=["numpy 2.0"]), 0.5)
        self.assertRegex(line, r"^.+, \d+ cores, JDK 17, Python [\d.]+, numpy 2.0, 1 thread \(all-cores: \d+\), load .* 0.5$")
