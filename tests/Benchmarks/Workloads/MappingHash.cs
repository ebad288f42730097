using System.Collections.Generic;
using Benchmarks.Measurement;
using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;

namespace Benchmarks.Workloads;

/// <summary>Hashes the mappings of a VM.</summary>
internal static class MappingHash
{
    public static ulong Of(GpuVm vm, Dictionary<DrmGemObject, ulong> ids)
    {
        var hash = new Fnv1a64();
        foreach (GpuVa va in vm.Mappings)
        {
            hash.Add(va.Addr);
            hash.Add(va.Range);
            hash.Add(ids[va.Obj!]);
            hash.Add(va.Offset);
        }

        return hash.Value;
    }

    public static WorkloadResult AddSteps(WorkloadResult result, GpuVmStepCounts steps) => result
        .Count("map", steps.Maps)
        .Count("remap", steps.Remaps)
        .Count("prev", steps.Prevs)
        .Count("next", steps.Nexts)
        .Count("unmap", steps.Unmaps);
}
