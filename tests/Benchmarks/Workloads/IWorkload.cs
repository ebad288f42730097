using System;
using System.Collections.Generic;
using Benchmarks.Measurement;

namespace Benchmarks.Workloads;

/// <summary>A workload of page table and VM_BIND work, as reference/workloads.md defines it.</summary>
internal interface IWorkload : IDisposable
{
    /// <summary>"W1" and so on.</summary>
    string Name { get; }

    /// <summary>What the results must be for the default seed, in the order of the runs.</summary>
    IReadOnlyList<WorkloadResult> Expected { get; }

    /// <summary>Does the work once, from an empty table or VM.</summary>
    /// <param name="seed">Seed of the random numbers.</param>
    /// <param name="clock">Times the phases.</param>
    /// <param name="verify">Compute hashes, which takes time, and skip what changes nothing in them.</param>
    /// <returns>The results, when verified; else nothing.</returns>
    IReadOnlyList<WorkloadResult> Run(ulong seed, PhaseClock clock, bool verify);
}
