namespace Faults.Tests.Rounds;

/// <summary>What must hold of production's main and of its packs when a round has settled. Each answers with what does not.</summary>
internal static class MainInvariants
{
    /// <summary>
    /// Main has each component of what was deployed once, as the last deployment brought it, and none of what never was; production has each folder once; nobody
    /// wrote to main but by a merge.
    /// </summary>
    public static IEnumerable<string> Holds(IReadOnlyList<StoryRoot> roots, SettledWorld world)
    {
        var components = world.Components.ToLookup(component => component.Name, component => component.Content, StringComparer.Ordinal);
        foreach (var root in roots)
        {
            foreach (var name in new[] { root.Name, root.StepName })
            {
                var count = components[name].Count();
                if (count != (root.Deployed > 0 ? 1 : 0))
                {
                    yield return FormattableString.Invariant($"main holds {name} {count} times; the last version that was deployed is {root.Deployed}");
                }
            }

            foreach (var content in components[root.StepName].Where(content => !content.Contains(StoryRoot.Script(root.Deployed), StringComparison.Ordinal)))
            {
                yield return FormattableString.Invariant($"main holds {root.StepName} as {content}, but version {root.Deployed} was deployed last");
            }
        }

        foreach (var twice in world.Folders.GroupBy(path => path, StringComparer.Ordinal).Where(same => same.Skip(1).Any()))
        {
            yield return $"folder {twice.Key} is there twice";
        }

        foreach (var written in world.WrittenPastMerges)
        {
            yield return $"main was written to by something else than a merge: {written}";
        }
    }

    /// <summary>The pack that a process was released in last has it once, as the last deployment brought it.</summary>
    public static IEnumerable<string> Released(IReadOnlyList<StoryRoot> roots, SettledWorld world)
    {
        foreach (var root in roots.Where(root => root.Deployed > 0))
        {
            string[] contents = [.. world.Releases.Where(release => release.Pack == root.Pack && release.Component == root.Name).Select(release => release.Content)];
            if (contents is not [var content] || !content.Contains(StoryRoot.Script(root.Deployed), StringComparison.Ordinal))
            {
                yield return FormattableString.Invariant($"pack {root.Pack} has {root.Name} {contents.Length} times, {string.Join(" and ", contents)}; version {root.Deployed} was deployed last");
            }
        }
    }
}
