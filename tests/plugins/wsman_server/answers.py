"""Writes answers: the envelope with its headers, and as many items as the client's largest envelope holds."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import soap_names as names
from fault import Fault, action_of, fault_xml, not_understood_xml, wsman
from xml_style import Style


@dataclass(frozen=True)
class Writer:
    style: Style
    language: str
    machine: str
    encoding: str = "utf-8"  # of the request, and so of the answer

    def size(self, text: str) -> int:
        return len(text.encode(self.encoding))

    def envelope(self, action: str, relates_to: str, body: str, more_namespaces: tuple[str, ...], header: str = "") -> str:
        style = self.style
        headers = (style.text(names.ADDRESSING, "Action", action)
                   + style.text(names.ADDRESSING, "MessageID", f"uuid:{str(uuid.uuid4()).upper()}")
                   + style.text(names.ADDRESSING, "To", names.ANONYMOUS)
                   + (style.text(names.ADDRESSING, "RelatesTo", relates_to) if relates_to else "") + header)
        attributes = (style.attribute(names.XML, "lang", self.language)
                      + style.declare(names.SOAP, names.ADDRESSING, *more_namespaces, names.WSMAN))
        return style.element(names.SOAP, "Envelope", style.element(names.SOAP, "Header", headers)
                             + style.element(names.SOAP, "Body", body), attributes)

    def fault(self, fault: Fault, relates_to: str, as_wmi_error: bool) -> str:
        body = fault_xml(fault, self.machine, self.language, self.style, as_wmi_error)
        return self.envelope(action_of(fault), relates_to, body, (names.TRANSFER, names.ENUMERATION),
                             not_understood_xml(fault, self.style))

    def instance(self, relates_to: str, instance: str) -> str:
        return self.envelope(names.GET + "Response", relates_to, instance, (names.TRANSFER,))

    def empty(self, action: str, relates_to: str) -> str:
        return self.envelope(action + "Response", relates_to, "", (names.ENUMERATION,))

    def identity(self, product_version: str) -> str:
        style, identity = self.style, names.IDENTITY
        said = (style.text(identity, "ProtocolVersion", names.WSMAN)
                + style.text(identity, "ProductVendor", "Microsoft Corporation")
                + style.text(identity, "ProductVersion", product_version))
        body = style.element(identity, "IdentifyResponse", said, style.declare(identity))
        return style.element(names.SOAP, "Envelope", style.empty(names.SOAP, "Header")
                             + style.element(names.SOAP, "Body", body),
                             style.attribute(names.XML, "lang", self.language) + style.declare(names.SOAP))

    def page(self, name: str, relates_to: str, context: str, items: list[str] | None, over: bool, recorded: bool) -> str:
        """`name` is Enumerate or Pull; `items` is None for an Enumerate that was not optimized."""
        style = self.style
        own = names.WSMAN if name == "Enumerate" else names.ENUMERATION
        told = style.text(names.ENUMERATION, "EnumerationContext", context) if context or own == names.WSMAN else ""
        if items is not None:
            told += style.element(own, "Items", "".join(items))
        if over:
            told += style.empty(names.ENUMERATION if recorded else own, "EndOfSequence")
        body = style.element(names.ENUMERATION, name + "Response", told)
        return self.envelope(f"{names.ENUMERATION}/{name}Response", relates_to, body, (names.ENUMERATION,))


CONTEXT_PLACE = "uuid:00000000-0000-0000-0000-000000000000"


def fitting(writer: Writer, empty_page: str, candidates: Sequence[Callable[[], str]], largest: int) -> list[str]:
    """The first items that fit into the envelope; a fault where not even one does."""
    room, chosen = largest - writer.size(empty_page), []
    for candidate in candidates:
        item = candidate()
        room -= writer.size(item)
        if room < 0:
            break
        chosen.append(item)
    if candidates and not chosen:
        raise wsman("EncodingLimit", 2150858824, "envelope-exceeded", "MaxEnvelopeSizeExceeded")
    return chosen
