"""Runs the real programs for tests: a server on ports of its own in a folder of its own, and the command-line clients against it.
The folder of the programs is the first argument of every test file."""
import json
import os
import pathlib
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
from ports import lasting_port  # noqa: E402

OFFICE = ROOT / "offices" / "phuong-thanh-xuan.toml"
MONDAY = "2026-03-02T08:00"
SANITIZED = bool(os.environ.get("LUOT_SANITIZE"))
PATIENCE_S = 240 if SANITIZED else 60  # for anything that ought to happen at once: on a machine that others keep busy it does not
STOPS_WITHIN_S = 5 + PATIENCE_S / 4  # it promises five, of a machine that is not busy
BIN = pathlib.Path(".")


class Server:
    """A ticket-server that listens; .address and .http are where."""

    def __init__(self, data, *flags, office=OFFICE, start=MONDAY, environment=None, listen="127.0.0.1:0"):
        self.log = open(pathlib.Path(str(data) + ".log"), "ab")
        clock = ["--start", start] if start else []
        self.process = subprocess.Popen(
            [BIN / "ticket-server", "--office", office, "--data", data, "--listen", listen, "--http", "127.0.0.1:0", *clock, *flags],
            stdout=subprocess.PIPE, stderr=self.log, stdin=subprocess.DEVNULL, env=environment)
        readable, _, _ = select.select([self.process.stdout], [], [], PATIENCE_S)
        line = self.process.stdout.readline().decode() if readable else ""
        words = line.split()
        if len(words) != 4 or words[0] != "listening" or words[2] != "http":
            self.close()
            raise AssertionError(f"the server said {line!r} instead of where it listens; its log: {pathlib.Path(self.log.name).read_text()}")
        self.address, self.http = words[1], words[3]

    def get(self, path):
        """(status, body)"""
        try:
            with urllib.request.urlopen(f"http://{self.http}{path}", timeout=PATIENCE_S) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def health(self):
        return json.loads(self.get("/healthz")[1])

    def metric(self, name):
        """The value of a metric without labels."""
        lines = [line for line in self.get("/metrics")[1].splitlines() if line.startswith(name + " ")]
        return float(lines[0].split()[1])

    def log_text(self):
        return pathlib.Path(self.log.name).read_text(encoding="utf-8")

    def stop(self):
        """Asks it to stop; (exit code, seconds that it took)."""
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(PATIENCE_S)
        took = time.monotonic() - begun
        self.close()
        return code, took

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.close()

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def connect(self):
        host, port = self.address.rsplit(":", 1)
        return socket.create_connection((host, int(port)), timeout=PATIENCE_S)


def lasting_address():
    return f"127.0.0.1:{lasting_port()}"


def content(file):
    """Of a file that somebody else may take away meanwhile: then there is nothing in it."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def poll(is_so):
    """Waits until it is so; whether it came to that."""
    give_up = time.monotonic() + PATIENCE_S
    while time.monotonic() < give_up:
        if is_so():
            return True
        time.sleep(0.02)
    return False


class OfficeTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="luot-integration-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = self.folder / "data"

    def serve(self, *flags, **options):
        server = Server(options.pop("data", self.data), *flags, **options)
        self.addCleanup(server.close)
        return server

    def run_program(self, name, *arguments):
        return subprocess.run([BIN / name, *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE_S * 2, check=False,
                              stdin=subprocess.DEVNULL)

    def server_command(self, *arguments):
        return self.run_program("ticket-server", *arguments)

    def refused(self, outcome, *words, code=1):
        """Refused with this exit code, nothing on standard output, and one line that has these words."""
        self.assertEqual(outcome.returncode, code, outcome.stderr)
        self.assertEqual(outcome.stdout, "")
        lines = [line for line in outcome.stderr.splitlines() if line.startswith("ticket-server: ")]
        self.assertEqual(len(lines), 1, outcome.stderr)
        for word in words:
            self.assertIn(word, lines[0])

    def issue(self, server, service="civil-status"):
        outcome = self.run_program("printer-driver", "issue", "--server", server.address, "--kiosk", "kiosk-1", "--service", service)
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)
        return json.loads(outcome.stdout)

    def at_counter(self, server, *verb, counter=1, clerk="cb-01"):
        """(exit code, JSON)"""
        outcome = self.run_program("counter-client", "do", "--server", server.address, "--timeout", PATIENCE_S, "--counter", counter, "--clerk", clerk, *verb)
        return outcome.returncode, json.loads(outcome.stdout)

    def verified(self, data=None):
        outcome = self.server_command("verify", "--data", data or self.data)
        self.assertEqual(outcome.returncode, 0, outcome.stdout + outcome.stderr)
        self.assertIn("\nsound\n", outcome.stdout)
        return outcome.stdout


def main():
    global BIN
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} FOLDER-OF-PROGRAMS [unittest's arguments]")
    BIN = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main(module="__main__", verbosity=2)
