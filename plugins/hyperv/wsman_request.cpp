// Envelopes as Windows' own client writes them: some servers mind the order of headers, all mind that of the body.
#include "wsman_request.hpp"

#include <array>
#include <cstdio>
#include <random>

#include "shared/xml_message.hpp"
#include "wsman_names.hpp"

namespace hvhyperv {
namespace {

std::string declared(std::string_view prefix, std::string_view name_space) {
  return " xmlns:" + std::string(prefix) + "=\"" + std::string(name_space) + "\"";
}

// PT48.000S
std::string duration(std::chrono::milliseconds time) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "PT%lld.%03dS", static_cast<long long>(time.count() / 1000),
                static_cast<int>(time.count() % 1000));
  return text.data();
}

std::string selector_set(const Selectors& selectors) {
  if (selectors.empty()) return {};
  std::string set = "<w:SelectorSet>";
  for (const auto& [name, value] : selectors)
    set += "<w:Selector Name=\"" + hvshared::xml_escaped(name) + "\">" + hvshared::xml_escaped(value) + "</w:Selector>";
  return set + "</w:SelectorSet>";
}

// `action` is the operation with the namespace of its standard.
std::string header(const WsmanAddress& address, const WsmanLimits& limits, const std::string& action,
                   const Selectors& selectors = {}) {
  const std::string must = " s:mustUnderstand=\"true\"";
  const std::string language = " xml:lang=\"en-US\" s:mustUnderstand=\"false\"/>";
  return "<s:Header><a:To>" + hvshared::xml_escaped(address.to) + "</a:To><w:ResourceURI" + must + ">" +
         hvshared::xml_escaped(address.resource_uri) + "</w:ResourceURI><a:ReplyTo><a:Address" + must + ">" +
         std::string(names::kAnonymous) + "</a:Address></a:ReplyTo><a:Action" + must + ">" + action +
         "</a:Action><w:MaxEnvelopeSize" + must + ">" + std::to_string(limits.envelope_bytes) +
         "</w:MaxEnvelopeSize><a:MessageID>" + address.message_id + "</a:MessageID><w:Locale" + language +
         "<p:DataLocale" + language + "<w:OperationTimeout>" + duration(limits.operation) + "</w:OperationTimeout>" +
         selector_set(selectors) + "</s:Header>";
}

std::string enumeration_header(const WsmanAddress& address, const WsmanLimits& limits, std::string_view operation) {
  return header(address, limits, std::string(names::kEnumeration) + "/" + std::string(operation));
}

std::string envelope(const std::string& header, const std::string& body) {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope" + declared("s", names::kSoap) +
         declared("a", names::kAddressing) + declared("n", names::kEnumeration) + declared("w", names::kWsman) +
         declared("p", names::kMicrosoft) + ">" + header + "<s:Body>" + body + "</s:Body></s:Envelope>";
}

std::string filter(std::string_view wql) {
  if (wql.empty()) return {};
  return "<w:Filter Dialect=\"" + std::string(names::kWql) + "\">" + hvshared::xml_escaped(wql) + "</w:Filter>";
}

}  // namespace

std::string new_message_id() {
  std::random_device random;
  std::array<unsigned, 4> word{random(), random(), random(), random()};
  word[1] = (word[1] & 0xFFFF0FFFu) | 0x00004000u;
  word[2] = (word[2] & 0x3FFFFFFFu) | 0x80000000u;
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "uuid:%08x-%04x-%04x-%04x-%04x%08x", word[0], word[1] >> 16,
                word[1] & 0xFFFFu, word[2] >> 16, word[2] & 0xFFFFu, word[3]);
  return text.data();
}

std::string resource_of(std::string_view name_space, std::string_view class_name) {
  return std::string(names::kWmi) + std::string(name_space) + "/" + std::string(class_name);
}

std::string identify_request() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope" + declared("s", names::kSoap) +
         declared("i", names::kIdentity) + "><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>";
}

std::string get_request(const WsmanAddress& address, const WsmanLimits& limits, const Selectors& selectors) {
  return envelope(header(address, limits, std::string(names::kTransfer) + "/Get", selectors), {});
}

std::string enumerate_request(const WsmanAddress& address, const WsmanLimits& limits, std::string_view wql) {
  return envelope(enumeration_header(address, limits, "Enumerate"),
                  "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>" + std::to_string(limits.elements) +
                      "</w:MaxElements>" + filter(wql) + "</n:Enumerate>");
}

std::string pull_request(const WsmanAddress& address, const WsmanLimits& limits, std::string_view context) {
  return envelope(enumeration_header(address, limits, "Pull"), "<n:Pull>" + std::string(context) + "<n:MaxElements>" +
                                                                   std::to_string(limits.elements) +
                                                                   "</n:MaxElements></n:Pull>");
}

std::string release_request(const WsmanAddress& address, const WsmanLimits& limits, std::string_view context) {
  return envelope(enumeration_header(address, limits, "Release"),
                  "<n:Release>" + std::string(context) + "</n:Release>");
}

}  // namespace hvhyperv
