using System;

namespace Pester;

/// <summary>The result of a test.</summary>
/// <param name="Test">The test.</param>
/// <param name="ExpandedName">The full name with its templates filled in.</param>
/// <param name="Outcome">How the test ended.</param>
/// <param name="Message">Why it failed or was skipped; empty when it passed.</param>
/// <param name="Stack">Where it failed, one place a line; empty when it passed.</param>
/// <param name="Duration">How long it took.</param>
public sealed record PesterTestResult(
    PesterTestCase Test, string ExpandedName, PesterOutcome Outcome, string Message, string Stack, TimeSpan Duration);
