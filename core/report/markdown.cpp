// Markdown.
#include "report/markdown.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/guest_words.hpp"
#include "report/headline.hpp"
#include "report/markdown_text.hpp"
#include "report/report_words.hpp"
#include "text/words.hpp"

namespace hvcompat {

namespace {

constexpr std::size_t kLongestProse = 500;

std::string code(std::string_view text) { return markdown_code(text, kMarkdownText); }
std::string prose(std::string_view text) { return markdown_prose(text, kMarkdownText); }

std::string codes(const std::vector<std::string>& texts) {
  std::vector<std::string> spans;
  for (const std::string& text : texts) {
    if (spans.size() < kMarkdownItems) spans.push_back(code(text));
  }
  if (texts.size() > kMarkdownItems) spans.push_back(fmt::format("… and {} more", texts.size() - kMarkdownItems));
  return join(spans, ", ");
}

std::string verb(std::size_t count, std::string_view one, std::string_view many) {
  return std::string(count == 1 ? one : many);
}

std::string title(const Report& report) {
  const bool part = report.summary.guests > 0 && is_incomplete(report);
  return fmt::format("## hvcompat: {}{}\n", part ? "incomplete; " : "",
                     markdown_prose(headline(report), kLongestProse));
}

std::string bullets(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) {
    if (&item - items.data() == static_cast<std::ptrdiff_t>(kMarkdownItems)) break;
    text += "- " + item + "\n";
  }
  if (items.size() > kMarkdownItems) text += fmt::format("- … and {} more\n", items.size() - kMarkdownItems);
  return text;
}

std::string section(std::string_view title, const std::vector<std::string>& items) {
  return items.empty() ? std::string{} : fmt::format("\n**{}**\n\n{}", title, bullets(items));
}

std::string counts(const std::vector<NamedCount>& items) {
  std::vector<std::string> words;
  for (const NamedCount& item : items) {
    if (words.size() < kMarkdownItems) words.push_back(fmt::format("{} {}", item.count, prose(item.name)));
  }
  if (items.size() > kMarkdownItems) words.push_back(fmt::format("… and {} more", items.size() - kMarkdownItems));
  return join(words, ", ");
}

std::string overview(const Report& report) {
  const Summary& summary = report.summary;
  std::string text = fmt::format("\nJudged as of {}.\n", prose(report.as_of));
  if (is_incomplete(report)) {
    std::vector<std::string> reasons;
    for (const std::string& reason : incomplete_because(report)) reasons.push_back(prose(reason));
    text += fmt::format("\n> **Incomplete**: {}\n", join(reasons, "; "));
  }
  if (summary.guests == 0) return text;
  text += fmt::format("\n- levels: {}\n- outcomes: {}\n", counts(summary.levels), counts(summary.outcomes));
  if (!summary.boundaries.empty()) text += fmt::format("- boundaries: {}\n", counts(summary.boundaries));
  return text;
}

// Worst first; nothing for what needs no row.
int row_rank(Outcome outcome) {
  constexpr std::array kRows = {Outcome::error, Outcome::fail, Outcome::undecided, Outcome::warn, Outcome::waived};
  const auto found = std::ranges::find(kRows, outcome);
  return found == kRows.end() ? -1 : static_cast<int>(found - kRows.begin());
}

std::string reason(const Verdict& verdict) {
  const Deciding because = deciding(verdict);
  std::vector<std::string> parts;
  for (const std::string& why : because.why) parts.push_back(prose(why));
  std::vector<std::string> facts;
  for (const MissingFact& missing : verdict.missing) facts.push_back(missing.fact);
  if (!facts.empty()) parts.push_back("missing " + codes(facts));
  const std::vector<std::string> crossed = boundaries_in(verdict, BoundaryState::crossed);
  if (!crossed.empty()) parts.push_back("crossed " + codes(crossed));
  for (const AppliedWaiver& waiver : verdict.waivers) parts.push_back(prose(in_words(waiver)));
  return join(parts, "; ");
}

std::string row(const GuestReport& guest, bool with_target) {
  const Verdict& verdict = guest.verdict;
  const Deciding because = deciding(verdict);
  std::string place = code(guest.host);
  if (with_target) place = place.empty() ? code(guest.target) : code(guest.target) + " " + place;
  const std::string level = verdict.level == Level::indeterminate && !verdict.possible.empty()
                                ? join(names_of(verdict.possible), " or ") + "?"
                                : std::string(name_of(verdict.level));
  return fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", code(called(guest)), place, code(guest.os), level,
                     name_of(verdict.outcome), codes(because.rules), reason(verdict));
}

std::string table(const Report& report) {
  std::vector<const GuestReport*> guests;
  for (const GuestReport& guest : report.guests) {
    if (row_rank(guest.verdict.outcome) >= 0) guests.push_back(&guest);
  }
  if (guests.empty()) return {};
  std::ranges::stable_sort(guests, {}, [](const GuestReport* guest) { return row_rank(guest->verdict.outcome); });
  std::string text =
      "\n| guest | host | system | who answers | outcome | rule | why |\n| --- | --- | --- | --- | --- | --- | --- |\n";
  const std::size_t shown = std::min(guests.size(), kMarkdownGuests);
  for (std::size_t i = 0; i < shown; ++i) text += row(*guests[i], report.targets.size() > 1);
  if (shown < guests.size())
    text += fmt::format("\n… and {} more that do not pass\n", counted(guests.size() - shown, "guest"));
  return text;
}

std::vector<std::string> supply(const Summary& summary) {
  std::vector<std::string> items;
  for (const SupplyStep& step : summary.supply)
    items.push_back(fmt::format("{}{}: {} would be decided", items.empty() ? "" : "then ", codes(step.facts),
                                counted(step.guests, "guest")));
  return items;
}

std::vector<std::string> missing(const Summary& summary) {
  std::vector<std::string> items;
  for (const MissingCount& count : summary.missing) {
    items.push_back(fmt::format("{} {} for {}", counted(count.guests, "guest"), verb(count.guests, "waits", "wait"),
                                code(count.fact)));
    if (!count.remedy.empty()) items.back() += ": " + prose(count.remedy);
  }
  return items;
}

std::vector<std::string> errors(const Report& report) {
  std::vector<std::string> items;
  for (const TargetReport& target : report.targets) {
    const std::string name = fmt::format("{} ({})", code(target.name), code(target.uri));
    if (!target.complete) items.push_back(name + ": **failed or cut off**");
    for (const CollectionError& error : target.errors) items.push_back(name + ": " + prose(in_words(error)));
  }
  return items;
}

std::vector<std::string> as_prose(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) items.push_back(prose(text));
  return items;
}

std::vector<std::string> inputs(const Report& report) {
  const ReportInputs& of = report.inputs;
  std::vector<std::string> items{"hvcompat " + code(of.hvcompat),
                                 fmt::format("profile {}, sha256 {}", code(of.profile), code(of.profile_sha256))};
  for (const PackInput& pack : of.packs)
    items.push_back(fmt::format("policy {}: {}, sha256 {}", code(pack.id + "@" + pack.revision),
                                markdown_prose(pack.source, kLongestProse), code(pack.sha256)));
  for (const CatalogInput& catalog : of.catalogs)
    items.push_back(
        fmt::format("catalog {} of {}, sha256 {}", code(catalog.id), prose(catalog.as_of), code(catalog.sha256)));
  if (!of.site.empty()) items.push_back(fmt::format("site file {}, sha256 {}", code(of.site), code(of.site_sha256)));
  items.push_back("facts, sha256 " + code(of.facts_sha256));
  for (const TargetReport& target : report.targets)
    items.push_back(fmt::format("target {} ({}), collected {} by {}", code(target.name), code(target.uri),
                                prose(target.collected_at), prose(target.plugin)));
  return items;
}

std::string folded(const std::vector<std::string>& items) {
  return "\n<details>\n<summary>Inputs</summary>\n\n" + bullets(items) + "\n</details>\n";
}

}  // namespace

std::string render_markdown(const Report& report, bool guests) {
  const Summary& summary = report.summary;
  std::string text = title(report) + overview(report);
  if (guests) text += table(report);
  text += section("What to supply first", supply(summary));
  text += section("Missing facts", missing(summary));
  text += section("Not evaluated", as_prose(not_told(report)));
  text += section("Targets with errors", errors(report));
  text += section("Notes", as_prose(report.notes));
  return text + folded(inputs(report));
}

}  // namespace hvcompat
