"""A server's life: it starts, stops when asked, dies, and goes on where it was."""
import json
import os
import socket
import subprocess

import office


class ServerLife(office.OfficeTest):
    def test_a_restart_goes_on_where_it_was(self):
        server = self.serve()
        self.assertEqual(self.issue(server)["number"], "H001")
        self.assertEqual(server.stop()[0], 0)

        server = self.serve()
        self.assertEqual(self.issue(server)["number"], "H002")
        self.assertEqual(self.at_counter(server, "open")[0], 0)
        code, called = self.at_counter(server, "next")
        self.assertEqual(code, 0)
        self.assertEqual(called["result"]["called"]["number"], "H001")
        self.assertEqual(server.stop()[0], 0)
        self.verified()

    def test_a_start_with_nothing_new_journals_nothing(self):
        server = self.serve()
        server.stop()
        server = self.serve()
        before = server.health()["seq"]
        server.stop()
        server = self.serve()
        self.assertEqual(server.health()["seq"], before)

    def test_sigterm_with_devices_connected_ends_within_five_seconds(self):
        server = self.serve()
        self.issue(server)
        silent = [server.connect() for _ in range(3)]
        self.addCleanup(lambda: [s.close() for s in silent])
        slow_page = socket.create_connection(server.http.rsplit(":", 1), timeout=office.PATIENCE_S)
        self.addCleanup(slow_page.close)
        slow_page.sendall(b"GET /healthz HTTP/1.1\r\nX: ")
        code, took = server.stop()
        self.assertEqual(code, 0)
        self.assertLess(took, office.STOPS_WITHIN_S)
        self.assertEqual(slow_page.recv(1), b"")
        self.verified()

    def test_sigterm_ends_within_five_seconds_while_the_disk_hangs(self):
        stuck = self.folder / "stuck"
        hanging = {**os.environ, "LD_PRELOAD": os.environ["LUOT_STUCK_DISK_LIBRARY"], "LUOT_TEST_STUCK_DISK": str(stuck),
                   "ASAN_OPTIONS": "verify_asan_link_order=0"}
        server = self.serve(environment=hanging)
        told = self.issue(server)["number"]
        before = server.metric("luot_commands_total")
        stuck.touch()
        asks = subprocess.Popen([office.BIN / "printer-driver", "issue", "--server", server.address, "--service", "civil-status"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(lambda: [asks.kill(), asks.wait()])
        self.assertEqual(office.poll(lambda: server.metric("luot_commands_total") > before), True)
        # Whoever asks how it is hears it all the same.
        self.assertEqual([server.get(probe)[0] for probe in ("/healthz", "/metrics")], [200, 200])
        code, took = server.stop()
        self.assertEqual(code, 1)
        self.assertLess(took, office.STOPS_WITHIN_S)
        self.assertIn("disk hangs", server.log_text())
        stuck.unlink()
        server = self.serve()
        self.assertNotEqual(self.issue(server)["number"], told)
        server.stop()
        self.verified()

    def test_killed_at_any_time_it_has_every_ticket_that_was_told(self):
        told = []
        for round_number in range(3):
            server = self.serve()
            for _ in range(2):
                told.append(self.issue(server, "land" if round_number % 2 else "civil-status")["number"])
            server.kill()
        self.assertEqual(len(set(told)), len(told))
        self.verified()

        server = self.serve()
        code, hall = self.at_counter(server, "list", counter=1)
        self.assertEqual(code, 0)
        self.assertEqual(self.at_counter(server, "open")[0], 0)
        called = []
        for _ in range(4):  # those of civil-status, in the order in which they were told
            code, answer = self.at_counter(server, "next", "--outcome", "accepted")
            self.assertEqual(code, 0, answer)
            called.append(answer["result"]["called"]["number"])
            self.assertEqual(self.at_counter(server, "start")[0], 0)
        self.assertEqual(called, [number for number in told if number.startswith("H")], hall)

    def test_a_procedure_that_is_closed_is_refused_by_itself(self):
        file = self.folder / "office.toml"
        marriage = '{ code = "marriage", '
        text = office.OFFICE.read_text(encoding="utf-8")
        self.assertIn(marriage, text)
        file.write_text(text.replace(marriage, marriage + 'open = false, message = { vi = "Tạm dừng", en = "Paused" }, '), encoding="utf-8")
        server = self.serve(office=file)
        ask = ("issue", "--server", server.address, "--service", "civil-status", "--procedure")
        refused = self.run_program("printer-driver", *ask, "marriage")
        self.assertEqual(refused.returncode, 1, refused.stdout)
        self.assertIn("procedure_closed", refused.stderr + refused.stdout)
        self.assertEqual(self.run_program("printer-driver", *ask, "unheard-of").returncode, 1)
        issued = self.run_program("printer-driver", *ask, "birth")
        self.assertEqual(issued.returncode, 0, issued.stderr)
        self.assertEqual((json.loads(issued.stdout)["number"], json.loads(issued.stdout)["procedure"]), ("H001", "birth"))
        server.kill()
        server = self.serve(office=file)
        self.assertEqual(self.issue(server)["number"], "H002")
        server.stop()
        self.verified()

    def test_a_changed_office_file_takes_effect_at_the_next_start(self):
        file = self.folder / "office.toml"
        text = office.OFFICE.read_text(encoding="utf-8")
        file.write_text(text, encoding="utf-8")
        server = self.serve(office=file)
        before = server.health()["seq"]
        server.stop()
        self.assertIn('issue_early = "15 min"', text)
        file.write_text(text.replace('issue_early = "15 min"', 'issue_early = "20 min"'), encoding="utf-8")
        server = self.serve(office=file)
        self.assertEqual(server.health()["seq"], before + 1)

    def test_pages(self):
        server = self.serve()
        health = server.health()
        self.assertEqual(health["status"], "serving")
        self.assertEqual(health["epoch"], 1)
        self.assertFalse(health["clock_suspect"])
        self.assertTrue(health["day_open"])
        self.assertEqual(server.get("/readyz")[0], 200)
        self.assertEqual(server.get("/nowhere")[0], 404)
        self.issue(server)
        status, metrics = server.get("/metrics")
        self.assertEqual(status, 200)
        self.assertIn('luot_events_total{kind="ticket_issued"} 1', metrics)
        self.assertIn('luot_waiting{field="civil-status"} 1', metrics)
        self.assertIn("luot_connections_accepted_total 1", metrics)

    def test_a_clock_far_behind_the_last_event_serves_but_issues_nothing(self):
        server = self.serve(start="2060-03-01T08:00")  # a Monday
        self.issue(server)
        server.stop()
        (self.data / "clock-anchor").unlink()  # the folder's time is the machine's from here on
        server = self.serve(start=None)
        self.assertTrue(server.health()["clock_suspect"])
        outcome = self.run_program("printer-driver", "issue", "--server", server.address, "--kiosk", "kiosk-1", "--service", "land")
        self.assertEqual(outcome.returncode, 1)
        self.assertIn("clock_unconfirmed", outcome.stdout + outcome.stderr)


if __name__ == "__main__":
    office.main()
