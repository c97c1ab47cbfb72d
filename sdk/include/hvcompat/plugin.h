/* hvcompat plugin ABI, version 1.0: what a collector plugin exports and what the host lends it.
 *
 * This header is the specification. It is plain C (C99 to C23, C++11 to C++23) and needs nothing but itself.
 *
 * A plugin is a shared object that exports exactly one symbol, `hvcompat_plugin`. Only bytes cross the border: UTF-8
 * JSON, never a C++ type, never an exception, never memory that one side allocates and the other frees.
 *
 * The life of a plugin: the host loads it into a process of its own, reads `manifest`, calls `collect` once for one
 * target, and ends the process. Nothing needs to be kept for a second call, but a plugin must stand one (debuggers run
 * it in process).
 *
 * Growth: fields are only ever appended to the two structs. Each side reads `struct_size` and touches no field that it
 * does not cover. A change that old plugins could not survive raises HVC_ABI_MAJOR, and the host refuses the other
 * major. New abilities come as named extensions, "hvc.<name>/<revision>", each in a header of its own.
 */
#ifndef HVCOMPAT_PLUGIN_H
#define HVCOMPAT_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#define HVC_ABI_MAJOR 1u
#define HVC_ABI_MINOR 0u

#if defined(_WIN32)
#define HVC_EXPORT __declspec(dllexport)
#else
#define HVC_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Results. 0 is success everywhere. */
enum {
  HVC_OK = 0,
  HVC_REJECTED = 1,  /* emit: the record was not valid JSON or too large; it is counted and told; go on with the next */
  HVC_STOP = 2,      /* emit: the host takes no more (cancelled, over its limit); return from collect soon */
  HVC_NO_SECRET = 3, /* secret: no secret of that name was given to this target */
  HVC_TOO_SMALL = 4, /* secret: `capacity` is too small; `*length` says what is needed */
  HVC_FAILED = 5     /* collect: the target could not be read; `fail` was called before returning */
};

/* Levels of `log`. */
enum { HVC_LOG_DEBUG = 0, HVC_LOG_INFO = 1, HVC_LOG_WARNING = 2, HVC_LOG_ERROR = 3 };

/* Codes of `fail` that the host understands; any other text is passed on to the report as it is.
 * HVC_FAIL_UNREACHABLE and HVC_FAIL_BUSY may pass: where nothing was emitted yet, the host tries the target once more.
 */
#define HVC_FAIL_UNREACHABLE "unreachable"  /* no connection: refused, no route, name not found */
#define HVC_FAIL_BUSY "busy"                /* the target asked to come back later */
#define HVC_FAIL_AUTH "auth"                /* credentials refused or missing */
#define HVC_FAIL_PERMISSION "not-permitted" /* signed in, but not allowed to read */
#define HVC_FAIL_TLS "tls"                  /* the peer's certificate could not be verified */
#define HVC_FAIL_TARGET "bad-target"        /* the URI or an option makes no sense */
#define HVC_FAIL_TIMEOUT "timeout"          /* the target stopped answering */
#define HVC_FAIL_PROTOCOL "protocol"        /* the target answered something that is not its protocol */
#define HVC_FAIL_CANCELLED "cancelled"      /* the host asked to stop */
#define HVC_FAIL_INTERNAL "internal"        /* a bug in the plugin */

/* What the host lends to `collect`. Valid until collect returns. All functions may be called from any thread of the
 * plugin, one call at a time is made safe by the host. None of them throws or calls back. */
typedef struct hvc_host {
  uint32_t struct_size; /* sizeof(struct hvc_host) as the host knows it */
  uint32_t abi_minor;   /* the host's HVC_ABI_MINOR */
  void* context;        /* the host's own; pass the hvc_host pointer itself to every function */

  /* Hands over one record: a JSON object as described in sdk/README.md ("cluster", "host", "guest", "error" or "end"),
   * UTF-8, without a line end. The bytes are copied before the call returns.
   * Returns HVC_OK, HVC_REJECTED or HVC_STOP. The last record is {"record":"end","clusters":N,"hosts":N,"guests":N,
   * "errors":N}; without it the target counts as cut off.
   * Rationale: records flow one by one, so that a crash loses nothing that was already told. */
  int (*emit)(const struct hvc_host* host, const char* record, size_t length);

  /* A line for the person who debugs; shown with --verbose. Never write secrets. */
  void (*log)(const struct hvc_host* host, int level, const char* text, size_t length);

  /* How far it is: `done` of `total` guests; `total` 0 where it is not known. `done` never goes back. */
  void (*progress)(const struct hvc_host* host, uint64_t done, uint64_t total);

  /* Non-zero as soon as the run is to end. Ask it at least once a second; then return HVC_FAILED after
   * fail(HVC_FAIL_CANCELLED). The process is ended by force some seconds later. */
  int (*cancelled)(const struct hvc_host* host);

  /* Copies the secret called `name` (for example "password") into `buffer` without a final NUL; `*length` is its size
   * in bytes. Returns HVC_OK, HVC_NO_SECRET or HVC_TOO_SMALL. The buffer is the plugin's: wipe it after use. Rationale:
   * secrets stand in no argument, environment or target description, so that no log can hold them. */
  int (*secret)(const struct hvc_host* host, const char* name, char* buffer, size_t capacity, size_t* length);

  /* Tells why the target cannot be read: a code (above), one sentence without a full stop, and what the user can do
   * about it (may be ""). NUL-terminated UTF-8, copied. Call it once, then return HVC_FAILED.
   * For a fault of one guest or host, emit an "error" record instead and go on. */
  void (*fail)(const struct hvc_host* host, const char* code, const char* text, const char* remedy);

  /* An extension that the host offers, or NULL. Valid as long as the host pointer. */
  const void* (*extension)(const struct hvc_host* host, const char* name);
} hvc_host;

/* What a plugin exports. Static and constant: it is read before any of its code runs, from the bytes of the file where
 * the host can. */
typedef struct hvc_plugin {
  uint32_t abi_major;   /* HVC_ABI_MAJOR */
  uint32_t abi_minor;   /* HVC_ABI_MINOR */
  uint32_t struct_size; /* sizeof(struct hvc_plugin) */
  uint32_t reserved;    /* 0 */

  /* JSON text, NUL-terminated: {"name","version","vendor","description","schemes":[…],"facts":[{"name","privilege"}…],
   * "options":[{"name","type","default","meaning"}…]}. Described in sdk/README.md.
   * Rationale: data, not code, so that listing plugins runs nothing of theirs. */
  const char* manifest;

  /* Reads one target and emits its records. `target_json` is {"name","uri","options":{…}}, not NUL-terminated, valid
   * for the call. Returns HVC_OK after the "end" record, or HVC_FAILED after fail(). Read only: it opens read-only
   * connections where the API has them and calls nothing that changes a guest or host. */
  int (*collect)(const hvc_host* host, const char* target_json, size_t length);

  /* An extension that the plugin offers, or NULL; the pointer itself may be NULL. */
  const void* (*extension)(const char* name);
} hvc_plugin;

/* The one symbol. */
extern HVC_EXPORT const hvc_plugin hvcompat_plugin;

#ifdef __cplusplus
}
#endif

#endif
