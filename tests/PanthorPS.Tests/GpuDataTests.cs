using Xunit;

namespace PanthorPS.Tests;

public sealed class GpuDataTests
{
    [Fact]
    public void Bytes_become_values_little_endian()
    {
        byte[] bytes = [1, 0, 0, 0, 0xfe, 0xca, 0, 0];
        Assert.Equal(bytes, GpuData.Decode(bytes, GpuDataType.Byte));
        Assert.Equal(new uint[] { 1, 0xcafe }, GpuData.Decode(bytes, GpuDataType.UInt32));
        Assert.Equal(new ulong[] { 0xcafe_0000_0001 }, GpuData.Decode(bytes, GpuDataType.UInt64));
    }

    [Fact]
    public void Without_a_type_unsigned_numbers_keep_their_width_and_others_are_bytes()
    {
        var writer = new GpuDataWriter(null);
        Assert.Null(writer.Add(1));
        Assert.Null(writer.Add(2u));
        Assert.Null(writer.Add(3UL));
        Assert.Null(writer.Add(new object[] { 4, (byte)5, (sbyte)-1, "é" }));
        Assert.Equal(
            [1, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 4, 5, 0xff, 0xc3, 0xa9],
            writer.ToArray());
    }

    [Fact]
    public void With_a_type_every_number_has_its_width()
    {
        var writer = new GpuDataWriter(GpuDataType.UInt32);
        Assert.Null(writer.Add(new byte[] { 1 }));
        Assert.Null(writer.Add(0xffff_ffffL));
        Assert.Null(writer.Add(-2));
        Assert.Null(writer.Add(3.0));
        Assert.Equal([1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 3, 0, 0, 0], writer.ToArray());
    }

    [Fact]
    public void What_was_read_can_be_written_back()
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6, 7, 8];
        foreach (GpuDataType type in System.Enum.GetValues<GpuDataType>())
        {
            var writer = new GpuDataWriter(null);
            Assert.Null(writer.Add(GpuData.Decode(bytes, type)));
            Assert.Equal(bytes, writer.ToArray());
        }
    }

    [Theory]
    [InlineData(256, null, "-As")]
    [InlineData(-1, null, "-As")]
    [InlineData(-129, GpuDataType.Byte, "Byte")]
    [InlineData(0x1_0000_0000L, GpuDataType.UInt32, "UInt32")]
    [InlineData(0.5, null, "0.5")]
    [InlineData(1e30, GpuDataType.UInt64, "64 bits")]
    [InlineData(true, null, "neither")]
    [InlineData(null, null, "null")]
    public void What_does_not_fit_is_refused_in_words(object? value, object? type, string expected) =>
        Assert.Contains(expected, new GpuDataWriter((GpuDataType?)type).Add(value));
}
