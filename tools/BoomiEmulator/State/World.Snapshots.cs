namespace BoomiEmulator.State;

public sealed partial class World
{
    private WorldDocument _baseline;

    /// <summary>The whole state as an immutable document. Costs no copy of component XML.</summary>
    public WorldDocument Snapshot()
    {
        lock (_gate)
            return Document();
    }

    /// <summary>Replaces the whole state.</summary>
    public void Restore(WorldDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var states = document.Accounts.Select(static account => account.ToState()).ToList();
        lock (_gate)
        {
            _accounts.Clear();
            _lastId = document.LastId;
            foreach (var state in states)
                _accounts.Add(state.Account.Id, state);
        }
    }

    /// <summary>Makes the present state the one that <see cref="Reset"/> goes back to; a new world's is empty.</summary>
    public void SetBaseline()
    {
        lock (_gate)
            _baseline = Document();
    }

    /// <summary>Goes back to the baseline.</summary>
    public void Reset()
    {
        lock (_gate)
            Restore(_baseline);
    }

    private WorldDocument Document() => new(_lastId, [.. _accounts.Values.Select(AccountDocument.Of)]);
}
