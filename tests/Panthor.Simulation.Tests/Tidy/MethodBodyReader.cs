using System;
using System.Collections.Generic;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Panthor.Kernel.Tests.Tidy;

/// <summary>Finds the metadata tokens that the code of a method uses.</summary>
internal static class MethodBodyReader
{
    private static readonly OperandType?[] s_oneByte = new OperandType?[256];
    private static readonly OperandType?[] s_twoBytes = new OperandType?[256];

    static MethodBodyReader()
    {
        foreach (System.Reflection.FieldInfo field in typeof(OpCodes).GetFields())
        {
            if (field.GetValue(null) is OpCode code)
            {
                ushort value = unchecked((ushort)code.Value);
                (code.Size == 1 ? s_oneByte : s_twoBytes)[value & 0xFF] = code.OperandType;
            }
        }
    }

    internal static List<EntityHandle> Tokens(MethodBodyBlock body)
    {
        List<EntityHandle> tokens = [];
        BlobReader code = body.GetILReader();
        while (code.RemainingBytes > 0)
        {
            byte first = code.ReadByte();
            OperandType? operand = first == 0xFE ? s_twoBytes[code.ReadByte()] : s_oneByte[first];
            switch (operand ?? throw new BadImageFormatException($"unknown opcode 0x{first:x2}"))
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineField or OperandType.InlineMethod:
                case OperandType.InlineTok or OperandType.InlineType:
                    tokens.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }

        return tokens;
    }
}
