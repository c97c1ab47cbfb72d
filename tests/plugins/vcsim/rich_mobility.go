// Migrations: past ones as events, before and after the boot; present ones as running tasks; DRS and HA exceptions.
package main

import (
	"time"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

func (r *rich) addMobileMachines() {
	r.machine("drs-override-manual", nil)
	r.machine("drs-override-disabled", nil)
	r.machine("ha-override-disabled", nil)
	r.machine("ha-protected", func(machine *simulator.VirtualMachine) {
		machine.Runtime.DasVmProtection = &types.VirtualMachineRuntimeInfoDasProtectionState{DasProtected: true}
	})
	before, since := r.machine("migrated-before-boot", nil), r.machine("migrated-since-boot", nil)
	migrating, relocating := r.machine("migrating-now", nil), r.machine("relocating-now", nil)
	r.addTask(migrating, "MigrateVM_Task", "VirtualMachine.migrate")
	r.addTask(relocating, "RelocateVM_Task", "VirtualMachine.relocate")
	if simulator.Map.IsVPX() {
		setMigrationTexts()
		r.postMigrations(before, beforeBoot)
		r.postMigrations(since, afterBoot)
	}
}

func (r *rich) addTask(machine *simulator.VirtualMachine, name, description string) {
	task := simulator.CreateTask(machine, name, nil)
	started := afterBoot
	task.Info.Name, task.Info.DescriptionId, task.Info.EntityName = name, description, machine.Name
	task.Info.State, task.Info.Progress, task.Info.Cancelable = types.TaskInfoStateRunning, 42, true
	task.Info.QueueTime, task.Info.StartTime = started, &started
}

func (r *rich) postMigrations(machine *simulator.VirtualMachine, when time.Time) {
	other := r.hosts["host-intel-unsalted"]
	about, source := r.eventOf(machine), hostArgument(other)
	migrated := types.VmMigratedEvent{VmEvent: about, SourceHost: source}
	post(&types.VmBeingHotMigratedEvent{VmEvent: about, DestHost: hostArgument(r.hosts[r.home])}, when)
	post(&migrated, when.Add(time.Minute))
	post(&types.DrsVmMigratedEvent{VmMigratedEvent: migrated}, when.Add(time.Hour))
}

func (r *rich) eventOf(machine *simulator.VirtualMachine) types.VmEvent {
	host := hostArgument(r.hosts[r.home])
	center := r.datacenter()
	return types.VmEvent{Event: types.Event{
		Host: &host,
		Datacenter: &types.DatacenterEventArgument{Datacenter: center.Self,
			EntityEventArgument: types.EntityEventArgument{Name: center.Name}},
		Vm: &types.VmEventArgument{Vm: machine.Self,
			EntityEventArgument: types.EntityEventArgument{Name: machine.Name}}}}
}

func hostArgument(host *simulator.HostSystem) types.HostEventArgument {
	return types.HostEventArgument{Host: host.Self, EntityEventArgument: types.EntityEventArgument{Name: host.Name}}
}

// setMigrationTexts replaces templates of the simulator that do not parse, which would end the program.
func setMigrationTexts() {
	texts := map[string]string{
		"VmMigratedEvent":    "Migration of virtual machine {{.Vm.Name}} from {{.SourceHost.Name}} completed",
		"DrsVmMigratedEvent": "DRS migrated {{.Vm.Name}} from {{.SourceHost.Name}}",
	}
	described := simulator.Map.EventManager().Description.EventInfo
	for i := range described {
		if text, found := texts[described[i].Key]; found {
			described[i].FullFormat = text
		}
	}
}

// post sets the time afterwards: the simulator dates every event now.
func post(event types.BaseEvent, when time.Time) {
	context := &simulator.Context{Map: simulator.Map, Session: &simulator.Session{
		UserSession: types.UserSession{UserName: "administrator"}, Registry: simulator.NewRegistry()}}
	simulator.Map.EventManager().PostEvent(context, &types.PostEvent{EventToPost: event})
	event.GetEvent().CreatedTime = when
}
