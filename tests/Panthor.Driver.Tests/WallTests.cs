using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using Panthor.Driver.Device;
using Panthor.Hardware;
using Xunit;

namespace Panthor.Driver.Tests;

/// <summary>
/// The wall between driver and hardware: whatever the driver's code touches of the hardware's assembly is what a driver
/// really has, registers, the numbers in them, memory and interrupts. Only <see cref="Machine"/>, which builds the
/// board, knows more.
/// </summary>
public sealed class WallTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance |
        BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] s_allowed =
        [typeof(PlatformDevice), typeof(PlatformPower), typeof(IoMemory), typeof(PhysicalMemory), typeof(SwapStore),
            typeof(PageUse), typeof(PageFill), typeof(GpuRegisters), typeof(GpuException)];

    private static readonly Dictionary<ushort, OpCode> s_opCodes = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => (ushort)code.Value);

    [Fact]
    public void The_driver_knows_of_the_hardware_only_what_a_driver_can_see()
    {
        string[] breaches =
        [
            .. from type in typeof(PanthorDevice).Assembly.GetTypes()
               where Outermost(type) is var outer && outer != typeof(Machine) && outer != typeof(MachineOptions)
               from used in HardwareTypesUsedBy(type)
               where !s_allowed.Contains(used)
               select $"{type.FullName} uses {used.FullName}",
        ];
        Assert.Empty(breaches.Distinct().Order());
    }

    [Fact]
    public void The_search_finds_what_it_looks_for()
    {
        Assert.Contains(typeof(Board), HardwareTypesUsedBy(typeof(Machine)));
        Assert.Contains(typeof(PlatformDevice), HardwareTypesUsedBy(typeof(PanthorDevice)));
        Assert.Contains(typeof(GpuAccessPort), HardwareTypesUsedBy(typeof(CallsTheHardwareInABody)));
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static HashSet<Type> HardwareTypesUsedBy(Type type)
    {
        var used = new HashSet<Type>();
        Add(used, type.BaseType);
        foreach (FieldInfo field in type.GetFields(Everything))
        {
            Add(used, field.FieldType);
        }

        foreach (MethodBase method in type.GetMethods(Everything).Cast<MethodBase>()
            .Concat(type.GetConstructors(Everything)))
        {
            AddSignature(used, method);
            AddBody(used, method);
        }

        return used;
    }

    private static void Add(HashSet<Type> used, Type? type)
    {
        if (type is null)
        {
            return;
        }

        Add(used, type.HasElementType ? type.GetElementType() : null);
        foreach (Type argument in type.IsGenericType ? type.GetGenericArguments() : [])
        {
            Add(used, argument);
        }

        if (type.Assembly == typeof(Board).Assembly && !type.HasElementType)
        {
            used.Add(type);
        }
    }

    private static void AddSignature(HashSet<Type> used, MethodBase method)
    {
        Add(used, (method as MethodInfo)?.ReturnType);
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            Add(used, parameter.ParameterType);
        }
    }

    private static void AddBody(HashSet<Type> used, MethodBase method)
    {
        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (LocalVariableInfo local in body.LocalVariables)
        {
            Add(used, local.LocalType);
        }

        byte[] il = body.GetILAsByteArray()!;
        for (int at = 0; at < il.Length;)
        {
            ushort value = il[at] == 0xfe ? (ushort)(0xfe00 | il[at + 1]) : il[at];
            OpCode code = s_opCodes[value];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType
                or OperandType.InlineTok)
            {
                AddToken(used, method, BitConverter.ToInt32(il, at));
            }

            at += OperandSize(code.OperandType, il, at);
        }
    }

    private static void AddToken(HashSet<Type> used, MethodBase method, int token)
    {
        MemberInfo? member = method.Module.ResolveMember(
            token,
            method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
            method.IsGenericMethod ? method.GetGenericArguments() : null);
        Add(used, member as Type ?? member?.DeclaringType);
        if (member is MethodBase called && called.DeclaringType?.Assembly == typeof(Board).Assembly)
        {
            AddSignature(used, called);
        }
    }

    private static int OperandSize(OperandType type, byte[] il, int at) => type switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
        _ => 4,
    };

    private sealed class CallsTheHardwareInABody
    {
        public static object? Port(Machine machine)
        {
            object port = machine.Board.AccessPort;
            return port.Equals(null) ? null : port;
        }
    }
}
