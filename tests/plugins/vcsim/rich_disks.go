// Disks: raw device mappings, shared buses, multi-writer, independent, one machine on each kind of datastore.
package main

import (
	"github.com/vmware/govmomi/vim25/types"
)

func (r *rich) addDiskMachines() {
	r.configured("rdm-physical", func(config *types.VirtualMachineConfigInfo) { setRaw(config, "physicalMode") })
	r.configured("rdm-virtual", func(config *types.VirtualMachineConfigInfo) { setRaw(config, "virtualMode") })
	r.configured("bus-shared-physical", func(config *types.VirtualMachineConfigInfo) {
		firstDevice[*types.ParaVirtualSCSIController](config).SharedBus = types.VirtualSCSISharingPhysicalSharing
	})
	r.configured("bus-shared-virtual", func(config *types.VirtualMachineConfigInfo) {
		firstDevice[*types.ParaVirtualSCSIController](config).SharedBus = types.VirtualSCSISharingVirtualSharing
	})
	r.flat("multi-writer", func(backing *types.VirtualDiskFlatVer2BackingInfo) { backing.Sharing = "sharingMultiWriter" })
	r.flat("independent-disk", func(backing *types.VirtualDiskFlatVer2BackingInfo) {
		backing.DiskMode = "independent_persistent"
	})
	for _, store := range []string{"vmfs-fc", "vmfs-fcoe", "vmfs-iscsi", "vmfs-sas", "vmfs-unseen-disk",
		"nfs", "nfs41", "vsan", "vvol"} {
		r.store(r.machine("on-"+store, nil), store)
	}
}

func (r *rich) flat(name string, set func(*types.VirtualDiskFlatVer2BackingInfo)) {
	r.configured(name, func(config *types.VirtualMachineConfigInfo) {
		set(firstDevice[*types.VirtualDisk](config).Backing.(*types.VirtualDiskFlatVer2BackingInfo))
	})
}

// setRaw maps the first disk to the disk behind the Fibre Channel datastore.
func setRaw(config *types.VirtualMachineConfigInfo, mode string) {
	disk := firstDevice[*types.VirtualDisk](config)
	flat := disk.Backing.(*types.VirtualDiskFlatVer2BackingInfo)
	disk.Backing = &types.VirtualDiskRawDiskMappingVer1BackingInfo{
		VirtualDeviceFileBackingInfo: flat.VirtualDeviceFileBackingInfo,
		LunUuid:                      blocks()[0].lunUuid(), DeviceName: "vml." + blocks()[0].lunUuid(),
		CompatibilityMode: mode, DiskMode: "independent_persistent", Sharing: "sharingNone"}
}

func addDevice(config *types.VirtualMachineConfigInfo, device types.BaseVirtualDevice) {
	config.Hardware.Device = append(config.Hardware.Device, device)
}

// firstDevice gives nil where there is no such device.
func firstDevice[Device types.BaseVirtualDevice](config *types.VirtualMachineConfigInfo) (found Device) {
	for _, device := range config.Hardware.Device {
		if match, ok := device.(Device); ok {
			return match
		}
	}
	return found
}

func hasDevice[Device types.BaseVirtualDevice](config *types.VirtualMachineConfigInfo) bool {
	for _, device := range config.Hardware.Device {
		if _, ok := device.(Device); ok {
			return true
		}
	}
	return false
}
