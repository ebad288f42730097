using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Panthor.Hardware;
using Xunit;

namespace PanthorPS.Tests;

/// <summary>
/// The commands of a stream's script block cover the instruction set, and the help covers the commands.
/// </summary>
public sealed class StreamVerbTests
{
    [Fact]
    public void Every_instruction_of_every_architecture_is_a_command()
    {
        for (int arch = CsInstructionSet.FirstArchitecture; arch <= CsInstructionSet.LastArchitecture; arch++)
        {
            Assert.All(
                CsInstructionSet.ForArchitecture(arch).All,
                info => Assert.True(StreamVerbs.ByName.ContainsKey(info.Mnemonic), info.Mnemonic));
        }
    }

    [Fact]
    public void What_a_command_may_become_exists_on_some_architecture()
    {
        string[] known =
        [
            .. from arch in new[] { 10, 11, 12, 13 }
               from info in CsInstructionSet.ForArchitecture(arch).All
               select info.Mnemonic,
        ];
        Assert.All(
            StreamVerbs.Readable.SelectMany(verb => verb.Mnemonics), mnemonic => Assert.Contains(mnemonic, known));
    }

    [Fact]
    public void Every_command_is_told_in_about_GpuCommandStreams()
    {
        string text = File.ReadAllText(Path.Combine(Root(), "en-US", "about_GpuCommandStreams.help.txt"));
        Assert.All(StreamVerbs.Readable, verb => Assert.Matches(@$"(?m)^ {{4}}{verb.Name}\b", text));
    }

    [Theory]
    [InlineData("Run", "Axis", true)]
    [InlineData("Run", "progress", false)]
    [InlineData("Run", "Compute", false)]
    [InlineData("Run", "Fast", null)]
    [InlineData("FlushCache", "flush-id", null)]
    [InlineData("SyncSet", "SCOPE", true)]
    [InlineData("Branch", "gt", true)]
    [InlineData("And", "Index", false)]
    public void An_option_has_a_value_or_not_or_is_unknown(string verb, string option, bool? expected) =>
        Assert.Equal(expected, StreamVerbs.ByName[verb].TakesValue(option));

    private static string Root([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", ".."));
}
