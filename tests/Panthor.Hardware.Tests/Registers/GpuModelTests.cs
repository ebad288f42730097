using System.Linq;
using Xunit;
using static Panthor.Hardware.GpuRegisters;

namespace Panthor.Hardware.Tests;

public sealed class GpuModelTests
{
    [Fact]
    public void The_default_is_the_G610_of_the_RK3588()
    {
        GpuModel model = GpuModel.Default;
        Assert.Equal("Mali-G610", model.Name);
        Assert.Equal(new GpuArchitecture(10, 8, 6), model.Architecture);
        Assert.Equal(7u, GPU_PROD_MAJOR(model.GpuId));
        Assert.Equal(5u, GPU_VER_STATUS(model.GpuId));
        Assert.Equal(48, model.VaBits);
        Assert.Equal(40, model.PaBits);
        Assert.Equal(4, model.ShaderCores);
        Assert.Equal(8, model.AddressSpaces);
        Assert.Equal(8, model.CsgSlots);
        Assert.Equal(64u, GPU_L2_FEATURES_LINE_SIZE(model.L2Features));
        Assert.Empty(model.Assumed);
    }

    [Fact]
    public void Models_are_found_by_name_whatever_the_case()
    {
        Assert.Same(GpuModel.MaliG310, GpuModel.ByName("mali-g310"));
        Assert.Null(GpuModel.ByName("Mali-T860"));
    }

    [Fact]
    public void Every_model_is_distinct_sound_and_within_the_classic_power_interface()
    {
        Assert.Equal(GpuModel.All.Count, GpuModel.All.Select(static model => model.Name).Distinct().Count());
        Assert.Equal(GpuModel.All.Count, GpuModel.All.Select(static model => model.GpuId).Distinct().Count());
        foreach (GpuModel model in GpuModel.All)
        {
            // Architecture 14 moved the power registers to a block that we do not model.
            Assert.InRange(model.Architecture.Major, 10u, 13u);
            Assert.InRange(model.AddressSpaces, 2, 16);
            Assert.Equal(4, model.TextureFeatures.Count);
            Assert.NotEmpty(model.Source);
            Assert.NotEqual(0UL, model.L2Present & model.TilerPresent & 1);
        }
    }

    [Theory]
    [InlineData("Mali-G310", 10, 4, 1, false)]
    [InlineData("Mali-G610", 10, 7, 4, false)]
    [InlineData("Mali-G710", 10, 2, 7, false)]
    [InlineData("Mali-G720-Immortalis", 12, 0, 10, true)]
    [InlineData("Mali-G925-Immortalis", 13, 0, 12, true)]
    public void Names_follow_the_rules_of_get_gpu_model_name(
        string name, uint architecture, uint product, int cores, bool rayIntersection)
    {
        GpuModel model = GpuModel.ByName(name)!;
        Assert.Equal(architecture, model.Architecture.Major);
        Assert.Equal(product, GPU_PROD_MAJOR(model.GpuId));
        Assert.Equal(cores, model.ShaderCores);
        Assert.Equal(rayIntersection, (model.GpuFeatures & GPU_FEATURES_RAY_INTERSECTION) != 0);
    }
}
