// Cuts the simulator's answers as text: an answer of 10,000 objects is too long to be parsed and written again.
package main

import (
	"bytes"

	"github.com/vmware/govmomi/vim25/types"
)

// cutElements finds the first run of sibling elements of that name. The simulator writes no white space between
// elements and no attributes on these, and escapes `<` in texts.
func cutElements(text []byte, name string) (before []byte, elements [][]byte, after []byte) {
	open := []byte("<" + name + ">")
	start := bytes.Index(text, open)
	if start < 0 {
		return text, nil, nil
	}
	after = text[start:]
	for bytes.HasPrefix(after, open) {
		end := elementEnd(after, name)
		elements = append(elements, after[:end:end])
		after = after[end:]
	}
	return text[:start:start], elements, after
}

// elementEnd minds elements of the same name inside.
func elementEnd(text []byte, name string) int {
	open, closing := []byte("<"+name+">"), []byte("</"+name+">")
	depth, at := 0, 0
	for {
		next := bytes.Index(text[at:], closing)
		if next < 0 {
			return len(text)
		}
		depth += bytes.Count(text[at:at+next], open) - 1
		at += next + len(closing)
		if depth == 0 {
			return at
		}
	}
}

// objectReference reads `<objects><obj type="HostSystem">host-21</obj>…`.
func objectReference(object []byte) types.ManagedObjectReference {
	return types.ManagedObjectReference{
		Type:  between(object, `<obj type="`, `"`),
		Value: between(object[bytes.Index(object, []byte("<obj ")):], `>`, `<`),
	}
}

func between(text []byte, from, to string) string {
	start := bytes.Index(text, []byte(from))
	if start < 0 {
		return ""
	}
	text = text[start+len(from):]
	if end := bytes.Index(text, []byte(to)); end >= 0 {
		return string(text[:end])
	}
	return ""
}
