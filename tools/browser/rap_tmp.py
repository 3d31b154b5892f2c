#!/usr/bin/python3
"""Tests in a real, headless browser what a reader does: open a notebook, run it, interrupt a cell, restart the kernel.

    python3 tools/browser/browser_test.py [--starts N] [--busy] [--notebook FILE ...] [--url URL] [--pictures FOLDER]

Starts a Jupyter Notebook server of its own (classic Notebook, version 6) on copies of the notebooks, unless --url names
a running one with its token, for example http://localhost:8888/?token=abc. Needs chromium, chromedriver and Selenium,
and a kernel named "java" that Jupyter finds (./kit installs one in .kit/jupyter).
"""
import argparse
import importlib.metadata
import json
import os
import secrets
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).resolve().parents[2]
CONNECT_SECONDS = 40
CELL_SECONDS = 60


# --- the server ------------------------------------------------------------------------------------------------------

class Server:
    """A Jupyter server, by its address and token."""

    def __init__(self, url, token):
        self.url, self.token = url.rstrip("/"), token

    def page(self, path):
        return f"{self.url}/notebooks/{quote(path)}?token={self.token}"

    def api(self, method, path, content=None):
        request = urllib.request.Request(f"{self.url}/api/{path}", method=method,
                                         data=None if content is None else json.dumps(content).encode(),
                                         headers={"Authorization": f"token {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as response:
            body = response.read()
        return json.loads(body) if body else None

    def put(self, path, cells):
        """Writes a notebook of code cells."""
        self.api("PUT", f"contents/{quote(path)}", {"type": "notebook", "format": "json", "content": notebook(cells)})

    def delete(self, path):
        self.api("DELETE", f"contents/{quote(path)}")

    def end_sessions(self):
        for session in self.api("GET", "sessions"):
            self.api("DELETE", f"sessions/{session['id']}")


def notebook(cells):
    return {"nbformat": 4, "nbformat_minor": 5,
            "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": "java"}},
            "cells": [{"cell_type": "code", "id": f"cell-{i}", "metadata": {}, "execution_count": None, "outputs": [],
                       "source": source} for i, source in enumerate(cells)]}


@contextmanager
def own_server():
    """Serves a folder that looks like the project but has copies of the notebooks: running them changes nothing."""
    try:
        version = importlib.metadata.version("notebook")
    except importlib.metadata.PackageNotFoundError:
        version = "none"
    if version.split(".")[0] not in ("5", "6"):
        print(f"left out: this test drives the classic Notebook, version 6; {sys.executable} has version {version}")
        sys.exit(0)
    folder = Path(tempfile.mkdtemp(prefix="browser-test-"))
    (folder / "notebooks").mkdir()
    for each in ROOT.iterdir():
        if each.name != "notebooks" and not each.name.startswith("."):
            (folder / each.name).symlink_to(each)
    for each in (ROOT / "notebooks").glob("*"):
        if each.is_file():
            shutil.copy(each, folder / "notebooks")
        elif not each.name.startswith("."):
            (folder / "notebooks" / each.name).symlink_to(each)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    environment = dict(os.environ)
    environment.setdefault("JUPYTER_PATH", str(ROOT / ".kit" / "jupyter"))
    environment["JUPYTER_RUNTIME_DIR"] = str(folder / ".runtime")
    environment["JUPYTER_CONFIG_DIR"] = str(folder / ".config")
    log = open(folder / ".server.log", "w")
    process = subprocess.Popen(
        [sys.executable, "-m", "notebook", "--no-browser", "--allow-root", f"--notebook-dir={folder}", "--ip=127.0.0.1",
         f"--port={port}", "--NotebookApp.port_retries=0", f"--NotebookApp.token={token}"],
        env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    server = Server(f"http://127.0.0.1:{port}", token)
    try:
        for _ in range(600):
            try:
                specs = server.api("GET", "kernelspecs")["kernelspecs"]
                break
            except (urllib.error.URLError, ConnectionError):
                if process.poll() is not None:
                    raise SystemExit("The Jupyter server does not start:\n" + (folder / ".server.log").read_text())
                time.sleep(0.1)
        else:
            raise SystemExit("The Jupyter server does not answer within a minute.")
        if "java" not in specs:
            raise SystemExit("Jupyter knows no kernel named java; ./kit start installs one. It knows: " + ", ".join(specs))
        yield server
    except Exception:
        print((folder / ".server.log").read_text()[-5000:], file=sys.stderr)
        raise
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
        log.close()
        shutil.rmtree(folder, ignore_errors=True)


# --- the browser -----------------------------------------------------------------------------------------------------

@contextmanager
def browser():
    profile = tempfile.mkdtemp(prefix="browser-profile-")
    options = Options()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or ""
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
                 "--disable-background-networking", "--disable-component-update", "--disable-sync",
                 "--window-size=1200,1600", f"--user-data-dir={profile}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(service=Service(shutil.which("chromedriver"), log_path=os.devnull), options=options)
    driver.set_page_load_timeout(CONNECT_SECONDS)
    driver.set_script_timeout(30)
    try:
        yield driver
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


class Page:
    """A notebook open in the classic Notebook."""

    # a page that is still loading has no Jupyter object yet
    STATE = """
        const nb = window.Jupyter && Jupyter.notebook, kernel = nb && nb.kernel;
        if (!nb || !nb._fully_loaded) return {ready: false, indicator: 'page is loading'};
        nb.set_autosave_interval(0);
        const indicator = document.querySelector('#notification_kernel');
        return {
            ready: !!kernel && kernel.is_connected() && Object.keys(kernel.info_reply).length > 0 && !nb.kernel_busy,
            indicator: indicator ? indicator.innerText : '',
            cells: nb.get_cells().filter(c => c.cell_type === 'code').map(c => ({
                prompt: c.input_prompt_number === undefined ? null : c.input_prompt_number,
                source: c.get_text(), outputs: c.output_area.outputs.map(o => ({type: o.output_type, text:
                    o.output_type === 'stream' ? o.text : o.output_type === 'error' ? o.traceback.join('\\n') :
                    String((o.data || {})['text/plain']), mime: Object.keys(o.data || {})}))}))};"""

    def __init__(self, driver, server, path):
        self.driver = driver
        start = time.monotonic()
        driver.get(server.page(path))
        try:
            self.wait(lambda state: state["ready"], CONNECT_SECONDS)
        except TimeoutException:
            raise Failure(f"the kernel is not connected after {CONNECT_SECONDS} s; the page says: {self.state()['indicator']!r}")
        self.seconds = time.monotonic() - start

    def state(self):
        return self.driver.execute_script(self.STATE)

    def wait(self, condition, seconds):
        def holds(_):
            state = self.state()
            return state if condition(state) else None
        return WebDriverWait(self.driver, seconds, poll_frequency=0.05).until(holds)

    def menu(self, name, item):
        """Clicks an item of a menu, as a reader does."""
        self.driver.find_element(By.LINK_TEXT, name).click()
        self.driver.find_element(By.CSS_SELECTOR, f"{item} a").click()

    def confirm(self):
        button = WebDriverWait(self.driver, 10).until(
            lambda driver: next((b for b in driver.find_elements(By.CSS_SELECTOR, ".modal-dialog .btn-danger") if b.is_displayed()), None))
        button.click()

    def run_all(self):
        self.menu("Cell", "#run_all_cells")

    def run_cell(self, index):
        self.driver.execute_script("const nb = Jupyter.notebook; nb.select(arguments[0]); nb.execute_cell();", index)

    def shows(self, cell, text):
        """Waits until a cell has run and its output contains the text."""
        def does(state):
            it = state["cells"][cell]
            return isinstance(it["prompt"], int) and any(text in output["text"] for output in it["outputs"])
        try:
            self.wait(does, CELL_SECONDS)
        except TimeoutException:
            raise Failure(f"cell {cell + 1} should show {text!r} but is {self.state()['cells'][cell]}")

    def finished(self, seconds, cells=None):
        """Waits until all code cells, or the first few, have run."""
        def done(state):
            wanted = state["cells"] if cells is None else state["cells"][:cells]
            return state["ready"] and all(isinstance(c["prompt"], int) for c in wanted if c["source"].strip())
        try:
            return self.wait(done, seconds)
        except TimeoutException:
            prompts = [c["prompt"] for c in self.state()["cells"]]
            raise Failure(f"not finished after {seconds} s; the cells' numbers: {prompts}")


class Failure(Exception):
    """What a reader would be annoyed by."""


def expect(condition, message):
    if not condition:
        raise Failure(message)


# --- the tests -------------------------------------------------------------------------------------------------------

def connects(driver, server, starts, busy):
    """A fresh kernel for each start; how often and how fast does the page get its answer?"""
    load = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() if busy else 0)]
    seconds, failures = [], []
    try:
        for i in range(starts):
            path = f"notebooks/connect-{i}.ipynb"
            server.put(path, ["1 + 1"])
            try:
                page = Page(driver, server, path)
                seconds.append(page.seconds)
                if i == starts - 1:
                    page.run_all()
                    text = page.finished(CELL_SECONDS)["cells"][0]["outputs"]
                    expect([o["text"] for o in text] == ["2"], f"1 + 1 gives {text}")
            except Failure as failure:
                failures.append(f"start {i + 1}: {failure}")
            finally:
                driver.get("about:blank")
                server.end_sessions()
                server.delete(path)
    finally:
        for each in load:
            each.kill()
            each.wait()
    what = f"connected {len(seconds)} of {starts} times" + (" with all cores busy" if busy else "")
    if seconds:
        what += f" (median {statistics.median(seconds):.1f} s, worst {max(seconds):.1f} s)"
    expect(not failures, what + "".join("\n      " + failure for failure in failures))
    return what


def interrupts_and_restarts(driver, server):
    path = "notebooks/interrupt.ipynb"
    server.put(path, ["int kept = 41;", "while (true) { }", 'System.out.println("kept " + (kept + 1));', "Thread.sleep(60_000);"])
    try:
        page = Page(driver, server, path)
        for cell in (1, 3):
            page.run_cell(0)
            page.wait(lambda state: isinstance(state["cells"][0]["prompt"], int), CELL_SECONDS)
            page.run_cell(cell)
            page.wait(lambda state: state["cells"][cell]["prompt"] == "*", CELL_SECONDS)
            time.sleep(0.5)
            page.menu("Kernel", "#int_kernel")
            page.shows(cell, "Interrupted")
            page.run_cell(2)
            page.shows(2, "kept 42\n")
        page.run_cell(1)
        page.menu("Kernel", "#restart_kernel")
        page.confirm()
        page.wait(lambda state: not state["ready"], CELL_SECONDS)
        page.wait(lambda state: state["ready"], CONNECT_SECONDS)
        page.run_cell(2)
        page.shows(2, "cannot find symbol")
        page.run_cell(0)
        page.run_cell(2)
        page.shows(2, "kept 42\n")
    finally:
        driver.get("about:blank")
        server.end_sessions()
        server.delete(path)
    return "interrupted twice, restarted while busy, ran again"


def runs(driver, server, path, limit, pictures):
    """Runs a notebook to its end; where it was saved with outputs it must have outputs again."""
    saved = [c for c in json.loads((ROOT / path).read_text())["cells"] if c["cell_type"] == "code"]
    start = time.monotonic()
    try:
        page = Page(driver, server, path)
        # outputs that are there already must not count
        driver.execute_script("Jupyter.notebook.clear_all_output();")
        page.run_all()
        cells = page.finished(limit)["cells"]
        count = sum(len(c["outputs"]) for c in cells)
        for number, (cell, before) in enumerate(zip(cells, saved), 1):
            for output in cell["outputs"]:
                expect(output["type"] != "error", f"cell {number} fails: {output['text'][:500]}")
            expect(bool(cell["outputs"]) == bool(before["outputs"]) or not any(c["outputs"] for c in saved),
                   f"cell {number} has {len(cell['outputs'])} outputs, {len(before['outputs'])} when saved")
        broken = driver.execute_script("return [...document.querySelectorAll('.output img')].filter(i => !i.naturalWidth).length")
        expect(broken == 0, f"{broken} pictures are broken")
        images = driver.execute_script("return document.querySelectorAll('.output img').length")
        if pictures:
            Path(pictures).mkdir(parents=True, exist_ok=True)
            height = driver.execute_script("return document.querySelector('#notebook-container').scrollHeight + 400")
            driver.set_window_size(1200, min(height, 16000))
            driver.save_screenshot(str(Path(pictures) / (Path(path).stem + ".png")))
            driver.set_window_size(1200, 1600)
    finally:
        driver.get("about:blank")
        server.end_sessions()
    return f"{len(cells)} cells, {count} outputs, {images} pictures, {time.monotonic() - start:.0f} s"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starts", type=int, default=20, help="fresh kernels to connect to, each way (default 20)")
    parser.add_argument("--no-busy", dest="busy", action="store_false", help="leave out the starts with all cores busy")
    parser.add_argument("--busy", dest="busy", action="store_true", default=True, help=argparse.SUPPRESS)
    parser.add_argument("--notebook", nargs="*", help="notebooks to run (default: the first)")
    parser.add_argument("--limit", type=int, default=300, help="seconds a notebook may take (default 300)")
    parser.add_argument("--url", help="a running server, with ?token=...")
    parser.add_argument("--pictures", help="a folder for a picture of each notebook after it has run")
    return parser.parse_args()


def main():
    options = arguments()
    notebooks = options.notebook
    if notebooks is None:
        notebooks = [str(p.relative_to(ROOT)) for p in sorted((ROOT / "notebooks").glob("01-*.ipynb"))]
    passed = failed = 0

    @contextmanager
    def given():
        parts = urlsplit(options.url)
        yield Server(f"{parts.scheme}://{parts.netloc}{parts.path}", parse_qs(parts.query).get("token", [""])[0])

    with given() if options.url else own_server() as server, browser() as driver:
        tests = [("a fresh kernel", lambda: connects(driver, server, options.starts, False))]
        if options.busy:
            tests.append(("a fresh kernel", lambda: connects(driver, server, options.starts, True)))
        tests.append(("interrupt and restart", lambda: interrupts_and_restarts(driver, server)))
        for each in notebooks:
            tests.append((each, lambda each=each: runs(driver, server, each, options.limit, options.pictures)))
        for name, test in tests:
            try:
                print(f"  ok    {name}: {test()}", flush=True)
                passed += 1
            except (Failure, TimeoutException, WebDriverException) as failure:
                print(f"  FAIL  {name}: {str(failure).strip() or type(failure).__name__}", flush=True)
                failed += 1
    if os.environ.get("KIT_TALLY"):
        with open(os.environ["KIT_TALLY"], "a") as tally:
            tally.write(f"{passed} {failed}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
