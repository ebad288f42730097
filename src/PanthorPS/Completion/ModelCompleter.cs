using System.Collections.Generic;
using System.Linq;
using Panthor.Hardware;

namespace PanthorPS;

/// <summary>Offers the names of the GPU models.</summary>
public sealed class ModelCompleter : GpuCompleter
{
    private protected override IEnumerable<Offer> Offers(Context context) =>
        GpuModel.All.Select(model =>
            new Offer(model.Name, $"{model.ShaderCores} shader cores, architecture {model.Architecture}, {model.Soc}"));
}
