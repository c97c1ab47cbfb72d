// The outcome of a verification as a document that can be kept and asked for later:
// configs/schema/certificate.schema.json.
#pragma once

#include <filesystem>
#include <string>

#include "verify/kit.hpp"

namespace hvcompat {

inline constexpr int kCertificateSchema = 1;

// JSON, one line for each check; the same results and date give the same bytes. `version`: of this program.
std::string certificate_of(const Verification& verification, const std::string& date, const std::string& version);

// What matters of a certificate that is read back.
struct Certificate {
  std::string sha256;  // of the plugin's file
  std::string plugin;  // name and version
  std::string date;
  bool passed = false;
  bool whole = false;  // every check of every level, on a target that was read
};

// An error in words where it is no certificate.
Result<Certificate> parse_certificate(const std::string& file, std::string text);

}  // namespace hvcompat
