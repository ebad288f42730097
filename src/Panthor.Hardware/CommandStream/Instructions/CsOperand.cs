namespace Panthor.Hardware;

/// <summary>A field of an instruction and what it is to hold.</summary>
public readonly record struct CsOperand
{
    /// <summary>A number.</summary>
    public CsOperand(string field, long value)
    {
        Field = field;
        Value = value;
    }

    /// <summary>A flag.</summary>
    public CsOperand(string field, bool value)
        : this(field, value ? 1 : 0)
    {
    }

    /// <summary>A register.</summary>
    public CsOperand(string field, CsRegister register)
    {
        Field = field;
        Register = register;
    }

    /// <summary>The target of a branch.</summary>
    public CsOperand(string field, string label)
    {
        Field = field;
        Label = label;
    }

    /// <summary>Name of the field.</summary>
    public string Field { get; }

    /// <summary>The number, if it is neither register nor label.</summary>
    public long Value { get; }

    /// <summary>The register, if it is one.</summary>
    public CsRegister? Register { get; }

    /// <summary>The label, if it is one.</summary>
    public string? Label { get; }
}
