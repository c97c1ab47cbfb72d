"""How WinRM writes an instance: each scalar property, null or not; arrays as repeated elements; dates nested; references."""

from typing import Any
from xml.sax.saxutils import escape

import soap_names as names
from host import CimClass, Instance
from xml_style import CLASS, Style

ROLE = names.ANONYMOUS


def value_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(str(value))


def reference_xml(value: dict[str, Any], style: Style) -> str:
    """The inside of an endpoint reference: {"namespace", "class", "selectors"}."""
    uri = names.class_uri(value["namespace"], value["class"])
    selectors = "".join(style.text(names.WSMAN, "Selector", str(selected), f' Name="{name}"')
                        for name, selected in value["selectors"].items())
    parameters = (style.text(names.WSMAN, "ResourceURI", uri)
                  + style.element(names.WSMAN, "SelectorSet", selectors))
    return (style.text(names.ADDRESSING, "Address", ROLE)
            + style.element(names.ADDRESSING, "ReferenceParameters", parameters))


def embedded_xml(value: dict[str, Any]) -> str:
    """An embedded instance as WMI gives it, in CIM-XML: {"class", "properties": {name: [type, value]}}."""
    properties = "".join(
        f'<PROPERTY NAME="{name}" TYPE="{kind}">' + ("" if told is None else f"<VALUE>{value_text(told)}</VALUE>")
        + "</PROPERTY>" for name, (kind, told) in value["properties"].items())
    return f'<INSTANCE CLASSNAME="{value["class"]}">{properties}</INSTANCE>'


class PropertyWriter:
    """Writes properties either in the namespace of their class or, for projections, in none at all."""

    def __init__(self, style: Style, uri: str, bare: bool) -> None:
        self.style, self.uri, self.kind = style, uri, "bare" if bare else CLASS

    def write(self, name: str, kind: str, value: Any) -> str:
        if kind.endswith("[]"):  # an array that is null or empty leaves no trace, other than a scalar
            return "".join(self.write(name, kind[:-2], each) for each in value or ())
        if value is None:
            return self.style.empty(self.uri, name, self.nil(), self.kind)
        return self.style.element(self.uri, name, self.content(kind, value), self.declared(kind), self.kind)

    def nil(self) -> str:
        declared = self.style.declare(names.XSI) if self.kind == "bare" else ""
        return declared + self.style.attribute(names.XSI, "nil", "true")

    def declared(self, kind: str) -> str:
        return self.style.declare(names.ADDRESSING, names.WSMAN) if kind == "reference" else ""

    def content(self, kind: str, value: Any) -> str:
        if kind in ("datetime", "interval"):
            return self.time(kind.capitalize(), value)
        if kind == "reference":
            return reference_xml(value, self.style)
        return escape(embedded_xml(value)) if kind == "embedded" else value_text(value)

    def time(self, name: str, value: str) -> str:
        kind = "bare" if self.kind == "bare" else ""
        return self.style.text(names.CIM_COMMON, name, value, kind=kind)


def instance_xml(cim_class: CimClass, instance: Instance, style: Style) -> str:
    uri = names.class_uri(cim_class.namespace, cim_class.name)
    writer = PropertyWriter(style, uri, bare=False)
    properties = "".join(writer.write(name, kind, instance.get(name)) for name, kind in cim_class.properties.items())
    type_name, declared = style.name_as_text(uri, cim_class.name + "_Type", CLASS)
    attributes = (style.declare(names.XSI, names.CIM_COMMON, class_uri=uri) + declared
                  + style.attribute(names.XSI, "type", type_name))
    return style.element(uri, cim_class.name, properties, attributes, CLASS)


def fragment_xml(cim_class: CimClass, instance: Instance, chosen: list[str], style: Style) -> str:
    """A projection: a fragment that names neither the class nor a namespace for its properties."""
    writer = PropertyWriter(style, "", bare=True)
    properties = "".join(writer.write(name, kind, instance.get(name))
                         for name, kind in cim_class.properties.items() if name in chosen)
    return style.element(names.WSMAN, "XmlFragment", properties)


def own_reference(cim_class: CimClass, instance: Instance) -> dict[str, Any]:
    selectors = {key: instance.get(key, "") for key in cim_class.keys}
    return {"namespace": cim_class.namespace, "class": cim_class.name, "selectors": selectors}


def endpoint_xml(cim_class: CimClass, instance: Instance, style: Style) -> str:
    return style.element(names.ADDRESSING, "EndpointReference",
                         reference_xml(own_reference(cim_class, instance), style))
