using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Panthor.Kernel;

/// <summary>The text of a warning as an interpolated string: it is put together only if the condition holds.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[InterpolatedStringHandler]
[SuppressMessage("Performance", "CA1815", Justification = "The compiler's own; nobody compares texts in progress.")]
public ref struct WarnMessage
{
    private DefaultInterpolatedStringHandler _text;

    /// <summary>For the compiler.</summary>
    public WarnMessage(int literalLength, int formattedCount, bool condition, out bool isEnabled)
    {
        isEnabled = condition;
        _text = condition ? new DefaultInterpolatedStringHandler(literalLength, formattedCount) : default;
    }

    /// <summary>For the compiler.</summary>
    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    /// <summary>For the compiler.</summary>
    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    /// <summary>For the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format) => _text.AppendFormatted(value, format);

    internal string ToStringAndClear() => _text.ToStringAndClear();
}
