"""What the server refuses: one clear line, exit code 1; 2 where it was used wrongly; and nothing is harmed."""
import socket
import sqlite3

import office


class Refusals(office.OfficeTest):
    def start(self, *flags, listen="127.0.0.1:0", http="127.0.0.1:0", office_file=office.OFFICE):
        return self.server_command("--office", office_file, "--data", self.data, "--listen", listen, "--http", http, *flags)

    def test_a_second_server_on_the_same_folder(self):
        server = self.serve()
        self.issue(server)
        self.refused(self.start(), str(self.data), "in use")
        self.assertEqual(self.issue(server)["number"], "H002")
        for command in (["rebuild"], ["prune", "--before", "2026-03-02"], ["restore", "--from", str(self.data / "journal.db")]):
            with self.subTest(command[0]):
                self.refused(self.server_command(command[0], "--data", self.data, *command[1:]))
        self.assertEqual(self.issue(server)["number"], "H003")

    def test_a_data_folder_of_a_newer_version(self):
        self.serve().stop()
        with sqlite3.connect(self.data / "journal.db") as journal:
            journal.execute("PRAGMA user_version = 999")
        journal.close()
        self.refused(self.start(), "newer")
        self.refused(self.server_command("verify", "--data", self.data), "newer")

    def test_a_file_that_is_not_a_journal(self):
        self.data.mkdir()
        (self.data / "journal.db").write_bytes(b"not a database, but long enough to be looked at as one" * 100)
        self.refused(self.start(), "journal.db")

    def test_a_port_that_is_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            address = "127.0.0.1:%d" % taken.getsockname()[1]
            self.refused(self.start(listen=address), address)
            self.refused(self.start(http=address), address)
        self.serve()

    def test_an_office_file_with_mistakes(self):
        file = self.folder / "office.toml"
        file.write_text('code = "x"\nnonsense = 3\n', encoding="utf-8")
        outcome = self.start(office_file=file)
        self.refused(outcome, "office.toml")
        self.assertIn(f"{file}:2:", outcome.stderr)
        self.assertFalse(self.data.exists())
        outcome = self.server_command("check", file)
        self.assertEqual(outcome.returncode, 1)
        self.assertIn(f"{file}:2:", outcome.stderr)
        self.assertEqual(self.server_command("check", office.OFFICE).returncode, 0)

    def test_wrong_usage(self):
        self.refused(self.start(listen="127.0.0.1"), "--listen", code=2)
        self.refused(self.start("--start", "yesterday"), "--start")
        self.refused(self.server_command("prune", "--data", self.data, "--before", "yesterday"), "--before", code=2)
        self.assertEqual(self.server_command("--nonsense").returncode, 2)
        self.assertEqual(self.server_command("backup", "--data", self.data).returncode, 2)
        self.assertEqual(self.server_command("--speed", "0").returncode, 2)
        self.assertEqual(self.server_command().returncode, 2)

    def test_help_and_version(self):
        for flag in ("--help", "--version"):
            outcome = self.server_command(flag)
            self.assertEqual(outcome.returncode, 0)
            self.assertIn("ticket-server" if flag == "--version" else "--office", outcome.stdout)

    def test_a_folder_without_a_journal(self):
        for command in (["verify"], ["rebuild"], ["backup", "--to", str(self.folder / "b.db")], ["prune", "--before", "2026-03-02"],
                        ["report", "--from", "2026-03-02", "--to", "2026-03-02"]):
            with self.subTest(command[0]):
                self.refused(self.server_command(command[0], "--data", self.data, *command[1:]))
                self.assertFalse((self.data / "journal.db").exists())


if __name__ == "__main__":
    office.main()
