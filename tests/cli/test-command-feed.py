#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a script gets from "stormlanternctl feed": one answer, one exit code, one line when there is
nothing to answer.

usage: test-command-feed.py PROGRAM FOLDER_OF_FEEDS"""
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest

PROGRAM = None
FEEDS = None
FINE, NOT_FINE, USAGE, FAILED = 0, 1, 2, 3
NOW = "2026-09-16T09:00:00Z"
MEMBERS = ["platform", "page", "state", "components", "incidents", "maintenance", "reason"]
INCIDENT_MEMBERS = ["id", "title", "state", "impact", "started", "updated", "url", "components"]
UNREADABLE = {
    "empty": b"",
    "a web page": b"<!DOCTYPE html><html><body>All systems operational</body></html>",
    "cut off": b'{"page": {"id": "x"}, "status": {"indicator": "none"',
    "wrong types": b'{"page": [], "status": "none"}',
    "no UTF-8": b'{"page": {"id": "\xff"}, "status": {"indicator": "none"}}',
    "200,000 brackets": b"[" * 200_000,
    "hidden brackets": b'/* " */' + b"[" * 200_000,
    "100 MB": b" " * (100 * 1024 * 1024),
}


def feed(*arguments, data=b""):
    return subprocess.run([PROGRAM, "feed", "--now", NOW, *arguments], input=data,
                          capture_output=True, timeout=60, check=False)


class Page(http.server.BaseHTTPRequestHandler):
    """Answers a path with the file of that name below FEEDS, or as the path says."""

    def do_GET(self):
        if self.path == "/busy":
            self.answer(429, b"", "text/plain", ("Retry-After", "60"))
        elif self.path == "/web-page":
            self.answer(200, UNREADABLE["a web page"], "text/html")
        elif self.path in self.server.places:
            self.answer(200, *self.server.places[self.path])
        elif not self.server.places and (FEEDS / self.path[1:]).is_file():
            self.answer(200, (FEEDS / self.path[1:]).read_bytes(), "application/json")
        else:
            self.answer(404, b"", "text/plain")

    def answer(self, status, body, content_type, *headers):
        self.send_response(status)
        for name, value in (("Content-Type", content_type), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


class Feed(unittest.TestCase):
    def assert_failure(self, result, exit_code):
        self.assertEqual(result.returncode, exit_code, result)
        self.assertEqual(result.stdout, b"")
        self.assertEqual(result.stderr.count(b"\n"), 1, result.stderr)
        self.assertTrue(result.stderr.startswith(b"stormlanternctl: "), result.stderr)

    def assert_reading(self, result, state, exit_code):
        self.assertEqual(result.returncode, exit_code, result)
        self.assertEqual(result.stderr, b"")
        self.assertEqual(result.stdout.count(b"\n"), 1)
        reading = json.loads(result.stdout)
        self.assertEqual(list(reading), MEMBERS)
        self.assertEqual(reading["state"], state)
        return reading

    def test_one_part_is_judged_alone(self):
        path = str(FEEDS / "statuspage/none-with-open-incident.json")
        self.assert_reading(feed("--json", "--component", "web", path), "operational", FINE)
        reading = self.assert_reading(feed("--json", "--component", "web", "--component", "IMAP", path),
                                      "partial-outage", NOT_FINE)
        self.assertEqual([part["name"] for part in reading["components"]], ["IMAP", "Web mail"])
        self.assertEqual(list(reading["incidents"][0]), INCIDENT_MEMBERS)
        self.assertEqual(reading["incidents"][0]["started"], "2026-09-16T09:00:00Z")
        self.assertIsNone(reading["reason"])

    def test_file_pipe_and_address_say_the_same(self):
        name = "google-workspace/gmail-outage.json"
        from_file = feed("--json", str(FEEDS / name))
        self.assert_reading(from_file, "major-outage", NOT_FINE)
        self.assertEqual(feed("--json", "-", data=(FEEDS / name).read_bytes()).stdout, from_file.stdout)
        with Server() as base:
            self.assertEqual(feed("--json", base + name).stdout, from_file.stdout)

    def test_people_get_words(self):
        result = feed(str(FEEDS / "statuspage/none-with-open-incident.json"))
        self.assertEqual(result.stdout.decode().splitlines(), [
            "Example Mail: partial outage",
            "",
            "Open incidents:",
            "  Sign-in fails",
            "    partial outage, investigating, since 09:00",
            "    Sign-in fails for some people.",
            "    https://status.example.org/i/i1",
        ])

    def test_what_cannot_be_read_is_unknown(self):
        for name, data in UNREADABLE.items():
            with self.subTest(name):
                reading = self.assert_reading(feed("--json", "-", data=data), "unknown", NOT_FINE)
                self.assertTrue(reading["reason"].endswith("."), reading)

    def test_a_web_page_at_the_address_is_unknown(self):
        with Server() as base:
            self.assert_reading(feed("--json", base + "web-page"), "unknown", NOT_FINE)

    def test_the_address_of_a_page_leads_to_its_feed(self):
        page_id = "5b36dc6502d06804c08349f7"
        front = b"<!DOCTYPE html><html><head>%s</head><body>Welcome</body></html>"
        link = b'<link rel="alternate" type="application/rss+xml" href="/news/feed">'
        script = b'<script>statuspageId = "' + page_id.encode() + b'"</script>'
        rows = [("/api/v2/summary.json", "statuspage/healthy.json", "statuspage", "operational", b""),
                ("/summary.json", "instatus/healthy.json", "instatus", "operational", b""),
                ("/index.json", "better-stack/healthy.json", "better-stack", "operational", b""),
                ("/index.json", "cstate/healthy.json", "cstate", "operational", b""),
                (f"/1.0/status/{page_id}", "status-io/healthy.json", "status-io", "operational", script),
                ("/api/status-page/heartbeat/default", "uptime-kuma/heartbeat-healthy.json", "uptime-kuma",
                 "operational", b""),
                ("/api/v1/status", "sorry/status-operational.json", "sorry", "operational", b""),
                ("/api/v1/endpoints/statuses", "gatus/healthy.json", "gatus", "operational", b""),
                ("/api/status", "cachet/v3-status-operational.json", "cachet", "operational", b""),
                ("/news/feed", "rss/investigating.xml", "rss", "degraded", link)]
        for path, name, platform, state, head in rows:
            places = {"/": (front % head, "text/html"), path: ((FEEDS / name).read_bytes(), "text/plain")}
            with self.subTest(path), Server(places) as base:
                exit_code = FINE if state == "operational" else NOT_FINE
                reading = self.assert_reading(feed("--json", "--platform", "auto", base), state, exit_code)
                self.assertEqual(reading["platform"], platform)
                # What a provider file needs.
                words = feed(base).stdout.decode()
                self.assertIn(f"Found at {base.rstrip('/')}{path} ({platform}).", words)

    def test_the_address_of_no_status_page_leads_nowhere(self):
        front = b"<!DOCTYPE html><html><body>All systems operational</body></html>"
        catch_all = ["", "api/v2/summary.json", "summary.json", "index.json", "api/status"]
        with Server({"/" + path: (front, "text/html") for path in catch_all}) as base:
            reading = self.assert_reading(feed("--json", base), "unknown", NOT_FINE)
        self.assertIn("no status page", reading["reason"])

    def test_a_page_that_is_its_own_feed(self):
        page = (FEEDS / "signal/up.html").read_bytes()
        with Server({"/": (page, "text/html")}) as base:
            self.assert_reading(feed("--json", base), "operational", FINE)
            self.assert_reading(feed("--json", "--platform", "signal", base), "operational", FINE)
            self.assert_reading(feed("--json", "--platform", "slack", base), "unknown", NOT_FINE)

    def test_no_answer_is_a_failure(self):
        with Server() as base:
            self.assert_failure(feed(base + "busy"), FAILED)
            self.assert_failure(feed(base + "missing"), FAILED)
        self.assert_failure(feed(base + "nobody-there-anymore"), FAILED)

    def test_bad_input(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assert_failure(feed(folder), USAGE)
            self.assert_failure(feed(os.path.join(folder, "no\nsuch file")), USAGE)
        for arguments in ([], ["one", "two"], ["--jsn", "one"], ["--platform", "smoke-signals", "-"],
                          ["--now", "yesterday", "-"], ["http://status.example.org/"], ["ftp://127.0.0.1/"]):
            with self.subTest(arguments):
                self.assert_failure(feed(*arguments), USAGE)


class Server:
    """Answers the paths of places, each a body and its type; without places, all files of FEEDS."""

    def __init__(self, places=None):
        self.places = places or {}

    def __enter__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.server.places = self.places
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self.server.server_port}/"

    def __exit__(self, *_arguments):
        self.server.shutdown()
        self.server.server_close()


if __name__ == "__main__":
    PROGRAM = sys.argv[1]
    FEEDS = pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1], verbosity=1)
