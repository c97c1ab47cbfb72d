// The lines of the guests of a fleet in the NDJSON report, put together from texts that guests have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/fleet_evaluate.hpp"

namespace hvcompat {

// The same bytes as render_ndjson() gives with Detail::verdicts.
class FleetLines {
 public:
  // The fleet must outlive it.
  FleetLines(const ListedFleet& fleet, unsigned threads);

  // Several threads may call it.
  void append(std::string& to, const FleetGuestView& guest) const;

 private:
  // A text with places for values that each guest has for itself.
  class Text {
   public:
    Text() = default;
    explicit Text(std::string_view marked);
    void append(std::string& to, const ListedFleet& fleet, const FleetGuestView& guest) const;

   private:
    struct Place {
      std::size_t end;  // of what stands before it
      std::string fact;
    };
    std::string text_;
    std::vector<Place> places_;
  };
  using Texts = std::vector<Text>;  // by the number of the report

  void write_hosts();
  Texts texts_of(std::size_t part, std::string_view first, std::string_view last) const;
  Texts boundary_texts(std::size_t part) const;
  void append_part(std::string& to, const Texts& texts, std::size_t part, const FleetGuestView& guest) const;

  const ListedFleet& fleet_;
  std::vector<std::string> hosts_;  // host, cluster, target
  Texts names_;                     // os to hypervisor
  Texts answers_;                   // level to missing
  Texts areas_;
  Texts advice_;
  Texts first_steps_;
  Texts conflicts_;
  Texts waivers_;
  std::vector<Texts> boundaries_;  // of each boundary
};

}  // namespace hvcompat
