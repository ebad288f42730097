namespace Pester;

/// <summary>How a test ended.</summary>
public enum PesterOutcome
{
    /// <summary>The filter left it out.</summary>
    NotRun,

    /// <summary>Everything held.</summary>
    Passed,

    /// <summary>An assertion did not hold, or something threw.</summary>
    Failed,

    /// <summary>It was skipped, by -Skip or by Set-ItResult.</summary>
    Skipped,

    /// <summary>It could not decide.</summary>
    Inconclusive,
}
