namespace Panthor.Hardware;

/// <summary>What a field of an instruction holds, and so how it is written.</summary>
public enum CsFieldKind
{
    /// <summary>Number of a 32-bit register: <c>r5</c>.</summary>
    Register,

    /// <summary>Number of the even, lower register of a 64-bit pair: <c>d8</c>.</summary>
    RegisterPair,

    /// <summary>A register pair that holds an address: <c>[d8]</c>, with the field of kind
    /// <see cref="AddressOffset"/> <c>[d8+16]</c>.</summary>
    Address,

    /// <summary>Signed number of bytes added to an address; written with it.</summary>
    AddressOffset,

    /// <summary>Unsigned immediate: <c>#0x10</c>.</summary>
    Unsigned,

    /// <summary>Signed immediate: <c>#-1</c>.</summary>
    Signed,

    /// <summary>Unsigned number without a mark: <c>3</c>.</summary>
    Number,

    /// <summary>Bit mask: <c>0xff</c>.</summary>
    Mask,

    /// <summary>Bit mask of scoreboard entries: <c>0xff</c>.</summary>
    ScoreboardMask,

    /// <summary>Number of a scoreboard entry: <c>1</c>.</summary>
    Scoreboard,

    /// <summary>One bit, written by its name.</summary>
    Flag,

    /// <summary>One of a few named values.</summary>
    Choice,

    /// <summary>Signed number of instructions, counted from the next: <c>+2</c>, or a label.</summary>
    BranchOffset,
}
