// The reading half of a WS-Management client: Identify, Get, and whole enumerations of classes.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "host_instances.hpp"
#include "shared/http_client.hpp"
#include "wsman_answer.hpp"
#include "wsman_request.hpp"

namespace hvhyperv {

// How requests get to the server: each takes an envelope and gives what came back, whatever its status.
struct WsmanWire {
  std::function<hvshared::HttpAnswer(const std::string&)> exchange;
  std::function<hvc::Failure(const hvshared::HttpAnswer&)> refused;  // a 401 in words
  std::function<void(std::chrono::milliseconds)> hurry;              // before a farewell while the run is cancelled
  std::function<void(std::chrono::milliseconds)> pause;              // before coming back to a busy host
};

class WsmanClient {
 public:
  WsmanClient(std::string address, WsmanLimits limits, WsmanWire wire);

  // Throws hvc::Failure where the server is none or does not let us in. A fault in answer is none: some know no
  // Identify.
  Identity identify();

  // One Enumerate and its Pulls, begun once more where the server forgot them. What goes wrong with this class alone
  // is told in the reading; hvc::Failure is thrown for what ends the run (cancelled, credentials, certificate).
  ClassReading read(const ClassQuery& query);

  // One instance by its keys; a single round trip. Throws as read() does.
  ClassReading get(std::string_view name_space, std::string_view class_name, const Selectors& selectors);

  // The last class was lost because nothing of it came in time, or there was no connection.
  bool was_silent() const { return silent_; }

 private:
  struct Wanted;
  struct Attempt;
  struct Patience;

  ClassReading read_or_fault(const ClassQuery& query);
  ClassReading get_or_fault(std::string_view name_space, std::string_view class_name, const Selectors& selectors);
  ClassReading in_words(std::string_view name_space, std::string_view class_name,
                        const std::function<ClassReading()>& ask);
  Attempt attempt(const Wanted& wanted, const WsmanLimits& limits);
  void pull_rest(Attempt& attempt, const Wanted& wanted, const WsmanLimits& limits);
  bool take_page(Attempt& attempt, const WsmanAnswer& answer, const Wanted& wanted);
  bool can_go_on(const WsmanFault& fault, Wanted& wanted, WsmanLimits& limits, Patience& patience);
  void release(const std::string& context, const Wanted& wanted, const WsmanLimits& limits);
  std::string envelope_of(hvshared::HttpAnswer answer) const;
  WsmanAddress address_for(const std::string& resource) const;

  std::string address_;
  WsmanLimits limits_;
  WsmanWire wire_;
  bool silent_ = false;
};

// "SELECT A, B FROM C WHERE D" as "SELECT * FROM C WHERE D".
std::string with_all_properties(std::string_view wql);
bool has_condition(std::string_view wql);

}  // namespace hvhyperv
