"""What the tests of this folder share: a started server, and a client that can also say wrong things."""

import json
import subprocess
import sys
import tempfile
import uuid
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self
from xml.sax.saxutils import escape

import soap_names as names
from soap_names import qualified

HERE = Path(__file__).parent
VIRTUALIZATION = names.WMI_ROOT + "root/virtualization/v2/"
TYPE = "application/soap+xml;charset=UTF-8"

SPACES = (f'xmlns:s="{names.SOAP}" xmlns:a="{names.ADDRESSING}" xmlns:w="{names.WSMAN}" xmlns:n="{names.ENUMERATION}" '
          f'xmlns:x="{names.TRANSFER}" xmlns:p="{names.MICROSOFT}" xmlns:i="{names.IDENTITY}"')
IDENTIFY = f"<s:Envelope {SPACES}><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>"


def fixture(name: str) -> Path:
    return HERE / "fixtures" / f"{name}.json"


@dataclass
class Answer:
    status: int
    content: bytes

    @property
    def root(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.content)

    def find(self, namespace: str, name: str) -> ElementTree.Element | None:
        return next(self.root.iter(qualified(namespace, name)), None)

    def text(self, namespace: str, name: str) -> str:
        found = self.find(namespace, name)
        return (found.text or "") if found is not None else ""

    @property
    def context(self) -> str:
        return self.text(names.ENUMERATION, "EnumerationContext")

    @property
    def ended(self) -> bool:
        return any(self.find(space, "EndOfSequence") is not None for space in (names.WSMAN, names.ENUMERATION))

    @property
    def items(self) -> list[ElementTree.Element]:
        for space in (names.WSMAN, names.ENUMERATION):
            found = self.find(space, "Items")
            if found is not None:
                return list(found)
        return []

    @property
    def fault_code(self) -> int:
        found = self.find(names.WSMAN_FAULT, "WSManFault")
        return int(found.get("Code", "0")) if found is not None else 0

    @property
    def subcode(self) -> str:
        found = self.root.find(f".//{qualified(names.SOAP, 'Subcode')}/{qualified(names.SOAP, 'Value')}")
        return (found.text or "").partition(":")[2] if found is not None else ""


@dataclass
class Message:
    """A right Enumerate unless a test says otherwise; `headers` of None are left out."""

    uri: str = VIRTUALIZATION + "*"
    action: str = names.ENUMERATE
    body: str = ""
    headers: dict[str, str | None] = field(default_factory=dict)

    def written(self) -> str:
        usual: dict[str, str | None] = {
            "a:To": "<a:To s:mustUnderstand='true'>http://localhost:5985/wsman</a:To>",
            "w:ResourceURI": f"<w:ResourceURI s:mustUnderstand='true'>{self.uri}</w:ResourceURI>",
            "a:ReplyTo": f"<a:ReplyTo><a:Address s:mustUnderstand='true'>{names.ANONYMOUS}</a:Address></a:ReplyTo>",
            "a:Action": f"<a:Action s:mustUnderstand='true'>{self.action}</a:Action>",
            "w:MaxEnvelopeSize": "<w:MaxEnvelopeSize s:mustUnderstand='true'>512000</w:MaxEnvelopeSize>",
            "a:MessageID": f"<a:MessageID>uuid:{uuid.uuid4()}</a:MessageID>",
            "w:Locale": "<w:Locale xml:lang='en-US' s:mustUnderstand='false'/>",
            "p:DataLocale": "<p:DataLocale xml:lang='en-US' s:mustUnderstand='false'/>",
            "w:OperationTimeout": "<w:OperationTimeout>PT60.000S</w:OperationTimeout>"}
        headers = "".join(each for each in (usual | self.headers).values() if each)
        return f"<s:Envelope {SPACES}><s:Header>{headers}</s:Header><s:Body>{self.body}</s:Body></s:Envelope>"


def enumerate_body(wql: str = "", most: int = 100, optimized: bool = True, mode: str = "",
                   dialect: str = names.WQL_DIALECT) -> str:
    inner = "<w:OptimizeEnumeration/>" if optimized else ""
    inner += f"<w:MaxElements>{most}</w:MaxElements>" if most else ""
    inner += f'<w:Filter Dialect="{dialect}">{escape(wql)}</w:Filter>' if wql else ""
    inner += f"<w:EnumerationMode>{mode}</w:EnumerationMode>" if mode else ""
    return f"<n:Enumerate>{inner}</n:Enumerate>"


def query(wql: str, namespace: str = "root/virtualization/v2", **more: Any) -> Message:
    return Message(f"{names.WMI_ROOT}{namespace}/*", body=enumerate_body(wql, **more))


def pull(context: str, most: int = 100, uri: str = VIRTUALIZATION + "*") -> Message:
    body = (f"<n:Pull><n:EnumerationContext>{context}</n:EnumerationContext>"
            f"<n:MaxElements>{most}</n:MaxElements></n:Pull>")
    return Message(uri, names.PULL, body)


def release(context: str, uri: str = VIRTUALIZATION + "*") -> Message:
    return Message(uri, names.RELEASE,
                   f"<n:Release><n:EnumerationContext>{context}</n:EnumerationContext></n:Release>")


def get(class_name: str, selectors: dict[str, str], namespace: str = "root/virtualization/v2") -> Message:
    written = "".join(f'<w:Selector Name="{name}">{escape(value)}</w:Selector>' for name, value in selectors.items())
    chosen = f"<w:SelectorSet>{written}</w:SelectorSet>" if selectors else None
    return Message(names.class_uri(namespace, class_name), names.GET, headers={"w:SelectorSet": chosen})


class RunningServer:
    def __init__(self, *arguments: str, hosts: tuple[str, ...] = ("ws2012r2-ja",)) -> None:
        self.directory = tempfile.TemporaryDirectory(prefix="hvcompat-wsman-")
        files = [word for host in hosts for word in ("--host-file", str(fixture(host)))]
        command = [sys.executable, "-B", str(HERE / "wsman_server.py"), *files, "--dir", self.directory.name, *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self.process.stdout
        told = json.loads(self.process.stdout.readline())
        self.url, self.port = told["url"], told["port"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()
        self.directory.cleanup()

    def calls(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (Path(self.directory.name) / "calls.jsonl").read_text("utf-8").splitlines()]

    def post(self, content: bytes | str, content_type: str = TYPE, path: str = "/wsman", timeout: float = 20,
             **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST", path, content.encode() if isinstance(content, str) else content,
                               {"Content-Type": content_type, **headers})
            response = connection.getresponse()
            return Answer(response.status, response.read())
        finally:
            connection.close()

    def send(self, message: Message) -> Answer:
        return self.post(message.written())

    def all_items(self, message: Message, most: int = 100) -> list[ElementTree.Element]:
        answer = self.send(message)
        items = answer.items
        while not answer.ended:
            answer = self.send(pull(answer.context, most, message.uri))
            assert answer.status == 200, answer.content
            items += answer.items
        return items
