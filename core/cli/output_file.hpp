// Files that are whole or not there: written beside their place, synced, then renamed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/error.hpp"

namespace hvcompat {

// Whether `path` can be written later: told before a long run. Removes stale temporaries of ours beside it. It may be
// none of `inputs`, which the run reads.
std::optional<Error> prepare_output(const std::string& path, const std::vector<std::string>& inputs = {});

// The same text for every spelling of a file's place, also by symbolic links; a device or pipe keeps its spelling.
std::string place_of_output(const std::string& path);

// Replaces the file at `path` by `bytes`; on any failure the old file stays whole. A device or pipe is written
// directly. `keep_partial`: what could be written before a failure stays as PATH.partial (for bytes that are readable
// when cut).
std::optional<Error> write_output(const std::string& path, std::string_view bytes, bool keep_partial = false);

// The same for bytes that come in pieces.
class OutputFile {
 public:
  static Result<OutputFile> open(const std::string& path);
  // For an interrupted run: PATH.partial, so that PATH stays as it is.
  static Result<OutputFile> open_partial(const std::string& path);
  OutputFile(OutputFile&&) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();  // what was not finished is gone, the old file stays

  void write(std::string_view bytes);  // nothing after a failure
  bool failed() const { return fault_ != 0; }
  std::optional<Error> finish(bool keep_partial = false);

 private:
  OutputFile(std::string path, std::string place, std::string temporary, int descriptor);

  std::string path_;
  std::string place_;
  std::string temporary_;  // empty: a device or pipe
  int descriptor_;
  int fault_ = 0;  // errno
};

// The same for an interrupted run, and where its bytes are, in words.
std::optional<Error> write_partial(const std::string& path, std::string_view bytes);
std::string interrupted_words(const std::string& path);

}  // namespace hvcompat
