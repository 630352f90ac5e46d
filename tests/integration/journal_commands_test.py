"""The subcommands that look after a journal, also beside a running server."""
import json
import sqlite3

import office


class JournalCommands(office.OfficeTest):
    def test_a_backup_made_while_serving_is_sound_and_restores(self):
        server = self.serve()
        first = self.issue(server)["number"]
        backup = self.folder / "backup.db"
        outcome = self.server_command("backup", "--data", self.data, "--to", backup)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.verified()
        after = self.issue(server)["number"]  # on paper, and not in the backup
        server.stop()
        self.refused(self.server_command("backup", "--data", self.data, "--to", backup), str(backup))

        outcome = self.server_command("restore", "--data", self.data, "--from", backup)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        server = self.serve()
        self.assertEqual(server.health()["epoch"], 2)
        again = self.issue(server)["number"]
        self.assertNotIn(again, (first, after))
        server.stop()
        server = self.serve()
        self.assertEqual(server.health()["epoch"], 2)
        server.stop()
        self.verified()

    def test_a_restore_tells_what_is_wrong_with_the_backup_and_does_not_stand_in_its_way(self):
        server = self.serve()
        self.issue(server)
        self.at_counter(server, "open")
        self.at_counter(server, "next")
        self.at_counter(server, "start")
        self.at_counter(server, "finish", "--outcome", "accepted")
        backup = self.folder / "backup.db"
        self.assertEqual(self.server_command("backup", "--data", self.data, "--to", backup).returncode, 0)
        server.stop()
        with sqlite3.connect(backup) as copy:
            copy.execute("DELETE FROM visit")
        copy.close()
        outcome = self.server_command("restore", "--data", self.data, "--from", backup)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertIn("found, and left as it is: ", outcome.stderr)
        self.assertIn("visit", outcome.stderr)

    def test_a_changed_past_shows(self):
        server = self.serve()
        self.issue(server)
        server.stop()
        with sqlite3.connect(self.data / "journal.db") as journal:
            journal.execute("UPDATE event SET at_us = at_us + 1 WHERE seq = 2")
        journal.close()
        outcome = self.server_command("verify", "--data", self.data)
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("chain, event 2", outcome.stderr)
        self.assertNotIn("sound\n", outcome.stdout)

    def test_rebuild_and_report_beside_each_other(self):
        server = self.serve()
        self.issue(server)
        self.at_counter(server, "open")
        self.at_counter(server, "next")
        self.at_counter(server, "start")
        code, answer = self.at_counter(server, "finish", "--outcome", "accepted")
        self.assertEqual(code, 0, answer)
        report = ["report", "--data", self.data, "--from", "2026-03-02", "--to", "2026-03-02", "--format", "json"]
        while_serving = self.server_command(*report)
        self.assertEqual(while_serving.returncode, 0, while_serving.stderr)
        json.loads(while_serving.stdout)
        server.stop()
        outcome = self.server_command("rebuild", "--data", self.data)
        self.assertEqual(outcome.returncode, 0, outcome.stderr)
        self.assertIn("1 visits", outcome.stdout)
        rebuilt = self.server_command(*report)
        self.assertEqual(json.loads(rebuilt.stdout), json.loads(while_serving.stdout))
        self.verified()


if __name__ == "__main__":
    office.main()
