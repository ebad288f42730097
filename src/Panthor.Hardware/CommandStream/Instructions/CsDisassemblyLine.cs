using System.Globalization;

namespace Panthor.Hardware;

/// <summary>A line of a disassembly.</summary>
/// <param name="Index">Number of the word, from 0.</param>
/// <param name="Word">The word.</param>
/// <param name="Text">The text.</param>
public sealed record CsDisassemblyLine(int Index, ulong Word, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index,5}  {Word:x16}  {Text}");
}
