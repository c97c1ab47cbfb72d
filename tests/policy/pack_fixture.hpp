// A small pack to break in one place at a time.
#pragma once

#include <string>

namespace hvcompat::testing {

inline const std::string kPack = R"({
  "id": "acme",
  "revision": "1",
  "title": "Acme's own rules",
  "area": "virtualization",
  "source": {"document": "Acme handbook"},
  "in_force": {"from": "2024-01-01"},
  "applies_to": {"fact": "guest.os.family", "is": "windows"},
  "clauses": [{"id": "c1", "summary": "the default"}, {"id": "c2", "summary": "servers"}],
  "support": [
    {"id": "r1", "when": {"fact": "guest.kind", "is": "windows-server"}, "level": "joint", "clauses": ["c2"], "why": "a server"},
    {"id": "r2", "level": "not-supported", "clauses": ["c1"], "why": "the default"}
  ]
})";

inline std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? std::string() : text.replace(at, from.size(), to);
}

}  // namespace hvcompat::testing
