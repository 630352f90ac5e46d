"""What the server refuses: one clear line, exit code 1; 2 where it was used wrongly; and nothing is harmed."""
import json
import socket
import sqlite3
import urllib.error
import urllib.request

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
        self.refused(self.start("--behind-proxy", "the-proxy"), "--behind-proxy", code=2)
        self.refused(self.start("--start", "yesterday"), "--start")
        self.refused(self.server_command("prune", "--data", self.data, "--before", "yesterday"), "--before", code=2)
        self.assertEqual(self.server_command("--nonsense").returncode, 2)
        self.assertEqual(self.server_command("backup", "--data", self.data).returncode, 2)
        self.assertEqual(self.server_command("--speed", "0").returncode, 2)
        self.assertEqual(self.server_command().returncode, 2)

    def test_a_proxy_is_believed_where_a_flag_names_it(self):
        for flags, peer in (((), "127.0.0.1"), (("--behind-proxy", "127.0.0.1"), "203.0.113.7")):
            with self.subTest(flags):
                data = self.folder / f"data-{len(flags)}"
                server = self.serve(*flags, data=data)
                key = self.server_command("key", "add", "k", "--data", data, "--role", "administrator").stdout.split()[-1]

                def ask(path, body=None, server=server, key=key):
                    headers = {"Authorization": f"Bearer {key}", "X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
                    request = urllib.request.Request(f"http://{server.http}{path}", data=body, headers=headers)
                    try:
                        with urllib.request.urlopen(request, timeout=office.PATIENCE_S) as answer:
                            return json.load(answer)
                    except urllib.error.HTTPError as error:
                        return error.close()
                self.assertTrue(office.poll(lambda: ask("/api/v1/session")))  # the server looks now and then for what the command line wrote
                self.assertTrue(ask("/api/v1/keys", b'{"name": "other", "role": "viewer"}'))
                self.assertEqual(ask("/api/v1/audit")["entries"][0]["peer"], peer)

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
