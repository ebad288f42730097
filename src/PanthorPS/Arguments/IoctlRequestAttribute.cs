using System;
using System.Globalization;
using System.Management.Automation;
using Panthor.Driver.Uapi.Binary;

namespace PanthorPS;

/// <summary>Lets a parameter take a request by name or by number.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IoctlRequestAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            GpuIoctlRequest request => request,
            string name when UapiRequests.Find(name.Trim()) is { } known =>
                new GpuIoctlRequest(known.Number, known, isByName: true),
            string text when TryParse(text.Trim(), out uint number) => OfNumber(number),
            int number => OfNumber(unchecked((uint)number)),
            uint number => OfNumber(number),
            long and >= int.MinValue and <= uint.MaxValue => OfNumber(unchecked((uint)(long)value)),
            ulong number and <= uint.MaxValue => OfNumber((uint)number),
            _ => throw new ArgumentTransformationMetadataException(
                $"'{value}' is neither the name of a request nor a number of 32 bits. Get-GpuIoctl lists the names."),
        };
    }

    private static GpuIoctlRequest OfNumber(uint number) =>
        new(number, UapiRequests.Find(number) is { IsOk: true } found ? found.Value : null);

    private static bool TryParse(string text, out uint number) =>
        text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? uint.TryParse(
                text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
