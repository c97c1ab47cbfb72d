// Answers that never come, come cut, or say something else than the simulator would.
package main

import (
	"net/http"
	"os"
	"strconv"
)

func (r *methodRule) answer(w http.ResponseWriter, request *http.Request, call soapCall) {
	switch r.kind {
	case "hang-on":
		<-request.Context().Done() // until the client, or this program, has had enough
		panic(http.ErrAbortHandler)
	case "replace-on":
		r.replace(w)
	case "status-on":
		status, _ := strconv.Atoi(r.argument)
		w.WriteHeader(status)
	case "deny-method":
		noPermission(call).write(w)
	case "fault-on":
		soapFault{kind: r.argument, message: "A fault made by the test's front: " + r.argument}.write(w)
	}
}

func (r *methodRule) replace(w http.ResponseWriter) {
	text, err := os.ReadFile(r.argument)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.Write(text)
}

// cut promises the whole answer, sends the beginning and hangs up.
func (r *methodRule) cut(w http.ResponseWriter, status int, answer []byte) {
	length, _ := strconv.Atoi(r.argument)
	if length > len(answer) {
		length = len(answer)
	}
	w.WriteHeader(status)
	w.Write(answer[:length])
	w.(http.Flusher).Flush()
	panic(http.ErrAbortHandler)
}
