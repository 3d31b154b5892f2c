import contextlib
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import javakernel

ROOT = Path(__file__).resolve().parent.parent.parent
BARE = "sh dirname sed head tail cat tr id uname find mkdir grep df awk date wc env ls rm".split()


class Kit(unittest.TestCase):
    """The script itself, on computers that lack things."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        shutil.copy(ROOT / "kit", self.root)
        shutil.copytree(ROOT / "tools", self.root / "tools", ignore=shutil.ignore_patterns("target", "tests", "browser"))
        (self.root / "notebooks").mkdir()
        self.bin = self.root / "bin"
        self.bin.mkdir()
        for tool in BARE:
            (self.bin / tool).symlink_to(shutil.which(tool))

    def kit(self, *arguments, **environment):
        path = environment.pop("path", str(self.bin))
        clean = {"PATH": path, "HOME": str(self.root), **environment}
        done = subprocess.run([shutil.which("sh"), str(self.root / "kit"), *arguments], env=clean, cwd="/",
                              capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60)
        self.assertNotIn("Traceback", done.stderr)
        return done

    def stub(self, name, script):
        tool = self.bin / name
        tool.write_text("#!/bin/sh\n" + script)
        tool.chmod(0o755)

    def test_help(self):
        for arguments in ((), ("help",), ("--help",)):
            done = self.kit(*arguments)
            self.assertEqual(0, done.returncode)
            self.assertIn("./kit start", done.stdout)
        self.assertFalse((self.root / ".kit").exists())

    def test_an_unknown_command(self):
        done = self.kit("strat")
        self.assertEqual((2, "kit: no command 'strat'; ./kit help lists them.\n"), (done.returncode, done.stderr))

    def test_nothing_there_and_no_way_to_install(self):
        done = self.kit("run", PYTHON="/nowhere/python3")
        self.assertEqual(1, done.returncode)
        for part in ("JDK 17 or newer", "conda env create"):
            self.assertIn(part, done.stderr)

    def test_java_home_without_a_jdk(self):
        done = self.kit("run", JAVA_HOME="/nowhere")
        self.assertEqual(1, done.returncode)
        self.assertIn("JAVA_HOME is /nowhere", done.stderr)

    def test_an_old_jdk_is_not_enough(self):
        self.stub("javac", "echo javac 11.0.2\n")
        self.assertIn("JDK 17 or newer", self.kit("run").stderr)

    def test_apt_without_the_network(self):
        self.stub("apt-get", "echo 'E: Could not resolve host'; exit 100\n")
        self.stub("apt-cache", "exit 1\n")
        self.stub("sudo", 'exec "$@"\n')
        done = self.kit("run")
        self.assertEqual(1, done.returncode)
        self.assertIn("E: Could not resolve host", done.stderr)
        self.assertIn("Is there a network?", done.stderr)

    def test_apt_says_first_what_it_installs(self):
        self.stub("apt-get", "exit 0\n")
        self.stub("apt-cache", 'case $2 in *-21-*) exit 0 ;; esac; exit 1\n')
        self.stub("sudo", 'exec "$@"\n')
        done = self.kit("run")
        self.assertIn("a minute or two: openjdk-21-jdk-headless", done.stdout)
        self.assertIn("still missing", done.stderr)

    def test_a_folder_that_cannot_be_written(self):
        (self.root / ".kit" / "log" / ".writable").mkdir(parents=True)  # a file cannot be made there, even by root
        for command in ("start", "test"):
            done = self.kit(command)
            self.assertEqual(1, done.returncode)
            self.assertRegex(done.stderr, r"^kit: cannot write to .*\n$")

    def test_doctor_ends_with_advice_on_an_empty_computer(self):
        done = self.kit("doctor", PYTHON="/nowhere/python3")
        self.assertEqual(1, done.returncode)
        for part in ("FAIL  no JDK 17", "FAIL  no Maven", "FAIL  the library is not built"):
            self.assertIn(part, done.stdout)
        for line in done.stdout.splitlines():
            self.assertRegex(line, r"^(ok    |FAIL  .* -> )")

    def test_maven_without_the_network(self):
        self.stub("javac", "echo javac 17.0.1\n")
        self.stub("mvn", "echo '[ERROR] Could not transfer artifact x'; exit 1\n")
        for tool in ("tee", "mv", "fc-list"):
            (self.bin / tool).unlink(missing_ok=True)
        (self.bin / "tee").symlink_to(shutil.which("tee"))
        self.stub("fc-list", "echo font\n")
        done = self.kit("run", PYTHON=sys.executable)
        self.assertEqual(1, done.returncode)
        self.assertIn("Maven could not download", done.stderr)


    def test_conda_makes_the_environment_inside_the_checkout(self):
        self.stub("conda", f'echo "$@" > {self.root}/asked; mkdir -p {self.root}/.kit/conda/bin\n')
        done = self.kit("run", CONDA_PREFIX="/opt/conda")
        self.assertEqual(f"env create -q -p {self.root}/.kit/conda -f environment.yml\n", (self.root / "asked").read_text())
        self.assertIn("Creating the conda environment", done.stdout)
        self.assertIn("still missing", done.stderr)

    def test_bench_installs_its_peers_only_when_asked(self):
        self.stub("javac", "echo javac 17.0.1\n")
        self.stub("apt-get", "exit 0\n")
        self.stub("sudo", 'exec "$@"\n')
        self.stub("python3", 'case "$*" in *" sys") exit 0 ;; esac; exit 1\n')   # one without any library ...
        script = self.root / "kit"
        script.write_text(script.read_text().replace("/usr/bin/python3", "/nowhere"))   # ... and no other
        for arguments, expected in (((), "maven"), (("--install",), "python3-scipy python3-torchvision")):
            done = self.kit("bench", *arguments, PYTHON=str(self.bin / "python3"))
            self.assertEqual(1, done.returncode)
            self.assertRegex(done.stdout, f"a minute or two: {expected} *\n")


class JavaKernel(unittest.TestCase):
    def test_the_kernel_is_registered_in_this_checkout(self):
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder) / "java"
            javakernel.install("/jdk/bin/java", "k.jar", target, conda=None)
            spec = json.loads((target / "kernel.json").read_text())
            self.assertEqual(("java", "message"), (spec["language"], spec["interrupt_mode"]))
            self.assertEqual("/jdk/bin/java", spec["argv"][0])
            self.assertTrue(os.path.isabs(spec["argv"][-2]))
            before = (target / "kernel.json").stat().st_mtime_ns
            javakernel.install("/jdk/bin/java", "k.jar", target, conda=None)
            self.assertEqual(before, (target / "kernel.json").stat().st_mtime_ns)

    def test_only_jdks_that_warn_of_unsafe_are_told_not_to(self):
        flag = "--sun-misc-unsafe-memory-access=allow"   # an unknown option would keep JDK 17 from starting
        self.assertNotIn(flag, javakernel.spec("java", "k.jar", 17)["argv"])
        self.assertIn(flag, javakernel.spec("java", "k.jar", 25)["argv"])

    def test_a_conda_environment_with_its_own_kernel_goes_first(self):
        with tempfile.TemporaryDirectory() as folder:
            target, conda = Path(folder) / "java", Path(folder) / "conda"
            javakernel.install("java", "k.jar", target, conda=str(conda))
            self.assertTrue(target.exists())
            ijava = conda / "share" / "jupyter" / "kernels" / "java"
            ijava.mkdir(parents=True)
            (ijava / "kernel.json").write_text("{}")
            javakernel.install("java", "k.jar", target, conda=str(conda))
            self.assertFalse(target.exists())

    def test_a_port_in_use_is_refused(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            done = subprocess.run([sys.executable, javakernel.__file__, "port", str(port)], capture_output=True, text=True)
            self.assertEqual(1, done.returncode)
            self.assertEqual(1, len(done.stderr.splitlines()))
            self.assertIn(f"port {port} cannot be used", done.stderr)
        with contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertFalse(javakernel.port_is_free("eighty"))
        self.assertIn("not a port number", said.getvalue())
