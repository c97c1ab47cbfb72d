// The scenario `rich`: what the model leaves empty is set here, always to the same values, on objects with telling names.
package main

import (
	"bytes"
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
	"github.com/vmware/govmomi/vim25/xml"
)

// Every guest of the scenario booted at bootTime; what happened before or after it is 30 days away.
var (
	bootTime   = time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC)
	beforeBoot = bootTime.AddDate(0, 0, -30)
	afterBoot  = bootTime.AddDate(0, 0, 30)
)

const windows2019 = string(types.VirtualMachineGuestOsIdentifierWindows2019srv_64Guest)

type rich struct {
	source     *simulator.VirtualMachine
	clusters   []*simulator.ClusterComputeResource
	hosts      map[string]*simulator.HostSystem
	datastores map[string]*simulator.Datastore
	machines   map[string]*simulator.VirtualMachine
	home       string // the host of machines that ask for none
}

func playRichScenario(source *simulator.VirtualMachine) {
	r := &rich{source: source, hosts: map[string]*simulator.HostSystem{},
		datastores: map[string]*simulator.Datastore{}, machines: map[string]*simulator.VirtualMachine{}}
	r.setHosts()
	r.setStorage()
	r.addMemoryMachines()
	r.addFeatureMachines()
	r.addSnapshotMachines()
	r.addDiskMachines()
	r.addStateMachines()
	r.addGuestMachines()
	r.addMobileMachines()
	r.setClusters()
}

// machine adds a guest: a running Windows Server 2019 with current tools, but for what `set` says.
func (r *rich) machine(name string, set func(*simulator.VirtualMachine)) *simulator.VirtualMachine {
	machine := cloneMachine(r.source, name)
	config := new(types.VirtualMachineConfigInfo)
	copyDeep(machine.Config, config)
	machine.Config = config
	settle(machine, r.hosts[r.home])
	setDefaults(machine)
	r.machines[name] = machine
	r.store(machine, "vmfs-fc")
	if set != nil {
		set(machine)
	}
	summarize(machine)
	return machine
}

func setDefaults(machine *simulator.VirtualMachine) {
	config := machine.Config
	config.Version = "vmx-14"
	config.Hardware.NumCPU, config.Hardware.NumCoresPerSocket, config.Hardware.MemoryMB = 2, 1, 4096
	setUnlimited(config)
	for _, flag := range []**bool{&config.NestedHVEnabled, &config.MemoryHotAddEnabled, &config.CpuHotAddEnabled,
		&config.CpuHotRemoveEnabled, &config.ChangeTrackingEnabled, &config.MemoryReservationLockedToMax,
		&config.BootOptions.EfiSecureBootEnabled, &config.Flags.VvtdEnabled, &config.Flags.VbsEnabled,
		&config.Tools.SyncTimeWithHost, &machine.Runtime.ConsolidationNeeded} {
		*flag = types.NewBool(false)
	}
	booted := bootTime
	machine.Runtime.BootTime = &booted
	machine.Runtime.PowerState = types.VirtualMachinePowerStatePoweredOn
	machine.Runtime.FaultToleranceState = types.VirtualMachineFaultToleranceStateNotConfigured
	setDeclared(machine, windows2019, "Microsoft Windows Server 2019 (64-bit)")
	setReported(machine, windows2019, "Microsoft Windows Server 2019 (64-bit)")
	setDetails(machine, detailsOf2019)
	setTools(machine, "guestToolsRunning", "guestToolsCurrent", "toolsOk")
}

func setUnlimited(config *types.VirtualMachineConfigInfo) {
	none, unlimited := int64(0), int64(-1)
	config.MemoryAllocation.Reservation, config.MemoryAllocation.Limit = &none, &unlimited
}

// summarize repeats in `summary` what a server repeats there.
func summarize(machine *simulator.VirtualMachine) {
	summary, guest := &machine.Summary, machine.Guest
	summary.Runtime = machine.Runtime
	summary.Guest = &types.VirtualMachineGuestSummary{GuestId: guest.GuestId, GuestFullName: guest.GuestFullName,
		ToolsStatus: guest.ToolsStatus, ToolsVersionStatus: guest.ToolsVersionStatus,
		ToolsVersionStatus2: guest.ToolsVersionStatus2, ToolsRunningStatus: guest.ToolsRunningStatus,
		HostName: guest.HostName}
	if config := machine.Config; config != nil {
		summary.Config.Template = config.Template
		summary.Config.MemorySizeMB, summary.Config.NumCpu = config.Hardware.MemoryMB, config.Hardware.NumCPU
		summary.Config.MemoryReservation = int32(*config.MemoryAllocation.Reservation)
		summary.Config.GuestId, summary.Config.GuestFullName = config.GuestId, config.GuestFullName
		summary.Config.FtInfo = config.FtInfo
		summary.Config.TpmPresent = types.NewBool(hasDevice[*types.VirtualTPM](config))
	}
}

func setExtra(machine *simulator.VirtualMachine, key, value string) {
	kept := []types.BaseOptionValue{}
	for _, option := range machine.Config.ExtraConfig {
		if option.GetOptionValue().Key != key {
			kept = append(kept, option)
		}
	}
	machine.Config.ExtraConfig = append(kept, &types.OptionValue{Key: key, Value: value})
}

func (r *rich) move(machine *simulator.VirtualMachine, host string) {
	if target, found := r.hosts[host]; found { // an ESX model has only one
		settle(machine, target)
	}
}

// datacenter is the one of the source machine.
func (r *rich) datacenter() *simulator.Datacenter {
	parent := r.source.Parent
	for parent.Type != "Datacenter" {
		parent = simulator.Map.Get(*parent).(mo.Entity).Entity().Parent
	}
	return simulator.Map.Get(*parent).(*simulator.Datacenter)
}

// copyDeep goes through XML as the simulator's own copies do.
func copyDeep(from, to interface{}) {
	text, err := xml.Marshal(from)
	if err != nil {
		panic(err)
	}
	decoder := xml.NewDecoder(bytes.NewReader(text))
	decoder.TypeFunc = types.TypeFunc()
	if err = decoder.Decode(to); err != nil {
		panic(err)
	}
}
