using System.Linq;
using System.Reflection;
using Panthor.Driver.Patches;
using Xunit;

namespace Panthor.Driver.Tests.Patches;

public sealed class PatchCatalogueTests
{
    [Fact]
    public void Every_patch_can_be_taken_out_by_its_name()
    {
        DriverPatch[] declared =
        [
            .. new[] { typeof(PatchCatalogue), typeof(MemoryPatches), typeof(ProjectPatches), typeof(SchedulingPatches) }
                .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
                .Select(field => field.GetValue(null))
                .OfType<DriverPatch>(),
        ];
        Assert.Equal(declared.Select(patch => patch.Name).Order(), PatchCatalogue.All.Select(patch => patch.Name));
        Assert.All(declared, patch => Assert.Same(patch, PatchCatalogue.Find(patch.Name.ToUpperInvariant())));
    }
}
