using System;

namespace PanthorPS;

/// <summary>An instruction of a stream's script block makes no sense.</summary>
internal sealed class StreamSyntaxException(string message) : Exception(message);
