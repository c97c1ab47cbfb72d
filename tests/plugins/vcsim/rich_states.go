// States: off, suspended, a template, out of reach; and the tools in all conditions.
package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

func (r *rich) addStateMachines() {
	r.machine("powered-off", setPoweredOff)
	r.machine("suspended", func(machine *simulator.VirtualMachine) {
		setPoweredOff(machine)
		since := afterBoot
		machine.Runtime.PowerState, machine.Runtime.SuspendTime = types.VirtualMachinePowerStateSuspended, &since
	})
	r.machine("template", func(machine *simulator.VirtualMachine) {
		setPoweredOff(machine)
		machine.Config.Template = true
		leavePool(machine)
	})
	r.machine("inaccessible", func(machine *simulator.VirtualMachine) {
		setPoweredOff(machine)
		machine.Runtime.ConnectionState = types.VirtualMachineConnectionStateInaccessible
		machine.Config = nil
		machine.Guest = &types.GuestInfo{}
	})
	r.machine("orphaned", func(machine *simulator.VirtualMachine) {
		setPoweredOff(machine)
		machine.Runtime.ConnectionState = types.VirtualMachineConnectionStateOrphaned
	})
	r.machine("disconnected", func(machine *simulator.VirtualMachine) {
		machine.Runtime.ConnectionState = types.VirtualMachineConnectionStateDisconnected
		r.move(machine, "host-disconnected")
	})
	r.move(r.machine("on-amd", nil), "host-amd-salted")
	r.move(r.machine("on-standalone-host", nil), "host-standalone")
	r.addToolsMachines()
}

func (r *rich) addToolsMachines() {
	for _, tools := range []struct{ name, running, version, old string }{
		{"tools-not-installed", "guestToolsNotRunning", "guestToolsNotInstalled", "toolsNotInstalled"},
		{"tools-not-running", "guestToolsNotRunning", "guestToolsCurrent", "toolsNotRunning"},
		{"tools-executing-scripts", "guestToolsExecutingScripts", "guestToolsCurrent", "toolsOk"},
		{"tools-old", "guestToolsRunning", "guestToolsSupportedOld", "toolsOld"},
		{"tools-too-old", "guestToolsRunning", "guestToolsTooOld", "toolsOld"},
		{"tools-too-new", "guestToolsRunning", "guestToolsTooNew", "toolsOk"},
		{"tools-blacklisted", "guestToolsRunning", "guestToolsBlacklisted", "toolsOld"},
		{"tools-unmanaged", "guestToolsRunning", "guestToolsUnmanaged", "toolsOk"},
	} {
		each := tools
		r.machine(each.name, func(machine *simulator.VirtualMachine) {
			setTools(machine, each.running, each.version, each.old)
		})
	}
}

// setPoweredOff also takes away what only a running guest reports.
func setPoweredOff(machine *simulator.VirtualMachine) {
	machine.Runtime.PowerState = types.VirtualMachinePowerStatePoweredOff
	machine.Runtime.BootTime = nil
	setTools(machine, "guestToolsNotRunning", "guestToolsCurrent", "toolsNotRunning")
}

func setTools(machine *simulator.VirtualMachine, running, version, old string) {
	guest := machine.Guest
	guest.ToolsRunningStatus, guest.ToolsVersionStatus2 = running, version
	guest.ToolsVersionStatus, guest.ToolsStatus = version, types.VirtualMachineToolsStatus(old)
	guest.ToolsVersion, guest.ToolsInstallType = "11365", "guestToolsTypeMSI"
	guest.GuestState, guest.HostName = "running", machine.Name+".example.invalid"
	if running == "guestToolsNotRunning" {
		guest.GuestState, guest.HostName = "notRunning", ""
	}
	if version == "guestToolsNotInstalled" {
		guest.ToolsVersion, guest.ToolsInstallType = "0", ""
	}
}

func leavePool(machine *simulator.VirtualMachine) {
	pool := simulator.Map.Get(*machine.ResourcePool).(*simulator.ResourcePool)
	simulator.RemoveReference(&pool.Vm, machine.Self)
	machine.ResourcePool = nil
}
