// SOAP 1.1 faults as a vCenter writes them: HTTP 500, the fault's type in the detail.
package main

import (
	"fmt"
	"html"
	"net/http"
)

const envelope = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" ` +
	`xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" ` +
	`xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>`

type soapFault struct {
	kind    string // such as NoPermission
	message string
	members string // XML inside the fault
}

func (f soapFault) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	fmt.Fprintf(w, envelope, fmt.Sprintf(`<soapenv:Fault><faultcode>ServerFaultCode</faultcode>`+
		`<faultstring>%s</faultstring><detail><%[2]sFault xmlns="urn:vim25" xsi:type="%[2]s">%[3]s</%[2]sFault></detail>`+
		`</soapenv:Fault>`, html.EscapeString(f.message), f.kind, f.members))
}

func noPermission(call soapCall) soapFault {
	return soapFault{"NoPermission", "Permission to perform this operation was denied.",
		permissionMembers(call.ThisType, call.ThisValue, "System.View")}
}

func notAuthenticated(call soapCall) soapFault {
	return soapFault{"NotAuthenticated", "The session is not authenticated.",
		permissionMembers(call.ThisType, call.ThisValue, "System.View")}
}

func invalidArgument(property string) soapFault {
	return soapFault{"InvalidArgument", "A specified parameter was not correct: " + property,
		"<invalidProperty>" + property + "</invalidProperty>"}
}

func invalidProperty(path string) soapFault {
	return soapFault{"InvalidProperty", "", "<name>" + html.EscapeString(path) + "</name>"}
}

func permissionMembers(kind, id, privilege string) string {
	return fmt.Sprintf(`<object type="%s">%s</object><privilegeId>%s</privilegeId>`,
		html.EscapeString(kind), html.EscapeString(id), privilege)
}
