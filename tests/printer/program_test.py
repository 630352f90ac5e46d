"""luot-virtual-printer as a program: what it says, what it writes, and how it is mended by a line of standard input."""
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop()
WIDTH, ROWS = 384, 300


def slip():
    row_bytes = WIDTH // 8
    picture = bytes((x * 31 + y) & 0xFF for y in range(ROWS) for x in range(row_bytes))
    return b"\x1b@" + b"\x1dv0\x00" + struct.pack("<HH", row_bytes, ROWS) + picture + b"\x1dVB\x00"


class VirtualPrinter(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def start(self, *arguments):
        printer = subprocess.Popen([PROGRAM, *arguments, "--out", self.folder.name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(printer.wait, 180)
        self.addCleanup(printer.kill)
        self.addCleanup(printer.stdin.close)
        self.addCleanup(printer.stdout.close)
        port = re.fullmatch(r"listening 127\.0\.0\.1:(\d+)\n", printer.stdout.readline())
        line = socket.create_connection(("127.0.0.1", int(port[1])), timeout=180)
        self.addCleanup(line.close)
        return printer, line

    def ask(self, line, question):
        line.sendall(b"\x10\x04" + bytes([question]))
        return line.recv(1)[0]

    def order(self, printer, word):
        printer.stdin.write(word + "\n")
        printer.stdin.flush()
        return printer.stdout.readline().strip()

    def test_a_slip_is_a_picture_of_its_dots(self):
        printer, line = self.start()
        self.assertEqual(self.ask(line, 1), 0x12)
        line.sendall(slip() + b"\x1dr\x01")
        self.assertEqual(line.recv(1), b"\x00")
        file = pathlib.Path(self.folder.name) / "slip-1.png"
        self.assertEqual(printer.stdout.readline(), f"slip 1 {file}\n")
        header = file.read_bytes()[:24]
        self.assertEqual(header[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(struct.unpack(">II", header[16:24]), (WIDTH, ROWS))
        self.assertEqual(self.order(printer, "nonsense"), "unknown: mend | plays CONDITION | quit")
        self.order(printer, "quit")
        self.assertEqual(printer.wait(180), 0)

    def test_a_condition_lasts_until_it_is_mended(self):
        printer, line = self.start("--plays", "paper-end", "--row", "100")
        line.sendall(slip())
        while self.ask(line, 4) != 0x72:
            pass
        self.assertEqual(self.ask(line, 2), 0x32)
        self.assertEqual(self.order(printer, "mend"), f"slip 1 {self.folder.name}/slip-1.png")  # the rest of it
        self.assertEqual(printer.stdout.readline(), "mended\n")
        self.assertEqual(self.ask(line, 4), 0x12)
        self.assertEqual(self.order(printer, "plays cover-open"), "plays cover-open")

    def test_a_condition_that_there_is_not_is_refused(self):
        done = subprocess.run([PROGRAM, "--plays", "tired"], capture_output=True, text=True, timeout=180, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--plays", done.stderr)


if __name__ == "__main__":
    unittest.main()
