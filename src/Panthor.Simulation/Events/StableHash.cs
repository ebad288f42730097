namespace Panthor.Kernel;

/// <summary>Hashes that are the same in every process.</summary>
internal static class StableHash
{
    internal static ulong Of(string text) => Continued(0xCBF29CE484222325UL, text);

    /// <summary>The hash of a text that goes on with another one.</summary>
    internal static ulong Continued(ulong hash, string text)
    {
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 0x100000001B3UL);
        }

        return hash;
    }
}
