// Guest systems: what is declared, what the tools report, what the details say, and where these disagree.
package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

const (
	detailsKey    = "guestInfo.detailed.data"
	detailsOf2019 = "architecture='X86' bitness='64' buildNumber='17763' distroName='Windows' distroVersion='10.0' " +
		"familyName='Windows' kernelVersion='17763.5576' prettyName='Windows Server 2019 Datacenter, 64-bit (Build 17763.5576)'"
	detailsOf2016 = "architecture='X86' bitness='64' buildNumber='14393' distroName='Windows' distroVersion='10.0' " +
		"familyName='Windows' kernelVersion='14393.6796' prettyName='Windows Server 2016 Standard, 64-bit (Build 14393.6796)'"
	detailsOf2022 = "architecture='X86' bitness='64' buildNumber='20348' distroName='Windows' distroVersion='10.0' " +
		"familyName='Windows' kernelVersion='20348.2322' prettyName='Windows Server 2022 Standard, 64-bit (Build 20348.2322)'"
	detailsOfRhel = "architecture='X86' bitness='64' cpeString='cpe:/o:redhat:enterprise_linux:8::baseos' " +
		"distroAddlVersion='8.9 (Ootpa)' distroName='Red Hat Enterprise Linux' distroVersion='8.9' familyName='Linux' " +
		"kernelVersion='4.18.0-513.11.1.el8_9.x86_64' prettyName='Red Hat Enterprise Linux 8.9 (Ootpa)'"
)

func (r *rich) addGuestMachines() {
	const server2016, server2016Name = "windows9Server64Guest", "Microsoft Windows Server 2016 or later (64-bit)"
	r.guest("os-2016", server2016, server2016, server2016Name, detailsOf2016)
	r.guest("os-2016-or-later-is-2019", server2016, server2016, server2016Name, detailsOf2019)
	r.guest("os-2019-declared-2022-detailed", windows2019, windows2019, "Microsoft Windows Server 2019 (64-bit)", detailsOf2022)
	r.guest("os-conflict", windows2019, "rhel8_64Guest", "Red Hat Enterprise Linux 8 (64-bit)", detailsOfRhel)
	r.guest("os-linux", "rhel8_64Guest", "rhel8_64Guest", "Red Hat Enterprise Linux 8 (64-bit)", detailsOfRhel)
	r.guest("os-declared-other", "otherGuest64", windows2019, "Microsoft Windows Server 2019 (64-bit)", detailsOf2019)
	r.guest("os-windows-10", "windows9_64Guest", "windows9_64Guest", "Microsoft Windows 10 (64-bit)", "")
	r.guest("os-without-details", windows2019, windows2019, "Microsoft Windows Server 2019 (64-bit)", "")
	r.machine("os-unreported", func(machine *simulator.VirtualMachine) {
		setReported(machine, "", "")
		setDetails(machine, "")
		setTools(machine, "guestToolsNotRunning", "guestToolsNotInstalled", "toolsNotInstalled")
	})
}

func (r *rich) guest(name, declared, reported, reportedName, details string) {
	r.machine(name, func(machine *simulator.VirtualMachine) {
		setDeclared(machine, declared, declaredName[declared])
		setReported(machine, reported, reportedName)
		setDetails(machine, details)
	})
}

var declaredName = map[string]string{
	windows2019:             "Microsoft Windows Server 2019 (64-bit)",
	"windows9Server64Guest": "Microsoft Windows Server 2016 or later (64-bit)",
	"windows9_64Guest":      "Microsoft Windows 10 (64-bit)",
	"rhel8_64Guest":         "Red Hat Enterprise Linux 8 (64-bit)",
	"otherGuest64":          "Other (64-bit)",
}

func setDeclared(machine *simulator.VirtualMachine, id, name string) {
	machine.Config.GuestId, machine.Config.GuestFullName = id, name
}

func setReported(machine *simulator.VirtualMachine, id, name string) {
	guest := machine.Guest
	guest.GuestId, guest.GuestFullName, guest.GuestFamily = id, name, ""
	switch {
	case id == "rhel8_64Guest":
		guest.GuestFamily = string(types.VirtualMachineGuestOsFamilyLinuxGuest)
	case id != "":
		guest.GuestFamily = string(types.VirtualMachineGuestOsFamilyWindowsGuest)
	}
}

// setDetails without details leaves no such key.
func setDetails(machine *simulator.VirtualMachine, details string) {
	setExtra(machine, detailsKey, details)
	if options := machine.Config.ExtraConfig; details == "" {
		machine.Config.ExtraConfig = options[:len(options)-1]
	}
}
