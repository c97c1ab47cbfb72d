// Advice: what surely holds for this guest and is worth saying.
#include <algorithm>

#include "verdict/restricted.hpp"

namespace hvcompat {
namespace {

// "{guest.role}" becomes the fact's value in words.
std::string filled_in(std::string text, const Facts& facts) {
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) break;
    const Fact* fact = facts.find(text.substr(open + 1, close - open - 1));
    text.replace(open, close - open + 1, fact && fact->known() ? to_words(*fact->value) : "unknown");
  }
  return text;
}

// One of the rules `on` surely decides.
bool decides(const Advice& advice, const Pack& pack, const std::vector<int>& leaves) {
  return advice.on.empty() || std::all_of(leaves.begin(), leaves.end(), [&](int leaf) {
           const std::string& rule = pack.support[static_cast<std::size_t>(leaf) - 1].id;
           return std::find(advice.on.begin(), advice.on.end(), rule) != advice.on.end();
         });
}

void collect(Restricted& left, const RestrictedPack& restricted, std::vector<AdviceText>& result) {
  const Pack& pack = restricted.compiled->pack;
  const std::vector<int> leaves = left.leaves(restricted.rules);
  if (!restricted.assessed || leaves.front() == kNotApplicableLeaf) return;
  for (std::size_t i = 0; i < pack.advice.size(); ++i) {
    const Advice& advice = pack.advice[i];
    const CompiledAdvice& compiled = restricted.compiled->advice[i];
    if (decides(advice, pack, leaves) && left.surely(compiled.when) && !left.surely(compiled.unless))
      result.push_back({advice.id, pack.id, filled_in(advice.text, left.facts()), advice.clauses});
  }
}

}  // namespace

std::vector<AdviceText> collect_advice(Restricted& left) {
  std::vector<AdviceText> result;
  for (const RestrictedPack& pack : left.packs()) collect(left, pack, result);
  return result;
}

}  // namespace hvcompat
