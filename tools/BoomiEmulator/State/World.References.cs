namespace BoomiEmulator.State;

public sealed partial class World
{
    /// <summary>What one revision of a component refers to, one level. Empty when it refers to nothing or does not exist.</summary>
    public IReadOnlyList<ComponentUse> UsesOf(string accountId, string parentComponentId, int parentVersion)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var revision = state.Components.GetValueOrDefault(parentComponentId)?.Version(parentVersion);
            return revision is null ? [] : [.. Uses(state, revision)];
        }
    }

    /// <summary>Who refers to a component, as the branch shows them; null is main.</summary>
    /// <exception cref="PlatformRefusal">There is no such branch.</exception>
    public IReadOnlyList<ComponentUse> UsersOf(string accountId, string componentId, string? branchId = null)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var branch = branchId is null ? state.Main : LiveBranch(state, branchId);
            var users = new List<ComponentUse>();
            foreach (var parentId in state.MentionedBy(componentId))
            {
                if (state.Visible(state.Components[parentId], branch) is { Deleted: false } parent)
                    users.AddRange(Uses(state, parent).Where(use => use.ComponentId.Equals(componentId, StringComparison.OrdinalIgnoreCase)));
            }

            return users;
        }
    }

    /// <summary>A called process is a loose link; everything else belongs to the parent's configuration.</summary>
    private static IEnumerable<ComponentUse> Uses(AccountState state, ComponentRevision parent)
    {
        if (parent.Deleted)
            yield break;

        foreach (var mentioned in parent.Content.Mentioned())
        {
            if (state.Components.TryGetValue(mentioned, out var history)
                && !history.Newest.ComponentId.Equals(parent.ComponentId, StringComparison.OrdinalIgnoreCase))
            {
                var id = history.Newest.ComponentId;
                yield return new ComponentUse(parent.ComponentId, parent.Version, id, history.Newest.Type == "process" && parent.Type == "process");
            }
        }
    }
}
