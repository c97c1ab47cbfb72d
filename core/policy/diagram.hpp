// Reduced ordered multi-valued decision diagrams: one structure that answers what is possible and what it depends on.
//
// A diagram is a node or a leaf. A leaf holds a small number whose meaning is the caller's; a node tests one variable
// and has a child for each of its cells. Nodes are unique and never have equal children only, so equal functions are
// equal ids, and a variable stands in a diagram exactly if the function depends on it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "policy/domain.hpp"

namespace hvcompat {

using Diagram = std::int32_t;  // below 0: the leaf -1 - id

class DiagramStore {
 public:
  static Diagram leaf(int value) { return -1 - value; }
  static bool is_leaf(Diagram diagram) { return diagram < 0; }
  static int leaf_value(Diagram diagram) { return -1 - diagram; }

  // The node that tests `variable`; one of its children where all are equal.
  Diagram node(int variable, std::span<const Diagram> children);

  // `then` where `condition` (leaves 0 and 1) is 1, `otherwise` elsewhere.
  Diagram choose(Diagram condition, Diagram then, Diagram otherwise);

  // The leaf-wise combination; `op` must give the same for the same leaves.
  Diagram combine(Diagram a, Diagram b, const std::function<int(int, int)>& op);
  Diagram map(Diagram a, const std::function<int(int)>& op);

  int variable(Diagram diagram) const { return nodes_[static_cast<std::size_t>(diagram)].variable; }
  std::span<const Diagram> children(Diagram diagram) const;
  std::size_t size() const { return nodes_.size(); }

 private:
  struct Node {
    int variable;
    std::uint32_t first;  // in edges_
    std::uint32_t count;
  };

  std::vector<Node> nodes_;
  std::vector<Diagram> edges_;
  std::unordered_multimap<std::size_t, Diagram> unique_;  // by hash of variable and children
};

// The diagram over what is left open: written into `target`, over the cells that `allowed` names (so its nodes have as
// many children as cells are left). It is reduced again: its leaves are what is possible, its variables what it depends
// on.
Diagram restrict(const DiagramStore& source, Diagram diagram, const std::vector<CellSet>& allowed,
                 DiagramStore& target);

std::vector<int> leaves_of(const DiagramStore& store, Diagram diagram);     // ascending, each once
std::vector<int> variables_of(const DiagramStore& store, Diagram diagram);  // ascending, each once

}  // namespace hvcompat
