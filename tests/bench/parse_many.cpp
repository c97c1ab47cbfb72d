// The yardstick of the judging bench: simdjson's parse_many over the same file, one thread, the file's load included.
//
// usage: parse_many FILE
#include <simdjson.h>

#include <cstdio>

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("usage: parse_many FILE\n", stderr);
    return 2;
  }
  simdjson::padded_string text;
  simdjson::dom::parser parser;
#ifdef SIMDJSON_THREADS_ENABLED
  parser.threaded = false;
#endif
  simdjson::dom::document_stream documents;
  constexpr std::size_t kBatch = std::size_t{1} << 20;  // bytes; simdjson's own choice, and longer than any line
  if (simdjson::padded_string::load(arguments[1]).get(text) || parser.parse_many(text, kBatch).get(documents)) {
    std::fprintf(stderr, "parse_many: cannot read `%s`\n", arguments[1]);
    return 1;
  }
  std::size_t guests = 0;
  std::size_t others = 0;
  for (auto document : documents) {
    std::string_view kind;
    if (document["record"].get(kind)) {
      std::fputs("parse_many: a line is no record\n", stderr);
      return 1;
    }
    ++(kind == "guest" ? guests : others);
  }
  std::printf("%zu guests, %zu other records\n", guests, others);
  return 0;
}
