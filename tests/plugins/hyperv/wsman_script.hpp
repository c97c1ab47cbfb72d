// A server made of prepared answers, for the client's tests: what it was asked stands in `requests`.
#pragma once

#include <deque>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "wsman_client.hpp"

namespace wsmantest {

// What stands between the first <tag> and its end; prefixes as our requests have them.
inline std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  if (from == std::string::npos) return {};
  const std::size_t first = from + begin.size();
  return text.substr(first, text.find(end, first) - first);
}

inline std::string message_id(const std::string& request) { return between(request, "<a:MessageID>", "<"); }

inline std::string envelope(const std::string& relates_to, const std::string& body) {
  return "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
         " xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
         " xmlns:n=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\""
         " xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header>" +
         (relates_to.empty() ? std::string() : "<a:RelatesTo>" + relates_to + "</a:RelatesTo>") +
         "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
}

inline std::string fault(const std::string& subcode, const std::string& detail) {
  return "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>" + subcode +
         "</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang=\"de-DE\">Zugriff verweigert.</s:Text></s:Reason>"
         "<s:Detail>" +
         detail + "</s:Detail></s:Fault>";
}

inline std::string windows_fault(const std::string& code) {
  return "<f:WSManFault xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"" + code +
         "\" Machine=\"hv01\"><f:Message>ignored</f:Message></f:WSManFault>";
}

inline std::string fragment(const std::string& name) {
  return "<w:XmlFragment><Name>" + name + "</Name></w:XmlFragment>";
}

inline std::string enumerated(const std::string& items, const std::string& context) {
  return "<n:EnumerateResponse><n:EnumerationContext>" + context + "</n:EnumerationContext><w:Items>" + items +
         "</w:Items>" + (context.empty() ? "<w:EndOfSequence/>" : "") + "</n:EnumerateResponse>";
}

inline std::string pulled(const std::string& items, const std::string& context) {
  return "<n:PullResponse>" +
         (context.empty() ? std::string() : "<n:EnumerationContext>" + context + "</n:EnumerationContext>") +
         "<n:Items>" + items + "</n:Items>" + (context.empty() ? "<n:EndOfSequence/>" : "") + "</n:PullResponse>";
}

class Script {
 public:
  using Answer = std::function<hvshared::HttpAnswer(const std::string& request)>;

  Script& says(const std::string& body, long status = 200) {
    answers_.push_back([=](const std::string& request) {
      return hvshared::HttpAnswer{
          status, "application/soap+xml;charset=UTF-8", envelope(message_id(request), body), {}};
    });
    return *this;
  }
  Script& gives(hvshared::HttpAnswer answer) {
    answers_.push_back([=](const std::string&) { return answer; });
    return *this;
  }
  Script& fails(const hvc::Failure& failure) {
    answers_.push_back([=](const std::string&) -> hvshared::HttpAnswer { throw failure; });
    return *this;
  }

  hvhyperv::WsmanClient client(const hvhyperv::WsmanLimits& limits = {}) {
    hvhyperv::WsmanWire wire;
    wire.exchange = [this](const std::string& request) {
      requests.push_back(request);
      if (answers_.empty()) throw std::logic_error("asked once more than was prepared for: " + request);
      const Answer answer = answers_.front();
      answers_.pop_front();
      return answer(request);
    };
    wire.refused = [](const hvshared::HttpAnswer&) { return hvc::Failure(HVC_FAIL_AUTH, "refused"); };
    wire.pause = [this](std::chrono::milliseconds time) { pauses.push_back(time.count()); };
    wire.hurry = [this](std::chrono::milliseconds) { hurried = true; };
    return hvhyperv::WsmanClient("https://hv01:5986/wsman", limits, wire);
  }

  bool all_said() const { return answers_.empty(); }

  std::vector<std::string> requests;
  std::vector<long> pauses;
  bool hurried = false;

 private:
  std::deque<Answer> answers_;
};

// "Enumerate Pull Pull Release": what was asked for, in order.
// "Enumerate", "Get": the last part of a request's action.
inline std::string operation(const std::string& request) {
  const std::string action = between(between(request, "<a:Action", "/a:Action"), ">", "<");
  return action.substr(action.rfind('/') + 1);
}

inline std::string actions(const Script& script) {
  std::string list;
  for (const std::string& request : script.requests) list += (list.empty() ? "" : " ") + operation(request);
  return list;
}

inline std::string names_of(const hvhyperv::ClassReading& reading) {
  std::string list;
  for (const hvhyperv::Instance& one : reading.instances) list += std::string(one.text("Name")) + " ";
  return list;
}

}  // namespace wsmantest
