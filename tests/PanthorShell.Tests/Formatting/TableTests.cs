using Xunit;

namespace PanthorShell.Tests.Formatting;

/// <summary>Tables as PowerShell prints them; a pilcrow stands for blanks at the end of a line.</summary>
public sealed class TableTests
{
    [Fact]
    public void Few_properties_make_a_table_with_numbers_at_the_right()
    {
        Shell.Prints(
            """
            $p = [pscustomobject]@{Id=1;Name="one";Size=1.5}, [pscustomobject]@{Id=20;Name="two";Size=22}
            $p
            """,
            """

            Id Name Size
            -- ---- ----
             1 one  1.50
            20 two    22
            """);
    }

    [Fact]
    public void Columns_can_be_chosen_and_computed()
    {
        Shell.Prints(
            """
            $p = [pscustomobject]@{Id=1;Name="one";Size=1.5}, [pscustomobject]@{Id=20;Name="two";Size=22}
            $p | Format-Table Id, @{n='Double';e={$_.Id * 2}}, @{l='Text';e='Name';a='right'}
            """,
            """

            Id Double Text
            -- ------ ----
             1      2  one
            20     40  two
            """);
    }

    [Fact]
    public void A_width_cuts_with_an_ellipsis()
    {
        Shell.Prints(
            """
            [pscustomobject]@{Text='abcdefghij';Right='abcdefghij'} |
                Format-Table @{e='Text';w=6}, @{e='Right';w=6;a='right'}
            """,
            """

            Text    Right
            ----    -----
            abcde… …fghij
            """);
    }

    [Fact]
    public void A_format_string_is_applied()
    {
        Shell.Prints(
            """
            [pscustomobject]@{N=1234567.891} | Format-Table @{e='N';f='N1'}
            """,
            """

                      N
                      -
            1,234,567.9
            """);
    }

    [Fact]
    public void Groups_have_a_label_and_a_header_each()
    {
        Shell.Prints(
            """
            $p = [pscustomobject]@{Id=1;Name="one";Size=1.5}, [pscustomobject]@{Id=20;Name="two";Size=22}
            $p | Format-Table Id, Name -GroupBy Name
            """,
            """

               Name: one

            Id Name
            -- ----
             1 one

               Name: two

            Id Name
            -- ----
            20 two
            """);
    }

    [Fact]
    public void Headers_can_be_hidden()
    {
        Shell.Prints(
            """
            $p = [pscustomobject]@{Id=1;Name="one";Size=1.5}, [pscustomobject]@{Id=20;Name="two";Size=22}
            $p | Format-Table Id, Name -HideTableHeaders
            """,
            """

             1 one
            20 two
            """);
    }

    [Fact]
    public void A_column_that_no_object_has_stays_empty()
    {
        Shell.Prints(
            """
            $p = [pscustomobject]@{Id=1;Name="one";Size=1.5}, [pscustomobject]@{Id=20;Name="two";Size=22}
            $p | Format-Table Id, Missing
            """,
            """

            Id Missing
            -- -------
             1 ¶
            20 ¶
            """);
    }

    [Fact]
    public void Collections_show_four_items()
    {
        Shell.Prints(
            """
            [pscustomobject]@{A=1,2,3,4,5;B=@{k=1};C=@();D=@('x')}
            """,
            """

            A             B        C  D
            -             -        -  -
            {1, 2, 3, 4…} {[k, 1]} {} {x}
            """);
    }

    [Fact]
    public void Null_empty_and_boolean_cells()
    {
        Shell.Prints(
            """
            [pscustomobject]@{N=$null;E="";B=$true;Last="z"}
            """,
            """

            N E    B Last
            - -    - ----
                True z
            """);
    }

    [Fact]
    public void Hashtables_are_tables_of_names_and_values()
    {
        Shell.Prints(
            """
            [ordered]@{one=1;two='x';three=@(1,2)}
            """,
            """

            Name                           Value
            ----                           -----
            one                            1
            two                            x
            three                          {1, 2}
            """);
    }

    [Fact]
    public void Strings_between_rows_do_not_end_the_table()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a=1}
            'text'
            [pscustomobject]@{a=2}
            """,
            """

            a
            -
            1
            text
            2
            """);
    }

    [Fact]
    public void Objects_of_another_shape_follow_the_first_header()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a=1;b=2}
            [pscustomobject]@{b=3;c=4}
            """,
            """

            a b
            - -
            1 2
              3
            """);
    }

    [Fact]
    public void Line_breaks_in_a_cell_are_cut()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a="x`ny";b=1}
            """,
            """

            a   b
            -   -
            x…  1
            """);
    }

    [Fact]
    public void A_version_has_its_own_table()
    {
        Shell.Prints(
            """
            [version]'1.2.3'
            """,
            """

            Major  Minor  Build  Revision
            -----  -----  -----  --------
            1      2      3      -1
            """);
    }

    [Fact]
    public void Groups_of_Group_Object_have_their_own_table()
    {
        Shell.Prints(
            """
            'b','a','b' | Group-Object
            """,
            """

            Count Name                      Group
            ----- ----                      -----
                1 a                         {a}
                2 b                         {b, b}
            """);
    }

    [Fact]
    public void Once_a_table_has_fitted_its_columns_the_next_ones_do_too()
    {
        Shell.Prints(
            """
            [pscustomobject]@{a=1}
            [version]'1.2.3'
            [version]'1.2' | Format-Table
            """,
            """

            a
            -
            1
             ¶


            Major Minor Build Revision
            ----- ----- ----- --------
            1     2     -1    -1
            """);
    }

    [Fact]
    public void Wrapped_cells_keep_their_columns()
    {
        Shell.Prints(
            """
            [pscustomobject]@{Text='one two three four';N=1} | Format-Table @{e='Text';w=8}, @{e='N';w=4} -Wrap
            """,
            """

            Text        N
            ----        -
            one two     1
            three fo
            ur
            """);
    }

    [Fact]
    public void Long_headers_wrap()
    {
        Shell.Prints(
            """
            [pscustomobject]@{LongHeader=1;B=2} |
                Format-Table @{n='Long header';e='LongHeader';w=5}, @{e='B';w=4}
            """,
            """

            Long     B
            heade
                r
            -----    -
                1    2
            """);
    }
}
