using System;

namespace Panthor.Driver.Uapi.Binary;

/// <summary>Values that cannot be put into a structure of the uAPI.</summary>
public sealed class UapiFormatException : Exception
{
    /// <summary>Something is wrong with a structure.</summary>
    public UapiFormatException()
    {
    }

    /// <summary>Something is wrong with a field.</summary>
    /// <param name="message">Which field, what was given, what is expected.</param>
    public UapiFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Something is wrong with a field.</summary>
    /// <param name="message">Which field, what was given, what is expected.</param>
    /// <param name="inner">The reason.</param>
    public UapiFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
