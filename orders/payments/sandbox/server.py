"""The sandbox on a port of 127.0.0.1: a thread a request, and the postman beside them."""

from __future__ import annotations

import threading
from socketserver import TCPServer, ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from orders.payments.sandbox import store
from orders.payments.sandbox.app import application
from orders.payments.sandbox.outbox import Postman


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 512  # a storm of buyers arrives at once

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # not the parent's, which asks a name server who we are
        self.server_name, self.server_port = self.server_address[:2]
        self.setup_environ()

    def process_request_thread(self, request, client_address) -> None:
        super().process_request_thread(request, client_address)
        store.close()


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args) -> None:
        return None

    def address_string(self) -> str:
        return str(self.client_address[0])


class Running:
    """A sandbox that answers. Use as a context manager; `serve()` blocks, `in_background()` does not."""

    def __init__(self, port: int = 0) -> None:
        self.server = Server(("127.0.0.1", port), Quiet)
        self.server.set_app(application)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.postman = Postman()

    def __enter__(self) -> Running:
        self.postman.start()
        return self

    def serve(self) -> None:
        self.server.serve_forever(poll_interval=0.5)

    def in_background(self) -> Running:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        self._is_background = True
        return self

    def __exit__(self, *_error) -> None:
        if getattr(self, "_is_background", False):
            self.server.shutdown()
        self.server.server_close()
        self.postman.stop()
