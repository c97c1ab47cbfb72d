// The difference as Markdown tables (GitHub and GitLab read them alike).
#include "diff/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "diff/words.hpp"
#include "report/markdown_text.hpp"
#include "text/words.hpp"

namespace hvcompat {
namespace {

constexpr std::size_t kLongestProse = 1000;  // characters of a sentence

std::string prose(std::string_view text) { return markdown_prose(text, kLongestProse); }

class Markdown {
 public:
  Markdown(const Difference& difference, const std::vector<ChangeKind>& only) : difference_(difference), only_(only) {}

  std::string run() {
    text_ = fmt::format("## What changed\n\n**{}**\n\n", prose(counts_in_words(difference_.counts)));
    bullets({"old: " + side_in_words(difference_.before), "new: " + side_in_words(difference_.after)});
    inputs();
    causes();
    for (int i = 0; i <= static_cast<int>(ChangeKind::unchanged); ++i) guests(static_cast<ChangeKind>(i));
    if (!difference_.notes.empty()) text_ += "\n### Notes\n\n";
    bullets(difference_.notes);
    return std::move(text_);
  }

 private:
  void bullets(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) text_ += fmt::format("- {}\n", prose(line));
  }

  void inputs() {
    if (difference_.inputs.empty()) return;
    text_ += "\n### Inputs that changed\n\n";
    std::vector<std::string> lines;
    for (const Cause& input : difference_.inputs) lines.push_back(in_words(input));
    bullets(lines);
  }

  void causes() {
    if (difference_.causes.empty()) return;
    text_ += "\n### Causes\n\n| guests | worse | better | cause |\n|---:|---:|---:|---|\n";
    for (const SharedCause& shared : difference_.causes)
      text_ += fmt::format("| {} | {} | {} | {} |\n", shared.guests, shared.worse, shared.better,
                           prose(in_words(shared.cause)));
  }

  void guests(ChangeKind kind) {
    bool first = true;
    for (const GuestChange& guest : difference_.guests) {
      if (guest.kind != kind || !is_listed(guest, only_)) continue;
      if (std::exchange(first, false)) head(kind);
      text_ += fmt::format("| {} | {} | {} | {} |\n", prose(guest_in_words(guest.side())), answer(guest.before),
                           answer(guest.after), details(guest));
    }
  }

  void head(ChangeKind kind) {
    const std::string_view meaning = meaning_of(kind);
    text_ += fmt::format("\n### {}{}\n\n| guest | was | is | what and why |\n|---|---|---|---|\n", title(kind),
                         meaning.empty() ? std::string{} : fmt::format(" ({})", meaning));
  }

  static std::string title(ChangeKind kind) {
    std::string name(name_of(kind));
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
  }

  static std::string answer(const std::optional<GuestSide>& side) {
    return side ? prose(answer_in_words(*side)) : std::string{};
  }

  static std::string details(const GuestChange& guest) {
    std::vector<std::string> lines;
    if (!guest.moved.empty()) lines.push_back("moved: " + moves_in_words(guest.moved));
    for (const std::string& line : in_words(guest.changes)) lines.push_back(line);
    for (const Cause& cause : roots_first(guest.causes))
      lines.push_back((cause.through.empty() ? "because " : "hence ") + in_words(cause));
    std::ranges::transform(lines, lines.begin(), prose);
    return join(lines, "<br>");
  }

  const Difference& difference_;
  const std::vector<ChangeKind>& only_;
  std::string text_;
};

}  // namespace

std::string render_markdown(const Difference& difference, const std::vector<ChangeKind>& only) {
  return Markdown(difference, only).run();
}

}  // namespace hvcompat
