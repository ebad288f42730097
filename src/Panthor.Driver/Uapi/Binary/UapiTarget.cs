using System;
using System.Collections.Generic;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>What the user address in a field points to.</summary>
/// <param name="Structs">
/// The structure of an element. Several if another field, <paramref name="SelectorField"/>, says which; empty for numbers
/// and text.
/// </param>
/// <param name="Type">The type of an element that is no structure: a number, or <see cref="UapiType.U8"/> for text.</param>
/// <param name="CountField">
/// The field that says how many elements there are, or how many bytes; null if the array says it itself, or if a text
/// ends with a zero.
/// </param>
/// <param name="SelectorField">The field that picks one of several structures by its index; or null.</param>
/// <param name="IsText">Whether it is text.</param>
public sealed record UapiTarget(
    IReadOnlyList<UapiStruct> Structs, UapiType Type, string? CountField, string? SelectorField, bool IsText)
{
    /// <summary>Bytes of an element.</summary>
    /// <param name="selector">The value of <see cref="SelectorField"/>; 0 if there is none.</param>
    public int ElementSize(ulong selector = 0) =>
        Select(selector) is { } layout ? layout.Size : UapiField.SizeOf(Type);

    /// <summary>The structure of an element, or null if it has none.</summary>
    /// <param name="selector">The value of <see cref="SelectorField"/>; 0 if there is none.</param>
    public UapiStruct? Select(ulong selector = 0) =>
        selector < (ulong)Structs.Count ? Structs[(int)selector] : null;

    internal static UapiTarget OfStruct(UapiStruct element) => new([element], UapiType.U8, null, null, false);

    internal static UapiTarget OfNumbers(UapiType type, string countField) => new([], type, countField, null, false);

    internal static UapiTarget OfText(string? countField = null) => new([], UapiType.U8, countField, null, true);

    internal static UapiTarget OneOf(string selectorField, string sizeField, params ReadOnlySpan<UapiStruct> structs) =>
        new(structs.ToArray(), UapiType.U8, sizeField, selectorField, false);
}
