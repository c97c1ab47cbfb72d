// Where a plugin's process puts temporary files.
#pragma once

#include <string>

namespace hvcompat {

// A folder of its own below the system's temporary one, for its owner alone; removed with all that is in it.
class ScratchFolder {
 public:
  ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();

  // Empty where none could be made.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace hvcompat
