using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;
using System.IO;
using System.Management.Automation.Evaluation;
using System.Runtime.InteropServices;
using System.Text;

namespace System.Management.Automation;

/// <summary>The variables that every session has.</summary>
internal static class AutomaticVariables
{
    internal static void Define(ExecutionContext context)
    {
        Scope scope = context.GlobalSession.GlobalScope;
        const ScopedItemOptions Fixed = ScopedItemOptions.Constant | ScopedItemOptions.AllScope;
        void Add(PSVariable variable)
        {
            scope.Variables[variable.Name] = variable;
            if (variable.IsAllScope) context.AllScopeVariables.Add(variable.Name);
        }

        Add(new PSVariable("true", true, Fixed));
        Add(new PSVariable("false", false, Fixed));
        Add(new SpecialVariable("null", static () => null, static _ => { }, ScopedItemOptions.AllScope));
        Add(new SpecialVariable("?", () => context.LastSucceeded, null,
            ScopedItemOptions.ReadOnly | ScopedItemOptions.AllScope));
        Add(new PSVariable("Error", context.Errors, ScopedItemOptions.Constant));
        Add(new PSVariable("ExecutionContext", context.Intrinsics, Fixed));
        Add(new PSVariable("Host", context.Host, Fixed));
        Add(new PSVariable("PSStyle", PSStyle.Instance, Fixed));
        Add(new PSVariable("PID", Environment.ProcessId, Fixed));
        Add(new PSVariable("HOME", Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            ScopedItemOptions.ReadOnly | ScopedItemOptions.AllScope));
        Add(new SpecialVariable("PWD", () => context.SessionDrives.Location, static _ => { },
            ScopedItemOptions.AllScope));
        Add(new PSVariable("PSHOME", AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar), Fixed));
        Add(new PSVariable("PSVersionTable", VersionTable(), Fixed));
        Add(new PSVariable("PSEdition", "Core", Fixed));
        Add(new PSVariable("ShellId", "Microsoft.PowerShell", Fixed));
        Add(new PSVariable("IsCoreCLR", true, Fixed));
        Add(new PSVariable("IsLinux", OperatingSystem.IsLinux(), Fixed));
        Add(new PSVariable("IsMacOS", OperatingSystem.IsMacOS(), Fixed));
        Add(new PSVariable("IsWindows", OperatingSystem.IsWindows(), Fixed));
        Add(new PSVariable("EnabledExperimentalFeatures", new ReadOnlyCollection<string>([]), Fixed));
        Add(new SpecialVariable("PSCulture", static () => CultureName(CultureInfo.CurrentCulture), null,
            ScopedItemOptions.ReadOnly | ScopedItemOptions.AllScope));
        Add(new SpecialVariable("PSUICulture", static () => CultureName(CultureInfo.CurrentUICulture), null,
            ScopedItemOptions.ReadOnly | ScopedItemOptions.AllScope));
        Preferences(Add);
    }

    private static void Preferences(Action<PSVariable> add)
    {
        void Constrained<T>(string name, T value) where T : struct
        {
            PSVariable variable = new(name);
            variable.ReplaceAttributes([new TypeConversionAttribute(typeof(T))], value);
            add(variable);
        }

        Constrained("ErrorActionPreference", ActionPreference.Continue);
        Constrained("WarningPreference", ActionPreference.Continue);
        Constrained("VerbosePreference", ActionPreference.SilentlyContinue);
        Constrained("DebugPreference", ActionPreference.SilentlyContinue);
        Constrained("InformationPreference", ActionPreference.SilentlyContinue);
        Constrained("ProgressPreference", ActionPreference.Continue);
        Constrained("ConfirmPreference", ConfirmImpact.High);
        add(new PSVariable("WhatIfPreference", false));
        add(new PSVariable("ErrorView", "ConciseView"));
        add(new PSVariable("NestedPromptLevel", 0));
        add(new PSVariable("FormatEnumerationLimit", 4));
        add(new PSVariable("MaximumHistoryCount", 4096));
        add(new PSVariable("OutputEncoding", new UTF8Encoding(false)));
        add(new PSVariable("PSDefaultParameterValues", new DefaultParameterDictionary()));
        add(new PSVariable("PSNativeCommandUseErrorActionPreference", false));
        add(new PSVariable("PSNativeCommandArgumentPassing", "Standard"));
        add(new PSVariable("PSModuleAutoLoadingPreference", PSModuleAutoLoadingPreference.All));
        add(new PSVariable("PSSessionOption", null));
        add(new PSVariable("PROFILE", string.Empty));
    }

    private static string CultureName(CultureInfo culture) => culture.Name.Length == 0 ? string.Empty : culture.Name;

    private static Hashtable VersionTable() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["PanthorShell"] = typeof(AutomaticVariables).Assembly.GetName().Version,
        ["PSVersion"] = EngineVersion.Value,
        ["PSEdition"] = "Core",
        ["GitCommitId"] = EngineVersion.Value.ToString(),
        ["OS"] = RuntimeInformation.OSDescription,
        ["Platform"] = OperatingSystem.IsWindows() ? "Win32NT" : "Unix",
        ["PSCompatibleVersions"] = new Version[]
        {
            new(1, 0), new(2, 0), new(3, 0), new(4, 0), new(5, 0), new(5, 1), new(6, 0), new(7, 0),
        },
        ["PSRemotingProtocolVersion"] = new Version(2, 4),
        ["SerializationVersion"] = new Version(1, 1, 0, 1),
        ["WSManStackVersion"] = new Version(3, 0),
    };
}
