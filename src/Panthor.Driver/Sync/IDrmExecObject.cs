namespace Panthor.Driver.Sync;

/// <summary>What <see cref="DrmExec"/> locks: a buffer, or whatever else has a reservation.</summary>
public interface IDrmExecObject
{
    /// <summary>Its reservation; objects may share one.</summary>
    DmaResv Resv { get; }

    /// <summary>Takes a reference (<c>drm_gem_object_get()</c>).</summary>
    void Get();

    /// <summary>Gives a reference back (<c>drm_gem_object_put()</c>).</summary>
    void Put();
}
