using System;
using System.Management.Automation;

namespace Pester;

/// <summary>What the commands inside a test file have in common.</summary>
internal abstract class PesterCommandBase : PSCmdlet
{
    private protected PesterState State => PesterState.Of(this);

    private protected Discovery Discovery => new(this, State);

    /// <summary>Throws when the command does not stand in a test file that is being discovered.</summary>
    private protected Block RequireDiscovery()
    {
        string name = MyInvocation.InvocationName;
        if (State.CurrentTest is not null)
            throw new InvalidOperationException($"{name} cannot be used inside It.");
        return State.Discovering ?? throw new InvalidOperationException(
            $"{name} can be used only in a test file that Invoke-Pester runs.");
    }

    /// <summary>As <see cref="RequireDiscovery"/>, for what Pester does not accept outside of every block.</summary>
    private protected Block RequireBlock()
    {
        Block block = RequireDiscovery();
        return !block.IsRoot ? block : throw new InvalidOperationException(
            $"{MyInvocation.InvocationName} stands outside of every block. Pester takes it inside of Describe and Context only.");
    }
}
