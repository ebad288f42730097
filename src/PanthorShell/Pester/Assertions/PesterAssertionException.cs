using System;

namespace Pester;

/// <summary>An assertion that did not hold.</summary>
internal sealed class PesterAssertionException(string message) : Exception(message)
{
}
