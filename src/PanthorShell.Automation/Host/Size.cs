namespace System.Management.Automation.Host;

/// <summary>A size on the screen.</summary>
public struct Size : IEquatable<Size>
{
    /// <summary>Creates the value.</summary>
    public Size(int width, int height)
    {
        Width = width;
        Height = height;
    }

    /// <summary>The columns.</summary>
    public int Width { get; set; }

    /// <summary>The rows.</summary>
    public int Height { get; set; }

    /// <summary>Whether both are the same.</summary>
    public static bool operator ==(Size first, Size second) => first.Equals(second);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Size first, Size second) => !first.Equals(second);

    /// <inheritdoc/>
    public readonly bool Equals(Size other) => Width == other.Width && Height == other.Height;

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Size other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(Width, Height);

    /// <inheritdoc/>
    public override readonly string ToString() => $"{Width},{Height}";
}
