// Where a plugin's process puts temporary files.
#pragma once

#include <string>

namespace hvcompat {

// A folder of its own below the system's temporary one, for its owner alone.
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() { remove(); }

  // Empty where none could be made.
  const std::string& path() const { return path_; }

  // With all that is in it; why that cannot be, empty where it is done.
  std::string remove();

 private:
  std::string path_;
};

}  // namespace hvcompat
