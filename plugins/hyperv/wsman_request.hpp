// The requests of WS-Management that read: Identify, Get, Enumerate, Pull, Release, as SOAP 1.2 envelopes.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace hvhyperv {

// What the server is asked to keep to in one answer.
struct WsmanLimits {
  std::size_t envelope_bytes = 512'000;         // what Windows takes at most unless MaxEnvelopeSizekb was raised
  std::size_t elements = 32'000;                // in one page
  std::size_t instances = 4'000'000;            // of one class
  std::chrono::milliseconds operation{60'000};  // after which the server is to answer with a fault instead
};

// Where a request goes to, and its own name that the answer has to relate to.
struct WsmanAddress {
  std::string to;            // https://host:5986/wsman
  std::string resource_uri;  // …/wmi/root/cimv2/*
  std::string message_id;    // uuid:…
};

// A random "uuid:xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".
std::string new_message_id();

// All classes of a namespace (what a WQL filter demands), or one class.
std::string resource_of(std::string_view name_space, std::string_view class_name = "*");

std::string identify_request();

// One instance of a class by its key properties; none are needed for a class that has one instance only.
using Selectors = std::map<std::string, std::string, std::less<>>;
std::string get_request(const WsmanAddress& address, const WsmanLimits& limits, const Selectors& selectors);

// `wql` empty: all instances of the resource.
std::string enumerate_request(const WsmanAddress& address, const WsmanLimits& limits, std::string_view wql);

// `context` is the XML of the EnumerationContext element of the last answer, as context_xml gives it.
std::string pull_request(const WsmanAddress& address, const WsmanLimits& limits, std::string_view context);
std::string release_request(const WsmanAddress& address, const WsmanLimits& limits, std::string_view context);

}  // namespace hvhyperv
