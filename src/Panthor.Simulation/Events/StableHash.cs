namespace Panthor.Kernel;

/// <summary>Hashes that are the same in every process.</summary>
internal static class StableHash
{
    internal static ulong Of(string text)
    {
        ulong hash = 0xCBF29CE484222325UL;
        foreach (char c in text)
        {
            hash = unchecked((hash ^ c) * 0x100000001B3UL);
        }

        return hash;
    }
}
