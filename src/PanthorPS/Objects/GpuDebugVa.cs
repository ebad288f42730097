using Panthor.Driver.Gem;
using Panthor.Driver.Gpuvm;
using Panthor.Driver.Mmu;

namespace PanthorPS;

/// <summary>A line of the debugfs file gpuvas: a mapping of any VM, the firmware's and the kernel's included.</summary>
public sealed class GpuDebugVa
{
    internal GpuDebugVa(int vm, PanthorVm owner, GpuVa va)
    {
        Vm = vm;
        IsFirmware = owner.ForMcu;
        Address = va.Addr;
        Size = va.Range;
        Offset = va.Offset;
        Label = (va.Obj as PanthorGemObject)?.Label ?? "";
    }

    /// <summary>Number of the VM in the order of the file, from 0.</summary>
    public int Vm { get; }

    /// <summary>Whether it is the firmware's VM.</summary>
    public bool IsFirmware { get; }

    /// <summary>First address.</summary>
    public ulong Address { get; }

    /// <summary>Bytes.</summary>
    public ulong Size { get; }

    /// <summary>The address behind the last.</summary>
    public ulong End => Address + Size;

    /// <summary>Where in the buffer it begins.</summary>
    public ulong Offset { get; }

    /// <summary>Label of the buffer.</summary>
    public string Label { get; }
}
