namespace Panthor.Hardware;

/// <summary>Sub-opcodes of ARITH_IMM32 and ARITH_IMM64, bits [39:32].</summary>
internal enum CsArithmetic : byte
{
    Add = 0,
    ShiftLeft = 1,
    ShiftRight = 2,
    ShiftRightSigned = 3,
    Extract = 4,
    ExtractSigned = 5,
    Insert = 6,
    Minimum = 7,
}
