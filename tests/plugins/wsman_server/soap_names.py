"""The namespaces and URIs of WS-Management, and the local names that this server speaks of."""

SOAP = "http://www.w3.org/2003/05/soap-envelope"
ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
TRANSFER = "http://schemas.xmlsoap.org/ws/2004/09/transfer"
WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
MICROSOFT = "http://schemas.microsoft.com/wbem/wsman/1/wsman.xsd"
WSMAN_FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
IDENTITY = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"
CIM_COMMON = "http://schemas.dmtf.org/wbem/wscim/1/common"
CIM_BINDING = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"
WMI_ERROR = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/MSFT_WmiError"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"

ANONYMOUS = ADDRESSING + "/role/anonymous"
WMI_ROOT = "http://schemas.microsoft.com/wbem/wsman/1/wmi/"
WQL_DIALECT = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
FAULT_DETAIL = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"

GET = TRANSFER + "/Get"
ENUMERATE = ENUMERATION + "/Enumerate"
PULL = ENUMERATION + "/Pull"
RELEASE = ENUMERATION + "/Release"

FAULT_ACTIONS = {
    ADDRESSING: ADDRESSING + "/fault",
    ENUMERATION: ENUMERATION + "/fault",
    TRANSFER: TRANSFER + "/fault",
    WSMAN: "http://schemas.dmtf.org/wbem/wsman/1/wsman/fault",
}


def qualified(namespace: str, name: str) -> str:
    """The way in which ElementTree writes a name."""
    return f"{{{namespace}}}{name}"


def class_uri(namespace: str, class_name: str) -> str:
    return f"{WMI_ROOT}{namespace}/{class_name}"
