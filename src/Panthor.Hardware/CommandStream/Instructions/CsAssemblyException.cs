using System;

namespace Panthor.Hardware;

/// <summary>A command stream cannot be assembled.</summary>
public sealed class CsAssemblyException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong, what was given, what was expected.</param>
    public CsAssemblyException(string message)
        : base(message)
    {
    }

    internal CsAssemblyException(int line, CsAssemblyException inner)
        : base($"line {line}: {inner.Message}", inner) => Line = line;

    /// <summary>Line of the text, from 1; 0 if there was no text.</summary>
    public int Line { get; }
}
