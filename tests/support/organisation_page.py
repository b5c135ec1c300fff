# SPDX-License-Identifier: GPL-3.0-or-later
"""An organisation's web server on loopback with TLS: page.publish({...}), page.answer("<html>"). With a signing key
of openssl's, as data/man/stormlanternctl.1 describes it: page.sign()."""
import base64
import http.server
import json
import pathlib
import ssl
import subprocess
import threading

from dovecot import make_certificates


class OrganisationPage:
    """Serves /plan.json and /plan.json.sig until stop(); folder gets ca.pem and the keys."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        make_certificates(self.folder)
        self.body, self.content_type, self.signature, self.requests = b"{}", "application/json", None, []
        page = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                page.requests.append(self.path)
                body = {"/plan.json": page.body, "/plan.json.sig": page.signature}.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", page.content_type)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_unused):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / "server.pem", self.folder / "server.key")
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_port}/plan.json"
        self.ca_file = str(self.folder / "ca.pem")
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def answer(self, text, content_type="application/json"):
        self.body, self.content_type = text.encode(), content_type

    def publish(self, plan):
        self.answer(json.dumps(plan))

    def make_key(self):
        """Returns the public key in base64."""
        key = self.folder / "signing.pem"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True, capture_output=True)
        public = subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-outform", "DER"], check=True,
                                capture_output=True).stdout
        return base64.b64encode(public[-32:]).decode()

    def sign(self):
        """Signs what is served now."""
        content = self.folder / "content"
        content.write_bytes(self.body)
        self.signature = subprocess.run(
            ["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", self.folder / "signing.pem", "-in", content],
            check=True, capture_output=True).stdout

    def stop(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
