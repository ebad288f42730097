using System;
using System.IO;
using Xunit;

namespace PanthorShell.Tests.Formatting;

/// <summary>Views of format.ps1xml files.</summary>
public sealed class FormatFileTests : IDisposable
{
    private const string Views =
        """
        <Configuration>
          <SelectionSets><SelectionSet>
            <Name>Both</Name><Types><TypeName>T.One</TypeName><TypeName>T.Two</TypeName></Types>
          </SelectionSet></SelectionSets>
          <ViewDefinitions>
            <View>
              <Name>table</Name>
              <ViewSelectedBy><SelectionSetName>Both</SelectionSetName></ViewSelectedBy>
              <GroupBy><PropertyName>Kind</PropertyName><Label>Kind of it</Label></GroupBy>
              <TableControl>
                <TableHeaders>
                  <TableColumnHeader>
                    <Label>Number</Label><Width>8</Width><Alignment>Right</Alignment>
                  </TableColumnHeader>
                  <TableColumnHeader/>
                  <TableColumnHeader><Label>Hex</Label></TableColumnHeader>
                </TableHeaders>
                <TableRowEntries><TableRowEntry><TableColumnItems>
                  <TableColumnItem><PropertyName>A</PropertyName><FormatString>N1</FormatString></TableColumnItem>
                  <TableColumnItem><PropertyName>B</PropertyName></TableColumnItem>
                  <TableColumnItem><ScriptBlock>'0x{0:x}' -f $_.A</ScriptBlock></TableColumnItem>
                </TableColumnItems></TableRowEntry></TableRowEntries>
              </TableControl>
            </View>
            <View>
              <Name>list</Name>
              <ViewSelectedBy><TypeName>T.One</TypeName></ViewSelectedBy>
              <ListControl><ListEntries><ListEntry><ListItems>
                <ListItem><PropertyName>A</PropertyName></ListItem>
                <ListItem><Label>Second</Label><ScriptBlock>$_.B.ToUpper()</ScriptBlock></ListItem>
                <ListItem><PropertyName>Kind</PropertyName>
                  <ItemSelectionCondition><ScriptBlock>$_.A -gt 100</ScriptBlock></ItemSelectionCondition></ListItem>
              </ListItems></ListEntry></ListEntries></ListControl>
            </View>
            <View>
              <Name>custom</Name>
              <ViewSelectedBy><TypeName>T.Three</TypeName></ViewSelectedBy>
              <CustomControl><CustomEntries><CustomEntry><CustomItem>
                <Text>A is </Text><ExpressionBinding><PropertyName>A</PropertyName></ExpressionBinding><NewLine/>
                <Frame><LeftIndent>4</LeftIndent><CustomItem><Text>and B is </Text>
                  <ExpressionBinding><PropertyName>B</PropertyName></ExpressionBinding><NewLine/></CustomItem></Frame>
              </CustomItem></CustomEntry></CustomEntries></CustomControl>
            </View>
          </ViewDefinitions>
        </Configuration>
        """;

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("views_").FullName,
        "T.format.ps1xml");

    public FormatFileTests()
    {
        File.WriteAllText(_path, Views);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void A_table_view_has_widths_formats_scripts_and_groups()
    {
        Shell.Prints(
            Load + "$o = [pscustomobject]@{PSTypeName='T.One';A=17;B='x';Kind='k'}\n"
            + "$q = [pscustomobject]@{PSTypeName='T.Two';A=255;B='y';Kind='k'}\n$o, $q",
            """

               Kind of it: k

              Number B                                                       Hex
              ------ -                                                       ---
                17.0 x                                                       0x11
               255.0 y                                                       0xff
            """);
    }

    [Fact]
    public void A_list_view_has_labels_and_conditions()
    {
        Shell.Prints(
            Load + "[pscustomobject]@{PSTypeName='T.One';A=17;B='x';Kind='k'} | Format-List",
            """

            A      : 17
            Second : X
            """);
    }

    [Fact]
    public void A_custom_view_has_frames()
    {
        Shell.Prints(
            Load + "[pscustomobject]@{PSTypeName='T.Three';A=1;B=2}",
            """

            A is 1
                and B is 2
            """);
    }

    [Fact]
    public void A_view_that_does_not_exist_is_an_error()
    {
        string text = Shell.Output(
            Load + "try { [pscustomobject]@{PSTypeName='T.One';A=1} | Format-Table -View nope } catch { "
                + "$_.FullyQualifiedErrorId }");

        Assert.StartsWith("FormatViewNotFound,Microsoft.PowerShell.Commands.FormatTableCommand", text,
            StringComparison.Ordinal);
    }

    private string Load => $"Update-FormatData '{_path}'\n";
}
