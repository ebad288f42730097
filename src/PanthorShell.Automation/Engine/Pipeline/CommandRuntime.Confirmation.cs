using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation.Host;

namespace System.Management.Automation;

/// <content>-WhatIf and -Confirm.</content>
internal sealed partial class CommandRuntime
{
    private bool _yesToAll;
    private bool _noToAll;

    private bool WhatIf => IsGiven("WhatIf")
        ? Common.WhatIf
        : LanguagePrimitives.IsTrue(Context.CurrentSession.GetVariableValue("WhatIfPreference"));

    public bool ShouldProcess(string? target) =>
        Should($"Performing the operation \"{Name}\" on target \"{target}\".", null, null, out _);

    public bool ShouldProcess(string? target, string? action) =>
        Should($"Performing the operation \"{action}\" on target \"{target}\".", null, null, out _);

    public bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption) =>
        Should(verboseDescription, verboseWarning, caption, out _);

    public bool ShouldProcess(
        string? verboseDescription, string? verboseWarning, string? caption,
            out ShouldProcessReason shouldProcessReason) =>
        Should(verboseDescription, verboseWarning, caption, out shouldProcessReason);

    public bool ShouldContinue(string? query, string? caption)
    {
        bool yes = false;
        bool no = false;
        return Ask(query, caption, all: false, ref yes, ref no);
    }

    public bool ShouldContinue(string? query, string? caption, ref bool yesToAll, ref bool noToAll) =>
        Ask(query, caption, all: true, ref yesToAll, ref noToAll);

    public bool ShouldContinue(string? query, string? caption, bool hasSecurityImpact, ref bool yesToAll,
        ref bool noToAll) =>
        Ask(query, caption, all: true, ref yesToAll, ref noToAll);

    [DoesNotReturn]
    public void ThrowTerminatingError(ErrorRecord errorRecord)
    {
        ArgumentNullException.ThrowIfNull(errorRecord);
        errorRecord.SetInvocation(Invocation);
        Context.AddStackTrace(errorRecord);
        throw new CmdletInvocationException(errorRecord);
    }

    private string Name => Invocation.MyCommand?.Name ?? string.Empty;

    private bool Should(string? description, string? warning, string? caption, out ShouldProcessReason reason)
    {
        reason = ShouldProcessReason.None;
        string text = description ?? warning ?? string.Empty;
        if (WhatIf)
        {
            reason = ShouldProcessReason.WhatIf;
            string line = "What if: " + text;
            if (Context.Diagnostics is { IsCapturing: true }) Context.Host.UI?.WriteLine(line);
            else Context.Host.UI?.WriteLine(line);
            return false;
        }

        if (NeedsConfirmation())
        {
            return Ask(warning ?? text, caption ?? "Confirm", all: true, ref _yesToAll, ref _noToAll);
        }

        if (VerboseAction is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore)) WriteVerbose(text);
        return true;
    }

    private bool NeedsConfirmation()
    {
        if (IsGiven("Confirm")) return Common.Confirm;
        object? value = Context.CurrentSession.GetVariableValue("ConfirmPreference");
        ConfirmImpact preference = value is null ? ConfirmImpact.High
            : LanguagePrimitives.ConvertTo<ConfirmImpact>(value);
        if (preference == ConfirmImpact.None) return false;
        return _processor.ConfirmImpact >= preference;
    }

    private bool Ask(string? query, string? caption, bool all, ref bool yesToAll, ref bool noToAll)
    {
        if (yesToAll) return true;
        if (noToAll) return false;
        Collection<ChoiceDescription> choices = [new("&Yes", "Continue with only the next step of the operation.")];
        if (all) choices.Add(new("Yes to &All", "Continue with all the steps of the operation."));
        choices.Add(new("&No", "Skip this operation and proceed with the next operation."));
        if (all) choices.Add(new("No to A&ll", "Skip this operation and all subsequent operations."));
        PSHostUserInterface ui = Context.Host.UI ?? throw Context.NotInteractive();
        string text = string.IsNullOrEmpty(caption) || caption == "Confirm"
            ? "Are you sure you want to perform this action?" + Environment.NewLine + query
            : query ?? string.Empty;
        int answer = ui.PromptForChoice(string.IsNullOrEmpty(caption) ? "Confirm" : caption, text, choices, 0);
        if (!all) return answer == 0;
        yesToAll = answer == 1;
        noToAll = answer == 3;
        return answer is 0 or 1;
    }
}
