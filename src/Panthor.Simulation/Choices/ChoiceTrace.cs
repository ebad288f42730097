using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace Panthor.Kernel;

/// <summary>
/// The decisions of a run. Only answers other than 0 are stored, with the distance to the one before, a few bytes
/// each, so
/// that a quiet run of any length costs nothing; a hash covers everything that was asked. The trace prints to a compact
/// string and parses from it.
/// </summary>
public sealed class ChoiceTrace
{
    private const string Prefix = "P1.";

    private byte[] _bytes = [];
    private int _length;
    private long _nextPosition;

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

    /// <summary>How many answers were other than 0.</summary>
    public int NonDefaultCount { get; private set; }

    /// <summary>A hash over the kinds and numbers of alternatives of all choices, and the answers.</summary>
    public ulong Hash { get; private set; }

    /// <summary>The answers other than 0, in order, as they are now.</summary>
    public IReadOnlyList<RecordedChoice> NonDefault
    {
        get
        {
            List<RecordedChoice> choices = new(NonDefaultCount);
            ChoiceReader reader = new(_bytes.AsMemory(0, _length));
            while (reader.TryRead(out RecordedChoice choice))
            {
                choices.Add(choice);
            }

            return choices;
        }
    }

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

        ChoiceTrace trace = new((bytes[0] & 1) != 0);
        ChoiceReader reader = new(bytes.AsMemory(1, bytes.Length - 3));
        long count = (long)reader.ReadNumber();
        while (reader.TryRead(out RecordedChoice choice))
        {
            trace.Add(choice);
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

            trace.Add(choice);
            trace.Count = choice.Position + 1;
        }

        return trace;
    }

    /// <summary>The compact form: a version, then base64url of variable-length numbers with a checksum.</summary>
    public override string ToString()
    {
        byte[] bytes = new byte[1 + 10 + _length + 2];
        bytes[0] = (byte)(Preempts ? 1 : 0);
        int at = 1;
        WriteNumber(bytes, ref at, (ulong)Count);
        _bytes.AsSpan(0, _length).CopyTo(bytes.AsSpan(at));
        at += _length;
        ushort checksum = Checksum(bytes.AsSpan(0, at));
        bytes[at] = (byte)checksum;
        bytes[at + 1] = (byte)(checksum >> 8);
        string text = Convert.ToBase64String(bytes, 0, at + 2);
        return Prefix + text.TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    internal ChoiceReader Read() => new(_bytes.AsMemory(0, _length));

    internal void Record(ChoiceKind kind, int n, int answer)
    {
        unchecked
        {
            ulong hash = (Hash ^ (((ulong)kind << 56) | ((ulong)(uint)n << 28) | (uint)answer)) * 0x9E3779B97F4A7C15UL;
            Hash = hash ^ (hash >> 32);
        }

        long position = Count++;
        if (answer == 0)
        {
            return;
        }

        ulong gap = (ulong)(position - _nextPosition);
        if ((gap | (uint)n) < 0x80 && _bytes.Length - _length >= 4)
        {
            // Nearly always all four numbers are one byte long.
            uint packed = (uint)gap | ((uint)kind << 8) | ((uint)n << 16) | ((uint)answer << 24);
            BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_length), packed);
            _length += 4;
            _nextPosition = position + 1;
            NonDefaultCount++;
            return;
        }

        Add(new RecordedChoice(position, kind, n, answer));
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

    private static void WriteNumber(byte[] bytes, ref int at, ulong value)
    {
        while (value >= 0x80)
        {
            bytes[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        bytes[at++] = (byte)value;
    }

    private void Add(in RecordedChoice choice)
    {
        const int Longest = 10 + 5 + 5 + 5;
        if (_bytes.Length - _length < Longest)
        {
            Array.Resize(ref _bytes, Math.Max(64, _bytes.Length * 2));
        }

        WriteNumber(_bytes, ref _length, (ulong)(choice.Position - _nextPosition));
        WriteNumber(_bytes, ref _length, (ulong)choice.Kind);
        WriteNumber(_bytes, ref _length, (ulong)choice.Alternatives);
        WriteNumber(_bytes, ref _length, (ulong)choice.Answer);
        _nextPosition = choice.Position + 1;
        NonDefaultCount++;
    }
}
