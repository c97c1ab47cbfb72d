// The table of guest operating systems. Identifiers are those of configs/catalogs/guest-os-names.json, builds those of
// configs/catalogs/windows.json.
#include "fleet_systems.hpp"

namespace hvcompat::bench {

namespace {

constexpr std::string_view kServer = "server", kClient = "workstation", kDomain = "domain-controller";

// clang-format off
constexpr GuestSystem kSystems[] = {
  {150, "windows", "windows-server-2019", "10.0", "17763", kServer, "standard", "http://microsoft.com/win/2k19", "windows2019srv_64Guest", "mswindows:2019", "Windows Server 2019 Standard"},
  {40, "windows", "windows-server-2019", "10.0", "17763", kServer, "datacenter", "http://microsoft.com/win/2k19", "windows2019srv_64Guest", "mswindows:2019", "Windows Server 2019 Datacenter"},
  {12, "windows", "windows-server-2019", "10.0", "17763", kDomain, "standard", "http://microsoft.com/win/2k19", "windows2019srv_64Guest", "mswindows:2019", "Windows Server 2019 Standard"},
  {170, "windows", "windows-server-2022", "10.0", "20348", kServer, "standard", "http://microsoft.com/win/2k22", "windows2019srvNext_64Guest", "mswindows:2022", "Windows Server 2022 Standard"},
  {60, "windows", "windows-server-2022", "10.0", "20348", kServer, "datacenter", "http://microsoft.com/win/2k22", "windows2019srvNext_64Guest", "mswindows:2022", "Windows Server 2022 Datacenter"},
  {10, "windows", "windows-server-2022", "10.0", "20348", kDomain, "datacenter", "http://microsoft.com/win/2k22", "windows2019srvNext_64Guest", "mswindows:2022", "Windows Server 2022 Datacenter"},
  {35, "windows", "windows-server-2025", "10.0", "26100", kServer, "datacenter", "http://microsoft.com/win/2k25", "windows2022srvNext_64Guest", "mswindows:2025", "Windows Server 2025 Datacenter"},
  {20, "windows", "windows-server-2025", "10.0", "26100", kServer, "standard", "http://microsoft.com/win/2k25", "windows2022srvNext_64Guest", "mswindows:2025", "Windows Server 2025 Standard"},
  {110, "windows", "windows-server-2016", "10.0", "14393", kServer, "standard", "http://microsoft.com/win/2k16", "windows9Server64Guest", "mswindows:2016", "Windows Server 2016 Standard"},
  {9, "windows", "windows-server-2016", "10.0", "14393", kDomain, "standard", "http://microsoft.com/win/2k16", "windows9Server64Guest", "mswindows:2016", "Windows Server 2016 Standard"},
  {55, "windows", "windows-server-2012-r2", "6.3", "9600", kServer, "standard", "http://microsoft.com/win/2k12r2", "windows8Server64Guest", "mswindows:2012r2", "Windows Server 2012 R2 Standard"},
  {10, "windows", "windows-server-2012", "6.2", "9200", kServer, "datacenter", "http://microsoft.com/win/2k12", "windows8Server64Guest", "mswindows:2012", "Windows Server 2012 Datacenter"},
  {22, "windows", "windows-server-2008-r2", "6.1", "7601", kServer, "enterprise", "http://microsoft.com/win/2k8r2", "windows7Server64Guest", "mswindows:2008r2", "Windows Server 2008 R2 Enterprise"},
  {4, "windows", "windows-server-2008", "6.0", "6003", kServer, "enterprise", "http://microsoft.com/win/2k8", "winLonghorn64Guest", "mswindows:2008", "Windows Server 2008 Enterprise"},
  {3, "windows", "windows-server-2003", "5.2", "3790", kServer, "standard", "http://microsoft.com/win/2k3", "winNetStandardGuest", "mswindows:2003", "Windows Server 2003 Standard"},
  {30, "windows", "windows-11", "10.0", "26100", kClient, "enterprise", "http://microsoft.com/win/11", "windows11_64Guest", "mswindows:11", "Windows 11 Enterprise"},
  {12, "windows", "windows-11", "10.0", "22631", kClient, "pro", "http://microsoft.com/win/11", "windows11_64Guest", "mswindows:11", "Windows 11 Pro"},
  {26, "windows", "windows-10", "10.0", "19045", kClient, "enterprise", "http://microsoft.com/win/10", "windows9_64Guest", "mswindows:10", "Windows 10 Enterprise"},
  {6, "windows", "windows-10", "10.0", "19044", kClient, "enterprise", "http://microsoft.com/win/10", "windows9_64Guest", "mswindows:10", "Windows 10 Enterprise LTSC"},
  {4, "windows", "windows-7", "6.1", "7601", kClient, "pro", "http://microsoft.com/win/7", "windows7_64Guest", "mswindows:7", "Windows 7 Professional"},
  {48, "linux", "rhel", "8.10", "", "", "", "http://redhat.com/rhel/8.10", "rhel8_64Guest", "rhel", "Red Hat Enterprise Linux"},
  {42, "linux", "rhel", "9.4", "", "", "", "http://redhat.com/rhel/9.4", "rhel9_64Guest", "rhel", "Red Hat Enterprise Linux"},
  {16, "linux", "rhel", "7.9", "", "", "", "http://redhat.com/rhel/7.9", "rhel7_64Guest", "rhel", "Red Hat Enterprise Linux Server"},
  {20, "linux", "centos", "7.9", "", "", "", "http://centos.org/centos/7.0", "centos7_64Guest", "centos", "CentOS Linux"},
  {28, "linux", "ubuntu", "22.04", "", "", "", "http://ubuntu.com/ubuntu/22.04", "ubuntu64Guest", "ubuntu", "Ubuntu"},
  {18, "linux", "ubuntu", "24.04", "", "", "", "http://ubuntu.com/ubuntu/24.04", "ubuntu64Guest", "ubuntu", "Ubuntu"},
  {24, "linux", "debian", "12", "", "", "", "http://debian.org/debian/12", "debian12_64Guest", "debian", "Debian GNU/Linux"},
  {10, "linux", "debian", "11", "", "", "", "http://debian.org/debian/11", "debian11_64Guest", "debian", "Debian GNU/Linux"},
  {18, "linux", "sles", "15.5", "", "", "", "http://suse.com/sle/15.5", "sles15_64Guest", "sles", "SLES"},
  {8, "linux", "oracle-linux", "8.9", "", "", "", "http://oracle.com/ol/8.9", "oracleLinux8_64Guest", "ol", "Oracle Linux Server"},
  {10, "linux", "rocky", "9.3", "", "", "", "http://rockylinux.org/rocky/9.3", "rockylinux_64Guest", "rocky", "Rocky Linux"},
  {6, "linux", "almalinux", "9.4", "", "", "", "http://almalinux.org/almalinux/9.4", "almalinux_64Guest", "almalinux", "AlmaLinux"},
  {5, "linux", "photon", "5.0", "", "", "", "http://libosinfo.org/linux/2022", "vmwarePhoton64Guest", "alpine", "VMware Photon OS"},
  {4, "freebsd", "freebsd", "14.0", "", "", "", "http://freebsd.org/freebsd/14.0", "freebsd14_64Guest", "freebsd", "FreeBSD"},
};
// clang-format on

}  // namespace

std::span<const GuestSystem> guest_systems() { return kSystems; }

}  // namespace hvcompat::bench
