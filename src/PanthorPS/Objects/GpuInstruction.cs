namespace PanthorPS;

/// <summary>A line of a disassembled command stream. A snapshot.</summary>
/// <param name="Index">Number of the word, from 0.</param>
/// <param name="Word">The word.</param>
/// <param name="Text">What it means; <c>.word</c> if there is no such instruction on the GPU.</param>
public sealed record GpuInstruction(int Index, ulong Word, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
