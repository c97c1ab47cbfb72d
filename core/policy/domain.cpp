// Cells: where the constants of conditions cut the domains of facts.
#include "policy/domain.hpp"

#include <algorithm>
#include <bit>

namespace hvcompat {
namespace {

bool is_ordered(FactType type) {
  return type == FactType::integer || type == FactType::number || type == FactType::version || type == FactType::date ||
         type == FactType::time;
}

// "…00Z" must lie before "…00.5Z": without the Z, a prefix comes first.
std::string time_key(std::string text) {
  if (text.ends_with('Z')) text.pop_back();
  return text;
}

std::optional<Bound> bound_at(FactType type, const Value& value, bool after) {
  switch (type) {
    case FactType::integer:
      if (const auto* number = std::get_if<std::int64_t>(&value)) {
        if (!after) return Bound{*number, false};
        if (*number == INT64_MAX) return Bound{*number, true};
        return Bound{*number + 1, false};  // whole numbers: after 5 is before 6
      }
      return std::nullopt;
    case FactType::number:
      if (const auto* number = std::get_if<double>(&value)) return Bound{*number, after};
      if (const auto* number = std::get_if<std::int64_t>(&value)) return Bound{static_cast<double>(*number), after};
      return std::nullopt;
    case FactType::version:
      if (const auto* text = std::get_if<std::string>(&value))
        if (auto version = Version::parse(*text)) return Bound{*std::move(version), after};
      return std::nullopt;
    default:
      if (const auto* text = std::get_if<std::string>(&value)) return Bound{time_key(*text), after};
      return std::nullopt;
  }
}

// Nothing lies below the least value of a fact.
bool below_all(const FactDomain& domain, const Bound& bound) {
  if (bound.after) return false;
  if (domain.type == FactType::version) return std::get<Version>(bound.key).groups.empty();
  const FactSpec* spec = find_fact(domain.fact);
  if (!spec || !spec->minimum) return false;
  if (domain.type == FactType::integer) return std::get<std::int64_t>(bound.key) <= *spec->minimum;
  if (domain.type == FactType::number) return std::get<double>(bound.key) <= static_cast<double>(*spec->minimum);
  return false;
}

// How many bounds a value (or bound) has at or below it: the cell that begins there.
std::size_t rank(const FactDomain& domain, const Bound& bound) {
  const auto last = std::find_if(domain.bounds.rbegin(), domain.bounds.rend(),
                                 [&](const Bound& b) { return (b <=> bound) != std::partial_ordering::greater; });
  return static_cast<std::size_t>(domain.bounds.rend() - last);
}

std::size_t text_cell(const FactDomain& domain, const std::string& text) {
  const auto found = std::find(domain.names.begin(), domain.names.end(), text);
  return static_cast<std::size_t>(found - domain.names.begin());  // the last cell is "any other"
}

std::optional<std::size_t> cell_of(const FactDomain& domain, const Value& value) {
  if (domain.type == FactType::boolean) {
    const auto* flag = std::get_if<bool>(&value);
    return flag ? std::optional<std::size_t>(*flag) : std::nullopt;
  }
  if (is_ordered(domain.type)) {
    const auto at = bound_at(domain.type, value, false);
    if (!at) return std::nullopt;
    // `at` lies just before the value: a bound "before v" is at or below it, a bound "after v" is not.
    return rank(domain, *at);
  }
  const auto* text = std::get_if<std::string>(&value);
  if (!text) return std::nullopt;
  const std::size_t cell = text_cell(domain, *text);
  return cell < domain.cells() ? std::optional(cell) : std::nullopt;
}

void add_name(FactDomain& domain, const Value& operand) {
  const auto& text = std::get<std::string>(operand);
  if (std::find(domain.names.begin(), domain.names.end(), text) == domain.names.end()) domain.names.push_back(text);
}

void add_bounds(FactDomain& domain, const FactTest& test) {
  const bool equal = test.op == TestOp::is || test.op == TestOp::in;
  for (const Value& operand : test.operands) {
    if (equal || test.op != TestOp::at_most) domain.bounds.push_back(*bound_at(domain.type, operand, false));
    if (equal || test.op == TestOp::at_most) domain.bounds.push_back(*bound_at(domain.type, operand, true));
  }
}

std::vector<CellSet> list_cells(const FactDomain& domain, const TextList& list) {
  std::vector<CellSet> cells(domain.variables(), CellSet(2));
  std::size_t named = 0;
  for (std::size_t i = 0; i < domain.names.size(); ++i) {
    const bool has = std::find(list.begin(), list.end(), domain.names[i]) != list.end();
    cells[i].add(has);
    named += has;
  }
  if (domain.open) cells.back().add(list.size() > named);
  return cells;
}

void scalar_cells(const FactDomain& domain, const Fact& fact, CellSet& cells) {
  std::vector<Value> values = fact.candidates;
  if (fact.known()) values = {*fact.value};
  CellSet left(domain.cells());
  for (const Value& value : values) {
    const auto cell = cell_of(domain, value);
    if (!cell) return;
    left.add(*cell);
  }
  if (!values.empty()) cells = left;
  if (fact.known() || !fact.at_least || domain.type != FactType::integer) return;
  CellSet above(domain.cells());
  for (std::size_t i = rank(domain, Bound{*fact.at_least, false}); i < domain.cells(); ++i)
    if (cells.has(i)) above.add(i);
  cells = above;
}

}  // namespace

CellSet::CellSet(std::size_t cells, bool full) : size_(cells), words_((cells + 63) / 64, 0) {
  for (std::size_t i = 0; full && i < cells; ++i) add(i);
}

void CellSet::add(std::size_t cell) { words_[cell / 64] |= std::uint64_t{1} << (cell % 64); }

std::size_t CellSet::count() const {
  std::size_t sum = 0;
  for (const std::uint64_t word : words_) sum += static_cast<std::size_t>(std::popcount(word));
  return sum;
}

std::size_t FactDomain::cells() const {
  if (type == FactType::list || type == FactType::boolean) return 2;
  if (is_ordered(type)) return bounds.size() + 1;
  return names.size() + (open ? 1u : 0u);
}

void Domain::add(const FactTest& test) {
  const auto [entry, is_new] = index_.try_emplace(test.fact, facts_.size());
  if (is_new) {
    FactDomain domain;
    domain.fact = test.fact;
    domain.type = test.type;
    const FactSpec* spec = find_fact(test.fact);
    if (spec && !spec->values.empty()) {
      domain.names.assign(spec->values.begin(), spec->values.end());
      domain.open = false;
    }
    facts_.push_back(std::move(domain));
  }
  FactDomain& domain = facts_[entry->second];
  if (domain.type == FactType::boolean || test.op == TestOp::empty) return;
  if (is_ordered(domain.type)) return add_bounds(domain, test);
  for (const Value& operand : test.operands) add_name(domain, operand);
}

void Domain::seal() {
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    FactDomain& domain = facts_[i];
    std::erase_if(domain.bounds, [&](const Bound& bound) { return below_all(domain, bound); });
    std::sort(domain.bounds.begin(), domain.bounds.end(),
              [](const Bound& a, const Bound& b) { return (a <=> b) == std::partial_ordering::less; });
    domain.bounds.erase(std::unique(domain.bounds.begin(), domain.bounds.end()), domain.bounds.end());
    domain.first_variable = static_cast<int>(owner_.size());
    owner_.insert(owner_.end(), domain.variables(), i);
  }
}

const FactDomain* Domain::find(std::string_view fact) const {
  const auto found = index_.find(fact);
  return found == index_.end() ? nullptr : &facts_[found->second];
}

CellSet Domain::holding(const FactDomain& domain, const FactTest& test) {
  CellSet cells(domain.cells());
  const auto add_range = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) cells.add(i);
  };
  for (const Value& operand : test.operands) {
    if (!is_ordered(domain.type)) {
      if (const auto cell = cell_of(domain, operand)) cells.add(*cell);
      continue;
    }
    const std::size_t before = rank(domain, *bound_at(domain.type, operand, false));
    const std::size_t after = rank(domain, *bound_at(domain.type, operand, true));
    switch (test.op) {
      case TestOp::at_least:
      case TestOp::version_at_least:
        add_range(before, domain.cells());
        break;
      case TestOp::version_below:
        add_range(0, before);
        break;
      case TestOp::at_most:
        add_range(0, after);
        break;
      default:
        add_range(before, after);
        break;
    }
  }
  return cells;
}

std::vector<CellSet> Domain::allowed(const Facts& facts) const {
  std::vector<CellSet> result;
  result.reserve(owner_.size());
  for (const FactDomain& domain : facts_) {
    const Fact* fact = facts.find(domain.fact);
    const TextList* list = fact && fact->known() ? std::get_if<TextList>(&*fact->value) : nullptr;
    if (domain.type == FactType::list && list) {
      for (CellSet& cells : list_cells(domain, *list)) result.push_back(std::move(cells));
      continue;
    }
    for (std::size_t i = 0; i < domain.variables(); ++i) result.emplace_back(domain.cells(), true);
    if (fact && domain.type != FactType::list) scalar_cells(domain, *fact, result.back());
  }
  return result;
}

}  // namespace hvcompat
