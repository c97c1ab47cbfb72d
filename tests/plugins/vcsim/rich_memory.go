// Memory: ballooned, swapped, compressed, shared with and without salt, reserved, limited.
package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

func (r *rich) addMemoryMachines() {
	r.machine("plain", nil)
	r.stressed("ballooned", func(stats *types.VirtualMachineQuickStats) { stats.BalloonedMemory = 512 })
	r.stressed("swapped", func(stats *types.VirtualMachineQuickStats) { stats.SwappedMemory = 256 })
	r.stressed("swapped-to-ssd", func(stats *types.VirtualMachineQuickStats) { stats.SsdSwappedMemory = 65536 })
	r.stressed("compressed", func(stats *types.VirtualMachineQuickStats) { stats.CompressedMemory = 131072 })
	r.reserved("memory-reserved", 4096, -1)
	r.reserved("memory-reserved-half", 2048, -1)
	r.reserved("memory-limited", 0, 2048)
	r.machine("reservation-locked", func(machine *simulator.VirtualMachine) {
		machine.Config.MemoryReservationLockedToMax = types.NewBool(true)
		setReservation(machine, 4096, -1)
	})
	r.addSharingMachines()
}

func (r *rich) addSharingMachines() {
	r.sharing("shared-on-salted-host", "host-intel-salted")
	r.sharing("shared-on-unsalted-host", "host-intel-unsalted")
	r.sharing("shared-on-plain-host", "host-intel-plain")
	for _, name := range []string{"shared-salt-a1", "shared-salt-a2"} {
		setExtra(r.sharing(name, "host-intel-salted"), "sched.mem.pshare.salt", "tenant-a")
	}
	setExtra(r.machine("sharing-disabled", nil), "sched.mem.pshare.enable", "FALSE")
}

func (r *rich) stressed(name string, set func(*types.VirtualMachineQuickStats)) *simulator.VirtualMachine {
	return r.machine(name, func(machine *simulator.VirtualMachine) {
		set(&machine.Summary.QuickStats)
	})
}

func (r *rich) sharing(name, host string) *simulator.VirtualMachine {
	machine := r.stressed(name, func(stats *types.VirtualMachineQuickStats) { stats.SharedMemory = 1024 })
	r.move(machine, host)
	return machine
}

func (r *rich) reserved(name string, reservation, limit int64) {
	r.machine(name, func(machine *simulator.VirtualMachine) { setReservation(machine, reservation, limit) })
}

func setReservation(machine *simulator.VirtualMachine, reservation, limit int64) {
	machine.Config.MemoryAllocation.Reservation, machine.Config.MemoryAllocation.Limit = &reservation, &limit
}
