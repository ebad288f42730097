namespace System.Management.Automation.Host;

/// <summary>A part of the screen.</summary>
public struct Rectangle : IEquatable<Rectangle>
{
    /// <summary>Creates the value.</summary>
    public Rectangle(int left, int top, int right, int bottom)
    {
        Left = left;
        Top = top;
        Right = right;
        Bottom = bottom;
    }

    /// <summary>The first column.</summary>
    public int Left { get; set; }

    /// <summary>The first row.</summary>
    public int Top { get; set; }

    /// <summary>The last column.</summary>
    public int Right { get; set; }

    /// <summary>The last row.</summary>
    public int Bottom { get; set; }

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(Rectangle first, Rectangle second) => first.Equals(second);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Rectangle first, Rectangle second) => !first.Equals(second);

    /// <inheritdoc/>
    public readonly bool Equals(Rectangle other) =>
        Left == other.Left && Top == other.Top && Right == other.Right && Bottom == other.Bottom;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Rectangle other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(Left, Top, Right, Bottom);

    /// <inheritdoc/>
    public override readonly string ToString() => $"{Left},{Top} ; {Right},{Bottom}";
}
