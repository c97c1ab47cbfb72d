// The --front specifications: what the front does to which calls.
package main

import (
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
)

type frontSpec struct {
	pages         int
	loseSession   int // after this many retrievals; 0: never
	strictSession bool
	vanishing     []vanishing
	hidden        []string // names of virtual machines
	denied        []string // property paths
	unknown       []string // property paths
	rules         []*methodRule
}

// vanishing is a virtual machine that is deleted after so many retrievals.
type vanishing struct {
	name  string
	after int
}

// methodRule changes the answers of one method, all of them or only the nth.
type methodRule struct {
	kind, method, argument string
	nth, seen              int
}

var (
	methodName = regexp.MustCompile(`^[A-Za-z_]+$`)
	faultName  = regexp.MustCompile(`^[A-Za-z]+$`)
)

func parseFronts(specs []string) (frontSpec, error) {
	var f frontSpec
	for _, text := range specs {
		kind, value, _ := strings.Cut(text, "=")
		if err := f.add(kind, value); err != nil {
			return f, fmt.Errorf("--front `%s`: %w", text, err)
		}
	}
	return f, nil
}

func (f *frontSpec) add(kind, value string) (err error) {
	switch kind {
	case "pages":
		f.pages, err = positive(value)
	case "lose-session-after":
		f.loseSession, err = positive(value)
	case "strict-session":
		f.strictSession = true
	case "delete-vm":
		err = f.addVanishing(value)
	case "hide-vm":
		f.hidden = append(f.hidden, value)
	case "deny":
		f.denied = append(f.denied, strings.Split(value, ",")...)
	case "unknown-path":
		f.unknown = append(f.unknown, strings.Split(value, ",")...)
	default:
		err = f.addRule(kind, value)
	}
	return err
}

func (f *frontSpec) addVanishing(value string) error {
	at := strings.LastIndex(value, "@")
	if at < 1 {
		return fmt.Errorf("it is delete-vm=NAME@N")
	}
	after, err := positive(value[at+1:])
	f.vanishing = append(f.vanishing, vanishing{value[:at], after})
	return err
}

func (f *frontSpec) addRule(kind, value string) error {
	method, argument, _ := strings.Cut(value, ":")
	rule := &methodRule{kind: kind, argument: argument}
	name, nth, only := strings.Cut(method, "@")
	if rule.method = name; !methodName.MatchString(name) {
		return fmt.Errorf("`%s` is no method's name", name)
	}
	if only {
		var err error
		if rule.nth, err = positive(nth); err != nil {
			return err
		}
	}
	f.rules = append(f.rules, rule)
	return rule.check()
}

func (f *frontSpec) touchesRetrievals() bool {
	return f.pages > 0 || f.loseSession > 0 || len(f.vanishing) > 0 || len(f.hidden) > 0 || len(f.denied) > 0
}

func (r *methodRule) check() error {
	switch r.kind {
	case "hang-on", "deny-method":
		return nil
	case "truncate-on", "status-on":
		_, err := positive(r.argument)
		return err
	case "replace-on":
		_, err := os.Stat(r.argument)
		return err
	case "fault-on":
		if !faultName.MatchString(r.argument) {
			return fmt.Errorf("`%s` is no fault's name", r.argument)
		}
		return nil
	}
	return fmt.Errorf("there is no front of this name: see README.md")
}

// applies counts the calls of its method.
func (r *methodRule) applies(method string) bool {
	if r.method != method {
		return false
	}
	r.seen++
	return r.nth == 0 || r.nth == r.seen
}

func positive(text string) (int, error) {
	number, err := strconv.Atoi(text)
	if err != nil || number < 1 {
		return 0, fmt.Errorf("`%s` is not a positive number", text)
	}
	return number, nil
}
