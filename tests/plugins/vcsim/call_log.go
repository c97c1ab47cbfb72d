// One line of JSON for each SOAP call, written before the call is answered: what the server saw, not what a client claims.
package main

import (
	"encoding/json"
	"os"
	"sync"
)

type callLog struct {
	mutex sync.Mutex
	file  *os.File
}

type callLine struct {
	Method  string   `json:"method"`
	This    string   `json:"this"`
	Session bool     `json:"session"`
	Types   []string `json:"types"`
	Paths   []string `json:"paths"`
}

// openCallLog gives no log for an empty name.
func openCallLog(name string) (*callLog, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	return &callLog{file: file}, err
}

func (l *callLog) write(call soapCall, session bool) {
	line := callLine{call.Method, call.ThisType + ":" + call.ThisValue, session, call.types(), call.paths()}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	json.NewEncoder(l.file).Encode(line)
}
