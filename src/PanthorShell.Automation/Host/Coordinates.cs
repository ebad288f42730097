namespace System.Management.Automation.Host;

/// <summary>A place on the screen.</summary>
public struct Coordinates : IEquatable<Coordinates>
{
    /// <summary>Creates the value.</summary>
    public Coordinates(int x, int y)
    {
        X = x;
        Y = y;
    }

    /// <summary>The column.</summary>
    public int X { get; set; }

    /// <summary>The row.</summary>
    public int Y { get; set; }

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(Coordinates first, Coordinates second) => first.Equals(second);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Coordinates first, Coordinates second) => !first.Equals(second);

    /// <inheritdoc/>
    public readonly bool Equals(Coordinates other) => X == other.X && Y == other.Y;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Coordinates other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(X, Y);

    /// <inheritdoc/>
    public override readonly string ToString() => $"{X},{Y}";
}
