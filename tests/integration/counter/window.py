"""A clerk's window without a display, as a process of its own: hands are lines of its standard input, its page is the last of its output."""
import json
import os
import pathlib
import subprocess
import threading
import time

import office

A_HAND_S = 0.45  # between two presses: sooner than this they are one


class Window:
    def __init__(self, test, server, name, *flags, counter=1, clerk=None, settings=None):
        self.folder = pathlib.Path(test.folder)
        self.log = self.folder / (name + ".log")
        self.picture = self.folder / (name + ".png")
        settings = settings or self.folder / (name + ".toml")
        who = ["--counter", counter, "--clerk", clerk or f"cb-0{counter}"] if counter else []
        self.flags = ["--server", server if isinstance(server, str) else server.address, "--offscreen", "--settings", settings,
                      "--screenshot", self.picture, *who, *flags]
        self.process = None
        self.said = []
        self.page = {}
        self.start()
        test.addCleanup(self.end)

    def start(self):
        self.page = {}  # not the one of before it was killed
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen([office.BIN / "counter-client", *map(str, self.flags)], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE, stderr=log, env={**os.environ, "SDL_AUDIODRIVER": "dummy"})
        self.reader = threading.Thread(target=self._read, args=(self.process.stdout,), daemon=True)
        self.reader.start()

    def _read(self, stream):
        for line in stream:
            said = json.loads(line)
            self.said.append(said)
            if "page" in said:
                self.page = said["page"]

    def say(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def until(self, is_so):
        """Waits until the page is so."""
        if office.poll(lambda: is_so(self.page)):
            return self.page
        raise AssertionError(f"the page stays {json.dumps(self.page, ensure_ascii=False)}\n{self.log.read_text(encoding='utf-8')}")

    def do(self, line, is_so):
        """One hand's work, and what is to come of it."""
        time.sleep(A_HAND_S)
        self.say(line)
        return self.until(is_so)

    def number(self):
        return self.page.get("citizen", {}).get("number", "")

    def step(self):
        return self.page.get("step", {}).get("label", "")

    def banners(self):
        return " ".join(banner["text"] for banner in self.page.get("banners", []))

    def open(self):
        """Until its counter is open, and nobody at it."""
        self.until(lambda page: page.get("step", {}).get("label", "").startswith("Mở "))
        self.do("key Enter", lambda page: "Gọi số tiếp theo" in page["step"]["label"])

    def kill(self):
        self.process.kill()
        self._gone()

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self._gone()

    def _gone(self):
        self.process.wait(office.PATIENCE_S)
        self.reader.join(office.PATIENCE_S)
        self.process.stdin.close()
        self.process.stdout.close()
