// The command line: what to simulate, who may log in, how the wire behaves.
package main

import (
	"flag"
	"fmt"
	"strings"
	"time"
)

type options struct {
	model, scenario, apiVersion                        string
	datacenters, clusters, hostsPerCluster, standalone int
	vms                                                int
	user, password                                     string
	tls                                                bool
	key, certificate, dir                              string
	sessionIdle                                        time.Duration
	delays                                             delays
	callLog                                            string
	fronts                                             repeated
	verbose                                            bool
}

// repeated is a flag that may be given several times.
type repeated []string

func (r *repeated) String() string { return strings.Join(*r, " ") }

func (r *repeated) Set(value string) error {
	*r = append(*r, value)
	return nil
}

// delays are METHOD=DURATION pairs.
type delays map[string]time.Duration

func (d delays) String() string { return fmt.Sprint(map[string]time.Duration(d)) }

func (d delays) Set(value string) error {
	method, text, found := strings.Cut(value, "=")
	duration, err := time.ParseDuration(text)
	if !found || err != nil {
		return fmt.Errorf("`%s` is not METHOD=DURATION, such as RetrievePropertiesEx=500ms", value)
	}
	d[method] = duration
	return nil
}

func parseOptions(arguments []string) (options, error) {
	o := options{delays: delays{}}
	flags := flag.NewFlagSet("vcsim_host", flag.ContinueOnError)
	inventoryFlags(flags, &o)
	serverFlags(flags, &o)
	if err := flags.Parse(arguments); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("`%s` is not a flag", flags.Arg(0))
	}
	return o, o.check()
}

func inventoryFlags(flags *flag.FlagSet, o *options) {
	flags.StringVar(&o.model, "model", "vpx", "`vpx` (a vCenter) or esx (one host)")
	flags.IntVar(&o.datacenters, "datacenters", 1, "datacenters (vpx)")
	flags.IntVar(&o.clusters, "clusters", 1, "clusters in each datacenter (vpx)")
	flags.IntVar(&o.hostsPerCluster, "hosts-per-cluster", 3, "hosts in each cluster (vpx)")
	flags.IntVar(&o.standalone, "standalone-hosts", 1, "hosts outside clusters in each datacenter (vpx)")
	flags.IntVar(&o.vms, "vms", 4, "virtual machines in all, those of a scenario not counted")
	flags.StringVar(&o.scenario, "scenario", "", "`rich`: virtual machines, hosts and datastores with telling names")
	flags.StringVar(&o.apiVersion, "api-version", "", "`version` to report instead of the simulator's 6.5, such as 7.0")
}

func serverFlags(flags *flag.FlagSet, o *options) {
	flags.StringVar(&o.user, "user", "administrator@vsphere.local", "the only user who may log in")
	flags.StringVar(&o.password, "password", "secret", "the password of that user")
	flags.BoolVar(&o.tls, "tls", false, "HTTPS with a certificate of a CA made for this run")
	flags.StringVar(&o.key, "key", "p256", "`kind` of key: p256 or rsa (2048)")
	flags.StringVar(&o.certificate, "certificate", "good", "`kind` of certificate: good, expired, wrong-host or self-signed")
	flags.StringVar(&o.dir, "dir", "", "`directory` for ca.pem, other-ca.pem and server.pem")
	flags.DurationVar(&o.sessionIdle, "session-idle", 0, "sessions without calls end after this time")
	flags.Var(o.delays, "delay", "`METHOD=DURATION`: answers that method late; may be repeated")
	flags.StringVar(&o.callLog, "call-log", "", "`file` that gets one line of JSON for each SOAP call")
	flags.Var(&o.fronts, "front", "`SPEC`: a fault of the wire or the server, see README.md; may be repeated")
	flags.BoolVar(&o.verbose, "verbose", false, "the simulator's own log on stderr")
}

func (o options) check() error {
	choices := []struct{ flag, value, allowed string }{
		{"model", o.model, "vpx esx"}, {"scenario", o.scenario, "rich "}, {"key", o.key, "p256 rsa"},
		{"certificate", o.certificate, "good expired wrong-host self-signed"},
	}
	for _, choice := range choices {
		if !contains(strings.Split(choice.allowed, " "), choice.value) {
			return fmt.Errorf("--%s `%s`: it is one of: %s", choice.flag, choice.value, choice.allowed)
		}
	}
	return o.checkNumbers()
}

func (o options) checkNumbers() error {
	if o.datacenters < 1 || o.clusters < 0 || o.standalone < 0 || o.vms < 0 {
		return fmt.Errorf("a number of objects is negative, or there is no datacenter")
	}
	if o.clusters > 0 && o.hostsPerCluster < 1 {
		return fmt.Errorf("--hosts-per-cluster %d: a cluster needs a host", o.hostsPerCluster)
	}
	if o.user == "" || o.password == "" {
		return fmt.Errorf("--user and --password must not be empty")
	}
	return nil
}

func contains(words []string, word string) bool {
	for _, each := range words {
		if each == word {
			return true
		}
	}
	return false
}
