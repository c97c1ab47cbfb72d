// Decision diagrams, built bottom-up with a unique table.
#include "policy/diagram.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace hvcompat {
namespace {

std::size_t hash_of(int variable, std::span<const Diagram> children) {
  std::size_t hash = static_cast<std::size_t>(variable) + 0x9e3779b97f4a7c15u;
  for (const Diagram child : children)
    hash = (hash ^ static_cast<std::size_t>(static_cast<std::uint32_t>(child))) * 0x100000001b3u + (hash >> 29);
  return hash;
}

template <std::size_t N>
struct ArrayHash {
  std::size_t operator()(const std::array<Diagram, N>& key) const { return hash_of(0, key); }
};

// Applies a function of N leaves to N diagrams. `shortcut` may answer before all are leaves.
template <std::size_t N, class Shortcut>
class Apply {
 public:
  Apply(DiagramStore& store, Shortcut shortcut) : store_(store), shortcut_(shortcut) {}

  Diagram operator()(const std::array<Diagram, N>& roots) {
    if (const std::optional<Diagram> done = shortcut_(roots)) return *done;
    const auto known = memo_.find(roots);
    if (known != memo_.end()) return known->second;
    const int top = top_variable(roots);
    std::vector<Diagram> children(width(roots, top));
    for (std::size_t cell = 0; cell < children.size(); ++cell) {
      std::array<Diagram, N> below;
      for (std::size_t i = 0; i < N; ++i) below[i] = cofactor(roots[i], top, cell);
      children[cell] = (*this)(below);
    }
    const Diagram result = store_.node(top, children);
    memo_.emplace(roots, result);
    return result;
  }

 private:
  bool tests(Diagram root, int variable) const {
    return !DiagramStore::is_leaf(root) && store_.variable(root) == variable;
  }

  int top_variable(const std::array<Diagram, N>& roots) const {
    int top = INT32_MAX;
    for (const Diagram root : roots)
      if (!DiagramStore::is_leaf(root)) top = std::min(top, store_.variable(root));
    return top;
  }

  std::size_t width(const std::array<Diagram, N>& roots, int top) const {
    const auto root = std::find_if(roots.begin(), roots.end(), [&](Diagram r) { return tests(r, top); });
    return store_.children(*root).size();
  }

  Diagram cofactor(Diagram root, int variable, std::size_t cell) const {
    return tests(root, variable) ? store_.children(root)[cell] : root;
  }

  DiagramStore& store_;
  Shortcut shortcut_;
  std::unordered_map<std::array<Diagram, N>, Diagram, ArrayHash<N>> memo_;
};

class Restriction {
 public:
  Restriction(const DiagramStore& source, const std::vector<CellSet>& allowed, DiagramStore& target)
      : source_(source), allowed_(allowed), target_(target) {}

  Diagram operator()(Diagram root) {
    if (DiagramStore::is_leaf(root)) return root;
    const auto known = memo_.find(root);
    if (known != memo_.end()) return known->second;
    const int variable = source_.variable(root);
    const CellSet& cells = allowed_[static_cast<std::size_t>(variable)];
    std::vector<Diagram> children;
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
      if (cells.has(cell)) children.push_back((*this)(source_.children(root)[cell]));
    const Diagram result = target_.node(variable, children);
    memo_.emplace(root, result);
    return result;
  }

 private:
  const DiagramStore& source_;
  const std::vector<CellSet>& allowed_;
  DiagramStore& target_;
  std::unordered_map<Diagram, Diagram> memo_;
};

void visit(const DiagramStore& store, Diagram root, std::set<Diagram>& seen) {
  if (!seen.insert(root).second || DiagramStore::is_leaf(root)) return;
  for (const Diagram child : store.children(root)) visit(store, child, seen);
}

}  // namespace

std::span<const Diagram> DiagramStore::children(Diagram diagram) const {
  const Node& node = nodes_[static_cast<std::size_t>(diagram)];
  return std::span(edges_).subspan(node.first, node.count);
}

Diagram DiagramStore::node(int variable, std::span<const Diagram> children) {
  if (std::all_of(children.begin(), children.end(), [&](Diagram child) { return child == children[0]; }))
    return children[0];
  const std::size_t hash = hash_of(variable, children);
  const auto [first, last] = unique_.equal_range(hash);
  for (auto entry = first; entry != last; ++entry)
    if (this->variable(entry->second) == variable && std::ranges::equal(this->children(entry->second), children))
      return entry->second;
  const auto id = static_cast<Diagram>(nodes_.size());
  nodes_.push_back({variable, static_cast<std::uint32_t>(edges_.size()), static_cast<std::uint32_t>(children.size())});
  edges_.insert(edges_.end(), children.begin(), children.end());
  unique_.emplace(hash, id);
  return id;
}

Diagram DiagramStore::choose(Diagram condition, Diagram then, Diagram otherwise) {
  const auto shortcut = [](const std::array<Diagram, 3>& roots) -> std::optional<Diagram> {
    if (roots[1] == roots[2]) return roots[1];
    if (!is_leaf(roots[0])) return std::nullopt;
    return leaf_value(roots[0]) ? roots[1] : roots[2];
  };
  return Apply<3, decltype(shortcut)>(*this, shortcut)({condition, then, otherwise});
}

Diagram DiagramStore::combine(Diagram a, Diagram b, const std::function<int(int, int)>& op) {
  const auto shortcut = [&](const std::array<Diagram, 2>& roots) -> std::optional<Diagram> {
    if (!is_leaf(roots[0]) || !is_leaf(roots[1])) return std::nullopt;
    return leaf(op(leaf_value(roots[0]), leaf_value(roots[1])));
  };
  return Apply<2, decltype(shortcut)>(*this, shortcut)({a, b});
}

Diagram DiagramStore::map(Diagram a, const std::function<int(int)>& op) {
  const auto shortcut = [&](const std::array<Diagram, 1>& roots) -> std::optional<Diagram> {
    if (!is_leaf(roots[0])) return std::nullopt;
    return leaf(op(leaf_value(roots[0])));
  };
  return Apply<1, decltype(shortcut)>(*this, shortcut)({a});
}

Diagram restrict(const DiagramStore& source, Diagram diagram, const std::vector<CellSet>& allowed,
                 DiagramStore& target) {
  return Restriction(source, allowed, target)(diagram);
}

std::vector<int> leaves_of(const DiagramStore& store, Diagram diagram) {
  std::set<Diagram> seen;
  visit(store, diagram, seen);
  std::vector<int> leaves;
  for (const Diagram id : seen)
    if (DiagramStore::is_leaf(id)) leaves.push_back(DiagramStore::leaf_value(id));
  std::sort(leaves.begin(), leaves.end());
  return leaves;
}

std::vector<int> variables_of(const DiagramStore& store, Diagram diagram) {
  std::set<Diagram> seen;
  visit(store, diagram, seen);
  std::set<int> variables;
  for (const Diagram id : seen)
    if (!DiagramStore::is_leaf(id)) variables.insert(store.variable(id));
  return {variables.begin(), variables.end()};
}

}  // namespace hvcompat
