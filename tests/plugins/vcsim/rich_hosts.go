// Hosts and clusters of the scenario: processors, page-sharing salt, power of movement, DRS, HA, EVC.
package main

import (
	"sort"

	"github.com/vmware/govmomi/simulator"
	"github.com/vmware/govmomi/vim25/types"
)

const (
	fullyAutomated = "drs-automated-ha"
	manual         = "drs-manual"
)

// setHosts renames the first hosts; in an ESX model the only host is the first of them.
func (r *rich) setHosts() {
	found := hosts()
	names := []string{"host-intel-salted", "host-intel-unsalted", "host-intel-plain",
		"host-amd-salted", "host-disconnected", "host-maintenance", "host-standalone"}
	if len(found) > 1 {
		found = pickHosts()
	}
	for i := 0; i < len(found) && i < len(names); i++ {
		setHost(found[i], names[i])
		r.hosts[names[i]] = found[i]
	}
	r.home = names[0]
}

// pickHosts gives three hosts of each of the first two clusters and a standalone one.
func pickHosts() []*simulator.HostSystem {
	picked := []*simulator.HostSystem{}
	for _, cluster := range clusters()[:2] {
		for _, host := range cluster.Host[:3] {
			picked = append(picked, simulator.Map.Get(host).(*simulator.HostSystem))
		}
	}
	for _, host := range hosts() {
		if host.Parent.Type == "ComputeResource" {
			return append(picked, host)
		}
	}
	return picked
}

func setHost(host *simulator.HostSystem, name string) {
	host.Name, host.Summary.Config.Name = name, name
	if host.Parent.Type == "ComputeResource" {
		computeResource(*host.Parent).Name = name
	}
	booted := bootTime
	host.Runtime.BootTime = &booted
	setProcessors(host, name == "host-amd-salted")
	setCapability(host)
	host.Summary.Config.VmotionEnabled = name != "host-standalone"
	switch name {
	case "host-intel-salted", "host-amd-salted":
		setHostOption(host, "Mem.ShareForceSalting", 2)
	case "host-intel-unsalted":
		setHostOption(host, "Mem.ShareForceSalting", 0)
	case "host-disconnected":
		host.Runtime.ConnectionState = types.HostSystemConnectionStateDisconnected
	case "host-maintenance":
		host.Runtime.InMaintenanceMode = true
	}
}

func setProcessors(host *simulator.HostSystem, amd bool) {
	vendor, model := "intel", "Intel(R) Xeon(R) Gold 6240R CPU @ 2.40GHz"
	if amd {
		vendor, model = "amd", "AMD EPYC 7543 32-Core Processor"
	}
	packages := []types.HostCpuPackage{}
	for i := int16(0); i < 2; i++ {
		packages = append(packages, types.HostCpuPackage{Index: i, Vendor: vendor, Description: model,
			Hz: 2400000000, BusHz: 100000000, ThreadId: []int16{2 * i, 2*i + 1}})
	}
	host.Hardware.CpuPkg = packages
	host.Summary.Hardware.CpuModel = model
	host.Hardware.MemorySize, host.Summary.Hardware.MemorySize = 512<<30, 512<<30
	host.Summary.Hardware.NumCpuThreads = 256
	host.Hardware.SystemInfo.Vendor, host.Hardware.SystemInfo.Model = "Dell Inc.", "PowerEdge R640"
	host.Summary.Hardware.Vendor, host.Summary.Hardware.Model = "Dell Inc.", "PowerEdge R640"
}

func setCapability(host *simulator.HostSystem) {
	host.Capability = &types.HostCapability{VmotionSupported: true, MaintenanceModeSupported: true,
		StorageVMotionSupported: types.NewBool(true), VmotionWithStorageVMotionSupported: types.NewBool(true),
		NestedHVSupported: types.NewBool(true), FtSupported: types.NewBool(true), TpmSupported: types.NewBool(true),
		TpmVersion: "2.0", EncryptedVMotionSupported: types.NewBool(true), VPMCSupported: types.NewBool(true)}
}

func setHostOption(host *simulator.HostSystem, key string, value int64) {
	kept := []types.BaseOptionValue{}
	for _, option := range host.Config.Option {
		if option.GetOptionValue().Key != key {
			kept = append(kept, option)
		}
	}
	host.Config.Option = append(kept, &types.OptionValue{Key: key, Value: value})
}

func (r *rich) setClusters() {
	for i, cluster := range clusters() {
		switch i {
		case 0:
			r.setAutomated(cluster)
		case 1:
			setManual(cluster)
		}
	}
}

func (r *rich) setAutomated(cluster *simulator.ClusterComputeResource) {
	cluster.Name = fullyAutomated
	config := cluster.ConfigurationEx.(*types.ClusterConfigInfoEx)
	config.DrsConfig = types.ClusterDrsConfigInfo{Enabled: types.NewBool(true), VmotionRate: 3,
		EnableVmBehaviorOverrides: types.NewBool(true), DefaultVmBehavior: types.DrsBehaviorFullyAutomated}
	config.DrsVmConfig = []types.ClusterDrsVmConfigInfo{
		{Key: r.machines["drs-override-manual"].Self, Enabled: types.NewBool(true), Behavior: types.DrsBehaviorManual},
		{Key: r.machines["drs-override-disabled"].Self, Enabled: types.NewBool(false)},
	}
	config.DasConfig = types.ClusterDasConfigInfo{Enabled: types.NewBool(true), VmMonitoring: "vmMonitoringDisabled",
		HostMonitoring: "enabled", DefaultVmSettings: &types.ClusterDasVmSettings{RestartPriority: "medium"}}
	config.DasVmConfig = []types.ClusterDasVmConfigInfo{{Key: r.machines["ha-override-disabled"].Self,
		DasSettings: &types.ClusterDasVmSettings{RestartPriority: "disabled"}}}
	summary := cluster.Summary.(*types.ClusterComputeResourceSummary)
	summary.CurrentEVCModeKey, summary.NumVmotions = "intel-broadwell", 42
	for _, host := range cluster.Host {
		hostSummary := &simulator.Map.Get(host).(*simulator.HostSystem).Summary
		hostSummary.CurrentEVCModeKey, hostSummary.MaxEVCModeKey = "intel-broadwell", "intel-cascadelake"
	}
}

func setManual(cluster *simulator.ClusterComputeResource) {
	cluster.Name = manual
	config := cluster.ConfigurationEx.(*types.ClusterConfigInfoEx)
	config.DrsConfig = types.ClusterDrsConfigInfo{Enabled: types.NewBool(true), VmotionRate: 1,
		EnableVmBehaviorOverrides: types.NewBool(false), DefaultVmBehavior: types.DrsBehaviorManual}
	config.DasConfig = types.ClusterDasConfigInfo{Enabled: types.NewBool(false)}
}

func clusters() []*simulator.ClusterComputeResource {
	found := []*simulator.ClusterComputeResource{}
	for _, entity := range simulator.Map.All("ClusterComputeResource") {
		found = append(found, entity.(*simulator.ClusterComputeResource))
	}
	sort.Slice(found, func(a, b int) bool { return found[a].Name < found[b].Name })
	return found
}
