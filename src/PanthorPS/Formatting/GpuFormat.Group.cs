using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Panthor.Kernel;

namespace PanthorPS;

public static partial class GpuFormat
{
    /// <summary>
    /// A group as it is named in a table: its number, its client unless that is the first, its priority.
    /// </summary>
    public static string Group(GpuGroup? group) => group switch
    {
        null => "",
        { Client.Id: 1 } => string.Create(CultureInfo.InvariantCulture, $"{group.Handle} {Lower(group.Priority)}"),
        _ => string.Create(
            CultureInfo.InvariantCulture, $"{group.Handle} {Lower(group.Priority)} (client {group.Client.Id})"),
    };

    /// <summary>What is special about a group, in words and colour.</summary>
    public static string GroupNote(GpuGroup group, object? style = null)
    {
        if (group is null)
        {
            return "";
        }

        string[] faults =
        [
            group.IsTimedOut ? "timed out" : "",
            group.FatalQueues.Count == 0 ? "" : "fatal fault in queue " + string.Join(", ", group.FatalQueues),
            group.IsInnocent ? "innocent" : "",
        ];
        string bad = string.Join(", ", faults.Where(fault => fault.Length > 0));
        return bad.Length > 0 ? Ink.Paint(bad, Tone.Bad, style)
            : group.IsDestroyed ? Ink.Paint(group.IsFreed ? "freed" : "destroyed", Tone.Faint, style)
            : group.IsIdle ? Ink.Paint(group.BlockedQueues.Count == 0 ? "idle" : "blocked", Tone.Faint, style)
            : "";
    }

    /// <summary>Queues as letters: R busy, W blocked, X fatal, a point for idle.</summary>
    public static string Queues(IEnumerable<GpuQueue> queues, object? style = null) =>
        string.Join(' ', (queues ?? []).Select(queue => Letter(queue.State, style)));

    /// <summary>A state as a word in small letters, in the colour of its meaning.</summary>
    public static string StateWord(object? state, object? style = null)
    {
        string word = state?.ToString() ?? "";
        return Ink.Paint(word.ToLowerInvariant(), Ink.ToneOf(word), style);
    }

    /// <summary>What a ring buffer holds of what fits into it: <c>128 B of 4 KiB</c>.</summary>
    public static string Ring(GpuQueue queue) => queue is null or { RingBufferSize: 0 }
        ? ""
        : $"{Size(queue.Insert - queue.Extract)} of {Size(queue.RingBufferSize)}";

    /// <summary>How many jobs are done of those that were written to the ring: <c>3 of 5</c>.</summary>
    public static string Progress(GpuQueue queue) => queue is null
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture, $"{queue.CompletedSequenceNumber} of {queue.LastSequenceNumber}");

    /// <summary>Seconds since boot; empty if it has not happened.</summary>
    public static string TimeOrNothing(VirtualTime? time) => time is { } then ? Time(then) : "";

    /// <summary>How much of its limit a tiler heap has: <c>3 of 64</c>.</summary>
    public static string Chunks(GpuTilerHeap heap) => heap is null
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{heap.Chunks} of {heap.MaxChunks}");

    /// <summary>The text of an instruction, in colour where it is none.</summary>
    public static string Instruction(GpuInstruction instruction, object? style = null) => instruction is null
        ? ""
        : Ink.Paint(
            instruction.Text,
            instruction.Text.StartsWith(".word", StringComparison.Ordinal) ? Tone.Bad : Tone.Plain,
            style);

    private static string Letter(GpuQueueState state, object? style) => state switch
    {
        GpuQueueState.Busy => Ink.Paint("R", Tone.Good, style),
        GpuQueueState.Blocked => Ink.Paint("W", Tone.Warning, style),
        GpuQueueState.Fatal => Ink.Paint("X", Tone.Bad, style),
        _ => Ink.Paint(".", Tone.Faint, style),
    };

    private static string Lower(GpuGroupPriority priority) => priority.ToString().ToLowerInvariant();
}
