// The parts of a site file, each read by a file of its own.
#pragma once

#include <filesystem>
#include <string>

#include "target/site.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

// What every part is read with.
struct SiteReading {
  const JsonDocument& document;
  std::filesystem::path folder;  // that relative paths are relative to
  Errors errors;

  std::filesystem::path resolve(const std::string& path) const { return (folder / path).lexically_normal(); }
  void error(const JsonNode& at, std::string message, std::string help = {}) {
    errors.push_back(document.error_at(at.offset, std::move(message), std::move(help)));
  }
};

void read_site_target(SiteReading& reading, const JsonNode& node, Site& site);
void read_customer(SiteReading& reading, const JsonNode& node, Site& site);
void read_vendors(SiteReading& reading, const JsonNode& node, Site& site);
void read_attest_rule(SiteReading& reading, const JsonNode& node, std::size_t index, Site& site);
void read_waiver(SiteReading& reading, const JsonNode& node, Site& site);

}  // namespace hvcompat
