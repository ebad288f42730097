using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Panthor.Driver.Patches;
using Panthor.Kernel;
using Xunit;

namespace PanthorPS.Tests;

/// <summary>Manifest, views and cmdlets fit together.</summary>
public sealed class ModuleTests
{
    private static readonly string s_module = Path.Combine(AppContext.BaseDirectory, "Module");
    private static readonly Assembly s_assembly = typeof(GpuCmdlet).Assembly;

    private static IEnumerable<(Type Type, CustomAttributeData Attribute)> Cmdlets =>
        from type in s_assembly.GetExportedTypes()
        from attribute in type.GetCustomAttributesData()
        where attribute.AttributeType == typeof(CmdletAttribute)
        select (type, attribute);

    private static IEnumerable<(string Cmdlet, PropertyInfo Property)> Parameters =>
        from cmdlet in Cmdlets
        from property in cmdlet.Type.GetProperties()
        where property.GetCustomAttributes<ParameterAttribute>().Any()
        select (NameOf(cmdlet.Attribute), property);

    private static string[] ViewFiles =>
        [.. Directory.GetFiles(Path.Combine(s_module, "Views"), "*.format.ps1xml").Order(StringComparer.Ordinal)];

    private static XElement[] Views => [.. ViewFiles.SelectMany(file => XDocument.Load(file).Descendants("View"))];

    [Fact]
    public void The_manifest_exports_every_cmdlet_by_its_name()
    {
        string[] exported = ManifestList("CmdletsToExport");
        string[] names = [.. Cmdlets.Select(cmdlet => NameOf(cmdlet.Attribute)).Order(StringComparer.Ordinal)];
        Assert.Equal(names, exported);
    }

    /// <summary>That the lists behind are arrays is looked at in Views.Tests.ps1, with objects of every kind.</summary>
    [Fact]
    public void Lists_of_objects_have_a_type_that_PowerShell_can_index() => Assert.Empty(
        from type in s_assembly.GetExportedTypes()
        where !typeof(Cmdlet).IsAssignableFrom(type)
        from property in type.GetProperties()
        where property.DeclaringType!.Assembly == s_assembly
            && typeof(System.Collections.IEnumerable).IsAssignableFrom(property.PropertyType)
            && property.PropertyType != typeof(string)
            && !property.PropertyType.IsArray
            && !IsIndexable(property.PropertyType)
        select $"{type.Name}.{property.Name} is {property.PropertyType}");

    private static bool IsIndexable(Type type) => type.IsGenericType
        && (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
            || type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>));

    [Fact]
    public void The_manifest_lists_every_file_of_views() => Assert.Equal(
        ViewFiles.Select(file => "src/PanthorPS/bin/Module/Views/" + Path.GetFileName(file)),
        ManifestList("FormatsToProcess"));

    [Fact]
    public void Every_cmdlet_is_sealed_and_named_after_its_verb_and_noun() => Assert.All(Cmdlets, cmdlet =>
    {
        Assert.True(cmdlet.Type.IsSealed);
        Assert.Equal(NameOf(cmdlet.Attribute).Replace("-", "", StringComparison.Ordinal) + "Command", cmdlet.Type.Name);
        Assert.Equal("PanthorPS", cmdlet.Type.Namespace);
        Assert.Contains(
            cmdlet.Type.GetCustomAttributesData(), data => data.AttributeType == typeof(OutputTypeAttribute));
    });

    [Fact]
    public void Every_cmdlet_that_destroys_can_be_asked_what_it_would_do() => Assert.All(
        Cmdlets.Where(cmdlet => Regex.IsMatch(NameOf(cmdlet.Attribute), "^(Remove|Set|Write|Invoke)-")),
        cmdlet => Assert.Contains(
            cmdlet.Attribute.NamedArguments,
            argument => argument.MemberName == "SupportsShouldProcess" && argument.TypedValue.Value is true));

    [Fact]
    public void Every_cmdlet_that_returns_nothing_by_itself_returns_it_when_asked() => Assert.All(
        Cmdlets.Where(cmdlet => Regex.IsMatch(NameOf(cmdlet.Attribute), "^(Remove|Set|Reset|Write|Sync|Select|Unlock)-")),
        cmdlet =>
        {
            Assert.NotNull(cmdlet.Type.GetProperty("PassThru"));
            Assert.DoesNotContain(
                cmdlet.Type.GetCustomAttributesData().Where(data => data.AttributeType == typeof(OutputTypeAttribute)),
                data => data.ToString().Contains("Void", StringComparison.Ordinal));
        });

    [Fact]
    public void Every_cmdlet_has_an_approved_verb() => Assert.All(Cmdlets, cmdlet =>
    {
        string verb = (string)cmdlet.Attribute.ConstructorArguments[0].Value!;
        Type[] families =
        [
            typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic),
            typeof(VerbsLifecycle), typeof(VerbsSecurity),
        ];
        Assert.Contains(families.SelectMany(family => family.GetFields()), field => field.Name == verb);
    });

    // Enumerations and switches the host completes by itself.
    [Fact]
    public void Every_parameter_with_a_known_set_offers_it() => Assert.All(Parameters, parameter =>
    {
        string[] attributes = [.. parameter.Property.GetCustomAttributes().Select(item => item.GetType().Name)];
        bool isReference = attributes.Contains(nameof(GpuReferenceAttribute))
            || attributes.Contains(nameof(GpuSyncAttribute));
        bool isLookup = attributes.Contains(nameof(SupportsWildcardsAttribute))
            || Regex.IsMatch(parameter.Property.Name, "^(Id|Handle|Index|Model|On|Without)$");
        if (isReference || isLookup)
        {
            Assert.True(
                attributes.Contains(nameof(ArgumentCompleterAttribute)),
                $"{parameter.Cmdlet} -{parameter.Property.Name}");
        }
    });

    [Fact]
    public void Every_kind_of_finding_has_a_colour() =>
        Assert.All(Enum.GetNames<FindingKind>(), kind => Assert.NotEqual(Tone.Plain, Ink.ToneOf(kind)));

    [Fact]
    public void Every_type_that_comes_out_of_a_cmdlet_has_a_table_and_a_list()
    {
        IEnumerable<string> outputs = Cmdlets
            .SelectMany(cmdlet => cmdlet.Type.GetCustomAttributesData())
            .Where(data => data.AttributeType == typeof(OutputTypeAttribute))
            .SelectMany(data => (IEnumerable<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
            .Select(argument => (Type)argument.Value!)
            .Where(type => type.Assembly == s_assembly)
            .Select(type => type.FullName!)
            .Distinct();
        Assert.All(outputs, name =>
        {
            XElement[] views = [.. Views.Where(view => view.Descendants("TypeName").Any(type => type.Value == name))];
            Assert.Contains(views, view => view.Element("TableControl") is not null);
            Assert.Contains(views, view => view.Element("ListControl") is not null);
        });
    }

    [Fact]
    public void Every_table_fits_into_120_columns() => Assert.All(Views.Descendants("TableControl"), table =>
    {
        int[] widths = [.. table.Descendants("TableColumnHeader").Select(column => (int?)column.Element("Width") ?? 0)];
        Assert.InRange(widths.Sum() + widths.Length - 1, 1, 120);
        Assert.Equal(widths.Length, table.Descendants("TableColumnItem").Count());
    });

    [Fact]
    public void Views_name_only_properties_and_helpers_that_exist() => Assert.All(Views, view =>
    {
        Type type = TypeOf(view);
        IEnumerable<string> names = view.Descendants("PropertyName").Select(element => element.Value)
            .Concat(view.Descendants("ScriptBlock").SelectMany(block =>
                Regex.Matches(block.Value, @"\$_\.(\w+)").Select(match => match.Groups[1].Value)));
        Assert.All(names, name => Assert.NotNull(type.GetProperty(name)));
        IEnumerable<string> helpers = view.Descendants("ScriptBlock").SelectMany(block =>
            Regex.Matches(block.Value, @"\[PanthorPS\.GpuFormat\]::(\w+)").Select(match => match.Groups[1].Value));
        Assert.All(helpers, helper => Assert.NotNull(typeof(GpuFormat).GetMethod(helper)));
    });

    [Fact]
    public void A_list_shows_every_property_of_its_type() => Assert.All(
        Views.Where(view => view.Element("ListControl") is not null),
        view =>
        {
            Type type = TypeOf(view);
            IEnumerable<string> shown = view.Descendants("ListItem")
                .Select(item => ((string?)item.Element("Label") ?? (string?)item.Element("PropertyName"))!);
            Assert.Equal(
                type.GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal),
                shown.Order(StringComparer.Ordinal));
        });

    // The catalogue of patches comes out as the driver has it.
    private static Type TypeOf(XElement view)
    {
        string name = view.Descendants("TypeName").Single().Value;
        return s_assembly.GetType(name) ?? typeof(DriverPatch).Assembly.GetType(name, throwOnError: true)!;
    }

    private static string[] ManifestList(string key)
    {
        string manifest = File.ReadAllText(Path.Combine(s_module, "PanthorPS.psd1"));
        string list = Regex.Match(manifest, key + @"\s*=\s*@\(([^)]*)\)").Groups[1].Value;
        return [.. Regex.Matches(list, "'([^']+)'").Select(match => match.Groups[1].Value)];
    }

    private static string NameOf(CustomAttributeData cmdlet) =>
        $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}";
}
