// The exact form of JSON texts.
#include "report/json_text.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace hvcompat {
namespace {

const boost::json::value kValue = {{"b", 1.5},
                                   {"a", {"x", "y\n\"é"}},
                                   {"n", nullptr},
                                   {"e", boost::json::object{}},
                                   {"l", {{{"k", true}}, {{"k", 2}}}},
                                   {"none", boost::json::array{}}};

TEST(JsonText, IndentedForPeople) {
  std::string text;
  append_indented(text, kValue);
  EXPECT_EQ(text, R"({
  "b": 1.5,
  "a": ["x", "y\n\"é"],
  "n": null,
  "e": {},
  "l": [
    {
      "k": true
    },
    {
      "k": 2
    }
  ],
  "none": []
})");
}

TEST(JsonText, CompactOnOneLine) {
  std::string text;
  append_compact(text, kValue);
  EXPECT_EQ(text, R"({"b":1.5,"a":["x","y\n\"é"],"n":null,"e":{},"l":[{"k":true},{"k":2}],"none":[]})");
}

}  // namespace
}  // namespace hvcompat
