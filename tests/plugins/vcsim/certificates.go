// A certificate authority for one run, a server certificate of it, and an authority that signed nothing.
package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

type authority struct {
	certificate *x509.Certificate
	key         crypto.Signer
}

// serverCertificate writes ca.pem, other-ca.pem and server.pem, and gives the certificate to serve with.
func serverCertificate(o options) (tls.Certificate, error) {
	ca, err := newAuthority("vcsim_host test CA", o.key, filepath.Join(o.dir, "ca.pem"))
	if err != nil {
		return tls.Certificate{}, err
	}
	if _, err = newAuthority("unrelated CA", o.key, filepath.Join(o.dir, "other-ca.pem")); err != nil {
		return tls.Certificate{}, err
	}
	file := filepath.Join(o.dir, "server.pem")
	if o.certificate == "self-signed" {
		return selfSigned(serverTemplate(o.certificate), o.key, file)
	}
	return ca.issue(serverTemplate(o.certificate), o.key, file)
}

func selfSigned(template *x509.Certificate, kind, file string) (tls.Certificate, error) {
	key, err := newKey(kind)
	if err != nil {
		return tls.Certificate{}, err
	}
	certificate, err := signed(template, template, key.Public(), key, file)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{certificate.Raw}, PrivateKey: key}, nil
}

func newAuthority(name, kind, file string) (authority, error) {
	template := certificateTemplate(name)
	template.IsCA = true
	template.BasicConstraintsValid = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageCRLSign
	key, err := newKey(kind)
	if err != nil {
		return authority{}, err
	}
	certificate, err := signed(template, template, key.Public(), key, file)
	return authority{certificate, key}, err
}

func (a authority) issue(template *x509.Certificate, kind, file string) (tls.Certificate, error) {
	key, err := newKey(kind)
	if err != nil {
		return tls.Certificate{}, err
	}
	certificate, err := signed(template, a.certificate, key.Public(), a.key, file)
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.Certificate{Certificate: [][]byte{certificate.Raw, a.certificate.Raw}, PrivateKey: key}, nil
}

func signed(template, parent *x509.Certificate, public crypto.PublicKey, signer crypto.Signer, file string) (*x509.Certificate, error) {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, signer)
	if err != nil {
		return nil, err
	}
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	if err = os.WriteFile(file, text, 0o644); err != nil {
		return nil, err
	}
	return x509.ParseCertificate(der)
}

func newKey(kind string) (crypto.Signer, error) {
	if kind == "rsa" {
		return rsa.GenerateKey(rand.Reader, 2048)
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

func certificateTemplate(name string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: name, Organization: []string{"hvcompat tests"}},
		NotBefore:    time.Now().Add(-48 * time.Hour),
		NotAfter:     time.Now().Add(48 * time.Hour),
	}
}

func serverTemplate(kind string) *x509.Certificate {
	template := certificateTemplate("localhost")
	template.KeyUsage = x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}
	template.DNSNames = []string{"localhost"}
	template.IPAddresses = []net.IP{net.IPv4(127, 0, 0, 1)}
	switch kind {
	case "expired":
		template.NotAfter = time.Now().Add(-24 * time.Hour)
	case "wrong-host":
		template.Subject.CommonName = "vcenter.example.invalid"
		template.DNSNames, template.IPAddresses = []string{"vcenter.example.invalid"}, nil
	}
	return template
}

// fingerprint is the SHA-256 of the certificate, in the notation that administrators compare.
func fingerprint(certificate tls.Certificate) string {
	sum := sha256.Sum256(certificate.Certificate[0])
	pairs := make([]string, len(sum))
	for i, octet := range sum {
		pairs[i] = fmt.Sprintf("%02X", octet)
	}
	return strings.Join(pairs, ":")
}
