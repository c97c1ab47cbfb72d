"""SOAP faults as WinRM makes them: subcode, WSManFault code, a text in the host's language, the provider's own fault."""

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

import soap_names as names
from fault_texts import text_of
from xml_style import CLASS, Style

WMI_PROVIDER = "WMI Provider"
WMI_LIBRARY = r"%systemroot%\system32\WsmWmiPl.dll"


@dataclass(frozen=True)
class ProviderTrouble:
    """What WMI itself said: the text's key, its HRESULT, the operation and what it was asked for."""

    text: str
    hresult: int
    operation: str
    parameter: str
    namespace: str


@dataclass(eq=False)
class Fault(Exception):
    subcode_namespace: str
    subcode: str
    wsman_code: int
    text: str  # a key of fault_texts
    detail: str = ""  # the last part of a wsman faultDetail URI
    role: str = "Sender"
    provider: ProviderTrouble | None = None
    not_understood: tuple[str, str] | None = field(default=None)  # namespace and name of a header


def addressing(subcode: str, code: int, text: str, detail: str = "") -> Fault:
    return Fault(names.ADDRESSING, subcode, code, text, detail)


def wsman(subcode: str, code: int, text: str, detail: str = "") -> Fault:
    return Fault(names.WSMAN, subcode, code, text, detail)


def enumeration(subcode: str, code: int, text: str, provider: ProviderTrouble | None = None) -> Fault:
    return Fault(names.ENUMERATION, subcode, code, text, provider=provider)


def header_required(name: str) -> Fault:
    return addressing("MessageInformationHeaderRequired", 2150858769, "header-required", name)


def header_invalid(name: str) -> Fault:
    return addressing("InvalidMessageInformationHeader", 2150858767, "header-invalid", name)


def header_not_understood(namespace: str, name: str) -> Fault:
    return Fault(names.SOAP, "", 2150858768, "must-understand", role="MustUnderstand", not_understood=(namespace, name))


def schema_violation(text: str = "schema", code: int = 2150858817) -> Fault:
    return wsman("SchemaValidationError", code, text)


def resource_not_found(provider: ProviderTrouble | None = None) -> Fault:
    fault = addressing("DestinationUnreachable", 2150858752, "resource-not-found", "InvalidResourceURI")
    fault.provider = provider
    return fault


def invalid_selectors(code: int, detail: str) -> Fault:
    return wsman("InvalidSelectors", code, "selectors", detail)


def filter_refused(provider: ProviderTrouble | None = None) -> Fault:
    return enumeration("CannotProcessFilter", 2150858778, "filter", provider)


def invalid_context() -> Fault:
    return Fault(names.ENUMERATION, "InvalidEnumerationContext", 2150858779, "context", role="Receiver")


def access_denied(provider: ProviderTrouble | None = None) -> Fault:
    fault = wsman("AccessDenied", 5, "access-denied")
    fault.provider = provider
    return fault


def action_of(fault: Fault) -> str:
    return names.FAULT_ACTIONS.get(fault.subcode_namespace, names.FAULT_ACTIONS[names.WSMAN])


def code_xml(fault: Fault, style: Style) -> str:
    value, declared = style.name_as_text(names.SOAP, fault.role)
    inner = style.element(names.SOAP, "Value", value, declared)
    if fault.subcode:
        value, declared = style.name_as_text(fault.subcode_namespace, fault.subcode)
        inner += style.element(names.SOAP, "Subcode", style.element(names.SOAP, "Value", value, declared))
    return style.element(names.SOAP, "Code", inner)


def extended_status_xml(trouble: ProviderTrouble, style: Style) -> str:
    uri = names.class_uri(trouble.namespace, "__ExtendedStatus")
    nil = style.attribute(names.XSI, "nil", "true")
    properties = (style.empty(uri, "Description", nil, CLASS)
                  + style.text(uri, "Operation", trouble.operation, kind=CLASS)
                  + style.text(uri, "ParameterInfo", trouble.parameter, kind=CLASS)
                  + style.text(uri, "ProviderName", "WinMgmt", kind=CLASS)
                  + style.empty(uri, "StatusCode", nil, CLASS))
    type_name, declared = style.name_as_text(uri, "__ExtendedStatus_Type", CLASS)
    attributes = (style.declare(names.XSI, names.CIM_COMMON, class_uri=uri) + declared
                  + style.attribute(names.XSI, "type", type_name))
    return style.element(names.WSMAN_FAULT, "ExtendedError",
                         style.element(uri, "__ExtendedStatus", properties, attributes, CLASS))


def provider_xml(fault: Fault, trouble: ProviderTrouble, machine: str, language: str, style: Style) -> str:
    said = f"{text_of(trouble.text, language)} (HRESULT 0x{trouble.hresult:08X})"
    inner = style.element(names.WSMAN_FAULT, "WSManFault", style.text(names.WSMAN_FAULT, "Message", said),
                          fault_attributes(fault, machine, style))
    return style.element(names.WSMAN_FAULT, "ProviderFault", inner + extended_status_xml(trouble, style),
                         f" provider={quoteattr(WMI_PROVIDER)} path={quoteattr(WMI_LIBRARY)}")


def fault_attributes(fault: Fault, machine: str, style: Style) -> str:
    return f'{style.declare(names.WSMAN_FAULT)} Code="{fault.wsman_code}" Machine={quoteattr(machine)}'


def wsman_fault_xml(fault: Fault, machine: str, language: str, style: Style) -> str:
    said = (provider_xml(fault, fault.provider, machine, language, style) if fault.provider
            else escape(text_of(fault.text, language)))
    return style.element(names.WSMAN_FAULT, "WSManFault", style.element(names.WSMAN_FAULT, "Message", said),
                         fault_attributes(fault, machine, style))


def wmi_error_xml(fault: Fault, language: str, style: Style) -> str:
    """The other form in which WinRM 3.0 tells a code: an MSFT_WmiError instance in place of the WSManFault."""
    said = text_of(fault.provider.text if fault.provider else fault.text, language)
    uri = names.WMI_ERROR
    properties = (style.text(uri, "Message", said) + style.text(uri, "MessageID", f"HRESULT 0x{fault.wsman_code:08x}")
                  + style.text(uri, "error_Code", str(fault.wsman_code)) + style.text(uri, "error_Type", "HRESULT")
                  + style.text(uri, "error_WindowsErrorMessage", said))
    binding = style.attribute(names.CIM_BINDING, "IsCIM_Error", "true")
    return style.element(uri, "MSFT_WmiError", properties, style.declare(names.CIM_BINDING, uri) + binding)


def detail_xml(fault: Fault, machine: str, language: str, style: Style, as_wmi_error: bool) -> str:
    told = style.text(names.WSMAN, "FaultDetail", names.FAULT_DETAIL + fault.detail) if fault.detail else ""
    told += (wmi_error_xml(fault, language, style) if as_wmi_error
             else wsman_fault_xml(fault, machine, language, style))
    return style.element(names.SOAP, "Detail", told)


def fault_xml(fault: Fault, machine: str, language: str, style: Style, as_wmi_error: bool = False) -> str:
    reason = style.text(names.SOAP, "Text", text_of(fault.text, language), style.attribute(names.XML, "lang", language))
    return style.element(names.SOAP, "Fault", code_xml(fault, style) + style.element(names.SOAP, "Reason", reason)
                         + detail_xml(fault, machine, language, style, as_wmi_error))


def not_understood_xml(fault: Fault, style: Style) -> str:
    """The header that SOAP 1.2 asks for beside a MustUnderstand fault."""
    if not fault.not_understood:
        return ""
    namespace, name = fault.not_understood
    return style.empty(names.SOAP, "NotUnderstood", f' qname={quoteattr("u:" + name)} xmlns:u={quoteattr(namespace)}')
