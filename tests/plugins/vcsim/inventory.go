// The inventory: govmomi's model with one machine a pool, cloned in the registry to the wanted number.
package main

import (
	"fmt"
	"sort"
	"strings"

	"github.com/google/uuid"
	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/mo"
	"github.com/vmware/govmomi/vim25/types"
)

func newModel(o options) *simulator.Model {
	model := simulator.VPX()
	if o.model == "esx" {
		model = simulator.ESX()
	} else {
		model.Datacenter, model.Cluster, model.ClusterHost = o.datacenters, o.clusters, o.hostsPerCluster
		model.Host = o.standalone
	}
	if o.model == "vpx" && o.scenario == "rich" {
		model.Cluster, model.ClusterHost = atLeast(o.clusters, 2), atLeast(o.hostsPerCluster, 3)
		model.Host = atLeast(o.standalone, 1)
	}
	model.Machine = 1
	if o.apiVersion != "" {
		model.ServiceContent.About = reporting(model.ServiceContent.About, o.apiVersion)
	}
	return model
}

func fillInventory(o options) error {
	for _, host := range hosts() {
		if o.apiVersion != "" {
			host.Config.Product = reporting(host.Config.Product, o.apiVersion)
			host.Summary.Config.Product = &host.Config.Product
		}
	}
	sources := machines()
	if len(sources) == 0 && (o.vms > 0 || o.scenario != "") {
		return fmt.Errorf("without a host there are no virtual machines: see --clusters and --standalone-hosts")
	}
	if o.scenario == "rich" {
		playRichScenario(sources[0])
	}
	addClones(sources, o.vms-len(sources))
	for i := o.vms; i < len(sources); i++ {
		deleteMachine(sources[i].Name)
	}
	return nil
}

// reporting turns `7.0` into the API 7.0 of version 7.0.0.
func reporting(about types.AboutInfo, api string) types.AboutInfo {
	about.ApiVersion = api
	about.Version = strings.Join(append(strings.Split(api, "."), "0", "0")[:3], ".")
	about.FullName = fmt.Sprintf("%s %s build-%s", about.Name, about.Version, about.Build)
	return about
}

func addClones(sources []*simulator.VirtualMachine, count int) {
	for i := 0; i < count; i++ {
		source := sources[i%len(sources)]
		siblings := siblingsOf(*source.Runtime.Host)
		name := fmt.Sprintf("%s%d", strings.TrimSuffix(source.Name, "0"), i/len(sources)+1)
		clone := cloneMachine(source, name)
		settle(clone, siblings[(i/len(sources)+1)%len(siblings)])
	}
}

// cloneMachine shares with its source what no machine needs for itself, and puts the clone beside it.
func cloneMachine(source *simulator.VirtualMachine, name string) *simulator.VirtualMachine {
	clone := new(simulator.VirtualMachine)
	*clone = *source
	config, guest := *source.Config, *source.Guest
	clone.Config, clone.Guest = &config, &guest
	clone.Self.Value = "" // the registry gives it a new one
	clone.Runtime.Host = nil
	simulator.Map.Put(clone)
	clone.Summary.Vm = &clone.Self
	rename(clone, name)
	ownDisk(clone, name)
	join(clone)
	return clone
}

func rename(machine *simulator.VirtualMachine, name string) {
	machine.Name, machine.Config.Name, machine.Summary.Config.Name = name, name, name
	machine.Config.Uuid = uuid.NewSHA1(uuid.NameSpaceOID, []byte("bios "+name)).String()
	machine.Config.InstanceUuid = uuid.NewSHA1(uuid.NameSpaceOID, []byte("instance "+name)).String()
	machine.Summary.Config.Uuid = machine.Config.Uuid
	machine.Summary.Config.InstanceUuid = machine.Config.InstanceUuid
}

// ownDisk keeps two machines from seeming to share a file.
func ownDisk(machine *simulator.VirtualMachine, name string) {
	devices := append([]types.BaseVirtualDevice{}, machine.Config.Hardware.Device...)
	for i, device := range devices {
		disk, isDisk := device.(*types.VirtualDisk)
		if !isDisk {
			continue
		}
		own := *disk
		backing := *disk.Backing.(*types.VirtualDiskFlatVer2BackingInfo)
		store := strings.SplitN(backing.FileName, "]", 2)[0]
		backing.FileName = store + "] " + name + "/disk1.vmdk"
		machine.Config.Files.VmPathName = store + "] " + name + "/" + name + ".vmx"
		own.Backing = &backing
		devices[i] = &own
	}
	machine.Config.Hardware.Device = devices
	machine.Summary.Config.VmPathName = machine.Config.Files.VmPathName
}

// join enters the machine into the lists of its folder, pool, datastores and networks.
func join(machine *simulator.VirtualMachine) {
	holders := append([]types.ManagedObjectReference{*machine.Parent, *machine.ResourcePool}, machine.Datastore...)
	for _, reference := range append(holders, machine.Network...) {
		if holder, found := simulator.Map.Get(reference).(mo.Entity); found {
			for _, list := range machineLists(holder) {
				*list = append(*list, machine.Self)
			}
		}
	}
}

// settle moves the machine to a host.
func settle(machine *simulator.VirtualMachine, host *simulator.HostSystem) {
	if machine.Runtime.Host != nil {
		simulator.RemoveReference(&simulator.Map.Get(*machine.Runtime.Host).(*simulator.HostSystem).Vm, machine.Self)
	}
	reference := host.Self
	machine.Runtime.Host, machine.Summary.Runtime.Host = &reference, &reference
	host.Vm = append(host.Vm, machine.Self)
}

func machines() []*simulator.VirtualMachine {
	found := []*simulator.VirtualMachine{}
	for _, entity := range simulator.Map.All("VirtualMachine") {
		found = append(found, entity.(*simulator.VirtualMachine))
	}
	sort.Slice(found, func(a, b int) bool { return found[a].Name < found[b].Name })
	return found
}

func hosts() []*simulator.HostSystem {
	found := []*simulator.HostSystem{}
	for _, entity := range simulator.Map.All("HostSystem") {
		found = append(found, entity.(*simulator.HostSystem))
	}
	sort.Slice(found, func(a, b int) bool { return found[a].Name < found[b].Name })
	return found
}

// siblingsOf gives the hosts of the same cluster, the host itself among them.
func siblingsOf(reference types.ManagedObjectReference) []*simulator.HostSystem {
	parent := simulator.Map.Get(reference).(*simulator.HostSystem).Parent
	siblings := []*simulator.HostSystem{}
	for _, host := range computeResource(*parent).Host {
		siblings = append(siblings, simulator.Map.Get(host).(*simulator.HostSystem))
	}
	return siblings
}

func computeResource(reference types.ManagedObjectReference) *mo.ComputeResource {
	if cluster, isCluster := simulator.Map.Get(reference).(*simulator.ClusterComputeResource); isCluster {
		return &cluster.ComputeResource
	}
	return simulator.Map.Get(reference).(*mo.ComputeResource)
}

func atLeast(number, least int) int {
	if number < least {
		return least
	}
	return number
}
