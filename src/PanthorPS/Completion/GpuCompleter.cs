using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace PanthorPS;

/// <summary>Offers the values of a parameter at the prompt: those that match what was typed.</summary>
public abstract class GpuCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string word = (wordToComplete ?? "").Trim('\'', '"');
        return [.. Offers(new Context(fakeBoundParameters))
            .Select(offer => Begins(offer.Value, word) ? offer : offer with { Value = offer.Other ?? offer.Value })
            .Where(offer => Begins(offer.Value, word))
            .Select(ToResult)];
    }

    private protected abstract IEnumerable<Offer> Offers(Context context);

    private static bool Begins(string value, string word) => value.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    private static CompletionResult ToResult(Offer offer)
    {
        bool isPlain = offer.Value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.');
        string text = isPlain ? offer.Value : $"'{offer.Value.Replace("'", "''", StringComparison.Ordinal)}'";
        return new CompletionResult(text, offer.Value, CompletionResultType.ParameterValue, offer.Tip);
    }

    /// <summary>A value and what it is.</summary>
    /// <param name="Value">The value.</param>
    /// <param name="Tip">What it is.</param>
    /// <param name="Other">What it is called too: offered in place of the value if that is what was begun.</param>
    private protected readonly record struct Offer(string Value, string Tip, string? Other = null);

    /// <summary>Which device and client the command that is being typed means.</summary>
    private protected sealed class Context(IDictionary? bound)
    {
        public GpuSession Session { get; } = GpuSession.Current;

        public GpuDevice? Device
        {
            get
            {
                object? given = Unwrap(bound?["Device"]);
                return given as GpuDevice ?? BoundClient()?.Device ?? Find(given) ?? Session.CurrentDevice;
            }
        }

        public GpuClient? Client
        {
            get
            {
                string? given = Unwrap(bound?["Client"])?.ToString();
                return BoundClient()
                    ?? Device?.Clients.FirstOrDefault(client => given == client.Name || given == $"{client.Id}")
                    ?? Device?.FirstClient;
            }
        }

        /// <summary>The VM that was typed before, by its number or in a variable.</summary>
        public GpuVm? Vm
        {
            get
            {
                object? given = Unwrap(bound?["Vm"]);
                return given as GpuVm ?? Client?.Vms.FirstOrDefault(vm => given?.ToString() == $"{vm.Id}");
            }
        }

        /// <summary>The group that was typed before, by its handle or in a variable.</summary>
        public GpuGroup? Group
        {
            get
            {
                object? given = Unwrap(bound?["Group"]);
                return given as GpuGroup
                    ?? Client?.Groups.FirstOrDefault(group => given?.ToString() == $"{group.Handle}");
            }
        }

        private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

        private GpuClient? BoundClient() => Unwrap(bound?["Client"]) as GpuClient
            ?? (Unwrap(bound?["Vm"]) as GpuVm)?.Client;

        private GpuDevice? Find(object? given) =>
            Session.Devices.FirstOrDefault(
                device => given?.ToString() == $"{device.Id}" || given as string == device.Name);
    }
}
