// URI references.
#include "report/uri.hpp"

#include <gtest/gtest.h>

namespace hvcompat {
namespace {

TEST(Uri, OfAPath) {
  EXPECT_EQ(uri_of_path("configs/site.json"), "configs/site.json");
  EXPECT_EQ(uri_of_path("/etc/our site#1.json"), "/etc/our%20site%231.json");
  EXPECT_EQ(uri_of_path("a:b%?"), "a%3Ab%25%3F");
  EXPECT_EQ(uri_of_path("büro"), "b%C3%BCro");
  EXPECT_EQ(uri_of_path("//evil/x"), "/.//evil/x");
}

TEST(Uri, OfWhatIsOne) {
  EXPECT_EQ(as_uri("qemu+ssh://kvm01/system?keyfile=x y"), "qemu+ssh://kvm01/system?keyfile=x%20y");
  EXPECT_EQ(as_uri("vsphere://[::1]:443/[a]\n"), "vsphere://[::1]:443/%5Ba%5D%0A");
  EXPECT_EQ(as_uri("qemu:///system"), "qemu:///system");
  EXPECT_EQ(as_uri("no scheme: here"), "no%20scheme%3A%20here");
  EXPECT_EQ(as_uri("lab"), "lab");
}

}  // namespace
}  // namespace hvcompat
