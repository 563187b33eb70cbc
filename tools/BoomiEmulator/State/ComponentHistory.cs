namespace BoomiEmulator.State;

/// <summary>The versions of one component, oldest first.</summary>
internal sealed class ComponentHistory
{
    /// <summary>All versions; version n stands at index n - 1.</summary>
    public List<ComponentRevision> Revisions { get; } = [];

    /// <summary>The newest version on any branch.</summary>
    public ComponentRevision Newest => Revisions[^1];

    /// <summary>The version with that number, or null.</summary>
    public ComponentRevision? Version(int version) => version >= 1 && version <= Revisions.Count ? Revisions[version - 1] : null;

    /// <summary>The newest version written on <paramref name="branchId"/> no later than <paramref name="moment"/>, or null.</summary>
    public ComponentRevision? On(string branchId, long moment = long.MaxValue)
    {
        for (var i = Revisions.Count - 1; i >= 0; i--)
        {
            var revision = Revisions[i];
            if (revision.Moment <= moment && revision.BranchId == branchId)
                return revision;
        }

        return null;
    }
}
