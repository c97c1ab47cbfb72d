// Today's header against the one of ABI 1.0: what was there stands where it stood and means what it meant.
#include <stddef.h>
#include <stdint.h>

#include <string_view>
#include <type_traits>

namespace v1_0 {
#define hvcompat_plugin hvcompat_plugin_1_0
#include "frozen/plugin-1.0.h"
#undef hvcompat_plugin

constexpr unsigned kMajor = HVC_ABI_MAJOR;
constexpr std::string_view kFailCodes[] = {
    HVC_FAIL_UNREACHABLE, HVC_FAIL_BUSY,    HVC_FAIL_AUTH,     HVC_FAIL_PERMISSION, HVC_FAIL_TLS,
    HVC_FAIL_TARGET,      HVC_FAIL_TIMEOUT, HVC_FAIL_PROTOCOL, HVC_FAIL_CANCELLED,  HVC_FAIL_INTERNAL};
}  // namespace v1_0

#undef HVCOMPAT_PLUGIN_H
#undef HVC_ABI_MAJOR
#undef HVC_ABI_MINOR
#undef HVC_EXPORT
#undef HVC_FAIL_UNREACHABLE
#undef HVC_FAIL_BUSY
#undef HVC_FAIL_AUTH
#undef HVC_FAIL_PERMISSION
#undef HVC_FAIL_TLS
#undef HVC_FAIL_TARGET
#undef HVC_FAIL_TIMEOUT
#undef HVC_FAIL_PROTOCOL
#undef HVC_FAIL_CANCELLED
#undef HVC_FAIL_INTERNAL
#include <hvcompat/plugin.h>

namespace {

// The type in which ABI 1.0's structs are replaced by today's.
template <class T>
struct Today {
  using type = T;
};
template <>
struct Today<v1_0::hvc_host> {
  using type = hvc_host;
};
template <class T>
struct Today<const T> {
  using type = const typename Today<T>::type;
};
template <class T>
struct Today<T*> {
  using type = typename Today<T>::type*;
};
template <class Answer, class... Arguments>
struct Today<Answer(Arguments...)> {
  using type = typename Today<Answer>::type(typename Today<Arguments>::type...);
};

#define STANDS(structure, member)                                                                            \
  static_assert(offsetof(v1_0::structure, member) == offsetof(structure, member), #member " has moved");     \
  static_assert(std::is_same_v<Today<decltype(v1_0::structure::member)>::type, decltype(structure::member)>, \
                #member " is of another type")

STANDS(hvc_host, struct_size);
STANDS(hvc_host, abi_minor);
STANDS(hvc_host, context);
STANDS(hvc_host, emit);
STANDS(hvc_host, log);
STANDS(hvc_host, progress);
STANDS(hvc_host, cancelled);
STANDS(hvc_host, secret);
STANDS(hvc_host, fail);
STANDS(hvc_host, extension);
static_assert(sizeof(hvc_host) >= sizeof(v1_0::hvc_host));

STANDS(hvc_plugin, abi_major);
STANDS(hvc_plugin, abi_minor);
STANDS(hvc_plugin, struct_size);
STANDS(hvc_plugin, reserved);
STANDS(hvc_plugin, manifest);
STANDS(hvc_plugin, collect);
STANDS(hvc_plugin, extension);
static_assert(sizeof(hvc_plugin) >= sizeof(v1_0::hvc_plugin));

// On the machines of today; where pointers are of another size, the layouts above are all that counts.
static_assert(sizeof(void*) != 8 || (sizeof(v1_0::hvc_host) == 72 && sizeof(v1_0::hvc_plugin) == 40));

static_assert(HVC_ABI_MAJOR == v1_0::kMajor);
static_assert(HVC_OK == int{v1_0::HVC_OK} && HVC_REJECTED == int{v1_0::HVC_REJECTED});
static_assert(HVC_STOP == int{v1_0::HVC_STOP} && HVC_NO_SECRET == int{v1_0::HVC_NO_SECRET});
static_assert(HVC_TOO_SMALL == int{v1_0::HVC_TOO_SMALL} && HVC_FAILED == int{v1_0::HVC_FAILED});
static_assert(HVC_LOG_DEBUG == int{v1_0::HVC_LOG_DEBUG} && HVC_LOG_INFO == int{v1_0::HVC_LOG_INFO});
static_assert(HVC_LOG_WARNING == int{v1_0::HVC_LOG_WARNING} && HVC_LOG_ERROR == int{v1_0::HVC_LOG_ERROR});

constexpr std::string_view kFailCodes[] = {
    HVC_FAIL_UNREACHABLE, HVC_FAIL_BUSY,    HVC_FAIL_AUTH,     HVC_FAIL_PERMISSION, HVC_FAIL_TLS,
    HVC_FAIL_TARGET,      HVC_FAIL_TIMEOUT, HVC_FAIL_PROTOCOL, HVC_FAIL_CANCELLED,  HVC_FAIL_INTERNAL};

constexpr bool same_codes() {
  for (size_t i = 0; i < sizeof kFailCodes / sizeof kFailCodes[0]; ++i)
    if (kFailCodes[i] != v1_0::kFailCodes[i]) return false;
  return true;
}
static_assert(same_codes());

}  // namespace
