# SPDX-License-Identifier: GPL-3.0-or-later
"""An OAuth 2 server of one's own on loopback, for the tests: authorize, token, and Dovecot's question whose token it is.

    server = OAuthServer(certificate, key)         # TLS for programs, plain HTTP for Dovecot only
    server.fail_next(400, {"error": "invalid_grant"})
    server.requests                                # the forms that came to the token endpoint, oldest first

It holds clients to what RFC 6749, 7636 and 8252 ask of them: a code is good once, for the same client, redirection
and code challenge; a rotated refresh token is dead once its successor was handed out. browse(url) plays the browser
of a user who says yes."""
import base64
import hashlib
import http.server
import json
import secrets
import ssl
import threading
import urllib.error
import urllib.parse
import urllib.request

CLIENT_ID = "lantern-client"
CLIENT_SECRET = "lantern-client-secret"
USER = "good@example.org"


class OAuthServer:
    """One server; keeps what it handed out. Hooks may be changed at any moment."""

    def __init__(self, certificate, key, client_secret=None):
        self.client_secret = client_secret
        self.user = USER
        self.lifetime = 3600
        self.rotates = True
        self.directory_is_down = False
        self.requests = []
        self.authorizations = []
        self.questions = []
        self._codes, self._refresh, self._access, self._failures = {}, {}, {}, []
        self._lock = threading.Lock()
        self._tls = self._serve(certificate, key)
        self._plain = self._serve(None, None)
        self.authorize_url = f"https://127.0.0.1:{self._tls.server_port}/authorize"
        self.token_url = f"https://127.0.0.1:{self._tls.server_port}/token"
        self.token_info_url = f"http://127.0.0.1:{self._plain.server_port}/info?token="

    def _serve(self, certificate, key):
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                owner._answer(self, None)

            def do_POST(self):
                owner._answer(self, self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def stop(self):
        for server in (self._tls, self._plain):
            server.shutdown()
            server.server_close()

    # Hooks

    def fail_next(self, status, body, headers=(), times=1):
        """The next answers of the token endpoint; times 0: all that follow. A body that is no text becomes JSON."""
        text = body if isinstance(body, str) else json.dumps(body)
        self._failures = [(status, text, dict(headers), times)]

    def work_again(self):
        self._failures = []

    def revoke_access_tokens(self):
        with self._lock:
            self._access.clear()

    def revoke_grants(self):
        with self._lock:
            self._refresh.clear()

    def add_access_token(self, token, user=USER):
        with self._lock:
            self._access[token] = user

    def all_tokens(self):
        return [*self._refresh, *self._access]

    # Answers

    def _answer(self, request, body):
        address = urllib.parse.urlsplit(request.path)
        query = dict(urllib.parse.parse_qsl(address.query))
        if address.path == "/authorize" and body is None:
            status, text, headers = self._authorize(query)
        elif address.path == "/token" and body is not None:
            status, text, headers = self._exchange(dict(urllib.parse.parse_qsl(body)))
        elif address.path == "/info":
            status, text, headers = self._tell(query.get("token", ""))
        else:
            status, text, headers = 404, "", {}
        request.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(text.encode())),
                            **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(text.encode())

    def _authorize(self, query):
        self.authorizations.append(query)
        code = secrets.token_urlsafe(16)
        with self._lock:
            self._codes[code] = query
        answer = urllib.parse.urlencode({"code": code, "state": query["state"]})
        return 302, "", {"Location": f"{query['redirect_uri']}/?{answer}"}

    def _take_failure(self):
        if not self._failures:
            return None
        status, text, headers, times = self._failures[0]
        self._failures = [] if times == 1 else [(status, text, headers, max(times - 1, 0))]
        return status, text, headers

    def _exchange(self, form):
        with self._lock:
            self.requests.append(form)
            failure = self._take_failure()
            if failure is not None:
                return failure
            if form.get("client_id") != CLIENT_ID or form.get("client_secret") != self.client_secret:
                return self._refuse(401, "invalid_client")
            if form.get("grant_type") == "authorization_code":
                return self._take_code(form)
            if form.get("grant_type") == "refresh_token":
                return self._take_refresh_token(form)
            return self._refuse(400, "unsupported_grant_type")

    @staticmethod
    def _refuse(status, error):
        return status, json.dumps({"error": error}), {}

    def _take_code(self, form):
        asked = self._codes.pop(form.get("code"), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (asked is None or asked["redirect_uri"] != form.get("redirect_uri") or asked["client_id"] != form["client_id"]
                or asked.get("code_challenge_method") != "S256" or asked.get("code_challenge") != challenge):
            return self._refuse(400, "invalid_grant")
        return self._hand_out(secrets.token_urlsafe(24))

    def _take_refresh_token(self, form):
        token = form.get("refresh_token")
        if token not in self._refresh:
            return self._refuse(400, "invalid_grant")
        if not self.rotates:
            return self._hand_out(None)
        del self._refresh[token]
        return self._hand_out(secrets.token_urlsafe(24))

    def _hand_out(self, refresh_token):
        access_token = secrets.token_urlsafe(24)
        self._access[access_token] = self.user
        answer = {"access_token": access_token, "token_type": "Bearer", "expires_in": self.lifetime}
        if refresh_token is not None:
            self._refresh[refresh_token] = self.user
            answer["refresh_token"] = refresh_token
        return 200, json.dumps(answer), {"Cache-Control": "no-store"}

    def _tell(self, token):
        with self._lock:
            self.questions.append(token)
            user = self._access.get(token)
        if self.directory_is_down:
            return 503, "", {}
        if user is None:
            return 401, json.dumps({"active": "false"}), {}
        return 200, json.dumps({"email": user, "active": "true"}), {}


def browse(url, ca):
    """What the browser of a user who says yes does; returns (status, page) of what it shows at the end."""
    context = ssl.create_default_context(cafile=str(ca))
    try:
        with urllib.request.urlopen(url, context=context, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
