using System.Collections.Generic;

namespace Pester;

/// <summary>A test that was discovered.</summary>
/// <param name="FullName">The names of the blocks and the test, joined by dots, templates not filled in.</param>
/// <param name="File">The full path of the file.</param>
/// <param name="Line">The line of the It, from 1.</param>
/// <param name="Tags">The test's own tags.</param>
public sealed record PesterTestCase(string FullName, string File, int Line, IReadOnlyList<string> Tags);
