namespace System.Management.Automation;

/// <summary>A parameter that is there or not.</summary>
public readonly struct SwitchParameter : IEquatable<SwitchParameter>
{
    private readonly bool _isPresent;

    /// <summary>Creates the value.</summary>
    public SwitchParameter(bool isPresent)
    {
        _isPresent = isPresent;
    }

    /// <summary>A switch that is there.</summary>
    public static SwitchParameter Present => new(true);

    /// <summary>Whether the switch is there.</summary>
    public bool IsPresent => _isPresent;

    /// <summary>Whether the switch is there.</summary>
    public static implicit operator bool(SwitchParameter switchParameter) => switchParameter._isPresent;

    /// <summary>A switch from a truth value.</summary>
    public static implicit operator SwitchParameter(bool value) => new(value);

    /// <summary>Whether both are there or both are not.</summary>
    public static bool operator ==(SwitchParameter first, SwitchParameter second) =>
        first._isPresent == second._isPresent;

    /// <summary>Whether one is there and the other not.</summary>
    public static bool operator !=(SwitchParameter first, SwitchParameter second) =>
        first._isPresent != second._isPresent;

    /// <summary>Whether the switch has the truth value.</summary>
    public static bool operator ==(SwitchParameter first, bool second) => first._isPresent == second;

    /// <summary>Whether the switch has the other truth value.</summary>
    public static bool operator !=(SwitchParameter first, bool second) => first._isPresent != second;

    /// <summary>Whether the switch has the truth value.</summary>
    public static bool operator ==(bool first, SwitchParameter second) => first == second._isPresent;

    /// <summary>Whether the switch has the other truth value.</summary>
    public static bool operator !=(bool first, SwitchParameter second) => first != second._isPresent;

    /// <summary>Whether the switch is there.</summary>
    public bool ToBool() => _isPresent;

    /// <inheritdoc/>
    public bool Equals(SwitchParameter other) => _isPresent == other._isPresent;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj switch
    {
        bool b => _isPresent == b,
        SwitchParameter s => _isPresent == s._isPresent,
        _ => false,
    };

    /// <inheritdoc/>
    public override int GetHashCode() => _isPresent.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _isPresent.ToString();
}
