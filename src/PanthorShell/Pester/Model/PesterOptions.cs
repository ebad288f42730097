using System.Collections;
using System.Linq;

namespace Pester;

/// <summary>A setting of the configuration: $config.Section.Name = value, and .Value to read it.</summary>
internal abstract class Option<T>(T value)
{
    public T Value { get; } = value;

    public bool IsModified { get; init; }

    public override string ToString() => Value is IEnumerable items and not string
        ? "(" + string.Join(", ", items.Cast<object>()) + ")"
        : Value?.ToString() ?? "";
}

/// <summary>A Boolean setting.</summary>
internal sealed class BoolOption(bool value) : Option<bool>(value)
{
    public static implicit operator BoolOption(bool value) => new(value) { IsModified = true };
}

/// <summary>A text setting.</summary>
internal sealed class StringOption(string value) : Option<string>(value)
{
    public static implicit operator StringOption(string value) => new(value) { IsModified = true };
}

/// <summary>A setting that is a list of texts.</summary>
internal sealed class StringArrayOption(string[] value) : Option<string[]>(value)
{
    public static implicit operator StringArrayOption(string[] value) => new(value) { IsModified = true };

    public static implicit operator StringArrayOption(string value) => new([value]) { IsModified = true };
}

/// <summary>A setting that is a list of containers.</summary>
internal sealed class ContainerArrayOption(Container[] value) : Option<Container[]>(value)
{
    public static implicit operator ContainerArrayOption(Container[] value) => new(value) { IsModified = true };

    public static implicit operator ContainerArrayOption(Container value) => new([value]) { IsModified = true };
}

/// <summary>What is run, and how the run ends.</summary>
internal sealed class RunConfiguration
{
    public StringArrayOption Path { get; set; } = new(["."]);

    public StringArrayOption ExcludePath { get; set; } = new([]);

    public ContainerArrayOption Container { get; set; } = new([]);

    public BoolOption Exit { get; set; } = new(false);

    public BoolOption Throw { get; set; } = new(false);

    public BoolOption PassThru { get; set; } = new(false);

    public BoolOption SkipRun { get; set; } = new(false);

    public StringOption TestExtension { get; set; } = new(".Tests.ps1");
}

/// <summary>Which tests run.</summary>
internal sealed class FilterConfiguration
{
    public StringArrayOption Tag { get; set; } = new([]);

    public StringArrayOption ExcludeTag { get; set; } = new([]);

    public StringArrayOption Line { get; set; } = new([]);

    public StringArrayOption ExcludeLine { get; set; } = new([]);

    public StringArrayOption FullName { get; set; } = new([]);
}

/// <summary>How assertions fail.</summary>
internal sealed class ShouldConfiguration
{
    public StringOption ErrorAction { get; set; } = new("Stop");
}

/// <summary>What is printed.</summary>
internal sealed class OutputConfiguration
{
    public StringOption Verbosity { get; set; } = new("Normal");

    public StringOption StackTraceVerbosity { get; set; } = new("Filtered");

    public StringOption CIFormat { get; set; } = new("Auto");

    public StringOption RenderMode { get; set; } = new("Auto");
}

/// <summary>The result file; writing one is not supported.</summary>
internal sealed class TestResultConfiguration
{
    public BoolOption Enabled { get; set; } = new(false);

    public StringOption OutputFormat { get; set; } = new("NUnitXml");

    public StringOption OutputPath { get; set; } = new("testResults.xml");
}

/// <summary>$TestDrive.</summary>
internal sealed class TestDriveConfiguration
{
    public BoolOption Enabled { get; set; } = new(true);
}
