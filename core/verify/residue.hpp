// What a process holds at one moment: descriptors, threads, processes below it, files in its temporary folder.
#pragma once

#include <string>
#include <vector>

namespace hvcompat {

struct Residue {
  std::vector<std::string> descriptors;  // "7 socket:[4711]", sorted
  std::vector<std::string> threads;      // names, sorted
  std::vector<std::string> processes;    // names of the descendants of this process' parent, itself left out
  std::vector<std::string> files;        // paths inside the folder
};

// Of this process, a worker; its parent is the supervisor, to which daemons fall.
Residue residue_of_worker();

// Those of `after` that `before` does not have.
std::vector<std::string> grown(const std::vector<std::string>& before, const std::vector<std::string>& after);

}  // namespace hvcompat
