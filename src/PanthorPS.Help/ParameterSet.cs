namespace PanthorPS.Help;

/// <summary>How a parameter takes part in a parameter set.</summary>
/// <param name="Name">The set; empty for all sets.</param>
/// <param name="IsMandatory">Whether it must be given.</param>
/// <param name="Position">Its position; null if it must be named.</param>
/// <param name="FromPipeline">Whether the objects of the pipeline can be its value.</param>
/// <param name="FromPropertyName">Whether properties of the objects of the pipeline can.</param>
internal sealed record ParameterSet(
    string Name, bool IsMandatory, int? Position, bool FromPipeline, bool FromPropertyName)
{
    /// <summary>In the words of Get-Help.</summary>
    public string PipelineText => (FromPipeline, FromPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    /// <summary>In the words of Get-Help.</summary>
    public string PositionText => Position is { } position
        ? position.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : "Named";
}
