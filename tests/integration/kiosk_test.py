"""A kiosk with its screen before a real server: a citizen card gives a number, counts as a person, and leaves nothing of itself behind."""
import pathlib
import re
import subprocess
import time

import office

CARD = "001061012345|098765432|NGUYEN VAN SON|02031961|Nam|12 Pho Hue, Hai Ba Trung, Ha Noi|10052021"
A_HAND_S = 0.45  # between two touches: two of them sooner than this are one
OF_THE_CARD = [b"001061012345", b"098765432", b"NGUYEN VAN SON", b"02031961", b"Pho Hue", b"10052021", b"1961"]


def holds(content, part):
    """Four digits mean nothing within a key, a moment or a port, which have them by chance; standing alone they are the year."""
    if len(part) < 6:
        return re.search(rb"(?<![0-9A-Za-z])" + part + rb"(?![0-9A-Za-z])", content) is not None
    return part in content


class Kiosk(office.OfficeTest):
    def start_kiosk(self, server, *flags):
        self.slips = self.folder / "slips"
        self.slips.mkdir()
        self.log = self.folder / "kiosk.log"
        self.said = self.folder / "kiosk.out"
        with open(self.log, "wb") as log, open(self.said, "wb") as said:
            kiosk = subprocess.Popen(
                [office.BIN / "printer-driver", "--server", server.address, "--kiosk", "kiosk-1", "--printer", f"png://{self.slips}", "--headless",
                 "--screenshot", self.folder / "kiosk.png", "--size", "540x960", "--state", self.folder / "state", *flags],
                stdin=subprocess.PIPE, stdout=said, stderr=log)
        self.addCleanup(self.end, kiosk)
        return kiosk

    @staticmethod
    def end(kiosk):
        kiosk.stdin.close()
        if kiosk.poll() is None:
            kiosk.kill()
        kiosk.wait()

    def do_until(self, kiosk, lines, is_so):
        """Goes on touching as somebody does who wants to get there: what is not on the screen is not there to be touched."""
        give_up = time.monotonic() + office.PATIENCE_S
        while not is_so():
            self.assertLess(time.monotonic(), give_up, self.log.read_text(encoding="utf-8"))
            for line in lines:
                kiosk.stdin.write(line.encode() + b"\n")
                kiosk.stdin.flush()
                time.sleep(A_HAND_S)

    def test_a_card_leaves_a_number_and_nothing_of_itself(self):
        # No number without a card: also none before the kiosk knows the office.
        office_file = self.folder / "office.toml"
        office_file.write_text(office.OFFICE.read_text(encoding="utf-8").replace('card = "offered"', 'card = "required"'), encoding="utf-8")
        server = self.serve(office=office_file)
        kiosk = self.start_kiosk(server)
        to_the_slip = ["scan " + CARD, "touch go_on", "touch field:civil-status", "touch class:elderly", "touch take"]
        self.do_until(kiosk, to_the_slip, lambda: any(self.slips.iterdir()))
        # The same person again, in the same field.
        self.do_until(kiosk, ["touch home", *to_the_slip], lambda: "person_has_number" in self.log.read_text(encoding="utf-8"))
        self.assertEqual(len(list(self.slips.iterdir())), 1)
        kiosk.stdin.write(b"quit\n")
        kiosk.stdin.flush()
        self.assertEqual(kiosk.wait(office.PATIENCE_S), 0)

        backup = self.folder / "backup.db"
        self.assertEqual(self.server_command("backup", "--data", self.data, "--to", backup).returncode, 0)
        self.assertEqual(server.stop()[0], 0)
        self.verified()
        looked_at = 0
        for file in pathlib.Path(self.folder).rglob("*"):
            if not file.is_file():
                continue
            looked_at += 1
            content = file.read_bytes()
            for part in OF_THE_CARD:
                self.assertFalse(holds(content, part), f"{file} holds {part!r}")
        self.assertGreater(looked_at, 5)

    def test_a_technician_begins_anew_and_no_line_is_lost(self):
        pin = self.folder / "pin"
        made = subprocess.run([office.BIN / "printer-driver", "technician-pin", pin], input="4711\n", capture_output=True, text=True,
                              timeout=office.PATIENCE_S, check=False)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertNotIn("4711", pin.read_text(encoding="utf-8"))
        server = self.serve()
        kiosk = self.start_kiosk(server, "--technician-pin-file", pin)
        to_the_restart = ["touch corner"] * 5 + ["touch key:4", "touch key:7", "touch key:1", "touch key:1", "touch enter", "touch restart"]
        self.do_until(kiosk, to_the_restart, lambda: "beginning anew" in self.log.read_text(encoding="utf-8"))
        for line in (b"issue land\n", b"quit\n"):
            kiosk.stdin.write(line)
            kiosk.stdin.flush()
        self.assertEqual(kiosk.wait(office.PATIENCE_S), 0)
        self.assertIn('"service":"land"', self.said.read_text(encoding="utf-8"))


if __name__ == "__main__":
    office.main()
