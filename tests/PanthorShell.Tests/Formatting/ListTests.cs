using Xunit;

namespace PanthorShell.Tests.Formatting;

/// <summary>Lists and values as PowerShell prints them; a pilcrow stands for blanks at the end of a line.</summary>
public sealed class ListTests
{
    [Fact]
    public void More_than_four_properties_make_a_list()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a=1;b=2;c=3;d=4;long=5}
            """,
            """

            a    : 1
            b    : 2
            c    : 3
            d    : 4
            long : 5
            """);
    }

    [Fact]
    public void Format_List_aligns_the_names()
    {
        Shell.Prints(
            """
            $p = [pscustomobject]@{Id=1;Name="one";Size=1.5}, [pscustomobject]@{Id=20;Name="two";Size=22}
            $p | Format-List
            """,
            """

            Id   : 1
            Name : one
            Size : 1.5

            Id   : 20
            Name : two
            Size : 22
            """);
    }

    [Fact]
    public void Format_List_leaves_out_what_does_not_exist()
    {
        Shell.Prints(
            """
            $p = [pscustomobject]@{Id=1;Name="one";Size=1.5}, [pscustomobject]@{Id=20;Name="two";Size=22}
            $p | Format-List Id, Missing
            """,
            """

            Id : 1

            Id : 20
            """);
    }

    [Fact]
    public void Values_of_several_lines_are_indented()
    {
        Shell.Prints(
            """
            [pscustomobject]@{Text="one`ntwo";N=1} | Format-List
            """,
            """

            Text : one
                   two
            N    : 1
            """);
    }

    [Fact]
    public void Time_spans_are_lists()
    {
        Shell.Prints(
            """
            [timespan]'1:2:3'
            """,
            """

            Days              : 0
            Hours             : 1
            Minutes           : 2
            Seconds           : 3
            Milliseconds      : 0
            Ticks             : 37230000000
            TotalDays         : 0.0430902777777778
            TotalHours        : 1.03416666666667
            TotalMinutes      : 62.05
            TotalSeconds      : 3723
            TotalMilliseconds : 3723000
            """);
    }

    [Fact]
    public void Dates_are_long_dates()
    {
        Shell.Prints(
            """
            [datetime]'2020-01-02 03:04:05'
            """,
            """

            Thursday, 02 January 2020 03:04:05
            """);
    }

    [Fact]
    public void A_date_as_a_list_has_what_was_added_last()
    {
        Shell.Prints(
            """
            [datetime]'2020-01-02' | Format-List Year, DateTime
            """,
            """

            Year     : 2020
            DateTime : Thursday, 02 January 2020 00:00:00
            """);
    }

    [Fact]
    public void Wide_lists_have_two_columns()
    {
        Shell.Prints(
            """
            1..3 | ForEach-Object { [pscustomobject]@{Name="n$_"} } | Format-Wide -Column 1
            """,
            """

            n1
            n2
            n3
            """);
    }

    [Fact]
    public void Plain_values_print_as_they_are()
    {
        Shell.Prints(
            """
            1
            1.5
            'text'
            $true
            [System.DayOfWeek]::Monday
            1e20
            [char]'c'
            1/3
            """,
            """
            1
            1.5
            text
            True
            Monday
            1E+20
            c
            0.333333333333333
            """);
    }

    [Fact]
    public void A_default_property_set_is_what_shows()
    {
        Shell.Prints(
            """
            Update-TypeData -TypeName Golden.T -DefaultDisplayPropertySet A, B
            [pscustomobject]@{PSTypeName='Golden.T';A=1;B=2;C=3}
            """,
            """

            A B
            - -
            1 2
            """);
    }

    [Fact]
    public void Measurements_are_lists()
    {
        Shell.Prints(
            """
            1,2,3 | Measure-Object -AllStats
            """,
            """

            Count             : 3
            Average           : 2
            Sum               : 6
            Maximum           : 3
            Minimum           : 1
            StandardDeviation : 1
            Property          : ¶
            """);
    }

    [Fact]
    public void A_tree_is_what_Format_Custom_prints()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a=1;b=[pscustomobject]@{c='x'};d=1,2} | Format-Custom
            """,
            """

            class PSCustomObject
            {
              a = 1
              b = ¶
                class PSCustomObject
                {
                  c = x
                }
              d = ¶
                [
                  1
                  2
                ]
                ¶
            }
            """);
    }

    [Fact]
    public void Format_Hex_dumps_bytes()
    {
        Shell.Prints(
            """
            [byte[]](0..20) | Format-Hex | Format-Table HexOffset, HexBytes
            """,
            """

            HexOffset        HexBytes
            ---------        --------
            0000000000000000 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F
            0000000000000010 10 11 12 13 14
            """);
    }
}
