using System.Linq;
using Panthor.Driver.Uapi;
using Xunit;

namespace Panthor.Driver.Tests.Uapi;

public sealed class HandleTableTests
{
    [Fact]
    public void Handles_count_from_one_and_the_lowest_free_one_is_reused()
    {
        var table = new HandleTable<string>();
        uint[] handles = [.. new[] { "a", "b", "c", "d" }.Select(value => Add(table, value))];
        Assert.Equal([1u, 2u, 3u, 4u], handles);

        Assert.Equal("b", table.Remove(2));
        Assert.Equal("a", table.Remove(1));
        Assert.Equal(1u, Add(table, "e"));
        Assert.Equal(2u, Add(table, "f"));
        Assert.Equal(5u, Add(table, "g"));
        Assert.Equal("efcdg", string.Concat(table.Entries.Select(entry => entry.Value)));
    }

    [Fact]
    public void Unknown_handles_stand_for_nothing()
    {
        var table = new HandleTable<string>();
        Add(table, "a");
        Assert.Null(table.Find(0));
        Assert.Null(table.Find(2));
        Assert.Null(table.Find(uint.MaxValue));
        Assert.Null(table.Remove(2));
        Assert.Equal("a", table.Remove(1));
        Assert.Null(table.Remove(1));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void A_full_table_refuses()
    {
        var table = new HandleTable<string>(limit: 2);
        Add(table, "a");
        Add(table, "b");
        Assert.False(table.TryAdd("c", out _));
        table.Remove(1);
        Assert.True(table.TryAdd("c", out uint handle));
        Assert.Equal(1u, handle);
    }

    private static uint Add(HandleTable<string> table, string value)
    {
        Assert.True(table.TryAdd(value, out uint handle));
        return handle;
    }
}
