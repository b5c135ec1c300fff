# SPDX-License-Identifier: GPL-3.0-or-later
"""An IMAP server with TLS on loopback that counts how often a credential was presented.

    server = CountingImap(certificate, key, password=b"right")
    server.credentials        # one entry for each AUTHENTICATE: whether it was the right one
    server.answering.clear()  # from now on a sign-in gets no answer
"""
import base64
import socketserver
import ssl
import threading

GREETING = b"* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n"
MAX_LINE_BYTES = 8192


class Conversation(socketserver.StreamRequestHandler):
    def setup(self):
        self.server.connections += 1
        self.request.settimeout(30)
        self.request = self.server.tls.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self):
        super().finish()
        self.request.close()

    def handle(self):
        self.wfile.write(GREETING)
        while line := self.rfile.readline(MAX_LINE_BYTES).rstrip(b"\r\n"):
            tag, _space, rest = line.partition(b" ")
            if not self.answer(tag, rest):
                return

    def answer(self, tag, rest):
        word = rest.split(b" ")[0].upper()
        if word == b"AUTHENTICATE":
            self.sign_in(tag, rest)
        elif word in (b"EXAMINE", b"SELECT"):
            self.wfile.write(b"* 0 EXISTS\r\n" + tag + b" OK [READ-ONLY] done\r\n")
        elif word == b"LOGOUT":
            self.wfile.write(b"* BYE\r\n" + tag + b" OK done\r\n")
            return False
        else:
            self.wfile.write(tag + b" OK done\r\n")
        return True

    def sign_in(self, tag, rest):
        response = rest.split(b" ")[2] if rest.count(b" ") >= 2 else None
        if response is None:
            self.wfile.write(b"+ \r\n")
            response = self.rfile.readline(MAX_LINE_BYTES).rstrip(b"\r\n")
        password = base64.b64decode(response).split(b"\0")[2]
        right = password == self.server.password
        self.server.credentials.append(right)
        self.server.answering.wait(60)
        self.wfile.write(tag + (b" OK done\r\n" if right else b" NO [AUTHENTICATIONFAILED] refused\r\n"))


class CountingImap(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, certificate, key, password):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(certificate, key)
        self.password = password
        self.credentials = []
        self.connections = 0
        self.answering = threading.Event()
        self.answering.set()
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """Clients are killed on purpose here; what they leave behind is no news."""

    def stop(self):
        self.shutdown()
        self.server_close()
