#include "windows_edition.hpp"

#include <algorithm>

namespace hvhyperv {
namespace {

struct Row {
  std::int64_t sku;
  WindowsEdition edition;
};

// PRODUCT_* of winnt.h. The long-term client editions are the ones with an S.
constexpr Row kEditions[] = {{1, {"ultimate", "", false}},
                             {4, {"enterprise", "", false}},
                             {6, {"business", "", false}},
                             {7, {"standard", "", false}},
                             {8, {"datacenter", "", false}},
                             {10, {"enterprise", "", false}},
                             {12, {"datacenter", "", false}},
                             {13, {"standard", "", false}},
                             {14, {"enterprise", "", false}},
                             {17, {"web", "", false}},
                             {27, {"enterprise", "", false}},
                             {29, {"web", "", false}},
                             {36, {"standard", "", false}},
                             {37, {"datacenter", "", false}},
                             {48, {"pro", "", false}},
                             {49, {"pro", "", false}},
                             {72, {"enterprise", "", false}},
                             {79, {"standard", "", false}},
                             {80, {"datacenter", "", false}},
                             {84, {"enterprise", "", false}},
                             {98, {"home", "", false}},
                             {99, {"home", "", false}},
                             {100, {"home", "", false}},
                             {101, {"home", "", false}},
                             {121, {"education", "", false}},
                             {122, {"education", "", false}},
                             {125, {"enterprise", "ltsc", false}},
                             {126, {"enterprise", "ltsc", false}},
                             {129, {"enterprise", "ltsc", false}},
                             {130, {"enterprise", "ltsc", false}},
                             {145, {"datacenter", "sac", false}},
                             {146, {"standard", "sac", false}},
                             {161, {"pro-workstation", "", false}},
                             {162, {"pro-workstation", "", false}},
                             {164, {"pro-education", "", false}},
                             {165, {"pro-education", "", false}},
                             {175, {"enterprise", "", true}},
                             {188, {"iot-enterprise", "", false}},
                             {191, {"iot-enterprise", "ltsc", false}},
                             {407, {"datacenter", "", false}},
                             {408, {"datacenter", "", false}}};

constexpr std::int64_t kWorkstation = 1;
constexpr std::int64_t kAzureStackHci = 406;  // Azure Local keeps the number
constexpr std::int64_t kMultiSession = 175;

struct ServerBuild {
  std::int64_t build;
  const char* product;
  const char* semi_annual;  // what the same build is called with a semi-annual edition; else null
  bool needs_sku;           // the build has other products
};

constexpr ServerBuild kServers[] = {
    {9200, "windows-server-2012", nullptr, false},  {9600, "windows-server-2012-r2", nullptr, false},
    {14393, "windows-server-2016", nullptr, false}, {16299, "windows-server-1709", nullptr, false},
    {17134, "windows-server-1803", nullptr, false}, {17763, "windows-server-2019", "windows-server-1809", true},
    {18362, "windows-server-1903", nullptr, false}, {18363, "windows-server-1909", nullptr, false},
    {19041, "windows-server-2004", nullptr, false}, {19042, "windows-server-20h2", nullptr, true},
    {20348, "windows-server-2022", nullptr, true},  {25398, "windows-server-23h2", nullptr, true},
    {26100, "windows-server-2025", nullptr, true}};

std::string client_product(std::int64_t build) {
  if (build == 9200) return "windows-8";
  if (build == 9600) return "windows-8.1";
  if (build >= 22000) return "windows-11";
  return build >= 10240 ? "windows-10" : "";
}

}  // namespace

const WindowsEdition* windows_edition(std::int64_t sku) {
  const auto* found = std::ranges::find(kEditions, sku, &Row::sku);
  return found == std::end(kEditions) ? nullptr : &found->edition;
}

std::string host_product(std::optional<std::int64_t> product_type, std::optional<std::int64_t> sku,
                         std::int64_t build) {
  if (sku == kAzureStackHci) return "azure-stack-hci";
  if (!product_type) return {};
  if (product_type == kWorkstation || sku == kMultiSession) return client_product(build);
  const auto* found = std::ranges::find(kServers, build, &ServerBuild::build);
  if (found == std::end(kServers) || (found->needs_sku && !sku)) return {};
  const WindowsEdition* edition = windows_edition(sku.value_or(0));
  const bool semi_annual = edition && std::string_view(edition->channel) == "sac";
  return semi_annual && found->semi_annual ? found->semi_annual : found->product;
}

}  // namespace hvhyperv
