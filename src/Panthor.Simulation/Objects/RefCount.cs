using System;

namespace Panthor.Kernel;

/// <summary>
/// A kref: the object is released when the last reference is put. Misuse is a finding, as refcount_t warns.
/// </summary>
public sealed class RefCount
{
    private readonly Simulation _simulation;
    private readonly string _name;
    private readonly Action? _release;
    private int _count = 1;

    /// <summary>The first reference (kref_init).</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="name">What is counted, for reports: "panthor_vm#3".</param>
    /// <param name="release">Called when the last reference is put; in the context of whoever puts it.</param>
    public RefCount(Simulation simulation, string name, Action? release = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        _simulation = simulation;
        _name = name;
        _release = release;
    }

    /// <summary>How many references there are.</summary>
    public int Count => _count;

    /// <summary>Whether the object is alive.</summary>
    public bool IsAlive => _count > 0;

    /// <summary>Takes a reference (kref_get). On a dead object that is a finding.</summary>
    public void Get()
    {
        if (_count <= 0)
        {
            _simulation.Report(FindingKind.UseAfterFree, $"refcount_t: addition on 0; use-after-free of {_name}", "");
            return;
        }

        _count = checked(_count + 1);
    }

    /// <summary>Takes a reference unless the object is dead (kref_get_unless_zero).</summary>
    /// <returns>Whether a reference was taken.</returns>
    public bool TryGet()
    {
        if (_count <= 0)
        {
            return false;
        }

        _count = checked(_count + 1);
        return true;
    }

    /// <summary>Gives a reference back (kref_put).</summary>
    /// <returns>Whether it was the last one; the object was released then.</returns>
    public bool Put()
    {
        if (_count <= 0)
        {
            _simulation.Report(FindingKind.UseAfterFree, $"refcount_t: underflow; use-after-free of {_name}", "");
            return false;
        }

        if (--_count != 0)
        {
            return false;
        }

        _release?.Invoke();
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{_name}: {_count}";
}
