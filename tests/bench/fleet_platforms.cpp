// The table of platforms; products and versions are those of configs/catalogs/hypervisors.json and windows.json. The
// last one is no vendor's that any catalog names.
#include "fleet_platforms.hpp"

namespace hvcompat::bench {

namespace {

constexpr std::string_view kEsxi[] = {"7.0.3 23307199", "8.0.2 22380479", "8.0.3 24022510", "8.0.1 21813344",
                                      "6.7.0 17700523"};
constexpr std::string_view kHyperV[] = {"10.0.17763 17763", "10.0.20348 20348", "10.0.14393 14393", "10.0.26100 26100"};
constexpr std::string_view kRhel[] = {"9.4", "8.10", "9.2", "8.6"};
constexpr std::string_view kProxmox[] = {"8.2", "7.4", "8.1"};
constexpr std::string_view kDebian[] = {"12", "11"};
constexpr std::string_view kAhv[] = {"6.5", "6.8", "6.10"};
constexpr std::string_view kXen[] = {"8.4", "8.2"};
constexpr std::string_view kAcme[] = {"3.1 31007", "3.2 32001"};

constexpr Platform kPlatforms[] = {
    {440, Api::vim, "vmware", "1.0.0", "vcenter", "vsphere://vcenter", "esx", "vmware", "esxi", "esxi", kEsxi},
    {190, Api::wsman, "hyperv", "1.0.0", "hv", "hyperv://hv", "hyper-v", "microsoft", "hyper-v", "windows-server-2022",
     kHyperV},
    {120, Api::libvirt, "libvirt", "1.0.0", "rhel", "qemu+ssh://kvm", "kvm", "redhat", "rhel-kvm", "rhel", kRhel},
    {70, Api::libvirt, "libvirt", "1.0.0", "pve", "qemu+tls://pve", "kvm", "proxmox", "proxmox-ve", "proxmox-ve",
     kProxmox},
    {50, Api::libvirt, "libvirt", "1.0.0", "debian", "qemu+ssh://deb", "kvm", "debian", "qemu-kvm", "debian", kDebian},
    {70, Api::libvirt, "libvirt", "1.0.0", "ahv", "qemu+tls://ahv", "kvm", "nutanix", "ahv", "", kAhv},
    {40, Api::other, "xapi", "0.3.1", "xen", "xapi://xen", "xen", "citrix", "xenserver", "xenserver", kXen},
    {20, Api::other, "acme", "2.0.0", "acme", "acme://cloud", "kvm", "acme", "acme-cloud", "", kAcme},
};

}  // namespace

std::span<const Platform> platforms() { return kPlatforms; }

}  // namespace hvcompat::bench
