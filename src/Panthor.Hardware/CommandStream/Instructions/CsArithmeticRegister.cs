namespace Panthor.Hardware;

/// <summary>Sub-opcodes of ARITH_REG32 and ARITH_REG64, bits [31:24].</summary>
internal enum CsArithmeticRegister : byte
{
    Minimum = 0,
    Add = 1,
    Subtract = 2,
    ShiftLeft = 3,
    ShiftRight = 4,
    ShiftRightSigned = 5,
    Insert = 6,
}
