// govmomi's simulator, set up and reached in process: our server listens, the simulator only answers.
package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25"
	"github.com/vmware/govmomi/vim25/soap"
	"github.com/vmware/govmomi/vim25/types"
)

type simulated struct {
	model *simulator.Model
}

func newSimulator(o options) (simulated, error) {
	simulator.SessionIdleTimeout = o.sessionIdle
	model := newModel(o)
	if err := model.Create(); err != nil {
		return simulated{model}, fmt.Errorf("the simulator cannot make its inventory: %w", err)
	}
	if err := fillInventory(o); err != nil {
		return simulated{model}, err
	}
	service := model.Service
	service.Listen = &url.URL{User: url.UserPassword(o.user, o.password)} // any other user would let everybody in
	service.RegisterSDK(simulator.Map)
	service.ServeMux.HandleFunc(vim25.Path+"/vimServiceVersions.xml", serveVersions)
	return simulated{model}, nil
}

// serveVersions names more former versions than the simulator does: clients take the newest that they know.
func serveVersions(w http.ResponseWriter, _ *http.Request) {
	current := simulator.Map.Get(vim25.ServiceInstance).(*simulator.ServiceInstance).Content.About.ApiVersion
	fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><namespaces version="1.0"><namespace><name>urn:vim25</name>`+
		`<version>%s</version><priorVersions>`, current)
	for _, former := range []string{"6.7.3", "6.7.2", "6.7.1", "6.7", "6.5", "6.0", "5.5", "5.1", "5.0"} {
		if former < current {
			fmt.Fprintf(w, "<version>%s</version>", former)
		}
	}
	fmt.Fprint(w, "</priorVersions></namespace></namespaces>")
}

func (s simulated) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.model.Service.ServeMux.ServeHTTP(w, r)
}

// call asks the simulator with somebody's session, without the wire.
func (s simulated) call(cookie, method string, this types.ManagedObjectReference) *httptest.ResponseRecorder {
	body := fmt.Sprintf(`<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><%s xmlns="urn:vim25">`+
		`<_this type="%s">%s</_this></%s></Body></Envelope>`, method, this.Type, this.Value, method)
	request := httptest.NewRequest(http.MethodPost, vim25.Path, bytes.NewBufferString(body))
	request.AddCookie(&http.Cookie{Name: soap.SessionCookieName, Value: cookie})
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, request)
	return answer
}

// hasSession asks with the harmless CurrentTime: the simulator keeps its sessions to itself.
func (s simulated) hasSession(cookie string) bool {
	return cookie != "" && s.call(cookie, "CurrentTime", vim25.ServiceInstance).Code == http.StatusOK
}

func (s simulated) endSession(cookie string) {
	s.call(cookie, "Logout", simulator.Map.SessionManager().Self)
}

func sessionCookie(r *http.Request) string {
	cookie, err := r.Cookie(soap.SessionCookieName)
	if err != nil {
		return ""
	}
	return cookie.Value
}
