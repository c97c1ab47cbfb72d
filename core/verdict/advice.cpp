// Advice: what surely holds for this guest and is worth saying.
#include <algorithm>

#include "policy/advice_text.hpp"
#include "verdict/restricted.hpp"

namespace hvcompat {
namespace {

std::string filled_in(const std::string& text, const Facts& facts, const FactWords& words) {
  std::string filled;
  take_apart(
      text, [&](std::string_view part) { filled += part; },
      [&](const std::string& name) {
        const Fact* fact = facts.find(name);
        filled += fact && fact->known() ? words(name, *fact->value) : "unknown";
      });
  return filled;
}

// One of the rules `on` surely decides.
bool decides(const Advice& advice, const Pack& pack, const std::vector<int>& leaves) {
  return advice.on.empty() || std::all_of(leaves.begin(), leaves.end(), [&](int leaf) {
           const std::string& rule = pack.support[static_cast<std::size_t>(leaf) - 1].id;
           return std::find(advice.on.begin(), advice.on.end(), rule) != advice.on.end();
         });
}

void collect(Restricted& left, const RestrictedPack& restricted, const FactWords& words,
             std::vector<AdviceText>& result) {
  const Pack& pack = restricted.compiled->pack;
  const std::vector<int> leaves = left.leaves(restricted.rules);
  if (!restricted.assessed || leaves.front() == kNotApplicableLeaf) return;
  for (std::size_t i = 0; i < pack.advice.size(); ++i) {
    const Advice& advice = pack.advice[i];
    const CompiledAdvice& compiled = restricted.compiled->advice[i];
    if (decides(advice, pack, leaves) && left.surely(compiled.when) && !left.surely(compiled.unless))
      result.push_back({advice.id, pack.id, filled_in(advice.text, left.facts(), words), advice.clauses});
  }
}

}  // namespace

std::vector<AdviceText> collect_advice(Restricted& left, const FactWords& words) {
  std::vector<AdviceText> result;
  for (const RestrictedPack& pack : left.packs()) collect(left, pack, words, result);
  return result;
}

}  // namespace hvcompat
