// The pool of shared nodes, byte for byte as the page decodes it.
#include "report/shared_json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

namespace hvcompat {
namespace {

namespace json = boost::json;

TEST(SharedJson, EqualPartsStandOnce) {
  SharedJson pool;
  const SharedJson::Node first = pool.add(json::parse(R"({"a":[1,"x"],"b":{"a":"x"}})"));
  const SharedJson::Node second = pool.add(json::parse(R"({"a":[1,"x"],"b":{"a":"x"}})"));
  EXPECT_EQ(first, second);
  EXPECT_EQ(pool.text(first),
            "{\"shapes\":[[\"a\",\"b\"],\n[\"a\"]],\n"
            "\"nodes\":[1,\n\"x\",\n[-1,0,1],\n[1,1],\n[0,2,3]],\n\"root\":4}\n");
}

TEST(SharedJson, KindsThatReadAlikeStayApart) {
  SharedJson pool;
  const SharedJson::Node root = pool.add(json::parse(R"(["1",1,"null",null,"true",true,"[-1]",[],{}])"));
  EXPECT_EQ(pool.text(root),
            "{\"shapes\":[[]],\n\"nodes\":[\"1\",\n1,\n\"null\",\nnull,\n\"true\",\ntrue,\n\"[-1]\",\n[-1],\n[0],\n"
            "[-1,0,1,2,3,4,5,6,7,8]],\n\"root\":9}\n");
}

TEST(SharedJson, KeysThatJoinAlikeStayApart) {
  SharedJson pool;
  const SharedJson::Node joined = pool.add(json::parse(R"({"ab":1})"));
  const SharedJson::Node apart = pool.add(json::parse(R"({"a":1,"b":1})"));
  EXPECT_EQ(pool.text(pool.add_array({joined, apart})),
            "{\"shapes\":[[\"ab\"],\n[\"a\",\"b\"]],\n\"nodes\":[1,\n[0,0],\n[1,0,0],\n[-1,1,2]],\n\"root\":3}\n");
}

TEST(SharedJson, NumbersReadAsInTheDocument) {
  SharedJson pool;
  EXPECT_EQ(pool.text(pool.add(json::value(1.5))), "{\"shapes\":[],\n\"nodes\":[1.5],\n\"root\":0}\n");
}

}  // namespace
}  // namespace hvcompat
