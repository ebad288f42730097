using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>
/// The whole state of a machine between two runs, to come back to as often as one likes. To explore what may happen after
/// a long way there, go the way once, take a checkpoint, and restore it before each try.
/// </summary>
/// <remarks>
/// <para>
/// A machine is its objects: clock, tasks with the frames of their suspended calls, locks, driver, hardware. The checkpoint
/// walks all that the simulation and the other roots lead to and copies the bodies of the objects that can change;
/// restoring puts the bodies back into the same objects. Objects made since are simply no longer referred to. A restored
/// machine therefore is the earlier machine bit for bit, and a run from it with some chooser is the run that a machine
/// built anew makes with the decisions in <see cref="Simulation.Choices"/>, which hold those of the way as well.
/// </para>
/// <para>
/// Whoever is outside and remembers something of the machine (an id, a count) is not rewound: name such objects as roots.
/// Native memory is kept by the objects that own it, see <see cref="ICheckpointed"/>. Objects of the platform that no one
/// can rewind (files, threads) are refused by name.
/// </para>
/// </remarks>
[SharedAcrossRuns]
public sealed class Checkpoint
{
    private readonly Simulation _simulation;
    private readonly Saved[] _plain;
    private readonly Saved[] _referring;
    private readonly (ICheckpointed Owner, object? State)[] _owners;

    private readonly record struct Saved(object Live, object Copy, int Length, bool IsArray);

    private Checkpoint(Simulation simulation, ObjectGraph graph)
    {
        _simulation = simulation;
        Time = simulation.Now;
        List<Saved> plain = [];
        List<Saved> referring = [];
        List<(ICheckpointed Owner, object? State)> owners = [];
        foreach (object live in graph.Objects)
        {
            if (live is TaskFrame frame)
            {
                frame.IsKept = true;
            }

            TypeLayout layout = graph.LayoutOf(live.GetType());
            if (Save(live, layout) is { Length: > 0 } saved)
            {
                (layout.HasReferences ? referring : plain).Add(saved);
                Bytes += saved.Length;
            }

            if (live is ICheckpointed owner)
            {
                owners.Add((owner, owner.SaveState()));
            }
        }

        _plain = plain.ToArray();
        _referring = referring.ToArray();
        _owners = owners.ToArray();
    }

    /// <summary>When it was taken.</summary>
    public VirtualTime Time { get; }

    /// <summary>How many objects it keeps.</summary>
    public int Objects => _plain.Length + _referring.Length;

    /// <summary>How many bytes of objects it keeps; native memory is not counted.</summary>
    public long Bytes { get; }

    /// <summary>Takes a checkpoint of a machine between two runs.</summary>
    /// <param name="simulation">The machine.</param>
    /// <param name="roots">Objects that the simulation does not lead to, but that belong to the state: the board, the
    /// driver, the client.</param>
    /// <exception cref="InvalidOperationException">The machine runs.</exception>
    /// <exception cref="ObjectDisposedException">The machine was disposed.</exception>
    /// <exception cref="NotSupportedException">An object was met that cannot be brought back; the message says how it was
    /// reached.</exception>
    public static Checkpoint Take(Simulation simulation, params object[] roots)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentNullException.ThrowIfNull(roots);
        simulation.CheckAtRest();
        ObjectGraph graph = new();
        graph.Add(simulation);
        foreach (object root in roots)
        {
            graph.Add(root);
        }

        return new Checkpoint(simulation, graph);
    }

    /// <summary>Makes the machine what it was.</summary>
    /// <param name="chooser">Who decides from here on; null: the chooser of then, in the state of then.</param>
    /// <exception cref="InvalidOperationException">The machine runs.</exception>
    /// <exception cref="ObjectDisposedException">The machine was disposed.</exception>
    /// <exception cref="ArgumentException">The chooser preempts and the one of then did not, or the other way round: the
    /// machine cannot change that on the way.</exception>
    public void Restore(IChooser? chooser = null)
    {
        _simulation.CheckAtRest();
        if (chooser is not null && chooser.Preempts != _simulation.Preempts)
        {
            throw new ArgumentException(
                $"The machine was built {(_simulation.Preempts ? "with" : "without")} preemption; the chooser wants it"
                + $" {(chooser.Preempts ? "with" : "without")}.",
                nameof(chooser));
        }

        foreach ((ICheckpointed owner, object? state) in _owners)
        {
            owner.RestoreState(state);
        }

        foreach (ref readonly Saved saved in _plain.AsSpan())
        {
            ref byte from = ref BytesOf(saved.Copy, saved.IsArray);
            RawObject.CopyBytes(ref BytesOf(saved.Live, saved.IsArray), ref from, saved.Length);
        }

        foreach (ref readonly Saved saved in _referring.AsSpan())
        {
            ref byte from = ref BytesOf(saved.Copy, saved.IsArray);
            RawObject.CopyWords(ref BytesOf(saved.Live, saved.IsArray), ref from, saved.Length);
        }

        if (chooser is not null)
        {
            _simulation.ReplaceChooser(chooser);
        }
    }

    private static Saved Save(object live, TypeLayout layout)
    {
        if (live is Array array)
        {
            if (layout.Size == 0)
            {
                layout.Size = RawObject.SizeOfElement(array.GetType().GetElementType()!);
            }

            return new Saved(live, array.Clone(), checked(array.Length * layout.Size), true);
        }

        if (layout.Size == 0)
        {
            layout.Size = RawObject.SizeOfBody(live);
        }

        return new Saved(live, RawObject.Clone(live), layout.Size, false);
    }

    private static ref byte BytesOf(object target, bool isArray)
    {
        if (isArray)
        {
            return ref RawObject.Elements(target);
        }

        return ref RawObject.Body(target);
    }
}
