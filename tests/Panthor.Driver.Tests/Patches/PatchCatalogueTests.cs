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
            .. new[]
            {
                typeof(PatchCatalogue), typeof(MemoryPatches), typeof(ProjectPatches), typeof(SchedulingPatches),
                typeof(UapiPatches),
            }
                .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
                .Select(field => field.GetValue(null))
                .OfType<DriverPatch>(),
        ];
        Assert.Equal(declared.Select(patch => patch.Name).Order(), PatchCatalogue.All.Select(patch => patch.Name));
        Assert.All(declared, patch => Assert.Same(patch, PatchCatalogue.Find(patch.Name.ToUpperInvariant())));
    }

    [Fact]
    public void Every_patch_tells_what_it_fixes_and_what_is_seen_without_it()
    {
        Assert.All(PatchCatalogue.All, patch =>
        {
            Assert.Contains("drm/panthor: ", patch.Title);
            Assert.EndsWith(".", patch.Fixes);
            Assert.EndsWith(".", patch.Symptom);
            Assert.NotEqual(patch.Fixes, patch.Symptom);
            Assert.Matches("^([0-9a-f]{12})?$", patch.Commit);
        });
        Assert.Equal(
            PatchCatalogue.All.Count, PatchCatalogue.All.Select(patch => patch.Title).Distinct().Count());
    }
}
