using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace Panthor.Kernel;

/// <summary>Watches kernel objects: use after free, double free, leaks.</summary>
public sealed class ObjectTracker
{
    private readonly Dictionary<string, int> _lastNumbers = new(StringComparer.Ordinal);
    private TrackedObject? _first;
    private TrackedObject? _last;

    internal ObjectTracker(Simulation simulation)
    {
        Simulation = simulation;
    }

    /// <summary>How many objects are alive.</summary>
    public int LiveCount { get; private set; }

    internal Simulation Simulation { get; }

    /// <summary>The objects that are alive, the oldest first.</summary>
    public IReadOnlyList<TrackedObject> Live
    {
        get
        {
            List<TrackedObject> live = new(LiveCount);
            for (TrackedObject? item = _first; item is not null; item = item.Next)
            {
                live.Add(item);
            }

            return live;
        }
    }

    /// <summary>An object was allocated.</summary>
    /// <param name="type">The C structure: "panthor_vm".</param>
    /// <param name="subject">The object itself, for whoever looks at a leak.</param>
    public TrackedObject Track(string type, object? subject = null)
    {
        int number = _lastNumbers.GetValueOrDefault(type) + 1;
        _lastNumbers[type] = number;
        TrackedObject item = new(this, type, $"{type}#{number}", subject) { Previous = _last };
        if (_last is null)
        {
            _first = item;
        }
        else
        {
            _last.Next = item;
        }

        _last = item;
        LiveCount++;
        return item;
    }

    /// <summary>Reports the objects that should be gone: one finding for each type.</summary>
    /// <param name="occasion">When: "at removal of fb000000.gpu".</param>
    /// <param name="belongs">Which objects should be gone; null for all.</param>
    /// <returns>How many objects leaked.</returns>
    public int ReportLeaks(string occasion, Func<TrackedObject, bool>? belongs = null)
    {
        List<string> types = [];
        Dictionary<string, List<TrackedObject>> byType = new(StringComparer.Ordinal);
        int leaked = 0;
        for (TrackedObject? item = _first; item is not null; item = item.Next)
        {
            if (belongs is not null && !belongs(item))
            {
                continue;
            }

            leaked++;
            if (!byType.TryGetValue(item.Type, out List<TrackedObject>? items))
            {
                byType.Add(item.Type, items = []);
                types.Add(item.Type);
            }

            items.Add(item);
        }

        foreach (string type in types)
        {
            ReportLeak(occasion, type, byType[type]);
        }

        return leaked;
    }

    internal void Unlink(TrackedObject item)
    {
        if (item.Previous is { } previous)
        {
            previous.Next = item.Next;
        }
        else
        {
            _first = item.Next;
        }

        if (item.Next is { } next)
        {
            next.Previous = item.Previous;
        }
        else
        {
            _last = item.Previous;
        }

        item.Next = null;
        item.Previous = null;
        LiveCount--;
    }

    internal void ReportDoubleFree(TrackedObject item) =>
        Simulation.Report(FindingKind.DoubleFree, $"double-free of {item}", History(item));

    internal void ReportUseAfterFree(TrackedObject item, string operation) =>
        Simulation.Report(FindingKind.UseAfterFree, $"slab-use-after-free in {operation}: {item}", History(item));

    private static string History(TrackedObject item) =>
        $"Allocated by {item.CreatedBy} at {item.CreatedAt.ToString().Trim()} s\n"
        + $"Freed by {item.FreedBy} at {item.FreedAt.ToString().Trim()} s";

    private void ReportLeak(string occasion, string type, List<TrackedObject> items)
    {
        const int Shown = 20;
        StringBuilder body = new();
        for (int i = 0; i < Math.Min(Shown, items.Count); i++)
        {
            TrackedObject item = items[i];
            body.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : "\n")}  {item}: allocated by {item.CreatedBy}");
            body.Append(CultureInfo.InvariantCulture, $" at {item.CreatedAt.ToString().Trim()} s");
        }

        if (items.Count > Shown)
        {
            body.Append(CultureInfo.InvariantCulture, $"\n  and {items.Count - Shown} more");
        }

        string noun = items.Count == 1 ? "object" : "objects";
        string title = $"{items.Count} {noun} of {type} still allocated {occasion}";
        Simulation.Report(FindingKind.Leak, title, body.ToString());
    }
}
