/* Makes the calls that the libvirt plugin makes of a driver without jobs or agents, and throws the answers away: what
 * is left of collecting is the time of libvirt itself.
 *
 * usage: bare_libvirt URI
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void silent(void* data, virErrorPtr error) {
  (void)data;
  (void)error;
}

static void read_host(virConnectPtr connection) {
  virNodeInfo node;
  int count = 0;
  if (strcmp(virConnectGetType(connection), "TEST") != 0) free(virConnectGetHostname(connection));
  free(virConnectGetCapabilities(connection));
  free(virConnectGetSysinfo(connection, 0));
  virNodeGetInfo(connection, &node);
  virNodeGetMemoryStats(connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, NULL, &count, 0);
  if (count > 0) {
    virNodeMemoryStatsPtr stats = calloc((size_t)count, sizeof *stats);
    virNodeGetMemoryStats(connection, VIR_NODE_MEMORY_STATS_ALL_CELLS, stats, &count, 0);
    free(stats);
  }
  count = 0;
  if (virNodeGetMemoryParameters(connection, NULL, &count, 0) == 0 && count > 0) {
    virTypedParameterPtr parameters = calloc((size_t)count, sizeof *parameters);
    virNodeGetMemoryParameters(connection, parameters, &count, 0);
    virTypedParamsFree(parameters, count);
  }
}

static void read_pools(virConnectPtr connection) {
  virStoragePoolPtr* pools = NULL;
  const int count = virConnectListAllStoragePools(connection, &pools, 0);
  for (int i = 0; i < count; ++i) {
    free(virStoragePoolGetXMLDesc(pools[i], 0));
    virStoragePoolFree(pools[i]);
  }
  free(pools);
}

static int list(virConnectPtr connection, virDomainPtr** domains, unsigned int filter) {
  *domains = NULL;
  return virConnectListAllDomains(connection, domains, filter);
}

static void drop(virDomainPtr* domains, int count) {
  for (int i = 0; i < count; ++i) virDomainFree(domains[i]);
  free(domains);
}

static int is_off_or_has_balloon(virDomainStatsRecordPtr record) {
  int state = VIR_DOMAIN_NOSTATE;
  unsigned long long balloon = 0;
  virTypedParamsGetInt(record->params, record->nparams, "state.state", &state);
  return state == VIR_DOMAIN_SHUTOFF ||
         virTypedParamsGetULLong(record->params, record->nparams, "balloon.current", &balloon) == 1;
}

/* What virDomainGetInfo would tell is told by the statistics of all guests, in this driver. */
static int spares_info(virDomainStatsRecordPtr* records) {
  if (!records) return 0;
  while (*records && is_off_or_has_balloon(*records)) ++records;
  return !*records;
}

static void read_guest(virDomainPtr domain, int with_info) {
  char uuid[VIR_UUID_STRING_BUFLEN];
  virDomainInfo info;
  virDomainGetUUIDString(domain, uuid);
  free(virDomainGetXMLDesc(domain, 0));
  if (with_info) virDomainGetInfo(domain, &info);
}

int main(int count, char** arguments) {
  if (count != 2) {
    fputs("usage: bare_libvirt URI\n", stderr);
    return 2;
  }
  virSetErrorFunc(NULL, silent);
  virConnectPtr connection = virConnectOpen(arguments[1]);
  if (!connection) {
    fprintf(stderr, "bare_libvirt: cannot open `%s`\n", arguments[1]);
    return 1;
  }
  read_host(connection);
  read_pools(connection);
  virDomainStatsRecordPtr* records = NULL;
  const unsigned int wanted = VIR_DOMAIN_STATS_STATE | VIR_DOMAIN_STATS_BALLOON | VIR_DOMAIN_STATS_VCPU;
  if (virConnectGetAllDomainStats(connection, wanted, &records, VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT) < 0)
    virConnectGetAllDomainStats(connection, wanted, &records, 0);
  const int with_info = !spares_info(records);
  if (records) virDomainStatsRecordListFree(records);
  virDomainPtr* domains;
  virDomainPtr* others;
  const int guests = list(connection, &domains, 0);
  drop(others, list(connection, &others, VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE));
  drop(others, list(connection, &others, VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT));
  if (guests > 0) virDomainSnapshotNum(domains[0], 0);
  for (int i = 0; i < guests; ++i) read_guest(domains[i], with_info);
  printf("%d guests\n", guests);
  drop(domains, guests);
  virConnectClose(connection);
  return 0;
}
