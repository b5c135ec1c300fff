# SPDX-License-Identifier: GPL-3.0-or-later
"""A status page in Statuspage's shape on loopback, whose state a test sets: page.set_outage("…"), page.set_green()."""
import datetime
import http.server
import json
import threading

PAGE_IDENTIFIER = "0123456789ab"
COMPONENT = {"id": "mail00000001", "name": "Mail sign-in", "group": False, "group_id": None}


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


class StatusPage:
    """Serves /api/v2/summary.json until stop()."""

    def __init__(self):
        self._incident = None
        page = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = json.dumps(page.summary()).encode()
                self.send_response(200 if self.path == "/api/v2/summary.json" else 404)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_unused):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/api/v2/summary.json"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def set_outage(self, title):
        """The page admits an outage of the mail component."""
        self._incident = {"id": "incident0001", "name": title, "status": "investigating", "impact": "critical",
                          "created_at": now(), "started_at": now(), "updated_at": now(), "shortlink": None,
                          "incident_updates": [{"status": "investigating", "body": "We are looking into it.",
                                                "created_at": now(), "updated_at": now(), "display_at": now(),
                                                "affected_components": None}],
                          "components": [dict(COMPONENT, status="major_outage")]}

    def set_green(self):
        """The page says that all is well."""
        self._incident = None

    def summary(self):
        """Source: https://metastatuspage.com/api/v2 (summary)."""
        down = self._incident is not None
        return {"page": {"id": PAGE_IDENTIFIER, "name": "Example Mail", "url": "https://status.example.org",
                         "time_zone": "Etc/UTC", "updated_at": now()},
                "status": {"indicator": "critical" if down else "none",
                           "description": "Major outage" if down else "All Systems Operational"},
                "components": [dict(COMPONENT, status="major_outage" if down else "operational")],
                "incidents": [self._incident] if down else [],
                "scheduled_maintenances": []}

    def stop(self):
        """Ends the server."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
