// What a client asked: the parts of a SOAP request that the call log and the front need.
package main

import (
	"bytes"
	"encoding/xml"
)

type soapCall struct {
	Method     string
	ThisType   string
	ThisValue  string
	Specs      []propertySpec
	MaxObjects int
	Token      string
}

type propertySpec struct {
	Type  string   `xml:"type"`
	Paths []string `xml:"pathSet"`
	All   bool     `xml:"all"`
}

type methodElement struct {
	XMLName xml.Name
	This    struct {
		Type  string `xml:"type,attr"`
		Value string `xml:",chardata"`
	} `xml:"_this"`
	FilterSpecs []struct {
		Properties []propertySpec `xml:"propSet"`
	} `xml:"specSet"`
	MaxObjects int    `xml:"options>maxObjects"`
	Token      string `xml:"token"`
}

// parseCall leaves the method empty where the body is no SOAP envelope: the simulator is the one to complain.
func parseCall(body []byte) soapCall {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	var method methodElement
	if !enterBody(decoder) || !decodeNext(decoder, &method) {
		return soapCall{}
	}
	call := soapCall{Method: method.XMLName.Local, ThisType: method.This.Type, ThisValue: method.This.Value,
		MaxObjects: method.MaxObjects, Token: method.Token}
	for _, filter := range method.FilterSpecs {
		call.Specs = append(call.Specs, filter.Properties...)
	}
	return call
}

func enterBody(decoder *xml.Decoder) bool {
	for {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Body" {
			return true
		}
	}
}

func decodeNext(decoder *xml.Decoder, into interface{}) bool {
	for {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		switch element := token.(type) {
		case xml.StartElement:
			return decoder.DecodeElement(into, &element) == nil
		case xml.EndElement:
			return false
		}
	}
}

func (c soapCall) types() []string {
	words := []string{}
	for _, spec := range c.Specs {
		words = appendNew(words, spec.Type)
	}
	return words
}

func (c soapCall) paths() []string {
	words := []string{}
	for _, spec := range c.Specs {
		for _, path := range spec.Paths {
			words = appendNew(words, path)
		}
	}
	return words
}

func (c soapCall) isRetrieval() bool {
	return c.Method == "RetrievePropertiesEx" || c.Method == "ContinueRetrievePropertiesEx"
}

func appendNew(words []string, word string) []string {
	if contains(words, word) {
		return words
	}
	return append(words, word)
}
