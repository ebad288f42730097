namespace Pester;

/// <summary>The marks that Pester puts before names.</summary>
internal static class BlockMarks
{
    public static string Of(string result) => result switch
    {
        "Passed" => "[+]",
        "Failed" => "[-]",
        "Skipped" => "[!]",
        "Inconclusive" => "[?]",
        _ => "[ ]",
    };
}
