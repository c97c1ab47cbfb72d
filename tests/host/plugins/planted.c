/* Tells names, addresses and ids wherever they can stand: what --redact must find. */
#include <stdio.h>

#include "fixture.h"

static const char kHost[] =
    "{\"record\":\"host\",\"id\":\"kvm-frankfurt-01\",\"name\":\"kvm-frankfurt-01.corp.example\",\"cluster\":\"Payroll "
    "Cluster\","
    "\"facts\":{\"hypervisor.family\":\"kvm\",\"hypervisor.vendor\":\"redhat\",\"hypervisor.product\":\"rhel-kvm\","
    "\"hypervisor.version\":\"9.4\",\"host.cpu.vendor\":\"intel\",\"host.system.model\":\"PowerEdge R740 "
    "kvm-frankfurt-01\"},"
    "\"evidence\":{\"hypervisor.family\":\"GET https://kvm-frankfurt-01.corp.example:8443/api from 10.20.30.40\"}}";

static const char kCluster[] =
    "{\"record\":\"cluster\",\"id\":\"Payroll Cluster\",\"name\":\"Payroll Cluster\",\"facts\":{}}";

static const char kOld[] =
    "{\"record\":\"guest\",\"id\":\"6f9619ff-8b86-4011-b42d-00c04fc964ff\",\"name\":\"Gehalt M\\u00fcller\","
    "\"host\":\"kvm-frankfurt-01\",\"facts\":{\"guest.power\":\"running\",\"guest.os.family\":\"windows\","
    "\"guest.os.product\":\"windows-server-2008-r2\",\"guest.os.source\":\"agent\",\"guest.vcpu.count\":4,"
    "\"guest.tools.version\":\"9.1 on Gehalt M\\u00fcller\",\"guest.disk.targets\":[\"nfs\"],"
    "\"x.acme.owner\":\"anna.schmidt@corp.example\",\"x.acme.address\":\"10.20.30.41\",\"x.acme.edition\":\"gold\","
    "\"x.acme.ports\":[\"52:54:00:12:34:56\",\"fd00::beef\"],\"x.acme.count\":7,\"x.acme.vpn\":true},"
    "\"evidence\":{\"guest.power\":\"/etc/pve/qemu-server/4711-gehalt.conf\",\"guest.os.family\":\"agent of `gehalt "
    "m\\u00fcller`\"},"
    "\"unknown\":{\"guest.os.build\":{\"reason\":\"agent-off\",\"detail\":\"no answer from 52:54:00:12:34:56\","
    "\"remedy\":\"start the agent in `zeiterfassung`\"}}}";

static const char kNew[] =
    "{\"record\":\"guest\",\"id\":\"web7\",\"name\":\"SAPPROD\",\"host\":\"kvm-frankfurt-01\",\"facts\":{"
    "\"guest.power\":\"running\",\"guest.os.family\":\"windows\",\"guest.os.product\":\"windows-server-2022\","
    "\"guest.os.source\":\"agent\",\"guest.vcpu.count\":8,\"guest.role\":[\"sql-server\"]}}";

static const char kError[] =
    "{\"record\":\"error\",\"scope\":\"guest\",\"id\":\"web7\",\"code\":\"timeout\",\"text\":\"sapprod does not answer "
    "at "
    "fileserver.corp.example, CORP\\\\svc-backup waits\",\"remedy\":\"see \\\\\\\\fileserver\\\\logs$ and "
    "/srv/logs/sapprod.log\"}";

static int collect(const hvc_host* host, const char* target, size_t length) {
  (void)target, (void)length;
  static const char kLog[] = "signed in at vcenter-7.corp.example as svc-backup";
  host->log(host, HVC_LOG_WARNING, kLog, sizeof kLog - 1);
  fprintf(stderr, "sapprod: lost 10.20.30.42 after 300 ms\n");
  EMIT(host, kCluster);
  EMIT(host, kHost);
  EMIT(host, kOld);
  EMIT(host, kNew);
  EMIT(host, kError);
  EMIT(host, "{\"record\":\"guest\",\"id\":\"half-of-kassel-3");
  EMIT(host, "{\"record\":\"end\",\"clusters\":1,\"hosts\":1,\"guests\":2,\"errors\":1}");
  return HVC_OK;
}

PLUGIN("planted", collect)
