using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace System.Management.Automation.Language;

/// <summary>The comment-based help of a function or script.</summary>
public sealed class CommentHelpInfo
{
    /// <summary>The `.SYNOPSIS` section.</summary>
    public string? Synopsis { get; internal set; }

    /// <summary>The `.DESCRIPTION` section.</summary>
    public string? Description { get; internal set; }

    /// <summary>The `.NOTES` section.</summary>
    public string? Notes { get; internal set; }

    /// <summary>The `.PARAMETER` sections by upper-case name.</summary>
    public IDictionary<string, string> Parameters { get; } = new Dictionary<string, string>();

    /// <summary>The `.EXAMPLE` sections.</summary>
    public ReadOnlyCollection<string> Examples { get; internal set; } = new([]);

    /// <summary>The `.LINK` sections.</summary>
    public ReadOnlyCollection<string> Links { get; internal set; } = new([]);

    /// <summary>The `.INPUTS` sections.</summary>
    public ReadOnlyCollection<string> Inputs { get; internal set; } = new([]);

    /// <summary>The `.OUTPUTS` sections.</summary>
    public ReadOnlyCollection<string> Outputs { get; internal set; } = new([]);
}
