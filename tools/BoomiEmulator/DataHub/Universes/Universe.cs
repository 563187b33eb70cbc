using System.Diagnostics.CodeAnalysis;
using BoomiEmulator.DataHub.Modelling;
using BoomiEmulator.DataHub.State;

namespace BoomiEmulator.DataHub.Universes;

/// <summary>A deployed universe with its model and the look-ups over its records.</summary>
internal sealed class Universe
{
    private readonly Dictionary<(string Source, string EntityId), GoldenRecord> _byLink = [];
    private readonly Dictionary<string, GoldenRecord> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<long, GoldenRecord> _active = [];
    private readonly FieldIndex _index;

    public Universe(Hub hub, RepositoryState repository, UniverseState state, ModelDefinition model)
    {
        Hub = hub;
        Repository = repository;
        State = state;
        Model = model;
        _index = new FieldIndex(model);
        foreach (var record in state.Records)
            Track(record);
    }

    public Hub Hub { get; }

    public RepositoryState Repository { get; }

    public UniverseState State { get; }

    public ModelDefinition Model { get; }

    public string Id => State.Id;

    /// <summary>Active records in the order of their creation.</summary>
    public IEnumerable<GoldenRecord> Active => _active.Values;

    public int ActiveCount => _active.Count;

    /// <summary>End-dated records in the order of their creation.</summary>
    public IEnumerable<GoldenRecord> EndDated => State.Records.Where(record => !record.IsActive);

    public bool TryFind(string recordId, [NotNullWhen(true)] out GoldenRecord? record) => _byId.TryGetValue(recordId, out record);

    /// <summary>The record, active or end-dated.</summary>
    /// <exception cref="DataHubRefusalException">The id is blank or unknown.</exception>
    public GoldenRecord Record(string recordId)
    {
        if (string.IsNullOrWhiteSpace(recordId))
            throw DataHubRefusalException.BadRequest("The given record id is blank.");
        return TryFind(recordId, out var record) ? record : throw DataHubRefusalException.NoSuchRecord(recordId);
    }

    public bool TryFindLinked(string source, string entityId, [NotNullWhen(true)] out GoldenRecord? record) =>
        _byLink.TryGetValue((source, entityId), out record);

    /// <summary>The source as attached here.</summary>
    /// <exception cref="DataHubRefusalException">404: no such source at this universe.</exception>
    public AttachedSource Source(string sourceId) =>
        State.Sources.Find(source => source.SourceId == sourceId)
        ?? throw DataHubRefusalException.Error(404, $"Source with code '{sourceId}' does not exist under universe '{Id}'.");

    /// <summary>Active records that may hold the value in the field: all that do, and perhaps some that differ in case.</summary>
    public IReadOnlyCollection<GoldenRecord> Candidates(string uniqueId, string value) => _index.Candidates(uniqueId, value, Active);

    public GoldenRecord Create(string source, string entityId, string transactionId, RecordContent content, DateTimeOffset at)
    {
        var record = new GoldenRecord
        {
            RecordId = Hub.NewId(),
            Sequence = (State.Records.LastOrDefault()?.Sequence ?? 0) + 1,
            CreatingSource = source,
            CreatedDate = at,
        };
        record.Links.Add(new RecordLink(source, entityId, at));
        Write(record, source, transactionId, content, at);
        State.Records.Add(record);
        Track(record);
        return record;
    }

    public void Update(GoldenRecord record, string source, string transactionId, RecordContent content, DateTimeOffset at)
    {
        _index.Remove(record);
        Write(record, source, transactionId, content, at);
        _index.Add(record);
    }

    public void Link(GoldenRecord record, string source, string entityId, DateTimeOffset at)
    {
        record.Links.Add(new RecordLink(source, entityId, at));
        _byLink[(source, entityId)] = record;
    }

    public void Unlink(GoldenRecord record, RecordLink link)
    {
        record.Links.Remove(link);
        _byLink.Remove((link.Source, link.EntityId));
    }

    public void EndDate(GoldenRecord record, string source, DateTimeOffset at)
    {
        record.EndDate = at;
        record.EndDateSource = source;
        CloseVersion(record, source, at);
        _active.Remove(record.Sequence);
        _index.Remove(record);
    }

    public void Purge(GoldenRecord record)
    {
        State.Records.Remove(record);
        _byId.Remove(record.RecordId);
        _active.Remove(record.Sequence);
        foreach (var link in record.Links)
            _byLink.Remove((link.Source, link.EntityId));
    }

    private void Write(GoldenRecord record, string source, string transactionId, RecordContent content, DateTimeOffset at)
    {
        CloseVersion(record, source, at);
        record.Content = content;
        record.UpdatedDate = at;
        record.Versions.Add(new RecordVersion
        {
            Version = ++State.LastVersion,
            Source = source,
            TransactionId = transactionId,
            StartDate = at,
            Content = content,
        });
    }

    private static void CloseVersion(GoldenRecord record, string source, DateTimeOffset at)
    {
        if (record.Versions.Count == 0)
            return;
        record.Versions[^1].EndDate = at;
        record.Versions[^1].EndDateSource = source;
    }

    private void Track(GoldenRecord record)
    {
        _byId[record.RecordId] = record;
        foreach (var link in record.Links)
            _byLink[(link.Source, link.EntityId)] = record;
        if (!record.IsActive)
            return;
        _active[record.Sequence] = record;
        _index.Add(record);
    }
}
