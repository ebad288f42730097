using System;

namespace Panthor.Kernel;

/// <summary>Reads the stored form of a <see cref="ChoiceTrace"/>, one answer after another.</summary>
internal struct ChoiceReader(ReadOnlyMemory<byte> bytes)
{
    private int _at;
    private long _position;

    /// <exception cref="FormatException">The bytes are damaged.</exception>
    internal bool TryRead(out RecordedChoice choice)
    {
        if (_at >= bytes.Length)
        {
            choice = default;
            return false;
        }

        long position = _position + (long)ReadNumber();
        ChoiceKind kind = (ChoiceKind)ReadNumber();
        choice = new RecordedChoice(position, kind, (int)ReadNumber(), (int)ReadNumber());
        _position = position + 1;
        return true;
    }

    /// <exception cref="FormatException">The bytes are damaged.</exception>
    internal ulong ReadNumber()
    {
        ReadOnlySpan<byte> span = bytes.Span;
        ulong value = 0;
        for (int shift = 0; shift <= 63; shift += 7)
        {
            if (_at >= span.Length)
            {
                break;
            }

            byte b = span[_at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("The choice trace is damaged: a number does not end.");
    }
}
