using System;
using Kind = Panthor.Hardware.CsFieldKind;
using static Panthor.Hardware.CsOpcode;

namespace Panthor.Hardware;

/// <content>The arithmetic of architecture 13, which keeps sub-opcodes in the words of older instructions.</content>
public sealed partial class CsInstructionSet
{
    private const int ImmediateSubOffset = 32;
    private const int RegisterSubOffset = 24;

    private void DefineArithmetic()
    {
        DefineImmediateArithmetic(ADD_IMMEDIATE32, "32", s_destination, s_source, 5);
        DefineImmediateArithmetic(ADD_IMMEDIATE64, "64", s_destination64, s_source64, 6);
        DefineRegisterArithmetic(COMPARE_SELECT32, "32", s_destination, s_source0, s_source1);
        DefineRegisterArithmetic(ARITH_REG64, "64", s_destination64, s_source064, s_source164);
        DefineLogic();
    }

    private void DefineImmediateArithmetic(CsOpcode opcode, string width, CsField to, CsField from, int shiftBits)
    {
        var shift = new CsField("shift", Kind.Unsigned, 0, shiftBits);
        var position = new CsField("position", Kind.Unsigned, 0, 8);
        var length = new CsField("width", Kind.Unsigned, 8, 8);
        Sub(CsArithmetic.Add, "ADD_IMM", "Adds a sign-extended immediate, wrapping around.",
            to, from, new CsField("immediate", Kind.Signed, 0, 32));
        Sub(CsArithmetic.ShiftLeft, "LSHIFT_IMM", "Shifts left.", to, from, shift);
        Sub(CsArithmetic.ShiftRight, "RSHIFT_IMM_U", "Shifts right, filling with 0.", to, from, shift);
        Sub(CsArithmetic.ShiftRightSigned, "RSHIFT_IMM_S", "Shifts right, filling with the sign.", to, from, shift);
        Sub(CsArithmetic.Extract, "BFEXT_U", "Takes a bit field.", to, from, position, length);
        Sub(CsArithmetic.ExtractSigned, "BFEXT_S", "Takes a signed bit field.", to, from, position, length);
        Sub(CsArithmetic.Insert, "BFINS_IMM", "Puts an immediate of 16 bits into a bit field.",
            to, from, position, length, new CsField("immediate", Kind.Unsigned, 16, 16));
        Sub(CsArithmetic.Minimum, "UMIN_IMM", "The smaller of register and immediate, unsigned.",
            to, from, new CsField("immediate", Kind.Unsigned, 0, 32));

        void Sub(CsArithmetic sub, string name, string summary, params ReadOnlySpan<CsField> fields) =>
            Add(opcode, new SubOpcode(ImmediateSubOffset, (byte)sub), name + width, summary, fields);
    }

    private void DefineRegisterArithmetic(CsOpcode opcode, string width, CsField to, CsField left, CsField right)
    {
        var position = new CsField("position", Kind.Unsigned, 0, 8);
        var length = new CsField("width", Kind.Unsigned, 8, 8);
        Sub(CsArithmeticRegister.Minimum, "UMIN", "The smaller of two, unsigned.", to, left, right);
        Sub(CsArithmeticRegister.Add, "ADD", "Adds, wrapping around.", to, left, right);
        Sub(CsArithmeticRegister.Subtract, "SUB", "Subtracts, wrapping around.", to, left, right);
        Sub(CsArithmeticRegister.ShiftLeft, "LSHIFT", "Shifts left.", to, left, right);
        Sub(CsArithmeticRegister.ShiftRight, "RSHIFT_U", "Shifts right, filling with 0.", to, left, right);
        Sub(CsArithmeticRegister.ShiftRightSigned, "RSHIFT_S", "Shifts right, filling with the sign.", to, left, right);
        Sub(CsArithmeticRegister.Insert, "BFINS", "Puts the second source into a bit field of the first.",
            to, left, right, position, length);

        void Sub(CsArithmeticRegister sub, string name, string summary, params ReadOnlySpan<CsField> fields) =>
            Add(opcode, new SubOpcode(RegisterSubOffset, (byte)sub), name + width, summary, fields);
    }
}
