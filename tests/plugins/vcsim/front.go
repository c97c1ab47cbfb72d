// What stands between a client and the simulator: logs each call, then answers it, spoils it or hands it on.
package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"time"

	"github.com/vmware/govmomi/vim25"
)

type front struct {
	simulator simulated
	log       *callLog
	delays    delays
	spec      frontSpec
	pages     *pageMemory

	mutex      sync.Mutex // guards what follows and the counts of the rules
	retrievals int
}

func newFront(o options, s simulated) (*front, error) {
	log, err := openCallLog(o.callLog)
	if err != nil {
		return nil, err
	}
	spec, err := parseFronts(o.fronts)
	return &front{simulator: s, log: log, delays: o.delays, spec: spec, pages: newPageMemory()}, err
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == vim25.Path+"/vimService" { // the old address of the same service
		r.URL.Path = vim25.Path
	}
	if r.Method != http.MethodPost || r.URL.Path != vim25.Path {
		f.simulator.ServeHTTP(w, r)
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	f.serveCall(w, r, parseCall(body))
}

func (f *front) serveCall(w http.ResponseWriter, r *http.Request, call soapCall) {
	if f.log != nil {
		f.log.write(call, f.simulator.hasSession(sessionCookie(r)))
	}
	time.Sleep(f.delays[call.Method])
	rule := f.ruleFor(call.Method)
	if rule != nil && rule.kind != "truncate-on" {
		rule.answer(w, r, call)
		return
	}
	if fault := f.refusal(r, call); fault != nil {
		fault.write(w)
		return
	}
	f.serveAnswer(w, r, call, rule)
}

// serveAnswer lets the simulator write straight to the client where nothing is to be changed.
func (f *front) serveAnswer(w http.ResponseWriter, r *http.Request, call soapCall, truncation *methodRule) {
	if truncation == nil && !f.changes(call) {
		f.simulator.ServeHTTP(w, r)
		return
	}
	status, answer := f.answer(r, call)
	if call.isRetrieval() {
		f.afterRetrieval(sessionCookie(r))
	}
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
	if truncation != nil {
		truncation.cut(w, status, answer)
	}
	w.WriteHeader(status)
	w.Write(answer)
}

func (f *front) changes(call soapCall) bool {
	return call.isRetrieval() && f.spec.touchesRetrievals() || f.ownsPages(call)
}

func (f *front) answer(r *http.Request, call soapCall) (int, []byte) {
	answer := httptest.NewRecorder()
	switch {
	case f.ownsPages(call):
		f.serveFromMemory(answer, r, call)
	case call.Method == "RetrievePropertiesEx":
		f.simulator.ServeHTTP(answer, r)
		return answer.Code, f.reshape(answer.Body.Bytes(), sessionCookie(r), call)
	default:
		f.simulator.ServeHTTP(answer, r)
	}
	return answer.Code, answer.Body.Bytes()
}

func (f *front) ruleFor(method string) *methodRule {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	var found *methodRule
	for _, rule := range f.spec.rules {
		if rule.applies(method) && found == nil {
			found = rule
		}
	}
	return found
}

// refusal is what a real server says and this simulator does not.
func (f *front) refusal(r *http.Request, call soapCall) *soapFault {
	if call.Method != "RetrievePropertiesEx" && call.Method != "RetrieveProperties" {
		return nil
	}
	if f.spec.strictSession && !f.simulator.hasSession(sessionCookie(r)) {
		fault := notAuthenticated(call)
		return &fault
	}
	for _, path := range call.paths() {
		if within(path, f.spec.unknown) {
			fault := invalidProperty(path)
			return &fault
		}
	}
	return nil
}
