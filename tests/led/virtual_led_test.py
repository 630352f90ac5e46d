#!/usr/bin/env python3
"""luot-virtual-led as people run it: virtual_led_test.py PROGRAM. Speaks DDP and the signs' telegrams by itself."""
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys
import tempfile


class Virtual:
    def __init__(self, *arguments):
        self.process = subprocess.Popen([sys.argv[1], *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.where = self.line().removeprefix("listening ")

    def line(self):
        return self.process.stdout.readline().rstrip("\n")

    def ask(self, word):
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return self.line()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.write("quit\n")
        self.process.stdin.close()
        assert self.process.wait(180) == 0


def size_of(png):
    data = pathlib.Path(png).read_bytes()
    assert data.startswith(b"\x89PNG"), png
    return struct.unpack(">II", data[16:24])


def panel(folder):
    png = folder / "panel.png"
    with Virtual("--panel", "64x32", "--png", str(png)) as virtual:
        port = int(virtual.where.rsplit(":", 1)[1])
        sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        pixels = bytes([255, 0, 0]) * (64 * 32)
        sent = 0
        for offset in range(0, len(pixels), 1440):
            data = pixels[offset:offset + 1440]
            last = offset + len(data) == len(pixels)
            sender.sendto(struct.pack(">BBBBIH", 0x41 if last else 0x40, 0, 0x0B, 1, offset, len(data)) + data, ("127.0.0.1", port))
            sent += 1
        sender.sendto(b"noise", ("127.0.0.1", port))
        while (said := virtual.ask("count")) != f"packets {sent + 1} lost 0 wrong 1":
            assert re.fullmatch(r"packets \d+ lost 0 wrong [01]", said), said
        assert virtual.ask("show") == f"shown {png}"
        assert size_of(png) == (384, 192)
        assert virtual.ask("dance").startswith("unknown: ")


def signs(folder):
    device = folder / "ttyUSB0"
    png = folder / "signs.png"
    with Virtual("--signs", "binary-sum8", "--device", str(device), "--png", str(png)) as virtual:
        line = os.open(device, os.O_RDWR | os.O_NOCTTY)
        os.write(line, bytes([0x05, 0x03, 0xE7, 0xEF]))
        assert virtual.line() == 'sign 5 "999"'
        os.write(line, bytes([0x05, 0x03, 0xE7, 0xEE, 0x06, 0x00, 0x0C, 0x12]))
        assert virtual.line() == 'sign 6 " 12"'
        assert virtual.ask("show") == f"shown {png}"
        assert size_of(png) == (1100, 110)
        assert virtual.ask("unplug") == "unplugged"
        assert not device.exists()
        os.close(line)
        assert virtual.ask("plug") == "plugged"
        assert device.exists()


def wrong_usage():
    for arguments in (["--panel", "1x1"], ["--protocol", "dmx"], ["--signs", "ascii-dollar"], ["--device", "ttyUSB0"], ["--loss", "101"],
                      ["--protocol", "e131", "--universe", "0"], ["--protocol", "e131", "--universe", "70000"],
                      ["--protocol", "artnet", "--universe", "32768"], ["--protocol", "artnet", "--universe", "-1"]):
        ended = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, timeout=180, check=False)
        assert ended.returncode == 2, arguments
        assert ended.stderr, arguments


with tempfile.TemporaryDirectory() as name:
    panel(pathlib.Path(name))
    signs(pathlib.Path(name))
wrong_usage()
print("a virtual panel and virtual signs do as they are told")
