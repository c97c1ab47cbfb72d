"""How names are written: with Windows' prefixes, with others, or with a namespace declared at every element.

All three say the same to a reader that goes by namespaces; a reader that goes by prefixes falls over two of them.
"""

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import soap_names as names

CLASS = "the class of the instance"  # stands for the namespace that differs from instance to instance

WINDOWS_PREFIXES = {names.SOAP: "s", names.ADDRESSING: "a", names.ENUMERATION: "n", names.TRANSFER: "x",
                    names.WSMAN: "w", names.MICROSOFT: "p", names.WSMAN_FAULT: "f", names.IDENTITY: "wsmid",
                    names.CIM_COMMON: "cim", names.CIM_BINDING: "b", names.WMI_ERROR: "p", names.XSI: "xsi",
                    names.XML: "xml", CLASS: "p"}
ODD_PREFIXES = {names.SOAP: "env", names.ADDRESSING: "p", names.ENUMERATION: "wsman", names.TRANSFER: "n",
                names.WSMAN: "s", names.MICROSOFT: "w", names.WSMAN_FAULT: "oops", names.IDENTITY: "who",
                names.CIM_COMMON: "ns0", names.CIM_BINDING: "ns1", names.WMI_ERROR: "ns2", names.XSI: "i",
                names.XML: "xml", CLASS: "inst"}


@dataclass(frozen=True)
class Style:
    prefixes: dict[str, str]
    inline: bool = False

    def element(self, namespace: str, name: str, content: str = "", attributes: str = "", kind: str = "") -> str:
        """`content` is markup; `kind` is CLASS where `namespace` is a class URI, "bare" for a name in no namespace."""
        start, end = self.tag(namespace, name, kind)
        return f"<{start}{attributes}>{content}</{end}>"

    def empty(self, namespace: str, name: str, attributes: str = "", kind: str = "") -> str:
        return f"<{self.tag(namespace, name, kind)[0]}{attributes}/>"

    def tag(self, namespace: str, name: str, kind: str = "") -> tuple[str, str]:
        if kind == "bare":
            return (f'{name} xmlns=""', name) if self.inline else (name, name)
        if self.inline:
            return f'{name} xmlns="{namespace}"', name
        full = f"{self.prefixes[kind or namespace]}:{name}"
        return full, full

    def text(self, namespace: str, name: str, value: str, attributes: str = "", kind: str = "") -> str:
        return self.element(namespace, name, escape(value), attributes, kind)

    def declare(self, *namespaces: str, class_uri: str = "") -> str:
        """Declarations for an element below which prefixes are used; none where every element declares its own."""
        if self.inline:
            return ""
        own = f" xmlns:{self.prefixes[CLASS]}={quoteattr(class_uri)}" if class_uri else ""
        return "".join(f' xmlns:{self.prefixes[each]}="{each}"' for each in namespaces) + own

    def attribute(self, namespace: str, name: str, value: str) -> str:
        prefix = self.prefixes[namespace]
        known = namespace == names.XML or not self.inline
        declared = "" if known else f' xmlns:{prefix}="{namespace}"'
        return f"{declared} {prefix}:{name}={quoteattr(value)}"

    def name_as_text(self, namespace: str, name: str, kind: str = "") -> tuple[str, str]:
        """A qualified name as content, and the declaration that its element then needs."""
        prefix = self.prefixes[kind or namespace]
        return f"{prefix}:{name}", f" xmlns:{prefix}={quoteattr(namespace)}" if self.inline else ""


STYLES = {"windows": Style(WINDOWS_PREFIXES), "odd": Style(ODD_PREFIXES), "inline": Style(WINDOWS_PREFIXES, inline=True)}
