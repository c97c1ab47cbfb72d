"""Reads a request: the SOAP 1.2 envelope and the headers that WS-Management demands, and refuses what breaks the rules."""

import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import fault
import soap_names as names
from duration import seconds_of
from soap_names import qualified

MINIMUM_ENVELOPE = 8192
LARGEST_ENVELOPE = 512000  # MaxEnvelopeSizekb is 500 by default
DEFAULT_TIMEOUT = 60.0  # MaxTimeoutms

ADDRESSING_HEADERS = {"To", "Action", "MessageID", "ReplyTo", "FaultTo", "From", "RelatesTo"}
WSMAN_HEADERS = {"ResourceURI", "SelectorSet", "OptionSet", "MaxEnvelopeSize", "OperationTimeout", "Locale"}
MICROSOFT_HEADERS = {"DataLocale", "SessionId", "OperationID", "SequenceId", "ActivityId"}
UNDERSTOOD = ({qualified(names.ADDRESSING, each) for each in ADDRESSING_HEADERS}
              | {qualified(names.WSMAN, each) for each in WSMAN_HEADERS}
              | {qualified(names.MICROSOFT, each) for each in MICROSOFT_HEADERS})
LOCALES = {qualified(names.WSMAN, "Locale"), qualified(names.MICROSOFT, "DataLocale")}


@dataclass
class Request:
    body: ElementTree.Element | None
    identify: bool = False
    action: str = ""
    message_id: str = ""
    resource_uri: str = ""
    max_envelope: int = LARGEST_ENVELOPE
    timeout: float = DEFAULT_TIMEOUT
    selectors: dict[str, str] = field(default_factory=dict)


def read_envelope(text: str) -> Request:
    header, body = split_envelope(parse(text))
    first = next(iter(body), None)
    if first is not None and first.tag == qualified(names.IDENTITY, "Identify"):
        return Request(first, identify=True)
    return read_headers(header, first)


def parse(text: str) -> ElementTree.Element:
    if "<!DOCTYPE" in text:
        raise fault.schema_violation("xml", 2150858819)
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as problem:
        raise fault.schema_violation("xml", 2150858819) from problem


def split_envelope(envelope: ElementTree.Element) -> tuple[ElementTree.Element, ElementTree.Element]:
    if envelope.tag != qualified(names.SOAP, "Envelope"):
        raise fault.Fault(names.SOAP, "", 2150858765, "version", role="VersionMismatch")
    body = envelope.find(qualified(names.SOAP, "Body"))
    if body is None:
        raise fault.schema_violation("schema", 2150858791)
    header = envelope.find(qualified(names.SOAP, "Header"))
    return header if header is not None else ElementTree.Element("none"), body


def read_headers(header: ElementTree.Element, body: ElementTree.Element | None) -> Request:
    check_understood(header)
    found = by_name(header)
    check_addresses(found)
    action = needed(found, names.ADDRESSING, "Action")
    return Request(body, action=action, message_id=read_message_id(found),
                   resource_uri=read_resource_uri(found), max_envelope=read_max_envelope(found),
                   timeout=read_timeout(found), selectors=read_selectors(found))


def must_understand(header: ElementTree.Element) -> bool:
    value = header.get(qualified(names.SOAP, "mustUnderstand"), "false")
    if value not in ("true", "1", "false", "0"):
        raise fault.schema_violation()
    return value in ("true", "1")


def check_understood(header: ElementTree.Element) -> None:
    for each in header:
        if not must_understand(each):
            continue
        if each.tag in LOCALES:
            raise fault.wsman("UnsupportedFeature", 2150858887, "locale", "Locale")
        if each.tag not in UNDERSTOOD:
            namespace, _, name = each.tag.lstrip("{").rpartition("}")
            raise fault.header_not_understood(namespace, name)


def by_name(header: ElementTree.Element) -> dict[str, ElementTree.Element]:
    found: dict[str, ElementTree.Element] = {}
    for each in header:
        if each.tag in UNDERSTOOD and each.tag in found:
            raise fault.header_invalid(each.tag.rpartition("}")[2])
        found[each.tag] = each
    return found


def text(element: ElementTree.Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def needed(found: dict[str, ElementTree.Element], namespace: str, name: str) -> str:
    value = text(found.get(qualified(namespace, name)))
    if not value:
        raise fault.header_required(name)
    return value


def check_addresses(found: dict[str, ElementTree.Element]) -> None:
    to = urlsplit(needed(found, names.ADDRESSING, "To"))
    if to.scheme not in ("http", "https") or to.path.lower() != "/wsman":
        raise fault.addressing("DestinationUnreachable", 2150858770, "resource-not-found")
    reply_to = found.get(qualified(names.ADDRESSING, "ReplyTo"))
    if reply_to is None:
        raise fault.header_required("ReplyTo")
    if text(reply_to.find(qualified(names.ADDRESSING, "Address"))) != names.ANONYMOUS:
        raise fault.wsman("UnsupportedFeature", 2150858870, "reply-to", "AddressingMode")


def read_message_id(found: dict[str, ElementTree.Element]) -> str:
    value = needed(found, names.ADDRESSING, "MessageID")
    if ":" not in value:  # an absolute URI, in practice uuid:… or urn:uuid:…
        raise fault.header_invalid("MessageID")
    return value


def read_resource_uri(found: dict[str, ElementTree.Element]) -> str:
    value = text(found.get(qualified(names.WSMAN, "ResourceURI")))
    if not value:
        raise fault.resource_not_found()
    return value


def read_max_envelope(found: dict[str, ElementTree.Element]) -> int:
    value = text(found.get(qualified(names.WSMAN, "MaxEnvelopeSize")))
    if not value:
        return LARGEST_ENVELOPE
    if not value.isascii() or not value.isdigit():
        raise fault.schema_violation()
    if int(value) < MINIMUM_ENVELOPE:
        raise fault.wsman("EncodingLimit", 2150858878, "envelope-minimum", "MinimumEnvelopeLimit")
    return min(int(value), LARGEST_ENVELOPE)


def read_timeout(found: dict[str, ElementTree.Element]) -> float:
    value = text(found.get(qualified(names.WSMAN, "OperationTimeout")))
    if not value:
        return DEFAULT_TIMEOUT
    try:
        return seconds_of(value)
    except ValueError as problem:
        raise fault.addressing("InvalidMessageInformationHeader", 2150858881, "duration", "OperationTimeout") from problem


def read_selectors(found: dict[str, ElementTree.Element]) -> dict[str, str]:
    selectors: dict[str, str] = {}
    for each in found.get(qualified(names.WSMAN, "SelectorSet"), ()):
        name = each.get("Name", "")
        if each.tag != qualified(names.WSMAN, "Selector") or not name:
            raise fault.schema_violation()
        if name.lower() in (known.lower() for known in selectors):
            raise fault.invalid_selectors(2150858847, "DuplicateSelectors")
        selectors[name] = each.text or ""
    return selectors
