using Pester;

/// <summary>The settings of a run; in no namespace, so that scripts can write [PesterConfiguration].</summary>
internal sealed class PesterConfiguration
{
    public static PesterConfiguration Default => new();

    public RunConfiguration Run { get; set; } = new();

    public FilterConfiguration Filter { get; set; } = new();

    public ShouldConfiguration Should { get; set; } = new();

    public OutputConfiguration Output { get; set; } = new();

    public TestResultConfiguration TestResult { get; set; } = new();

    public TestDriveConfiguration TestDrive { get; set; } = new();
}
