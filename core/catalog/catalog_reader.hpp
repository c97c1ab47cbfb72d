// Reading one catalog file: what its kinds share. Internal to core/catalog.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "catalog/catalogs.hpp"
#include "text/json_document.hpp"

namespace hvcompat {

class CatalogReader {
 public:
  CatalogReader(const JsonDocument& document, Errors& errors);

  // Reads the whole file into `catalogs`, which holds nothing else.
  void read(Catalogs& catalogs);

  // Calls `row` for every object of the array `key`, which may be missing; `name` is the member that names the row in
  // messages.
  using RowReader = std::function<void(ObjectReader&)>;
  void rows(std::string_view key, std::string_view name, const RowReader& row);

  // The same for an array inside a row; it may be missing.
  using NestedReader = std::function<void(ObjectReader&, const JsonNode& at)>;
  void nested(ObjectReader& row, std::string_view key, const std::string& what, const NestedReader& read);

  std::string source_of(ObjectReader& row);  // an entry of the file's `sources`, or the text itself
  std::string as_of(ObjectReader& row);      // the row's own date, or the file's
  std::string date(ObjectReader& row, std::string_view key);
  LifecycleDates dates(ObjectReader& row);
  std::vector<VersionRange> versions(ObjectReader& row, std::string_view key);
  const CatalogFile& file() const { return file_; }
  ObjectReader& root() { return root_; }

 private:
  void read_header();
  std::optional<VersionRange> range(ObjectReader& row, const JsonNode& node);
  std::optional<Version> version(ObjectReader& row, const JsonNode& node, const std::optional<std::string>& text);

  const JsonDocument& document_;
  Errors& errors_;
  ObjectReader root_;
  CatalogFile file_;
  std::map<std::string, std::string, std::less<>> sources_;
};

void read_windows(CatalogReader& reader, Catalogs& catalogs);
void read_names(CatalogReader& reader, Catalogs& catalogs);
void read_hypervisors(CatalogReader& reader, Catalogs& catalogs);
void read_svvp(CatalogReader& reader, Catalogs& catalogs);
void read_vendors(CatalogReader& reader, Catalogs& catalogs);
void read_hyperv_guests(CatalogReader& reader, Catalogs& catalogs);

}  // namespace hvcompat
