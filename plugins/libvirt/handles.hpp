// Owning handles for libvirt's objects.
#pragma once

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace hvlibvirt {

struct Release {
  void operator()(virConnectPtr connection) const { virConnectClose(connection); }
  void operator()(virDomainPtr domain) const { virDomainFree(domain); }
  void operator()(virStoragePoolPtr pool) const { virStoragePoolFree(pool); }
  void operator()(char* text) const { std::free(text); }
};

using Connection = std::unique_ptr<virConnect, Release>;
using DomainHandle = std::unique_ptr<virDomain, Release>;
using PoolHandle = std::unique_ptr<virStoragePool, Release>;
using TextHandle = std::unique_ptr<char, Release>;

// Typed parameters of one answer.
struct TypedParameters {
  virTypedParameterPtr items = nullptr;
  int count = 0;
  TypedParameters() = default;
  TypedParameters(const TypedParameters&) = delete;
  TypedParameters& operator=(const TypedParameters&) = delete;
  ~TypedParameters() { virTypedParamsFree(items, count); }
};

// libvirt's last error of this thread as a value.
struct CallError {
  int code = VIR_ERR_OK;
  int domain = VIR_FROM_NONE;
  std::string text;
};

inline CallError last_error() {
  const virError* error = virGetLastError();
  if (!error) return {VIR_ERR_INTERNAL_ERROR, VIR_FROM_NONE, "libvirt gave no reason"};
  return {error->code, error->domain, error->message ? error->message : "libvirt gave no reason"};
}

inline bool not_supported(const CallError& error) {
  return error.code == VIR_ERR_NO_SUPPORT || error.code == VIR_ERR_OPERATION_UNSUPPORTED ||
         error.code == VIR_ERR_ARGUMENT_UNSUPPORTED || error.code == VIR_ERR_CONFIG_UNSUPPORTED;
}

inline bool not_allowed(const CallError& error) {
  return error.code == VIR_ERR_OPERATION_DENIED || error.code == VIR_ERR_ACCESS_DENIED ||
         error.code == VIR_ERR_AUTH_FAILED || error.code == VIR_ERR_AUTH_CANCELLED ||
         error.code == VIR_ERR_AUTH_UNAVAILABLE;
}

inline bool gone(const CallError& error) { return error.code == VIR_ERR_NO_DOMAIN; }

inline std::string uuid_of(virDomainPtr domain) {
  char uuid[VIR_UUID_STRING_BUFLEN] = "";
  virDomainGetUUIDString(domain, uuid);
  return uuid;
}

}  // namespace hvlibvirt
