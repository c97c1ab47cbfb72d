"""HTTP as WinRM takes it: POST /wsman, application/soap+xml in UTF-8 or UTF-16, kept-alive connections, Basic if asked."""

import base64
import codecs
import threading
import time
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import fault
import wql
from answers import Writer
from call_log import CallLog
from envelope import LARGEST_ENVELOPE, Request, read_envelope
from operations import Handled, Service, read_filter, target_of
from soap_names import ENUMERATION, WSMAN, qualified
from trouble import Call, Troubles
from xml_style import STYLES, Style

CHARSETS = {"utf-8": "utf-8", "utf-16": "utf-16-le"}
CONTENT_TYPE = "application/soap+xml"


@dataclass
class Front:
    service: Service
    log: CallLog
    troubles: Troubles = field(default_factory=Troubles)
    style: Style = field(default_factory=lambda: STYLES["windows"])
    basic: str = ""  # user:password; empty trusts the server in front
    over: threading.Event = field(default_factory=threading.Event)


@dataclass
class Answer:
    status: int
    text: str
    items: int = 0
    fault_code: int | None = None


class WsmanServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, front: Front) -> None:
        super().__init__(("127.0.0.1", 0), WsmanHandler)
        self.front = front

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no event here."""


class WsmanHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Microsoft-HTTPAPI/2.0"
    sys_version = ""
    disable_nagle_algorithm = True
    wbufsize = -1
    server: WsmanServer

    def do_POST(self) -> None:
        body = self.read_body()
        front = self.server.front
        if self.path.rstrip("/").lower() != "/wsman":
            self.refuse(404)
        elif self.asks_unauthenticated():
            self.answer_unknown(body)
        elif not self.logged_in():
            self.refuse(401, ("WWW-Authenticate", 'Basic realm="WSMAN"'))
        elif self.headers.get_content_type() != CONTENT_TYPE:
            self.refuse(415)
        else:
            self.answer(body, front)

    def read_body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        while self.rfile.readline().strip():  # trailers, up to the empty line
            pass
        return body

    def do_GET(self) -> None:
        self.refuse(405, ("Allow", "POST"))

    def refuse(self, status: int, *headers: tuple[str, str]) -> None:
        self.server.front.log.write(Call("none"), status=status, items=0, fault=None, user="")
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def asks_unauthenticated(self) -> bool:
        return bool(self.server.front.basic) and self.headers.get("WSMANIDENTIFY", "").lower() == "unauthenticated"

    def answer_unknown(self, body: bytes) -> None:
        """An Identify without a login is answered, but tells no version; nothing else is."""
        try:
            request = read_envelope(body.decode("utf-8"))
        except (fault.Fault, UnicodeDecodeError):
            request = Request(None)
        if not request.identify:
            self.refuse(401, ("WWW-Authenticate", 'Basic realm="WSMAN"'))
            return
        handled = self.server.front.service.identify(self.writer("utf-8"), known=False)
        self.send(Answer(200, handled.answer), Call("Identify"), "utf-8")

    def logged_in(self) -> bool:
        expected = self.server.front.basic
        if not expected:
            return True
        given = self.headers.get("Authorization", "").encode("latin-1", "replace")
        return given == b"Basic " + base64.b64encode(expected.encode("utf-8"))

    @property
    def user(self) -> str:
        front = self.server.front
        return front.basic.split(":")[0] or self.headers.get("X-Remote-User", "")

    def writer(self, encoding: str) -> Writer:
        front = self.server.front
        host = front.service.host
        return Writer(front.style, host.language, host.name, encoding)

    def answer(self, body: bytes, front: Front) -> None:
        encoding = CHARSETS.get(charset_of(self.headers), "")
        writer = self.writer(encoding or "utf-8")
        request, call = Request(None), Call("none")
        try:
            request = read_envelope(decoded(body, encoding))
            call = call_of(request, front.service)
            if not self.meet_troubles(call, request, front):
                return
            handled = self.handled(request, writer, front)
            answer = Answer(200, handled.answer, handled.items)
        except fault.Fault as problem:
            answer = self.fault_answer(problem, request, writer, front)
        self.send(answer, call, writer.encoding)

    def handled(self, request: Request, writer: Writer, front: Front) -> Handled:
        if request.identify:
            return front.service.identify(writer, known=True)
        return front.service.handle(request, writer, self.user)

    def fault_answer(self, problem: fault.Fault, request: Request, writer: Writer, front: Front) -> Answer:
        options = front.service.options
        status = 400 if problem.role == "Sender" and options.has("sender-400") else 500
        text = writer.fault(problem, request.message_id, options.has("wmi-error"))
        return Answer(status, text, fault_code=problem.wsman_code)

    def meet_troubles(self, call: Call, request: Request, front: Front) -> bool:
        """False where the call has got all that it will get."""
        troubles = front.troubles
        status = troubles.status(call)
        if troubles.hangs(call):
            front.log.write(call, status=0, items=0, fault=None, user=self.user)
            front.over.wait()
            self.close_connection = True
            return False
        if status is not None:
            self.refuse(status)
            return False
        time.sleep(min(troubles.slow, request.timeout))
        if troubles.slow > request.timeout:
            raise fault.Fault(WSMAN, "TimedOut", 2150858793, "timed-out", role="Receiver")
        return True

    def send(self, answer: Answer, call: Call, encoding: str) -> None:
        front = self.server.front
        mark = codecs.BOM_UTF16_LE if encoding != "utf-8" else b""
        content = mark + answer.text.encode(encoding)
        content = front.troubles.replacement(call) or content
        front.log.write(call, status=answer.status, items=answer.items, fault=answer.fault_code, user=self.user)
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{CONTENT_TYPE};charset={'UTF-8' if encoding == 'utf-8' else 'UTF-16'}")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if front.troubles.truncates(call):
            content, self.close_connection = content[:len(content) // 2], True
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """The call log tells more."""


def charset_of(headers: Message) -> str:
    value = headers.get_param("charset", failobj="")
    return str(value).strip().lower()


def decoded(body: bytes, encoding: str) -> str:
    if not encoding:
        raise fault.wsman("EncodingLimit", 2150858828, "character-set", "CharacterSet")
    if len(body) > LARGEST_ENVELOPE:
        raise fault.wsman("EncodingLimit", 2150858825, "request-too-large", "ServiceEnvelopeLimit")
    if body.startswith(codecs.BOM_UTF16_BE):
        encoding = "utf-16-be"
    try:
        return body.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        raise fault.schema_violation("xml", 2150858819) from problem


def call_of(request: Request, service: Service) -> Call:
    if request.identify:
        return Call("Identify")
    action, query = request.action.rpartition("/")[2], filter_text(request)
    opened = service.opened_by(request)
    if opened:
        return Call(action, request.resource_uri, opened.wql, opened.class_name)
    return Call(action, request.resource_uri, query, class_asked_for(request.resource_uri, query))


def class_asked_for(uri: str, query: str) -> str:
    try:
        return wql.parse(query).class_name if query else target_of(uri).class_name
    except (wql.WqlError, fault.Fault):
        return ""


def filter_text(request: Request) -> str:
    body = request.body
    if body is None or body.tag != qualified(ENUMERATION, "Enumerate"):
        return ""
    try:
        return read_filter(body) or ""
    except fault.Fault:
        return ""
