# SPDX-License-Identifier: GPL-3.0-or-later
"""What the servers that stand in for CRMs share: HTTP, state, faults, a log and a way to steer them.

A stand-in derives from Crm and calls run(). README.md beside this file documents the control
interface under /_peer/.
"""

import argparse
import bisect
import calendar
import copy
import email.utils
import functools
import gzip
import io
import json
import os
import re
import socket
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEPT_LOG = 20000
KEPT_BODY = 20000


class Request:
    """One request as a stand-in sees it."""

    def __init__(self, method, target, headers, body):
        self.method = method
        self.target = target
        path, _, query = target.partition("?")
        self.path = path
        self.parts = [urllib.parse.unquote(part) for part in path.split("/") if part]
        self.query = urllib.parse.parse_qsl(query, keep_blank_values=True)
        self.headers = headers
        self.body = body

    def arg(self, name, fallback=None):
        for key, value in self.query:
            if key == name:
                return value
        return fallback

    def json(self):
        """The body; None if it is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, UnicodeDecodeError):
            return None

    def form(self):
        return dict(urllib.parse.parse_qsl(self.body.decode("utf-8", "replace")))


class Answer:
    """What goes back. @body: bytes, or anything that becomes JSON."""

    def __init__(self, status, body=b"", headers=None, content_type=None):
        self.status = status
        self.headers = dict(headers or {})
        if isinstance(body, bytes):
            self.body = body
            self.content_type = content_type or "text/html; charset=UTF-8"
        else:
            self.body = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
            self.content_type = content_type or "application/json"


class Table:
    """Records by id, with sorted views that are kept until something is written."""

    def __init__(self):
        self.rows = {}
        self.views = {}

    def put(self, identifier, row):
        self.rows[identifier] = row
        self.views.clear()

    def remove(self, identifier):
        self.views.clear()
        return self.rows.pop(identifier, None)

    def touched(self):
        """Something in a row was changed in place."""
        self.views.clear()

    def sorted(self, name, key):
        """(keys, rows) in the order of key(row); @name names the order."""
        view = self.views.get(name)
        if view is None:
            rows = sorted(self.rows.values(), key=key)
            view = ([key(row) for row in rows], rows)
            self.views[name] = view
        return view

    def since(self, name, key, least):
        """Rows with key(row) >= least, in order."""
        keys, rows = self.sorted(name, key)
        return rows[bisect.bisect_left(keys, least):]


class Fault:
    DONE = ("answer-lost", "cut", "drip", "wrong-type", "edit-between-pages", "error-after")

    def __init__(self, spec):
        kind, _, argument = spec["kind"].partition(":")
        self.kind = kind
        self.argument = argument
        self.times = spec.get("times", 1)
        self.skip = spec.get("skip", 0)
        self.method = spec.get("method")
        self.path = re.compile(spec.get("path", ""))
        self.done = spec.get("done", kind in self.DONE)

    def matches(self, request):
        """Counts; True if this request is to be hit."""
        if self.times == 0 or (self.method and self.method != request.method):
            return False
        if not self.path.search(request.target):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times > 0:
            self.times -= 1
        return True


class Crm:
    """Base of a stand-in. Everything below is called with the lock held."""

    def __init__(self):
        self.offset = 0.0
        self.frozen = None
        self.options = {}
        self.revoked = set()
        self.port = 0

    # What a stand-in provides

    def handle(self, request):
        """Answers @request; writes are done when it returns."""
        raise NotImplementedError

    def error(self, status, request):
        """The error of @status in the CRM's own form."""
        raise NotImplementedError

    def seed(self, spec):
        """Makes spec["count"] records of spec["entity"]; returns something that becomes JSON."""
        raise NotImplementedError

    def put(self, spec):
        """What a colleague does in the CRM: makes or changes spec["record"]."""
        raise NotImplementedError

    def delete(self, spec):
        raise NotImplementedError

    def state(self, query):
        """Records for a test to look at."""
        raise NotImplementedError

    def snapshot(self):
        """Whatever restore() takes."""
        return copy.deepcopy(self.tables)

    def restore(self, snapshot):
        self.tables = copy.deepcopy(snapshot)

    def empty_list(self, request):
        """A list without rows, as if nothing were there any more."""
        return Answer(200, {"total": 0, "list": []})

    def error_in_200(self, request):
        return Answer(200, {"error": {"code": 500, "message": "Internal error"}})

    def edit_between_pages(self, request):
        """Changes a row of the page just answered, as a colleague would."""

    def credential(self, request):
        """What identifies the caller, for 401-midway."""
        return request.headers.get("Authorization") or request.headers.get("X-Api-Key")

    # What it can use

    def now(self):
        """Seconds since 1970 of the server's own clock."""
        return (self.frozen if self.frozen is not None else time.time()) + self.offset


class Peer:
    """Steering, log and faults around a Crm."""

    def __init__(self, crm):
        self.crm = crm
        self.lock = threading.RLock()
        self.faults = []
        self.log = []
        self.count = 0
        self.trapped = []
        self.backup = None
        self.trap_port = 0

    def control(self, request):
        verb = request.parts[1] if len(request.parts) > 1 else ""
        spec = request.json() if request.body else {}
        crm = self.crm
        if verb == "seed":
            return crm.seed(spec)
        if verb == "put":
            return crm.put(spec)
        if verb == "delete":
            return crm.delete(spec)
        if verb == "state":
            return crm.state(dict(request.query))
        if verb == "options":
            crm.options.update(spec)
            return crm.options
        if verb == "clock":
            crm.offset = spec.get("offset", crm.offset)
            if "at" in spec:
                crm.frozen = spec["at"] and parse_instant(spec["at"])
            return {"now": crm.now()}
        if verb == "backup":
            self.backup = crm.snapshot()
            return {}
        if verb == "restore":
            crm.restore(self.backup)
            return {}
        if verb == "fault":
            if request.method == "DELETE":
                self.faults.clear()
            else:
                self.faults += [Fault(one) for one in (spec if isinstance(spec, list) else [spec])]
            return {"faults": len(self.faults)}
        if verb == "log":
            return self.read_log(request)
        if verb == "trap":
            return {"requests": self.trapped}
        return None

    def read_log(self, request):
        if request.method == "DELETE":
            self.log.clear()
            self.count = 0
        pattern = re.compile(request.arg("path", ""))
        method = request.arg("method")
        hits = [entry for entry in self.log
                if pattern.search(entry["target"]) and method in (None, entry["method"])]
        return {"count": len(hits), "all": self.count, "requests": hits[-int(request.arg("last", "50")):]}

    def find_fault(self, request):
        for fault in self.faults:
            if fault.matches(request):
                return fault
        return None

    def note(self, request, status, fault):
        self.count += 1
        if len(self.log) < KEPT_LOG:
            self.log.append({
                "method": request.method, "target": request.target, "status": status,
                "fault": fault.kind if fault else None,
                "body": request.body[:KEPT_BODY].decode("utf-8", "replace"),
            })


def parse_instant(text):
    """Seconds since 1970 of "2026-03-10T07:52:00[.123]Z" or with a blank instead of the T."""
    match = re.match(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?", text)
    whole = calendar.timegm(time.strptime(match[1] + match[2], "%Y-%m-%d%H:%M:%S"))
    return whole + float(match[3] or 0)


@functools.lru_cache(maxsize=1)
def bomb():
    """100 MB of blanks in a JSON string, packed."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1, mtime=0) as file:
        file.write(b'{"total":0,"list":[],"pad":"')
        for _ in range(100):
            file.write(b" " * 1000000)
        file.write(b'"}')
    return packed.getvalue()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    peer = None

    def log_message(self, *args):
        pass

    def handle(self):
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def read_body(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while True:
                size = int(self.rfile.readline().split(b";")[0], 16)
                chunk = self.rfile.read(size)
                self.rfile.readline()
                if size == 0:
                    return body
                body += chunk
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer_any(self):
        request = Request(self.command, self.path, self.headers, self.read_body())
        peer = self.peer
        if request.parts[:1] == ["_peer"]:
            with peer.lock:
                try:
                    result = peer.control(request)
                    answer = Answer(404, {}) if result is None else Answer(200, result)
                except Exception as fault:  # for the test to read
                    answer = Answer(500, {"peer": repr(fault)})
            self.send(answer)
            return
        with peer.lock:
            fault = peer.find_fault(request)
            answer = self.judge(request, fault)
            peer.note(request, answer.status if answer else 0, fault)
            if fault and fault.kind == "edit-between-pages":
                peer.crm.edit_between_pages(request)
        self.deliver(request, answer, fault)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = answer_any

    def judge(self, request, fault):
        """The answer as it would be sent, with what the fault does to it; the lock is held."""
        crm = self.peer.crm
        answer = None
        if fault and fault.kind == "401-midway":
            crm.revoked.add(crm.credential(request))
        if crm.credential(request) in crm.revoked:
            return crm.error(401, request)
        if fault is None or fault.done or fault.kind == "401-midway":
            answer = crm.handle(request)
        if fault is None:
            return answer
        if fault.kind == "status":
            answer = crm.error(int(fault.argument), request)
        elif fault.kind == "429":
            answer = crm.error(429, request)
        elif fault.kind == "html":
            answer = Answer(200, b"<!DOCTYPE html><html><body>Sign in to the network</body></html>")
        elif fault.kind == "wrong-type":
            answer.content_type = "text/plain"
        elif fault.kind == "empty-list":
            answer = crm.empty_list(request)
        elif fault.kind == "error-in-200":
            answer = crm.error_in_200(request)
        elif fault.kind == "depth-bomb":
            answer = Answer(200, b"[" * 100000 + b"]" * 100000, content_type="application/json")
        elif fault.kind == "gzip-bomb":
            answer = Answer(200, bomb(), {"Content-Encoding": "gzip"}, "application/json")
        elif fault.kind == "redirect-host":
            answer = Answer(302, b"", {"Location": f"http://localhost:{crm.port}{request.target}"})
        elif fault.kind == "redirect-port":
            answer = Answer(302, b"", {"Location": f"http://127.0.0.1:{self.peer.trap_port}/"})
        elif fault.kind == "redirect-scheme":
            answer = Answer(302, b"", {"Location": f"https://127.0.0.1:{crm.port}{request.target}"})
        elif fault.kind == "redirect-loop":
            answer = Answer(302, b"", {"Location": request.target})
        return answer or Answer(200, {})

    def raw(self, answer):
        date = email.utils.formatdate(self.peer.crm.now(), usegmt=True)
        head = [f"HTTP/1.1 {answer.status} {self.responses.get(answer.status, ('',))[0]}",
                f"Date: {date}", f"Content-Type: {answer.content_type}",
                f"Content-Length: {len(answer.body)}"]
        head += [f"{name}: {value}" for name, value in answer.headers.items()]
        return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + answer.body

    def send(self, answer):
        self.wfile.write(self.raw(answer))
        self.wfile.flush()

    def cut(self):
        """Ends the connection at once."""
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def deliver(self, request, answer, fault):
        kind = fault.kind if fault else None
        if kind in ("answer-lost", "refuse"):
            self.cut()
        elif kind == "cut":
            self.wfile.write(self.raw(answer)[:int(fault.argument)])
            self.wfile.flush()
            self.cut()
        elif kind == "hang":
            self.connection.settimeout(float(fault.argument or 30))
            try:
                self.connection.recv(1)
            except OSError:
                pass
            self.cut()
        elif kind == "drip":
            for byte in self.raw(answer):
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(float(fault.argument or 0.2))
        elif kind == "endless":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[")
            try:
                while True:
                    self.wfile.write(b"0," * 32768)
            except OSError:
                self.cut()
        else:
            self.send(answer)


class Trap(BaseHTTPRequestHandler):
    """A server that nothing should ever be sent to: it notes what comes."""

    peer = None

    def log_message(self, *args):
        pass

    def note(self):
        with self.peer.lock:
            self.peer.trapped.append({"method": self.command, "target": self.path,
                                      "headers": dict(self.headers)})
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = note


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        kind = sys.exc_info()[0]
        if not issubclass(kind, (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def serve(crm, port=0):
    """(peer, server), listening; serve_forever() is the caller's."""
    peer = Peer(crm)
    server = Server(("127.0.0.1", port), type("BoundHandler", (Handler,), {"peer": peer}))
    trap = Server(("127.0.0.1", 0), type("BoundTrap", (Trap,), {"peer": peer}))
    crm.port = server.server_address[1]
    peer.trap_port = trap.server_address[1]
    threading.Thread(target=trap.serve_forever, daemon=True).start()
    return peer, server


def end_with_parent():
    """A test that dies closes the pipe, and nothing is left running."""
    while os.read(0, 4096):
        pass
    os._exit(0)


def run(crm):
    """Prints the port on the first line, then serves until standard input ends (with
    --until-stdin-closes) or for ever."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--until-stdin-closes", action="store_true")
    arguments = parser.parse_args()
    _, server = serve(crm, arguments.port)
    if arguments.until_stdin_closes:
        threading.Thread(target=end_with_parent, daemon=True).start()
    print(server.server_address[1], flush=True)
    server.serve_forever()
