// Catalog files of a test, written to a folder of its own.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "catalog/catalogs.hpp"

namespace hvcompat {

class CatalogFiles : public testing::Test {
 protected:
  CatalogFiles() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("hvcompat-catalog-") + test->name() + "-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  ~CatalogFiles() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path write(const std::string& name, std::string_view text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path;
  }

  // What loading one file complains of, without the folder.
  std::string complaints(std::string_view text) const {
    const auto loaded = load_catalogs({write("c.json", text)});
    if (loaded) return "";
    std::string told;
    for (const Error& error : loaded.error()) {
      told += std::to_string(error.where.line) + ":" + std::to_string(error.where.column) + ": " + error.message;
      if (!error.help.empty()) told += " (" + error.help + ")";
      told += "\n";
    }
    return told;
  }

  std::filesystem::path folder_;
};

}  // namespace hvcompat
