using System.Management.Automation.Language;

namespace System.Management.Automation.Evaluation;

/// <summary>A redirection with its evaluated target.</summary>
/// <param name="From">The stream redirected.</param>
/// <param name="To">The stream it goes to; null for a file.</param>
/// <param name="Path">The file; null to discard (`$null`) or if the target is a stream.</param>
/// <param name="Append">Whether the file is appended to.</param>
internal sealed record RedirectionCall(
    RedirectionStream From, RedirectionStream? To, string? Path, bool Append);
