// Datastores of the scenario, and the adapters and paths behind those that are VMFS.
package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

// block is a disk that hosts see through an adapter and that carries a VMFS datastore.
type block struct {
	datastore, disk, arrayType string
	adapter                    types.BaseHostHostBusAdapter
	transport                  types.BaseHostTargetTransport
}

func blocks() []block {
	return []block{
		{"vmfs-fc", "naa.600508b1001c4d41000000000000fc01", "VMW_SATP_ALUA",
			&types.HostFibreChannelHba{HostHostBusAdapter: adapter("FibreChannelHba", "vmhba2", "lpfc"),
				PortWorldWideName: 0x10000090fa000001, NodeWorldWideName: 0x20000090fa000001, PortType: "fabric", Speed: 16},
			&types.HostFibreChannelTargetTransport{PortWorldWideName: 0x500a098188000001, NodeWorldWideName: 0x500a098088000001}},
		{"vmfs-fcoe", "naa.600508b1001c4d41000000000000fce1", "VMW_SATP_ALUA",
			&types.HostFibreChannelOverEthernetHba{HostFibreChannelHba: types.HostFibreChannelHba{
				HostHostBusAdapter: adapter("FibreChannelOverEthernetHba", "vmhba33", "bnx2fc"), PortType: "fabric", Speed: 10}},
			&types.HostFibreChannelOverEthernetTargetTransport{VnportMac: "0e:fc:00:01:00:01", FcfMac: "00:05:73:00:00:01"}},
		{"vmfs-iscsi", "naa.6001405000000000000000000000c501", "VMW_SATP_DEFAULT_AA",
			&types.HostInternetScsiHba{HostHostBusAdapter: adapter("InternetScsiHba", "vmhba64", "iscsi_vmk"),
				IsSoftwareBased: true, IScsiName: "iqn.1998-01.com.vmware:host"},
			&types.HostInternetScsiTargetTransport{IScsiName: "iqn.2003-01.org.example:array", Address: []string{"192.0.2.10:3260"}}},
		{"vmfs-sas", "naa.6d0946606e78ac000000000000005a51", "VMW_SATP_LOCAL",
			&types.HostSerialAttachedHba{HostHostBusAdapter: adapter("SerialAttachedHba", "vmhba0", "lsi_mr3"),
				NodeWorldWideName: "5d0946606e78ac00"},
			&types.HostSerialAttachedTargetTransport{}},
	}
}

func adapter(kind, device, driver string) types.HostHostBusAdapter {
	return types.HostHostBusAdapter{Key: "key-vim.host." + kind + "-" + device, Device: device, Driver: driver,
		Status: "online", Model: kind}
}

func (r *rich) setStorage() {
	seen := blocks()
	for name, host := range r.hosts {
		if name != "host-standalone" {
			connect(host, seen)
		}
	}
	for _, each := range seen {
		r.addDatastore(each.datastore, "VMFS", vmfs(each.datastore, each.disk))
	}
	r.addDatastore("vmfs-unseen-disk", "VMFS", vmfs("vmfs-unseen-disk", "naa.600508b1001c4d41000000000000dead"))
	r.addDatastore("nfs", "NFS", nas("nfs", "NFS"))
	r.addDatastore("nfs41", "NFS41", nas("nfs41", "NFS41"))
	r.addDatastore("vsan", "vsan", &types.DatastoreInfo{}) // its own type is unknown to clients of 6.7
	r.addDatastore("vvol", "VVOL", &types.VvolDatastoreInfo{VvolDS: &types.HostVvolVolume{
		HostFileSystemVolume: types.HostFileSystemVolume{Type: "VVOL", Name: "vvol"}, ScId: "vvol:52d5c7a1"}})
}

func vmfs(name, disk string) types.BaseDatastoreInfo {
	return &types.VmfsDatastoreInfo{Vmfs: &types.HostVmfsVolume{
		HostFileSystemVolume: types.HostFileSystemVolume{Type: "VMFS", Name: name, Capacity: 1 << 40},
		MajorVersion:         6, Version: "6.82", Uuid: "5e0d2c11-" + disk[len(disk)-8:],
		Extent: []types.HostScsiDiskPartition{{DiskName: disk, Partition: 1}}}}
}

func nas(name, kind string) types.BaseDatastoreInfo {
	return &types.NasDatastoreInfo{Nas: &types.HostNasVolume{
		HostFileSystemVolume: types.HostFileSystemVolume{Type: kind, Name: name, Capacity: 1 << 40},
		RemoteHost:           "filer.example.invalid", RemotePath: "/exports/" + name}}
}

// addDatastore mounts it on every host of the scenario.
func (r *rich) addDatastore(name, kind string, info types.BaseDatastoreInfo) {
	center := r.datacenter()
	store := &simulator.Datastore{}
	store.Self = types.ManagedObjectReference{Type: "Datastore", Value: "datastore-" + name}
	store.Name, store.Info, store.Parent = name, info, &center.DatastoreFolder
	general := info.GetDatastoreInfo()
	general.Name, general.Url = name, "ds:///vmfs/volumes/"+name+"/"
	store.Summary = types.DatastoreSummary{Datastore: &store.Self, Name: name, Url: general.Url, Type: kind,
		Capacity: 1 << 40, FreeSpace: 1 << 39, Accessible: true, MultipleHostAccess: types.NewBool(true),
		MaintenanceMode: "normal"}
	simulator.Map.Put(store)
	center.Datastore = append(center.Datastore, store.Self)
	folder := simulator.Map.Get(center.DatastoreFolder).(*simulator.Folder)
	folder.ChildEntity = append(folder.ChildEntity, store.Self)
	for _, host := range r.hosts {
		mount(store, host)
	}
	r.datastores[name] = store
}

func mount(store *simulator.Datastore, host *simulator.HostSystem) {
	host.Datastore = append(host.Datastore, store.Self)
	resource := computeResource(*host.Parent)
	if simulator.FindReference(resource.Datastore, store.Self) == nil {
		resource.Datastore = append(resource.Datastore, store.Self)
	}
	store.Host = append(store.Host, types.DatastoreHostMount{Key: host.Self, MountInfo: types.HostMountInfo{
		Path: "/vmfs/volumes/" + store.Name, AccessMode: "readWrite",
		Mounted: types.NewBool(true), Accessible: types.NewBool(true)}})
}

// connect gives the host the adapters, disks and paths in place of the simulator's own.
func connect(host *simulator.HostSystem, seen []block) {
	devices := &types.HostStorageDeviceInfo{SoftwareInternetScsiEnabled: true,
		MultipathInfo: &types.HostMultipathInfo{}}
	for _, each := range seen {
		devices.HostBusAdapter = append(devices.HostBusAdapter, each.adapter)
		devices.ScsiLun = append(devices.ScsiLun, each.lun())
		devices.MultipathInfo.Lun = append(devices.MultipathInfo.Lun, each.paths())
	}
	host.Config.StorageDevice = devices
	if system, found := simulator.Map.Get(*host.ConfigManager.StorageSystem).(*simulator.HostStorageSystem); found {
		system.StorageDeviceInfo = devices
	}
}

func (b block) lunKey() string { return "key-vim.host.ScsiDisk-" + b.lunUuid() }

func (b block) lunUuid() string { return "02000000" + b.disk[len("naa."):] + "4c4f47494341" }

func (b block) lun() *types.HostScsiDisk {
	return &types.HostScsiDisk{
		ScsiLun: types.ScsiLun{
			HostDevice:    types.HostDevice{DeviceName: "/vmfs/devices/disks/" + b.disk, DeviceType: "disk"},
			Key:           b.lunKey(),
			Uuid:          b.lunUuid(),
			CanonicalName: b.disk, DisplayName: "disk of " + b.datastore, LunType: "disk",
			Vendor: "EXAMPLE ", Model: "ARRAY", Revision: "1.0 ", OperationalState: []string{"ok"},
		},
		Capacity:   types.HostDiskDimensionsLba{BlockSize: 512, Block: 1 << 31},
		DevicePath: "/vmfs/devices/disks/" + b.disk,
		LocalDisk:  types.NewBool(b.datastore == "vmfs-sas"),
	}
}

func (b block) paths() types.HostMultipathInfoLogicalUnit {
	unit := types.HostMultipathInfoLogicalUnit{Id: b.lunUuid(), Lun: b.lunKey(),
		Key:                    "key-vim.host.MultipathInfo.LogicalUnit-" + b.lunUuid(),
		Policy:                 &types.HostMultipathInfoLogicalUnitPolicy{Policy: "VMW_PSP_RR"},
		StorageArrayTypePolicy: &types.HostMultipathInfoLogicalUnitStorageArrayTypePolicy{Policy: b.arrayType}}
	for _, target := range []string{"T0", "T1"} {
		name := b.adapter.GetHostHostBusAdapter().Device + ":C0:" + target + ":L0"
		unit.Path = append(unit.Path, types.HostMultipathInfoPath{Key: "key-vim.host.MultipathInfo.Path-" + name,
			Name: name, PathState: "active", State: "active", IsWorkingPath: types.NewBool(target == "T0"),
			Adapter: b.adapter.GetHostHostBusAdapter().Key, Lun: unit.Key, Transport: b.transport})
	}
	return unit
}

// store puts the machine's files on that datastore.
func (r *rich) store(machine *simulator.VirtualMachine, name string) {
	target := r.datastores[name]
	for _, before := range machine.Datastore {
		if old, found := simulator.Map.Get(before).(*simulator.Datastore); found {
			simulator.RemoveReference(&old.Vm, machine.Self)
		}
	}
	machine.Datastore = []types.ManagedObjectReference{target.Self}
	target.Vm = append(target.Vm, machine.Self)
	folder := "[" + name + "] " + machine.Name + "/"
	machine.Config.Files.VmPathName = folder + machine.Name + ".vmx"
	machine.Summary.Config.VmPathName = machine.Config.Files.VmPathName
	reference := target.Self
	backing := firstDevice[*types.VirtualDisk](machine.Config).Backing.(*types.VirtualDiskFlatVer2BackingInfo)
	backing.FileName, backing.Datastore = folder+"disk1.vmdk", &reference
}
