namespace PromotionEngine.Boomi.DataHub;

/// <summary>Which groups may use which development account. Nearly every call asks, so the answer is kept for some seconds.</summary>
/// <param name="client">DataHub.</param>
/// <param name="options">How long an answer is kept.</param>
/// <param name="time">Clock.</param>
public sealed class DevAccountGrants(DataHubClient client, DataHubOptions options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<IReadOnlyList<DevAccountGrant>>? _reading;
    private long _readAt;

    /// <summary>All active grants. Callers at the same time share one query; a failure is not kept.</summary>
    public Task<IReadOnlyList<DevAccountGrant>> ActiveAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var usable = _reading is { IsFaulted: false, IsCanceled: false } && (!_reading.IsCompleted || time.GetElapsedTime(_readAt) < options.GrantsKeptFor);
            if (!usable)
            {
                _readAt = time.GetTimestamp();
                // The query is everybody's: one caller who hangs up must not end it for the others. Its own time limits end it.
                _reading = ReadAsync(CancellationToken.None);
            }

            return _reading!.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The next call asks DataHub: a grant was changed here.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _reading = null;
        }
    }

    private async Task<IReadOnlyList<DevAccountGrant>> ReadAsync(CancellationToken cancellationToken)
    {
        var records = await client.QueryAsync(GoldenRecordModels.DevAccountAccess, RecordFilter.Everything, sort: null, cancellationToken);
        return [.. records.Where(record => record.Flag("isActive"))
            .Select(record => new DevAccountGrant(record["ssoGroupId"], record["ssoGroupName"], record["devAccountId"], record["devAccountName"]))];
    }
}
