using PromotionEngine.Components;
using PromotionEngine.Dependencies;

namespace PromotionEngine.Promotions;

/// <summary>
/// The order in which components are written. A component waits for every component whose new ID it needs, and for nothing else: what exists in
/// production has its ID already. New components that need each other cannot all wait, so some are created without those references and written
/// once more when the others exist.
/// </summary>
public static class WriteOrder
{
    /// <summary>The writes in an order in which each stands after everything it waits for; ties by ID, so that the order is the same every time.</summary>
    /// <param name="graph">The components to write and what they refer to. References to others are ignored.</param>
    /// <param name="isNew">Whether a component has no production ID yet.</param>
    public static IReadOnlyList<PlannedWrite> Plan(ReferenceGraph graph, Func<ComponentId, bool> isNew)
    {
        var waits = graph.Components.ToDictionary(id => id, id => graph.ReferencesOf(id).Where(child => graph.Contains(child) && isNew(child)).ToHashSet());
        var leftOut = BreakCycles(waits);
        return [.. Sort(waits).Select(id => new PlannedWrite(id, waits[id], leftOut.GetValueOrDefault(id, [])))];
    }

    private static Dictionary<ComponentId, HashSet<ComponentId>> BreakCycles(Dictionary<ComponentId, HashSet<ComponentId>> waits)
    {
        var leftOut = new Dictionary<ComponentId, HashSet<ComponentId>>();
        while (true)
        {
            var cycles = new ReferenceGraph(waits.Select(pair => KeyValuePair.Create(pair.Key, (IReadOnlyList<ComponentId>)[.. pair.Value]))).Cycles();
            if (cycles.Count == 0)
            {
                return leftOut;
            }

            foreach (var cycle in cycles)
            {
                var first = MostEntangled(cycle, waits);
                var cut = waits[first].Intersect(cycle).ToList();
                waits[first].ExceptWith(cut);
                leftOut[first] = [.. leftOut.GetValueOrDefault(first, []), .. cut];
            }
        }
    }

    // The member with most ways through it: leaving its references out opens most of the group at once.
    private static ComponentId MostEntangled(IReadOnlyList<ComponentId> cycle, Dictionary<ComponentId, HashSet<ComponentId>> waits)
    {
        var members = cycle.ToHashSet();
        var incoming = cycle.SelectMany(id => waits[id].Where(members.Contains)).CountBy(id => id).ToDictionary();
        return cycle.MaxBy(id => incoming.GetValueOrDefault(id) * waits[id].Count(members.Contains));
    }

    private static List<ComponentId> Sort(Dictionary<ComponentId, HashSet<ComponentId>> waits)
    {
        var open = waits.ToDictionary(pair => pair.Key, pair => pair.Value.Count);
        var waiters = waits.SelectMany(pair => pair.Value.Select(needed => (needed, waiter: pair.Key))).ToLookup(pair => pair.needed, pair => pair.waiter);
        var ready = new SortedSet<ComponentId>(open.Where(pair => pair.Value == 0).Select(pair => pair.Key), Comparer<ComponentId>.Create(
            (left, right) => string.CompareOrdinal(left.Value, right.Value)));
        var order = new List<ComponentId>(waits.Count);
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            order.Add(next);
            foreach (var waiter in waiters[next].Where(waiter => --open[waiter] == 0))
            {
                ready.Add(waiter);
            }
        }

        return order;
    }
}
