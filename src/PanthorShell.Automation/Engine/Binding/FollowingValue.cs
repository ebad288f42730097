namespace System.Management.Automation;

/// <summary>A value that stands behind the name of an unknown parameter.</summary>
internal sealed record FollowingValue(object? Value);
