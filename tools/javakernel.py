"""The Java kernel as Jupyter sees it: registered in this checkout only, and asked whether it answers.

    javakernel.py install JAVA JAR JDK    write .kit/jupyter/kernels/java/kernel.json; JDK is its version, such as 17
    javakernel.py check                   start the kernel and let it add 1 and 1 (for ./kit doctor)
    javakernel.py port NUMBER             is this port free? (for ./kit start --port)
"""

import json
import os
import shutil
import socket
import struct
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / ".kit" / "jupyter" / "kernels" / "java"
START_SECONDS = 120
NO_LOOPBACK = "this computer cannot connect to itself at 127.0.0.1, over which Jupyter talks to kernels"


def spec(java, jar, jdk=17):
    """What kernel.json says. Interrupting by message works on every platform; a JVM has no use for SIGINT."""
    # from JDK 23 on, the libraries' use of sun.misc.Unsafe would print warnings among the outputs
    quiet = ["--sun-misc-unsafe-memory-access=allow"] if jdk >= 23 else []
    return {
        "argv": [os.path.abspath(java), "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-XX:+UseSerialGC",
                 "--enable-native-access=ALL-UNNAMED", *quiet, "-jar", os.path.abspath(jar), "{connection_file}"],
        "display_name": "Java",
        "language": "java",
        "interrupt_mode": "message",
    }


def install(java, jar, target=SPEC, conda=os.environ.get("CONDA_PREFIX"), jdk=17):
    """Registers the kernel under the name java, unless the active conda environment has one (IJava) of that name."""
    if conda and (Path(conda) / "share" / "jupyter" / "kernels" / "java" / "kernel.json").is_file():
        shutil.rmtree(target, ignore_errors=True)
        return
    text = json.dumps(spec(java, jar, int(jdk)), indent=1) + "\n"
    file = target / "kernel.json"
    if not file.is_file() or file.read_text() != text:
        target.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def check():
    """Prints one line in the form of ./kit doctor and says whether the kernel works."""
    from jupyter_client.manager import start_new_kernel

    began = time.monotonic()
    manager = client = None
    answers = []
    try:
        if not loopback():
            raise RuntimeError(NO_LOOPBACK)
        manager, client = start_new_kernel(kernel_name="java", startup_timeout=START_SECONDS)
        client.execute_interactive("1 + 1", timeout=START_SECONDS, allow_stdin=False, output_hook=answers.append)
        text = [m["content"]["data"]["text/plain"] for m in answers if m["msg_type"] in ("execute_result", "display_data")]
        if text != ["2"]:
            raise RuntimeError(f"1 + 1 gave {text}")
    except Exception as failure:  # whatever goes wrong is the answer
        print(f"FAIL  the Java kernel does not work: {failure} -> run ./kit test; it shows the kernel's own output")
        return False
    finally:
        if client:
            client.stop_channels()
        if manager:
            manager.shutdown_kernel(now=True)
    print(f"ok    Java kernel: starts and answers 1 + 1 within {time.monotonic() - began:.1f} s")
    return True


def loopback():
    """Jupyter talks to kernels through 127.0.0.1. A cut-off network (unshare -n) has it switched off: switch it on."""
    if _loopback_works():
        return True
    try:
        import fcntl
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
            get_flags, set_flags, up = 0x8913, 0x8914, 0x1  # SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP of Linux
            flags = struct.unpack("16sH", fcntl.ioctl(control, get_flags, struct.pack("16sH14x", b"lo", 0))[:18])[1]
            fcntl.ioctl(control, set_flags, struct.pack("16sH14x", b"lo", flags | up))
    except (ImportError, OSError):
        pass
    return _loopback_works()


def _loopback_works():
    try:
        with socket.create_server(("127.0.0.1", 0)) as server:
            socket.create_connection(server.getsockname(), timeout=5).close()
        return True
    except OSError:
        return False


def port_is_free(number):
    """Jupyter would silently take the next port; whoever asked for one should hear that it is taken."""
    if not number.isdigit() or not 0 < int(number) < 65536:
        print(f"kit: --port={number} is not a port number; use one from 1024 to 65535.", file=sys.stderr)
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(number)))
        except OSError as taken:
            print(f"kit: port {number} cannot be used ({taken.strerror}). Choose another, or leave --port out.",
                  file=sys.stderr)
            return False
    return True


def main(arguments):
    command, *rest = arguments
    if command == "install":
        install(*rest[:2], jdk=rest[2])
        return 0
    return 0 if (check() if command == "check" else port_is_free(*rest)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
