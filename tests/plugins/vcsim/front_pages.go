// Long answers in pages, as a real vCenter sends them: the simulator of this version sends everything at once.
package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"

	"github.com/vmware/govmomi/simulator"
)

// pageMemory holds what was retrieved and not yet sent, by token.
type pageMemory struct {
	mutex   sync.Mutex
	last    int
	waiting map[string]retrieved
}

type retrieved struct {
	session    string
	size       int
	head, tail []byte // the envelope around the objects
	objects    [][]byte
}

func newPageMemory() *pageMemory {
	return &pageMemory{waiting: map[string]retrieved{}}
}

func (f *front) ownsPages(call soapCall) bool {
	return f.spec.pages > 0 &&
		(call.Method == "ContinueRetrievePropertiesEx" || call.Method == "CancelRetrievePropertiesEx")
}

// reshape leaves hidden machines out, moves denied properties aside and keeps back what exceeds a page.
func (f *front) reshape(answer []byte, session string, call soapCall) []byte {
	head, objects, tail := cutElements(answer, "objects")
	if len(objects) == 0 {
		return answer
	}
	objects = withoutHidden(objects, f.spec.hidden)
	for i := range objects {
		objects[i] = withoutDenied(objects[i], call, f.spec.denied)
	}
	size := f.spec.pages
	if size == 0 {
		size = len(objects)
	} else if 0 < call.MaxObjects && call.MaxObjects < size {
		size = call.MaxObjects
	}
	return f.pages.next(retrieved{session, size, head, tail, objects})
}

// next is a page of at most `size` objects, with a token where more wait.
func (m *pageMemory) next(r retrieved) []byte {
	page := append([]byte{}, r.head...)
	sent := len(r.objects)
	if sent > r.size {
		sent = r.size
		rest := r
		rest.objects = r.objects[sent:]
		page = append(page, "<token>"+m.remember(rest)+"</token>"...)
	}
	page = append(page, bytes.Join(r.objects[:sent], nil)...)
	return append(page, r.tail...)
}

func (m *pageMemory) remember(r retrieved) string {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	m.last++
	token := fmt.Sprintf("page-%d", m.last)
	m.waiting[token] = r
	return token
}

// take forgets the token: each is good for one call of the session that got it.
func (m *pageMemory) take(token, session string) (retrieved, bool) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	rest, found := m.waiting[token]
	if !found || rest.session != session {
		return retrieved{}, false
	}
	delete(m.waiting, token)
	return rest, true
}

func (f *front) serveFromMemory(w *httptest.ResponseRecorder, r *http.Request, call soapCall) {
	session := sessionCookie(r)
	if !f.simulator.hasSession(session) {
		notAuthenticated(call).write(w)
		return
	}
	rest, found := f.pages.take(strings.TrimSpace(call.Token), session)
	if !found {
		invalidArgument("token").write(w)
		return
	}
	if call.Method == "CancelRetrievePropertiesEx" {
		fmt.Fprintf(w, envelope, `<CancelRetrievePropertiesExResponse xmlns="urn:vim25"/>`)
		return
	}
	rest.continued()
	w.Write(f.pages.next(rest))
}

// continued renames the answer and leaves out machines that were deleted since.
func (r *retrieved) continued() {
	if !bytes.Contains(r.head, []byte("<ContinueRetrievePropertiesExResponse")) {
		r.head = renamed(r.head)
		r.tail = renamed(r.tail)
	}
	present := [][]byte{}
	for _, object := range r.objects {
		if reference := objectReference(object); reference.Type != "VirtualMachine" || simulator.Map.Get(reference) != nil {
			present = append(present, object)
		}
	}
	r.objects = present
}

func renamed(text []byte) []byte {
	return bytes.ReplaceAll(text, []byte("RetrievePropertiesExResponse"), []byte("ContinueRetrievePropertiesExResponse"))
}
