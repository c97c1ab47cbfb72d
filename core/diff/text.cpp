// The difference as lines: what was compared, what changed of the inputs, which causes there are, and guest by guest.
#include "diff/text.hpp"

#include <fmt/format.h>

#include <utility>

#include "diff/standing.hpp"
#include "diff/words.hpp"
#include "report/color.hpp"
#include "report/table.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::size_t kMostCauses = 20;

std::string_view color_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::worse:
      return "\x1b[31m";
    case ChangeKind::better:
      return "\x1b[32m";
    case ChangeKind::added:
    case ChangeKind::changed:
      return "\x1b[33m";
    case ChangeKind::not_seen:
    case ChangeKind::not_compared:
      return "\x1b[36m";
    default:
      return "\x1b[2m";
  }
}

class Text {
 public:
  Text(const Difference& difference, const DifferenceTextOptions& options)
      : difference_(difference), options_(options) {}

  std::string whole() {
    item("old: " + side_in_words(difference_.before), 0);
    item("new: " + side_in_words(difference_.after), 0);
    item(counts_in_words(difference_.counts), 0);
    inputs();
    causes();
    for (int i = 0; i <= static_cast<int>(ChangeKind::unchanged); ++i) guests(static_cast<ChangeKind>(i));
    notes();
    return std::move(text_);
  }

  std::string of_the_baseline() {
    const DifferenceCounts& counts = difference_.counts;
    item(fmt::format("baseline {}: {} worse, {} better, {} new, {} gone{}", difference_.before.name, counts.worse,
                     counts.better, counts.added, counts.gone, not_told(counts)),
         0);
    for (const GuestChange& guest : difference_.guests)
      if (matters_to_gates(guest)) tell(guest);
    return std::move(text_);
  }

 private:
  static std::string not_told(const DifferenceCounts& counts) {
    const std::size_t count = counts.not_seen + counts.not_compared;
    return count == 0 ? std::string{} : fmt::format(", {} on one side only that may be on both", count);
  }

  // Worse, or not in the baseline and not fine.
  static bool matters_to_gates(const GuestChange& guest) {
    if (guest.kind == ChangeKind::worse) return true;
    return guest.after && !guest.before && severity(guest.after->outcome) >= severity(Outcome::warn);
  }

  void item(std::string_view text, std::size_t indent) {
    text_ += std::string(indent, ' ') + wrap(for_terminal(text), options_.width, indent + 2) + "\n";
  }

  void heading(std::string_view title, std::string_view color = {}) {
    if (!text_.empty()) text_ += '\n';
    text_ += painted(fmt::format("{}:", title), options_.color ? color : std::string_view{}) + "\n";
  }

  void inputs() {
    if (difference_.inputs.empty()) return;
    heading("inputs that changed");
    for (const Cause& input : difference_.inputs) item(in_words(input), 2);
  }

  void causes() {
    if (difference_.causes.empty()) return;
    heading("causes, by the guests whose answer reads them");
    for (const SharedCause& shared : difference_.causes) {
      if (&shared - difference_.causes.data() == kMostCauses) {
        item(fmt::format("… and {} more", difference_.causes.size() - kMostCauses), 2);
        break;
      }
      item(fmt::format("{:>4}  {}{}", shared.guests, in_words(shared.cause), turns(shared)), 2);
    }
  }

  static std::string turns(const SharedCause& shared) {
    std::vector<std::string> words;
    if (shared.worse > 0) words.push_back(fmt::format("{} worse", shared.worse));
    if (shared.better > 0) words.push_back(fmt::format("{} better", shared.better));
    return words.empty() ? std::string{} : fmt::format(" ({})", join(words, ", "));
  }

  void guests(ChangeKind kind) {
    bool first = true;
    for (const GuestChange& guest : difference_.guests) {
      if (guest.kind != kind || !is_listed(guest, options_.only)) continue;
      if (std::exchange(first, false)) heading(title_of(kind), color_of(kind));
      tell(guest);
    }
  }

  std::string title_of(ChangeKind kind) const {
    const std::string_view meaning = meaning_of(kind);
    if (kind == ChangeKind::unchanged && options_.only.empty()) return "moved or renamed, otherwise unchanged";
    return meaning.empty() ? std::string(name_of(kind)) : fmt::format("{} ({})", name_of(kind), meaning);
  }

  void tell(const GuestChange& guest) {
    const bool other = guest.before && guest.after && answer_in_words(*guest.before) != answer_in_words(*guest.after);
    const std::string was = other ? fmt::format(" (was {})", answer_in_words(*guest.before)) : std::string{};
    item(fmt::format("{}: {}{}", guest_in_words(guest.side()), answer_in_words(guest.side()), was), 2);
    if (!guest.moved.empty()) item("moved: " + moves_in_words(guest.moved), 6);
    for (const std::string& line : in_words(guest.changes)) item(line, 6);
    for (const Cause& cause : roots_first(guest.causes)) item(because(cause), 6);
  }

  static std::string because(const Cause& cause) {
    const std::string evidence = evidence_in_words(cause);
    const std::string of = evidence.empty() ? "" : fmt::format(" ({})", evidence);
    if (!cause.through.empty()) return fmt::format("hence {}, through {}", in_words(cause), join(cause.through, ", "));
    return fmt::format("because {}{}", in_words(cause), of);
  }

  void notes() {
    if (difference_.notes.empty()) return;
    heading("notes");
    for (const std::string& note : difference_.notes) item(note, 2);
  }

  const Difference& difference_;
  const DifferenceTextOptions& options_;
  std::string text_;
};

}  // namespace

std::string render_text(const Difference& difference, const DifferenceTextOptions& options) {
  return Text(difference, options).whole();
}

std::string render_baseline(const Difference& difference, const DifferenceTextOptions& options) {
  return Text(difference, options).of_the_baseline();
}

}  // namespace hvcompat
