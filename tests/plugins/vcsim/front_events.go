// What happens to the inventory and the session while a client is still reading.
package main

import (
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

// afterRetrieval runs before the answer is sent, so that the client's next call meets the change for certain.
func (f *front) afterRetrieval(session string) {
	f.mutex.Lock()
	f.retrievals++
	count := f.retrievals
	f.mutex.Unlock()
	if count == f.spec.loseSession {
		f.simulator.endSession(session)
	}
	for _, machine := range f.spec.vanishing {
		if machine.after == count {
			deleteMachine(machine.name)
		}
	}
}

func deleteMachine(name string) {
	for _, entity := range simulator.Map.All("VirtualMachine") {
		if entity.Entity().Name == name {
			simulator.Map.Remove(entity.Reference())
			forget(entity)
			return
		}
	}
}

// forget takes the machine out of every list that names it.
func forget(entity mo.Entity) {
	gone := entity.Reference()
	for _, each := range simulator.Map.All("") {
		simulator.Map.WithLock(each, func() {
			for _, list := range machineLists(each) {
				simulator.RemoveReference(list, gone)
			}
		})
	}
}

func machineLists(entity mo.Entity) []*[]types.ManagedObjectReference {
	switch holder := entity.(type) {
	case *simulator.Folder:
		return []*[]types.ManagedObjectReference{&holder.ChildEntity}
	case *simulator.HostSystem:
		return []*[]types.ManagedObjectReference{&holder.Vm}
	case *simulator.ResourcePool:
		return []*[]types.ManagedObjectReference{&holder.Vm}
	case *simulator.Datastore:
		return []*[]types.ManagedObjectReference{&holder.Vm}
	case *mo.Network:
		return []*[]types.ManagedObjectReference{&holder.Vm}
	case *simulator.DistributedVirtualPortgroup:
		return []*[]types.ManagedObjectReference{&holder.Vm}
	}
	return nil
}
