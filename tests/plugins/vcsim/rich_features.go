// Virtual hardware and snapshots: nested virtualization, firmware, TPM, hot add, passthrough, change tracking, replication.
package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

func (r *rich) addFeatureMachines() {
	r.configured("nested-hv", func(config *types.VirtualMachineConfigInfo) { config.NestedHVEnabled = types.NewBool(true) })
	r.configured("hot-add", func(config *types.VirtualMachineConfigInfo) {
		config.MemoryHotAddEnabled, config.CpuHotAddEnabled = types.NewBool(true), types.NewBool(true)
		config.HotPlugMemoryLimit, config.HotPlugMemoryIncrementSize = 65536, 128
	})
	r.configured("efi", func(config *types.VirtualMachineConfigInfo) { config.Firmware = "efi" })
	r.configured("secure-boot", setSecureBoot)
	r.configured("vtpm", func(config *types.VirtualMachineConfigInfo) {
		setSecureBoot(config)
		addDevice(config, &types.VirtualTPM{VirtualDevice: types.VirtualDevice{Key: 11000}})
	})
	r.configured("vbs", func(config *types.VirtualMachineConfigInfo) {
		setSecureBoot(config)
		config.NestedHVEnabled = types.NewBool(true)
		config.Flags.VbsEnabled, config.Flags.VvtdEnabled = types.NewBool(true), types.NewBool(true)
	})
	r.configured("change-tracking", func(config *types.VirtualMachineConfigInfo) {
		config.ChangeTrackingEnabled = types.NewBool(true)
	})
	r.configured("time-sync", func(config *types.VirtualMachineConfigInfo) {
		config.Tools.SyncTimeWithHost = types.NewBool(true)
	})
	r.configured("pci-passthrough", addPassthrough)
	r.addGuardedMachines()
}

func (r *rich) addGuardedMachines() {
	r.machine("encrypted", func(machine *simulator.VirtualMachine) {
		machine.Config.KeyId = &types.CryptoKeyId{KeyId: "key-1", ProviderId: &types.KeyProviderId{Id: "kms"}}
		machine.Runtime.CryptoState = "safe"
	})
	r.configured("sev", func(config *types.VirtualMachineConfigInfo) { config.SevEnabled = types.NewBool(true) })
	setExtra(r.machine("replicated", nil), "hbr_filter.configured", "GID-52d5c7a1-0000-4000-8000-0000000000aa")
	r.machine("fault-tolerant", func(machine *simulator.VirtualMachine) {
		machine.Runtime.FaultToleranceState = types.VirtualMachineFaultToleranceStateRunning
		machine.Config.FtInfo = &types.FaultTolerancePrimaryConfigInfo{FaultToleranceConfigInfo: types.FaultToleranceConfigInfo{
			Role: 1, InstanceUuids: []string{machine.Config.InstanceUuid}, ConfigPaths: []string{machine.Config.Files.VmPathName}}}
	})
	r.machine("fault-tolerant-unprotected", func(machine *simulator.VirtualMachine) {
		machine.Runtime.FaultToleranceState = types.VirtualMachineFaultToleranceStateNeedSecondary
	})
}

func (r *rich) configured(name string, set func(*types.VirtualMachineConfigInfo)) {
	r.machine(name, func(machine *simulator.VirtualMachine) { set(machine.Config) })
}

func setSecureBoot(config *types.VirtualMachineConfigInfo) {
	config.Firmware = "efi"
	config.BootOptions.EfiSecureBootEnabled = types.NewBool(true)
}

func addPassthrough(config *types.VirtualMachineConfigInfo) {
	addDevice(config, &types.VirtualPCIPassthrough{VirtualDevice: types.VirtualDevice{Key: 13000,
		Backing: &types.VirtualPCIPassthroughDeviceBackingInfo{
			VirtualDeviceDeviceBackingInfo: types.VirtualDeviceDeviceBackingInfo{DeviceName: "NVIDIA T4"},
			Id:                             "0000:3b:00.0", DeviceId: "1eb8", SystemId: "system", VendorId: 0x10de}}})
}

func (r *rich) addSnapshotMachines() {
	r.snapshotted("snapshot-quiesced", types.VirtualMachineSnapshotTree{Quiesced: true, State: "poweredOff"})
	r.snapshotted("snapshot-crash-consistent", types.VirtualMachineSnapshotTree{State: "poweredOff"})
	r.snapshotted("snapshot-with-memory", types.VirtualMachineSnapshotTree{State: "poweredOn"})
	chain := r.snapshotted("snapshot-chain", types.VirtualMachineSnapshotTree{State: "poweredOff"})
	first := &chain.Snapshot.RootSnapshotList[0]
	second := snapshotOf(chain, 2, types.VirtualMachineSnapshotTree{Quiesced: true, State: "poweredOff"})
	first.ChildSnapshotList = []types.VirtualMachineSnapshotTree{second}
	chain.Snapshot.CurrentSnapshot = &second.Snapshot
	r.machine("consolidation-needed", func(machine *simulator.VirtualMachine) {
		machine.Runtime.ConsolidationNeeded = types.NewBool(true)
	})
}

func (r *rich) snapshotted(name string, tree types.VirtualMachineSnapshotTree) *simulator.VirtualMachine {
	return r.machine(name, func(machine *simulator.VirtualMachine) {
		root := snapshotOf(machine, 1, tree)
		machine.Snapshot = &types.VirtualMachineSnapshotInfo{CurrentSnapshot: &root.Snapshot,
			RootSnapshotList: []types.VirtualMachineSnapshotTree{root}}
		machine.RootSnapshot = []types.ManagedObjectReference{root.Snapshot}
	})
}

func snapshotOf(machine *simulator.VirtualMachine, id int32, tree types.VirtualMachineSnapshotTree) types.VirtualMachineSnapshotTree {
	snapshot := &simulator.VirtualMachineSnapshot{}
	snapshot.Vm, snapshot.Config = machine.Self, *machine.Config
	tree.Snapshot = simulator.Map.Put(snapshot).Reference()
	tree.Vm, tree.Id, tree.CreateTime = machine.Self, id, afterBoot
	tree.Name, tree.ReplaySupported = "snapshot", types.NewBool(false)
	return tree
}
