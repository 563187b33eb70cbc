using PromotionEngine.Components;

namespace PromotionEngine.Dependencies;

/// <summary>Finds the strongly connected groups of a graph by Tarjan's method, without recursion so that long chains do no harm.</summary>
internal sealed class CycleSearch(ReferenceGraph graph)
{
    private readonly Dictionary<ComponentId, int> _index = [];
    private readonly Dictionary<ComponentId, int> _low = [];
    private readonly HashSet<ComponentId> _onStack = [];
    private readonly Stack<ComponentId> _stack = new();
    private readonly List<IReadOnlyList<ComponentId>> _groups = [];

    public IReadOnlyList<IReadOnlyList<ComponentId>> Run()
    {
        foreach (var component in graph.Components.OrderBy(id => id.Value, StringComparer.Ordinal).Where(id => !_index.ContainsKey(id)))
        {
            Visit(component);
        }

        return [.. _groups.OrderBy(group => group[0].Value, StringComparer.Ordinal)];
    }

    private void Visit(ComponentId start)
    {
        var path = new Stack<(ComponentId Component, IEnumerator<ComponentId> Children)>();
        Enter(start, path);
        while (path.TryPeek(out var top))
        {
            if (top.Children.MoveNext())
            {
                var child = top.Children.Current;
                if (!_index.TryGetValue(child, out var childIndex))
                {
                    Enter(child, path);
                }
                else if (_onStack.Contains(child))
                {
                    _low[top.Component] = Math.Min(_low[top.Component], childIndex);
                }

                continue;
            }

            path.Pop().Children.Dispose();
            if (path.TryPeek(out var parent))
            {
                _low[parent.Component] = Math.Min(_low[parent.Component], _low[top.Component]);
            }

            if (_low[top.Component] == _index[top.Component])
            {
                Close(top.Component);
            }
        }
    }

    private void Enter(ComponentId component, Stack<(ComponentId Component, IEnumerator<ComponentId> Children)> path)
    {
        _index[component] = _low[component] = _index.Count;
        _stack.Push(component);
        _onStack.Add(component);
        path.Push((component, graph.ReferencesOf(component).Where(graph.Contains).GetEnumerator()));
    }

    private void Close(ComponentId root)
    {
        var group = new List<ComponentId>();
        ComponentId member;
        do
        {
            member = _stack.Pop();
            _onStack.Remove(member);
            group.Add(member);
        }
        while (member != root);

        if (group.Count > 1 || graph.ReferencesOf(root).Contains(root))
        {
            _groups.Add([.. group.OrderBy(id => id.Value, StringComparer.Ordinal)]);
        }
    }
}
