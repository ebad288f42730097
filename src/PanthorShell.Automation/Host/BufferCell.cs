namespace System.Management.Automation.Host;

/// <summary>A cell of the screen.</summary>
public struct BufferCell : IEquatable<BufferCell>
{
    /// <summary>Creates the value.</summary>
    public BufferCell(char character, ConsoleColor foregroundColor, ConsoleColor backgroundColor,
        BufferCellType bufferCellType)
    {
        Character = character;
        ForegroundColor = foregroundColor;
        BackgroundColor = backgroundColor;
        BufferCellType = bufferCellType;
    }

    /// <summary>The character.</summary>
    public char Character { get; set; }

    /// <summary>The colour of the character.</summary>
    public ConsoleColor ForegroundColor { get; set; }

    /// <summary>The colour behind it.</summary>
    public ConsoleColor BackgroundColor { get; set; }

    /// <summary>Which half of a character it holds.</summary>
    public BufferCellType BufferCellType { get; set; }

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(BufferCell first, BufferCell second) => first.Equals(second);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(BufferCell first, BufferCell second) => !first.Equals(second);

    /// <inheritdoc/>
    public readonly bool Equals(BufferCell other) =>
        Character == other.Character && ForegroundColor == other.ForegroundColor
        && BackgroundColor == other.BackgroundColor && BufferCellType == other.BufferCellType;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is BufferCell other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() =>
        HashCode.Combine(Character, ForegroundColor, BackgroundColor, BufferCellType);

    /// <inheritdoc/>
    public override readonly string ToString() => $"'{Character}' {ForegroundColor} {BackgroundColor} {BufferCellType}";
}
