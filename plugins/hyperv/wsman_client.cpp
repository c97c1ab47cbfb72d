// Enumerations are few and their pages large: round trips grow with classes and pages, never with guests.
#include "wsman_client.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "instance_xml.hpp"

namespace hvhyperv {
namespace {

constexpr int kMostEmptyPages = 100;  // in a row
constexpr int kMostLatePulls = 3;     // in a row
constexpr std::chrono::milliseconds kFarewell{2'000};

bool ends_the_run(const hvc::Failure& failure) {
  constexpr std::string_view codes[] = {HVC_FAIL_CANCELLED, HVC_FAIL_AUTH, HVC_FAIL_TLS, HVC_FAIL_TARGET,
                                        HVC_FAIL_INTERNAL};
  return std::find(std::begin(codes), std::end(codes), failure.code) != std::end(codes);
}

bool is_silence(const hvc::Failure& failure) {
  return failure.code == HVC_FAIL_TIMEOUT || failure.code == HVC_FAIL_UNREACHABLE;
}

hvc::Reason reason_of(const hvc::Failure& failure) {
  if (failure.code == HVC_FAIL_TIMEOUT) return hvc::Reason::timeout;
  return failure.code == HVC_FAIL_PERMISSION ? hvc::Reason::not_permitted : hvc::Reason::error;
}

std::size_t find_word(std::string_view text, std::string_view word) {
  const auto same = [](char a, char b) {
    return std::toupper(static_cast<unsigned char>(a)) == std::toupper(static_cast<unsigned char>(b));
  };
  const std::string padded = " " + std::string(word) + " ";
  const auto found = std::search(text.begin(), text.end(), padded.begin(), padded.end(), same);
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

bool is_soap(const hvshared::HttpAnswer& answer) {
  return answer.content_type.find("soap+xml") != std::string::npos && !answer.body.empty();
}

// Pages get smaller by steps that are few: each costs the enumeration from its beginning.
std::size_t smaller_page(std::size_t elements) {
  if (elements > 100) return 100;
  return elements > 10 ? 10 : 1;
}

// A class that has one instance only, which needs no keys to be got.
bool is_single(const ClassQuery& query) { return query.class_name == "Win32_OperatingSystem"; }

// What a server may refuse of an enumeration and give to a Get all the same.
bool may_still_be_got(FaultKind kind) {
  return kind == FaultKind::not_supported || kind == FaultKind::no_wql || kind == FaultKind::filter_refused;
}

// 150 KiB was the standard of WinRM 1.1, 8 KiB is the least that DSP0226 allows.
std::size_t smaller_envelope(std::size_t bytes) {
  constexpr std::size_t steps[] = {153'600, 51'200, 8'192};
  const auto* next = std::find_if(std::begin(steps), std::end(steps), [&](std::size_t step) { return step < bytes; });
  return next == std::end(steps) ? 0 : *next;
}

}  // namespace

std::string with_all_properties(std::string_view wql) {
  const std::size_t from = find_word(wql, "FROM");
  return from == std::string_view::npos ? std::string(wql) : "SELECT *" + std::string(wql.substr(from));
}

bool has_condition(std::string_view wql) { return find_word(wql, "WHERE") != std::string_view::npos; }

struct WsmanClient::Wanted {
  std::string resource;
  std::string wql;
  std::string class_name;
  std::string what;  // "root/cimv2:Win32_ComputerSystem"
};

struct WsmanClient::Attempt {
  std::vector<Instance> instances;
  std::optional<WsmanFault> fault;
  std::string context;
  bool complete = false;
  int empty_pages = 0;
};

// What was already tried for this class.
struct WsmanClient::Patience {
  bool begun_again = false;
  int came_back = 0;
};

WsmanClient::WsmanClient(std::string address, WsmanLimits limits, WsmanWire wire)
    : address_(std::move(address)), limits_(limits), wire_(std::move(wire)) {}

WsmanAddress WsmanClient::address_for(const std::string& resource) const {
  return {address_, resource, new_message_id()};
}

// The envelope of an answer; faults come with status 500 and others.
std::string WsmanClient::envelope_of(hvshared::HttpAnswer answer) const {
  if (answer.status == 401) throw wire_.refused(answer);
  if (answer.status / 100 == 2 || is_soap(answer)) return std::move(answer.body);
  const std::string said = address_ + ": the server answers with HTTP status " + std::to_string(answer.status);
  switch (answer.status) {
    case 403:
      throw hvc::Failure(HVC_FAIL_PERMISSION, said, remedy_for(FaultKind::access_denied, {}));
    case 404:
      throw hvc::Failure(HVC_FAIL_PROTOCOL, said + ": there is no WinRM at that address",
                         "on the host: winrm quickconfig -transport:https; winrm enumerate winrm/config/listener");
    case 502:
    case 503:
    case 504:
      throw hvc::Failure(HVC_FAIL_BUSY, said, "try again later; on the host: Get-Service WinRM");
    default:
      throw hvc::Failure(HVC_FAIL_PROTOCOL, said, "look whether WinRM answers there: winrm identify -remote:<host>");
  }
}

Identity WsmanClient::identify() {
  const WsmanAnswer answer(envelope_of(wire_.exchange(identify_request())), "Identify");
  if (const auto identity = answer.identity()) return *identity;
  if (answer.fault()) return {};
  throw hvc::Failure(HVC_FAIL_PROTOCOL, address_ + ": what answers there is no WS-Management server",
                     "on the host: winrm enumerate winrm/config/listener");
}

// Takes the instances; true where another page is to be asked for.
bool WsmanClient::take_page(Attempt& attempt, const WsmanAnswer& answer, const Wanted& wanted) {
  if (auto fault = answer.fault()) return attempt.fault = std::move(fault), false;
  const std::size_t before = attempt.instances.size();
  for (const pugi::xml_node& item : answer.items())
    if (auto instance = instance_of(item, wanted.class_name)) attempt.instances.push_back(*std::move(instance));
  attempt.empty_pages = attempt.instances.size() == before ? attempt.empty_pages + 1 : 0;
  attempt.complete = answer.is_last();
  if (attempt.complete) return attempt.context.clear(), false;
  std::string context = answer.context_xml();  // may be left out where it stays the same
  if (!context.empty()) attempt.context = std::move(context);
  if (attempt.context.empty())
    throw hvc::Failure(HVC_FAIL_PROTOCOL, wanted.what + ": the enumeration neither ends nor can it go on", {});
  if (attempt.empty_pages > kMostEmptyPages || attempt.instances.size() > limits_.instances)
    throw hvc::Failure(HVC_FAIL_PROTOCOL, wanted.what + ": the enumeration does not come to an end", {});
  return true;
}

// A Pull that the server had no time for may be sent again: its context is still good.
void WsmanClient::pull_rest(Attempt& attempt, const Wanted& wanted, const WsmanLimits& limits) {
  int late = 0;
  for (bool more = true; more;) {
    const WsmanAddress address = address_for(wanted.resource);
    const WsmanAnswer answer(envelope_of(wire_.exchange(pull_request(address, limits, attempt.context))),
                             "Pull of " + wanted.what);
    answer.check_relates_to(address.message_id);
    more = take_page(attempt, answer, wanted);
    const bool was_late = attempt.fault && attempt.fault->kind == FaultKind::timed_out;
    late = was_late ? late + 1 : 0;
    if (!was_late || late >= kMostLatePulls) continue;
    attempt.fault.reset();
    more = true;
  }
}

WsmanClient::Attempt WsmanClient::attempt(const Wanted& wanted, const WsmanLimits& limits) {
  Attempt attempt;
  try {
    const WsmanAddress address = address_for(wanted.resource);
    const WsmanAnswer answer(envelope_of(wire_.exchange(enumerate_request(address, limits, wanted.wql))),
                             "Enumerate of " + wanted.what);
    answer.check_relates_to(address.message_id);
    if (take_page(attempt, answer, wanted)) pull_rest(attempt, wanted, limits);
  } catch (const hvc::Failure& failure) {
    if (failure.code == HVC_FAIL_CANCELLED && wire_.hurry) wire_.hurry(kFarewell);
    if (!is_silence(failure) && !attempt.context.empty()) release(attempt.context, wanted, limits);
    throw;
  }
  const bool forgotten = attempt.fault && attempt.fault->kind == FaultKind::context_lost;
  if (!forgotten && !attempt.context.empty()) release(attempt.context, wanted, limits);
  return attempt;
}

// A courtesy: what comes of it changes nothing.
void WsmanClient::release(const std::string& context, const Wanted& wanted, const WsmanLimits& limits) {
  try {
    wire_.exchange(release_request(address_for(wanted.resource), limits, context));
  } catch (const hvc::Failure&) {
    return;
  }
}

// Changes what is asked for so that the next attempt may do better; false where nothing is left to change.
bool WsmanClient::can_go_on(const WsmanFault& fault, Wanted& wanted, WsmanLimits& limits, Patience& patience) {
  switch (fault.kind) {
    case FaultKind::context_lost:
      return !std::exchange(patience.begun_again, true);
    case FaultKind::answer_too_large:
      if (limits.elements == 1) return false;
      limits.elements = smaller_page(limits.elements);
      return true;
    case FaultKind::envelope_refused:
      if (smaller_envelope(limits.envelope_bytes) == 0) return false;
      limits.envelope_bytes = limits_.envelope_bytes = smaller_envelope(limits.envelope_bytes);
      return true;
    case FaultKind::filter_refused: {
      // Older hosts lack properties that newer ones have; a query that names one is refused as a whole.
      const std::string wider = with_all_properties(wanted.wql);
      return std::exchange(wanted.wql, wider) != wider;
    }
    case FaultKind::no_wql:
      if (wanted.wql.empty() || has_condition(wanted.wql)) return false;
      wanted.resource.replace(wanted.resource.size() - 1, 1, wanted.class_name);
      wanted.wql.clear();
      return true;
    case FaultKind::over_quota:
    case FaultKind::unavailable:
      if (patience.came_back == 3) return false;
      if (wire_.pause) wire_.pause(std::chrono::milliseconds(250 << patience.came_back));
      ++patience.came_back;
      return true;
    default:
      return false;
  }
}

ClassReading WsmanClient::read_or_fault(const ClassQuery& query) {
  Wanted wanted{resource_of(query.name_space), std::string(query.wql), std::string(query.class_name),
                std::string(query.name_space) + ":" + std::string(query.class_name)};
  WsmanLimits limits = limits_;
  Patience patience;
  for (;;) {
    Attempt tried = attempt(wanted, limits);
    if (!tried.fault) return {std::move(tried.instances), std::nullopt};
    if (can_go_on(*tried.fault, wanted, limits, patience)) continue;
    if (is_single(query) && may_still_be_got(tried.fault->kind))
      return get_or_fault(query.name_space, query.class_name, {});
    return {{}, unknown_of(*tried.fault, query.name_space, query.class_name)};
  }
}

ClassReading WsmanClient::get_or_fault(std::string_view name_space, std::string_view class_name,
                                       const Selectors& selectors) {
  const WsmanAddress address = address_for(resource_of(name_space, class_name));
  const WsmanAnswer answer(envelope_of(wire_.exchange(get_request(address, limits_, selectors))),
                           "Get of " + std::string(name_space) + ":" + std::string(class_name));
  answer.check_relates_to(address.message_id);
  if (const auto fault = answer.fault()) return {{}, unknown_of(*fault, name_space, class_name)};
  ClassReading reading;
  if (auto instance = instance_of(answer.single_item(), class_name)) reading.instances.push_back(*std::move(instance));
  return reading;
}

ClassReading WsmanClient::in_words(std::string_view name_space, std::string_view class_name,
                                   const std::function<ClassReading()>& ask) {
  silent_ = false;
  try {
    ClassReading reading = ask();
    silent_ = reading.unknown && reading.unknown->reason == hvc::Reason::timeout;
    return reading;
  } catch (const hvc::Failure& failure) {
    if (ends_the_run(failure)) throw;
    silent_ = is_silence(failure);
    const std::string what = std::string(name_space) + ":" + std::string(class_name) + ": ";
    return {{}, hvc::UnknownFact{reason_of(failure), what + failure.what(), failure.remedy}};
  }
}

ClassReading WsmanClient::read(const ClassQuery& query) {
  return in_words(query.name_space, query.class_name, [&] { return read_or_fault(query); });
}

ClassReading WsmanClient::get(std::string_view name_space, std::string_view class_name, const Selectors& selectors) {
  return in_words(name_space, class_name, [&] { return get_or_fault(name_space, class_name, selectors); });
}

}  // namespace hvhyperv
