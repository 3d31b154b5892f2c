#!/usr/bin/python3
"""Tests the built kernel as Jupyter sees it: a real process, real sockets.

    python3 tools/kernel/test_kernel.py [--starts N] [unittest arguments]

Needs jupyter_client and tools/kernel/target/entropykit-kernel.jar (mvn package). JAVA_HOME chooses the JDK.
"""
import base64
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

HERE = Path(__file__).resolve().parent
JAR = HERE / "target" / "entropykit-kernel.jar"
STARTS = 20
TIMEOUT = 60


def java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else shutil.which("java")


def write_kernelspec(folder, argv=None):
    spec = Path(folder) / "kernels" / "java"
    spec.mkdir(parents=True)
    (spec / "kernel.json").write_text(json.dumps({
        "argv": argv or [java(), "-Djava.awt.headless=true", "-XX:+UseSerialGC", "-jar", str(JAR),
                         "{connection_file}"],
        "display_name": "Java", "language": "java", "interrupt_mode": "message"}))
    return str(spec.parent)


class Kernel:
    """A running kernel and a client of it."""

    def __init__(self, specs, cwd, log):
        self.manager = KernelManager(kernel_name="java", kernel_spec_manager=KernelSpecManager(kernel_dirs=[specs]))
        self.manager.start_kernel(cwd=cwd, stderr=log, stdout=log)
        self.client = self.manager.client()
        self.client.start_channels()

    def ready(self):
        self.client.wait_for_ready(timeout=TIMEOUT)
        return self

    def send(self, code, **options):
        return self.client.execute(code, **options)

    def reply(self, msg_id, timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while True:
            message = self.client.get_shell_msg(timeout=max(0.01, deadline - time.monotonic()))
            if message["parent_header"].get("msg_id") == msg_id:
                return message["content"]

    def outputs(self, msg_id, timeout=TIMEOUT):
        """Everything published for a request until the kernel is idle again."""
        found, deadline = [], time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.01, deadline - time.monotonic()))
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    return found
                continue
            found.append(message)

    def run(self, code, **options):
        msg_id = self.send(code, **options)
        return Result(self.reply(msg_id), self.outputs(msg_id))

    def wait_for_output(self, text, timeout=TIMEOUT):
        deadline = time.monotonic() + timeout
        while True:
            message = self.client.get_iopub_msg(timeout=max(0.01, deadline - time.monotonic()))
            if message["msg_type"] == "stream" and text in message["content"]["text"]:
                return

    def stop(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


class Result:
    def __init__(self, reply, messages):
        self.reply = reply
        self.messages = messages

    def stream(self, name="stdout"):
        return "".join(m["content"]["text"] for m in self.messages
                       if m["msg_type"] == "stream" and m["content"]["name"] == name)

    @property
    def data(self):
        return next((m["content"]["data"] for m in self.messages if m["msg_type"] == "execute_result"), None)

    @property
    def error(self):
        return next((m["content"] for m in self.messages if m["msg_type"] == "error"), None)

    @property
    def traceback(self):
        import re
        return re.sub("\x1b\\[[0-9;]*m", "", "\n".join(self.error["traceback"]))


class KernelCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="kernel-test-")
        cls.specs = write_kernelspec(cls.folder)
        cls.log = open(os.path.join(cls.folder, "kernel.log"), "w+")

    @classmethod
    def tearDownClass(cls):
        cls.log.close()
        shutil.rmtree(cls.folder)

    @classmethod
    def start(cls):
        return Kernel(cls.specs, cls.folder, cls.log)

    def logged(self):
        self.log.flush()
        return Path(self.folder, "kernel.log").read_text()


class Cells(KernelCase):
    """What cells give, on one kernel."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kernel = cls.start().ready()

    @classmethod
    def tearDownClass(cls):
        cls.kernel.stop()
        super().tearDownClass()

    def run_cell(self, code, **options):
        return self.kernel.run(code, **options)

    def text(self, code):
        result = self.run_cell(code)
        self.assertEqual("ok", result.reply["status"], result.error)
        return result.data and result.data["text/plain"]

    def test_last_expression_is_the_result(self):
        self.assertEqual("42", self.text("int a = 40;\nint b = 2;\na + b"))
        self.assertEqual("40", self.text("a"))
        self.assertEqual("40", self.text("a;"))
        self.assertEqual("1,5", self.text('String.format(Locale.GERMANY, "%.1f", 1.5)'))

    def test_declarations_assignments_statements_and_null_have_no_result(self):
        for code in ("var x = 3;", "x = 4;", "x = 5", "int y;", "class C { }", "void m() { }", "import java.awt.*;",
                     "for (int i = 0; i < 2; i++) { }", "(Object) null", "// nothing", "", "x;\nvar z = 1;"):
            with self.subTest(code):
                self.assertIsNone(self.text(code))

    def test_streams_in_order(self):
        result = self.run_cell('System.out.print("a"); System.out.println("b"); System.err.println("c"); System.out.println("d");')
        self.assertEqual("stdout ab|stderr c|stdout d|", "".join(
            name + " " + "".join(m["content"]["text"] for m in group).replace("\n", "|")
            for name, group in itertools.groupby((m for m in result.messages if m["msg_type"] == "stream"),
                                                 key=lambda m: m["content"]["name"])))

    def test_output_of_other_threads(self):
        self.assertEqual("from a thread\n", self.run_cell(
            'Thread t = new Thread(() -> System.out.println("from a thread")); t.start(); t.join();').stream())

    def test_a_thousand_lines_are_not_a_thousand_messages(self):
        result = self.run_cell("for (int i = 0; i < 1000; i++) { System.out.println(i); }")
        self.assertEqual("".join(f"{i}\n" for i in range(1000)), result.stream())
        self.assertLess(len(result.messages), 100)

    def test_progress_shows_while_the_cell_runs(self):
        msg_id = self.kernel.send('for (int i = 0; i < 30; i++) { System.out.print("\\rstep " + i); Thread.sleep(100); }')
        start = time.monotonic()
        self.kernel.wait_for_output("step 2")
        self.assertLess(time.monotonic() - start, 2.5)
        self.assertEqual("ok", self.kernel.reply(msg_id)["status"])

    def test_picture(self):
        result = self.run_cell("""
            import java.awt.image.BufferedImage;
            class Figure extends BufferedImage {
                Figure() { super(31, 17, TYPE_INT_RGB); }
                public String toString() { return "A black rectangle"; }
            }
            new Figure()""")
        self.assertEqual("A black rectangle", result.data["text/plain"])
        png = base64.b64decode(result.data["image/png"], validate=True)
        self.assertEqual(b"\x89PNG\r\n\x1a\n", png[:8])
        self.assertEqual(b"IEND", png[-8:-4])

    def test_unicode(self):
        text = "ψ(½) = −γ − 2 ln 2 · 漢字 🎲"
        self.assertEqual(text, self.text(f'"{text}"'))
        self.assertEqual(text + "\n", self.run_cell(f'System.out.println("{text}")').stream())
        self.assertEqual("3", self.text("double größe = 3; (int) größe"))

    def test_compile_error(self):
        result = self.run_cell("int fine = 1;\n\ndouble d = nope + 1;")
        self.assertEqual("error", result.reply["status"])
        self.assertEqual("CompileError", result.error["ename"])
        self.assertIn("line 3", result.error["evalue"])
        self.assertIn("cannot find symbol", result.traceback)
        lines = result.traceback.splitlines()
        mark = next(i for i, line in enumerate(lines) if line.strip().startswith("^"))
        self.assertIn("double d = nope + 1;", lines[mark - 1])
        self.assertEqual("nope", lines[mark - 1][lines[mark].index("^"):][:len(lines[mark].strip())])
        self.assertEqual("1", self.text("fine"))

    def test_missing_brace(self):
        result = self.run_cell("for (int i = 0; i < 3; i++) {")
        self.assertEqual("CompileError", result.error["ename"])
        self.assertIn("reached end of file", result.traceback)

    def test_runtime_error(self):
        result = self.run_cell("""
int half(int n) {
    if (n % 2 == 1) throw new IllegalArgumentException("n = " + n + " is odd");
    return n / 2;
}
try {
    half(7);
} catch (IllegalArgumentException e) {
    throw new IllegalStateException("cannot go on", e);
}""")
        self.assertEqual(("IllegalStateException", "cannot go on"), (result.error["ename"], result.error["evalue"]))
        self.assertEqual(result.error["ename"], result.reply["ename"])
        self.assertIn("Caused by: java.lang.IllegalArgumentException: n = 7 is odd", result.traceback)
        self.assertIn(f"at half, cell {result.reply['execution_count']}, line 3: if (n % 2 == 1) throw", result.traceback)
        self.assertIn("line 9: throw new IllegalStateException", result.traceback)
        for internal in ("REPL", "jdk.internal", "reflect", "entropykit.kernel", "Thread.run"):
            self.assertNotIn(internal, result.traceback)

    def test_deep_recursion_and_errors(self):
        result = self.run_cell("int down(int n) { return down(n + 1) + 1; }\ndown(0)")
        self.assertEqual("StackOverflowError", result.error["ename"])
        self.assertLess(len(result.error["traceback"]), 40)
        self.assertEqual("AssertionError", self.run_cell('throw new AssertionError("no");').error["ename"])

    def test_unresolved_reference(self):
        result = self.run_cell("void later() { notYet(); }\nlater();")
        self.assertEqual("UnresolvedReference", result.error["ename"])
        self.assertIn("notYet", result.error["evalue"])

    def test_failing_to_string(self):
        result = self.run_cell('new Object() { public String toString() { throw new IllegalStateException("shy"); } }')
        self.assertEqual("IllegalStateException", result.error["ename"])

    def test_error_stops_queued_cells(self):
        first = self.kernel.send('Thread.sleep(200); throw new RuntimeException("stop");')
        queued = [self.kernel.send(f'System.out.println("ran {i}")') for i in range(3)]
        self.assertEqual("error", self.kernel.reply(first)["status"])
        for each in queued:
            self.assertEqual("aborted", self.kernel.reply(each)["status"])
        self.assertEqual("2", self.text("1 + 1"))

    def test_what_is_sent_after_an_error_runs(self):
        for _ in range(20):
            self.kernel.send('throw new RuntimeException("stop");')
            while self.kernel.client.get_iopub_msg(timeout=TIMEOUT)["msg_type"] != "error":
                pass
            # the error is known, its reply perhaps still under way
            self.assertEqual("ok", self.kernel.reply(self.kernel.send("1 + 1"))["status"])

    def test_error_with_stop_on_error_off_does_not(self):
        first = self.kernel.send('throw new RuntimeException("go on");', stop_on_error=False)
        second = self.kernel.send("1 + 1")
        self.assertEqual("error", self.kernel.reply(first)["status"])
        self.assertEqual("ok", self.kernel.reply(second)["status"])

    def interrupted(self, code):
        msg_id = self.kernel.send('System.out.println("begun");\n' + code)
        self.kernel.wait_for_output("begun")
        start = time.monotonic()
        self.kernel.manager.interrupt_kernel()
        reply = self.kernel.reply(msg_id, timeout=10)
        seconds = time.monotonic() - start
        outputs = self.kernel.outputs(msg_id)
        result = Result(reply, outputs)
        self.assertEqual("error", reply["status"])
        self.assertEqual("Interrupted", result.error["ename"])
        self.assertEqual(1, len(result.error["traceback"]))
        self.assertEqual("2", self.text("1 + 1"))
        return result, seconds

    def test_interrupt_sleep(self):
        _, seconds = self.interrupted("Thread.sleep(60000);")
        self.assertLess(seconds, 0.8)

    def test_interrupt_endless_loop(self):
        self.interrupted("while (true) { }")

    def test_interrupt_loop_that_swallows_interrupts(self):
        self.interrupted("while (true) { try { Thread.sleep(50); } catch (InterruptedException e) { } }")

    def test_interrupt_loop_in_a_method_and_a_lambda(self):
        self.interrupted("int spin() { int i = 0; while (true) { i++; } }\nRunnable r = () -> spin();\nr.run();")

    def test_interrupt_printing_loop(self):
        self.interrupted('while (true) { System.out.println("x"); }')

    def test_interrupt_code_outside_the_cell(self):
        # the JDK's own loop: instrumented code never runs
        result, _ = self.interrupted(
            "java.util.stream.Stream.iterate(1, i -> i).allMatch(Integer.valueOf(1)::equals);")
        self.assertIn("Interrupted", result.traceback)

    def test_interrupt_when_idle_does_nothing(self):
        self.kernel.manager.interrupt_kernel()
        time.sleep(0.5)
        self.assertEqual("2", self.text("1 + 1"))

    def test_jars_missing_and_unknown_magic(self):
        result = self.run_cell("%jars nowhere/some.jar")
        self.assertEqual("MissingJar", result.error["ename"])
        self.assertIn("nowhere/some.jar", result.error["evalue"])
        self.assertIn("mvn package", result.error["evalue"])
        self.assertEqual("UnknownMagic", self.run_cell("%maven a:b:1").error["ename"])

    def test_jars(self):
        source = Path(self.folder, "src", "demo", "Hello.java")
        source.parent.mkdir(parents=True)
        source.write_text('package demo; public class Hello { public static String say() { return "hello"; }\n'
                          '  public static ClassLoader context() { return Thread.currentThread().getContextClassLoader(); } }')
        tools = Path(java()).resolve().parent
        subprocess.run([tools / "javac", "-d", Path(self.folder, "classes"), source], check=True)
        subprocess.run([tools / "jar", "cf", Path(self.folder, "demo.jar"), "-C", Path(self.folder, "classes"), "demo"], check=True)
        result = self.run_cell("%jars demo.jar")
        self.assertEqual([], [m for m in result.messages if m["msg_type"] != "execute_input"])
        self.assertEqual("hello", self.text("%jars demo.jar\nimport demo.Hello;\nHello.say()"))
        self.assertEqual("true", self.text("Hello.context() == Hello.class.getClassLoader()"))

    def test_per_cent_that_is_no_magic(self):
        self.assertEqual("%jars x\n", self.text('"""\n%jars x\n"""'))
        self.assertEqual("1", self.text("int seven = 7;\nseven\n%seven + 1"))

    def test_libraries_of_the_kernel_are_out_of_sight(self):
        for name in ("com.google.gson.Gson", "org.slf4j.Logger", "org.zeromq.ZMQ", "io.github.entropykit.kernel.Main"):
            with self.subTest(name):
                self.assertEqual("CompileError", self.run_cell(f"{name}.class").error["ename"])
                self.assertEqual("ClassNotFoundException", self.run_cell(f'Class.forName("{name}")').error["ename"])

    def test_redefinition(self):
        self.assertEqual("1", self.text("int f() { return 1; }\nf()"))
        self.assertEqual("2", self.text("int f() { return 2; }\nf()"))
        self.assertEqual("text", self.text('int v = 1;\nString v = "text";\nv'))

    def test_completion(self):
        self.run_cell("double temperature = 1.5;")
        for code, expected, start in (("int a = 1;\ntemper", "temperature", 11), ("Math.sq", "sqrt(", 5), ('"🎲".len', "length()", 4)):
            with self.subTest(code):
                self.kernel.client.complete(code, len(code))
                content = self.kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]
                self.assertIn(expected, content["matches"])
                self.assertEqual((start, len(code)), (content["cursor_start"], content["cursor_end"]))

    def test_inspection(self):
        for code, cursor, expected in (("Math.sqrt(2)", 9, "double Math.sqrt(double"), ("Math.sqrt(2)", 6, "double Math.sqrt(double"),
                                       ("Math.sqrt(", 10, "double Math.sqrt(double"), ("Math", 4, "Math")):
            with self.subTest(code):
                self.kernel.client.inspect(code, cursor)
                content = self.kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]
                self.assertTrue(content["found"])
                self.assertIn(expected, content["data"]["text/plain"])
        self.kernel.client.inspect("nothing_of_the_kind", 5)
        self.assertFalse(self.kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]["found"])

    def test_is_complete(self):
        for code, status in (("int a = 1;", "complete"), ("for (int i = 0; i < 3; i++) {", "incomplete"), ("int a = ", "incomplete"),
                             ("%jars x.jar\n1 + 1", "complete"), ("int int 3 )", "invalid")):
            with self.subTest(code):
                self.kernel.client.is_complete(code)
                self.assertEqual(status, self.kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]["status"])

    def test_other_requests(self):
        self.kernel.client.history()
        self.assertEqual([], self.kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]["history"])
        self.kernel.client.comm_info()
        self.assertEqual({}, self.kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]["comms"])
        info = self.kernel.client.kernel_info
        self.kernel.client.kernel_info()
        content = self.kernel.client.get_shell_msg(timeout=TIMEOUT)["content"]
        self.assertEqual(("java", "java"), (content["language_info"]["name"].lower(), content["language_info"]["pygments_lexer"]))

    def test_malformed_message_does_no_harm(self):
        session = self.kernel.client.session
        key, session.key = session.key, b"wrong"
        self.kernel.send("1 + 1")
        session.key = key
        self.assertEqual("2", self.text("1 + 1"))

    def test_silent(self):
        before = self.run_cell("1").reply["execution_count"]
        result = self.run_cell("1 + 1", silent=True)
        self.assertEqual([], result.messages)
        self.assertEqual(before + 1, self.run_cell("1").reply["execution_count"])


class Lifecycle(KernelCase):
    """Starting, restarting and ending."""

    def test_restart_even_during_an_endless_loop(self):
        kernel = self.start().ready()
        try:
            self.assertEqual("5", kernel.run("int kept = 5;\nkept").data["text/plain"])
            kernel.send("while (true) { }")
            kernel.manager.restart_kernel()
            kernel.ready()
            self.assertEqual("CompileError", kernel.run("kept").error["ename"])
            self.assertEqual("2", kernel.run("1 + 1").data["text/plain"])
        finally:
            kernel.stop()

    def test_shutdown_ends_the_process(self):
        for busy in (False, True):
            with self.subTest(busy=busy):
                kernel = self.start().ready()
                process = kernel.manager.provisioner.process
                if busy:
                    kernel.send('System.out.println("begun"); while (true) { }')
                    kernel.wait_for_output("begun")
                kernel.client.shutdown()
                start = time.monotonic()
                self.assertEqual(0, process.wait(timeout=10))
                self.assertLess(time.monotonic() - start, 4)
                kernel.stop()

    def test_ends_with_its_parent(self):
        script = ("import sys, time\nfrom pathlib import Path\n"
                  f"sys.path.insert(0, {str(HERE)!r})\nimport test_kernel\n"
                  f"kernel = test_kernel.Kernel({self.specs!r}, {self.folder!r}, None).ready()\n"
                  "print(kernel.manager.provisioner.process.pid, flush=True)\ntime.sleep(60)\n")
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        pid = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
        parent.stdout.close()
        deadline = time.monotonic() + 10
        while Path(f"/proc/{pid}").exists() and Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z":
            self.assertLess(time.monotonic(), deadline, "the kernel outlives its parent")
            time.sleep(0.1)

    def test_first_request_is_answered_on_every_start_while_all_cores_are_busy(self):
        busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count())]
        seconds = []
        try:
            for _ in range(STARTS):
                start = time.monotonic()
                kernel = self.start()
                try:
                    kernel.client.kernel_info()  # sent once, at once, never repeated
                    self.assertEqual("ok", kernel.client.get_shell_msg(timeout=30)["content"].get("status", "ok"))
                    seconds.append(time.monotonic() - start)
                finally:
                    kernel.stop()
        finally:
            for each in busy:
                each.kill()
                each.wait()
        seconds.sort()
        print(f"\n{len(seconds)} of {STARTS} busy starts answered: median {seconds[len(seconds) // 2]:.2f} s, "
              f"worst {seconds[-1]:.2f} s", file=sys.stderr)

    def test_console_stays_clean(self):
        kernel = self.start().ready()
        self.assertEqual("2", kernel.run("1 + 1").data["text/plain"])
        kernel.client.shutdown()
        kernel.manager.provisioner.process.wait(timeout=10)
        kernel.stop()
        self.assertEqual("", self.logged())


if __name__ == "__main__":
    if "--starts" in sys.argv:
        at = sys.argv.index("--starts")
        STARTS = int(sys.argv[at + 1])
        del sys.argv[at:at + 2]
    unittest.main()
