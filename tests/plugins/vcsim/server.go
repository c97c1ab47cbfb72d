// From the options to a listening server, and its end: stdin closed, SIGTERM or SIGINT.
package main

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// announcement is the one line that says where the server listens.
type announcement struct {
	URL         string `json:"url"`
	Port        int    `json:"port"`
	Fingerprint string `json:"fingerprint,omitempty"`
	CA          string `json:"ca,omitempty"`
}

func serve(o options) error {
	if !o.verbose {
		log.SetOutput(io.Discard)
	}
	scratch, err := scratchDirectory(&o)
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	simulated, err := newSimulator(o)
	if err != nil {
		return err
	}
	defer simulated.model.Remove()
	handler, err := newFront(o, simulated)
	if err != nil {
		return err
	}
	return listen(o, handler)
}

// scratchDirectory is also where the simulator keeps the files of its datastores.
func scratchDirectory(o *options) (string, error) {
	scratch, err := os.MkdirTemp("", "vcsim_host-")
	if err != nil {
		return "", err
	}
	if o.dir == "" {
		o.dir = scratch
	} else if err = os.MkdirAll(o.dir, 0o755); err != nil {
		return scratch, err
	}
	if o.dir, err = filepath.Abs(o.dir); err != nil {
		return scratch, err
	}
	return scratch, os.Setenv("TMPDIR", scratch)
}

func listen(o options, handler http.Handler) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	said := announcement{Port: listener.Addr().(*net.TCPAddr).Port}
	said.URL = "http://" + listener.Addr().String() + "/sdk"
	if o.tls {
		if listener, err = secured(o, listener, &said); err != nil {
			return err
		}
	}
	server := &http.Server{Handler: handler}
	go server.Serve(listener)
	if err = json.NewEncoder(os.Stdout).Encode(said); err != nil {
		return err
	}
	waitForTheEnd()
	return server.Close()
}

func secured(o options, listener net.Listener, said *announcement) (net.Listener, error) {
	certificate, err := serverCertificate(o)
	if err != nil {
		return nil, err
	}
	said.URL = "https://" + listener.Addr().String() + "/sdk"
	said.Fingerprint = fingerprint(certificate)
	said.CA = filepath.Join(o.dir, "ca.pem")
	return tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{certificate}, NextProtos: []string{"http/1.1"}}), nil
}

func waitForTheEnd() {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		io.Copy(io.Discard, os.Stdin)
		ended <- syscall.SIGTERM
	}()
	<-ended
}
