// A SOAP fault of a WS-Management server: what it means, in words, and what to do about it.
#pragma once

#include <cstdint>
#include <hvcompat/plugin.hpp>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace hvhyperv {

enum class FaultKind {
  access_denied,
  not_there,         // no such class or namespace
  filter_refused,    // the query does not fit this version of the class, or there is no such namespace
  no_wql,            // the server does not know the language of the query
  context_lost,      // the enumeration is no longer known: begin it again
  timed_out,         // not done within OperationTimeout
  answer_too_large,  // the answer does not fit into the envelope that was asked for
  envelope_refused,  // the server does not give envelopes of that size
  over_quota,        // too many operations at a time: come back later
  unavailable,       // shutting down, or the service under it does not run
  not_supported,
  other
};

struct WsmanFault {
  FaultKind kind = FaultKind::other;
  std::uint32_t code = 0;  // the one that decided, or the first that was told; 0 where there is none
  std::string subcode;     // local name of the innermost one that is known, "AccessDenied"
  std::string detail;      // last part of wsman:FaultDetail
  std::string reason;      // the server's own words in its own language: to be shown, never to be decided on
};

// `fault` is the soap:Fault element. Decides on numbers and qualified names alone.
WsmanFault read_fault(const pugi::xml_node& fault);

// One sentence: "access is denied (2147749891): …the server's words".
std::string words_for(const WsmanFault& fault);

// Commands or settings for the one who can mend it; `name_space` is the one that was asked.
std::string remedy_for(FaultKind kind, std::string_view name_space);

// A class that could not be read because of the fault.
hvc::UnknownFact unknown_of(const WsmanFault& fault, std::string_view name_space, std::string_view class_name);

// The whole target that cannot be read because of the fault.
hvc::Failure failure_of(const WsmanFault& fault, std::string_view name_space);

}  // namespace hvhyperv
