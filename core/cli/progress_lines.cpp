// Lines of progress.
#include "cli/progress_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/color.hpp"
#include "report/table.hpp"

namespace hvcompat {
namespace {

using std::chrono::seconds;

constexpr int kWidest = 100;  // wider lines are no easier to read, and break when the window is made narrower
constexpr int kBarCells = 20;
constexpr int kRowsLeft = 1;  // of the screen, for what passes above
constexpr auto kPlainPause = seconds(30);
constexpr std::string_view kBarColor = "\x1b[36m";

int columns_of(std::string_view text) { return static_cast<int>(width_of(text)); }

double part_done(const CollectProgress& at) {
  if (at.total == 0) return 0;
  return static_cast<double>(std::min(at.done, at.total)) / static_cast<double>(at.total);
}

std::string bar(const CollectProgress& at) {
  const auto filled = static_cast<std::size_t>(part_done(at) * kBarCells);
  return fmt::format("[{}{}]", std::string(filled, '#'), std::string(kBarCells - filled, '.'));
}

std::string count(const CollectProgress& at) {
  if (at.total > 0) return fmt::format("{}/{}", at.done, at.total);
  return at.done > 0 ? fmt::format("{}", at.done) : "…";
}

// How long it still takes, or for how long it has been running.
std::string time_of(std::chrono::duration<double> elapsed, double done) {
  if (const auto left = time_left(elapsed, done)) return in_words(*left) + " left";
  const auto whole = std::chrono::floor<seconds>(elapsed);
  return whole.count() > 0 ? in_words(whole) : std::string{};
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts)
    if (!part.empty()) text += (text.empty() ? "" : "  ") + part;
  return text;
}

TerminalFoot::Line line_of(const std::string& text) { return {text, columns_of(text)}; }

}  // namespace

std::optional<seconds> time_left(std::chrono::duration<double> elapsed, double done) {
  constexpr auto kEarliest = seconds(1);
  if (done <= 0 || elapsed < kEarliest) return std::nullopt;
  return std::chrono::round<seconds>(elapsed * ((1 - std::min(done, 1.0)) / done));
}

std::string in_words(seconds time) {
  const auto all = time.count();
  if (all < 60) return fmt::format("{}s", all);
  if (all < 3600) return fmt::format("{}m{:02}s", all / 60, all % 60);
  return fmt::format("{}h{:02}m", all / 3600, all / 60 % 60);
}

ProgressLines::ProgressLines(std::size_t targets, ProgressTime begun, bool color)
    : targets_(targets), begun_(begun), color_(color) {}

void ProgressLines::take(const CollectProgress& step, ProgressTime now) {
  auto found = std::ranges::find(running_, step.target, [](const Running& target) { return target.at.target; });
  if (step.finished) {
    ++finished_;
    if (found != running_.end()) running_.erase(found);
    return;
  }
  if (found == running_.end()) found = running_.insert(found, {step, now});
  found->at = step;
}

std::vector<TerminalFoot::Line> ProgressLines::lines(ScreenSize screen, ProgressTime now) const {
  if (std::max(targets_, finished_ + running_.size()) == 0) return {};
  const int columns = std::clamp(screen.columns - 1, 1, kWidest);
  const auto room = static_cast<std::size_t>(std::max(screen.rows - kRowsLeft - 1, 0));  // beside the line for all
  const bool all_fit = running_.size() <= room;
  const std::size_t shown = all_fit ? running_.size() : room - std::min<std::size_t>(room, 1);
  int name_columns = 0;
  for (std::size_t i = 0; i < shown; ++i)
    name_columns = std::max(name_columns, columns_of(for_terminal(running_[i].at.target)));
  name_columns = std::min(name_columns, std::max(columns / 3, 8));
  std::vector<TerminalFoot::Line> lines;
  for (std::size_t i = 0; i < shown; ++i) lines.push_back(target_line(running_[i], name_columns, columns, now));
  if (!all_fit && room > 0)
    lines.push_back(
        line_of(cut_to(fmt::format("… and {} more", running_.size() - shown), static_cast<std::size_t>(columns))));
  lines.push_back(line_of(cut_to(overall(now), static_cast<std::size_t>(columns))));
  return lines;
}

// Where there is little room the bar goes first, then the time.
TerminalFoot::Line ProgressLines::target_line(const Running& target, int name_columns, int columns,
                                              ProgressTime now) const {
  std::string name = cut_to(for_terminal(target.at.target), static_cast<std::size_t>(name_columns));
  name.append(static_cast<std::size_t>(name_columns - columns_of(name)), ' ');
  const std::string time = time_of(now - target.begun, part_done(target.at));
  if (target.at.total > 0) {
    TerminalFoot::Line line = line_of(joined({name, bar(target.at), count(target.at), time}));
    if (line.width <= columns && !color_) return line;
    if (line.width <= columns)
      return {joined({name, fmt::format("{}{}{}", kBarColor, bar(target.at), kReset), count(target.at), time}),
              line.width};
  }
  TerminalFoot::Line line = line_of(joined({name, count(target.at), time}));
  if (line.width <= columns) return line;
  return line_of(cut_to(joined({name, count(target.at)}), static_cast<std::size_t>(columns)));
}

std::string ProgressLines::overall(ProgressTime now) const {
  const std::size_t targets = std::max(targets_, finished_ + running_.size());
  double done = static_cast<double>(finished_);
  for (const Running& target : running_) done += part_done(target.at);
  const std::string time = targets == 0 ? "" : time_of(now - begun_, done / static_cast<double>(targets));
  const std::string count = fmt::format("{} of {} target{}", finished_, targets, targets == 1 ? "" : "s");
  return time.empty() ? count : count + ", " + time;
}

std::string PlainProgress::take(const CollectProgress& step, ProgressTime now) {
  const std::string name = for_terminal(step.target);
  if (step.finished) {
    told_.erase(step.target);
    return name + ": collected\n";
  }
  const auto [told, is_new] = told_.try_emplace(step.target, now);
  if (is_new) return name + ": collecting\n";
  if (now - told->second < kPlainPause || step.done == 0) return {};
  told->second = now;
  return step.total > 0 ? fmt::format("{}: {} of {}\n", name, step.done, step.total)
                        : fmt::format("{}: {}\n", name, step.done);
}

}  // namespace hvcompat
