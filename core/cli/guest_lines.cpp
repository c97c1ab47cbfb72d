// Writing guest by guest.
#include "cli/guest_lines.hpp"

#include <functional>

#include "cli/output_file.hpp"
#include "report/fleet_ndjson.hpp"
#include "report/ndjson.hpp"

namespace hvcompat {
namespace {

// False: no more can be written.
using Writing = std::function<bool(std::string_view)>;

struct OutputClosed {};

// False where the files are no longer as they were judged.
bool write_all(ListedFleet& fleet, unsigned threads, const Writing& write) {
  const FleetLines lines(fleet, threads);
  if (!write(ndjson_head(fleet.report()))) return true;
  try {
    const auto tell = [&](const FleetGuestView& guest, std::string& to) { lines.append(to, guest); };
    const auto sink = [&](std::string_view text) {
      if (!write(text)) throw OutputClosed();
    };
    if (!fleet.tell_guests(tell, sink, threads)) return false;
  } catch (const OutputClosed&) {
    return true;  // whoever writes tells why
  }
  write(ndjson_summary(fleet.report()));
  return true;
}

}  // namespace

std::optional<Error> write_guest_lines(ListedFleet& fleet, unsigned threads, const std::string& file,
                                       Console& console) {
  Error changed = usage_error("an inventory changed while it was read", "evaluate a copy that nobody writes to");
  if (file.empty()) {
    const auto print = [&](std::string_view text) { return console.print_piece(text); };
    return write_all(fleet, threads, print) ? std::nullopt : std::optional(changed);
  }
  auto out = OutputFile::open(file);
  if (out.has_error()) return out.error();
  const auto to_file = [&](std::string_view text) {
    out->write(text);
    return !out->failed();
  };
  if (!write_all(fleet, threads, to_file)) return changed;
  return out->finish();
}

}  // namespace hvcompat
