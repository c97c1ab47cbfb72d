// Properties that the account may not read: moved into missingSet, as a server does for an account without the right.
// Machines that it may not see are left out without a word, but for the lists of others that name them.
package main

import (
	"fmt"
	"html"
	"strings"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// baseTypes are what a client may name instead of the object's own type.
var baseTypes = map[string][]string{
	"VirtualMachine":         {"ManagedEntity"},
	"HostSystem":             {"ManagedEntity"},
	"Datastore":              {"ManagedEntity"},
	"Folder":                 {"ManagedEntity"},
	"Datacenter":             {"ManagedEntity"},
	"ResourcePool":           {"ManagedEntity"},
	"ComputeResource":        {"ManagedEntity"},
	"ClusterComputeResource": {"ComputeResource", "ManagedEntity"},
	"VirtualApp":             {"ResourcePool", "ManagedEntity"},
}

func withoutHidden(objects [][]byte, hidden []string) [][]byte {
	if len(hidden) == 0 {
		return objects
	}
	seen := [][]byte{}
	for _, object := range objects {
		if reference := objectReference(object); reference.Type != "VirtualMachine" || !contains(hidden, nameOf(reference)) {
			seen = append(seen, object)
		}
	}
	return seen
}

func nameOf(machine types.ManagedObjectReference) string {
	if entity, known := simulator.Map.Get(machine).(mo.Entity); known {
		return entity.Entity().Name
	}
	return ""
}

func withoutDenied(object []byte, call soapCall, denied []string) []byte {
	if len(denied) == 0 {
		return object
	}
	missing := askedAndDenied(object, call, denied)
	head, properties, tail := cutElements(object, "propSet")
	if len(properties) == 0 { // only obj, perhaps a missingSet: what follows the object's reference
		at := strings.Index(string(object), "</obj>") + len("</obj>")
		head, tail = object[:at], object[at:]
	}
	changed := append([]byte{}, head...)
	for _, property := range properties {
		if name := between(property, "<name>", "</name>"); within(name, denied) {
			missing = appendNew(missing, name)
		} else {
			changed = append(changed, property...)
		}
	}
	changed = append(changed, missingSet(object, missing)...)
	return append(changed, tail...)
}

// askedAndDenied includes properties without a value: the right is missed before the value is looked at.
func askedAndDenied(object []byte, call soapCall, denied []string) []string {
	kind := objectReference(object).Type
	names := []string{}
	for _, spec := range call.Specs {
		if spec.Type != kind && !contains(baseTypes[kind], spec.Type) {
			continue
		}
		for _, path := range spec.Paths {
			if within(path, denied) {
				names = appendNew(names, path)
			}
		}
	}
	return names
}

func missingSet(object []byte, paths []string) string {
	reference := objectReference(object)
	text := ""
	for _, path := range paths {
		text += fmt.Sprintf(`<missingSet><path>%s</path><fault><fault xsi:type="NoPermission">%s</fault>`+
			`<localizedMessage>Permission to perform this operation was denied.</localizedMessage></fault></missingSet>`,
			html.EscapeString(path), permissionMembers(reference.Type, reference.Value, "System.Read"))
	}
	return text
}

// within says whether the path is one of these or below one.
func within(path string, paths []string) bool {
	for _, each := range paths {
		if path == each || strings.HasPrefix(path, each+".") {
			return true
		}
	}
	return false
}
