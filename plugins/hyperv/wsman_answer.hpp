// An answer of a WS-Management server taken apart: fault or page of items, by namespaces and never by prefixes.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "wsman_fault.hpp"

namespace hvhyperv {

// What Identify tells; texts as the server gives them, for the log.
struct Identity {
  std::string vendor;
  std::string version;
};

class WsmanAnswer {
 public:
  // Throws hvc::Failure (protocol) where `body` is no SOAP 1.2 envelope. `what` names the request in errors.
  WsmanAnswer(std::string body, std::string what);
  WsmanAnswer(const WsmanAnswer&) = delete;
  WsmanAnswer& operator=(const WsmanAnswer&) = delete;

  std::optional<WsmanFault> fault() const;

  // Throws hvc::Failure (protocol) where the answer relates to another message, or to none and is no fault.
  void check_relates_to(const std::string& message_id) const;

  // None where the body is no answer to Identify.
  std::optional<Identity> identity() const;

  // What an answer to Get holds; throws hvc::Failure (protocol) where the body is empty.
  pugi::xml_node single_item() const;

  // The three below: of an answer to Enumerate or Pull; they throw hvc::Failure (protocol) where it is neither.
  // Items in the order of the document; they live as long as this answer.
  std::vector<pugi::xml_node> items() const;
  bool is_last() const;
  // The EnumerationContext element as XML that can be put into a request; empty where there is none.
  std::string context_xml() const;

 private:
  pugi::xml_node page() const;

  std::string text_;
  std::string what_;
  pugi::xml_document document_;
  pugi::xml_node header_;
  pugi::xml_node body_;
};

}  // namespace hvhyperv
