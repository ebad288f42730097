using System;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>
/// The decisions of a run. Only answers other than 0 are stored, with their positions, so that a quiet run of any length
/// costs nothing; a hash covers what was asked. The trace prints to a compact string and parses from it.
/// </summary>
public sealed class ChoiceTrace
{
    private const string Prefix = "P1.";

    private readonly List<RecordedChoice> _choices = [];

    /// <summary>An empty trace.</summary>
    /// <param name="preempts">Whether the chooser of the run preempts.</param>
    public ChoiceTrace(bool preempts)
    {
        Preempts = preempts;
    }

    /// <summary>Whether the chooser of the run preempts.</summary>
    public bool Preempts { get; }

    /// <summary>How many choices were made.</summary>
    public long Count { get; private set; }

    /// <summary>A hash over the kinds and numbers of alternatives of all choices, and the answers.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The answers other than 0, in order.</summary>
    public IReadOnlyList<RecordedChoice> NonDefault => _choices;

    /// <summary>Reads a trace from its string form.</summary>
    /// <exception cref="FormatException">The string is no trace, or was damaged.</exception>
    public static ChoiceTrace Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        if (!trimmed.StartsWith(Prefix, StringComparison.Ordinal))
        {
            throw new FormatException($"A choice trace begins with '{Prefix}'.");
        }

        byte[] bytes = FromBase64(trimmed[Prefix.Length..]);
        if (bytes.Length < 4 || Checksum(bytes.AsSpan(0, bytes.Length - 2)) != (ushort)(bytes[^2] | (bytes[^1] << 8)))
        {
            throw new FormatException("The choice trace is damaged: its checksum does not fit.");
        }

        int at = 1;
        ChoiceTrace trace = new((bytes[0] & 1) != 0);
        long count = (long)ReadNumber(bytes, ref at);
        long position = 0;
        while (at < bytes.Length - 2)
        {
            position += (long)ReadNumber(bytes, ref at);
            ChoiceKind kind = (ChoiceKind)ReadNumber(bytes, ref at);
            int n = (int)ReadNumber(bytes, ref at);
            int answer = (int)ReadNumber(bytes, ref at);
            trace._choices.Add(new RecordedChoice(position++, kind, n, answer));
        }

        trace.Count = count;
        return trace;
    }

    /// <summary>Builds a trace from chosen answers: for minimisers and exhaustive search.</summary>
    /// <param name="preempts">Whether the chooser of the run preempts.</param>
    /// <param name="choices">The answers other than 0, by rising position.</param>
    public static ChoiceTrace FromChoices(bool preempts, IEnumerable<RecordedChoice> choices)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ChoiceTrace trace = new(preempts);
        foreach (RecordedChoice choice in choices)
        {
            if (choice.Position < trace.Count || choice.Answer < 1 || choice.Answer >= choice.Alternatives)
            {
                throw new ArgumentException($"Not a valid answer at this place: {choice}.", nameof(choices));
            }

            trace._choices.Add(choice);
            trace.Count = choice.Position + 1;
        }

        return trace;
    }

    /// <summary>The compact form: a version, then base64url of variable-length numbers with a checksum.</summary>
    public override string ToString()
    {
        List<byte> bytes = [(byte)(Preempts ? 1 : 0)];
        WriteNumber(bytes, (ulong)Count);
        long position = 0;
        foreach (RecordedChoice choice in _choices)
        {
            WriteNumber(bytes, (ulong)(choice.Position - position));
            WriteNumber(bytes, (ulong)choice.Kind);
            WriteNumber(bytes, (ulong)choice.Alternatives);
            WriteNumber(bytes, (ulong)choice.Answer);
            position = choice.Position + 1;
        }

        ushort checksum = Checksum(bytes.ToArray());
        bytes.Add((byte)checksum);
        bytes.Add((byte)(checksum >> 8));
        return Prefix + Convert.ToBase64String(bytes.ToArray()).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    internal void Record(ChoiceKind kind, int n, int answer)
    {
        unchecked
        {
            Hash = (Hash ^ (((ulong)kind << 56) | ((ulong)(uint)n << 28) | (uint)answer)) * 0x9E3779B97F4A7C15UL;
            Hash ^= Hash >> 32;
        }

        if (answer != 0)
        {
            _choices.Add(new RecordedChoice(Count, kind, n, answer));
        }

        Count++;
    }

    private static byte[] FromBase64(string text)
    {
        string standard = text.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
    }

    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0x1D0F;
        foreach (byte b in bytes)
        {
            sum = unchecked(((sum ^ b) * 0x01000193u) + 1);
        }

        return (ushort)(sum ^ (sum >> 16));
    }

    private static void WriteNumber(List<byte> bytes, ulong value)
    {
        while (value >= 0x80)
        {
            bytes.Add((byte)(value | 0x80));
            value >>= 7;
        }

        bytes.Add((byte)value);
    }

    private static ulong ReadNumber(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            if (at >= bytes.Length - 2 || shift > 63)
            {
                throw new FormatException("The choice trace is damaged: a number does not end.");
            }

            byte b = bytes[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }
    }
}
