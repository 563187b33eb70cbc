namespace FlowServiceHost.FlowConnector.Waiting;

/// <summary>Ends work when the request that began it is aborted, until the work is released from it. It ends with the host in any case.</summary>
internal sealed class RequestBoundWork : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _request;

    /// <summary>Binds work to a request.</summary>
    /// <param name="stopping">Ends when the host stops.</param>
    /// <param name="aborted">Ends when the request is aborted.</param>
    public RequestBoundWork(CancellationToken stopping, CancellationToken aborted)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _request = aborted.Register(_source.Cancel);
    }

    /// <summary>What the work is given.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The work goes on without the request.</summary>
    public void Release() => _request.Dispose();

    /// <summary>Lets go of everything when <paramref name="work"/> has ended, however long that takes.</summary>
    public void EndWith(Task work) => _ = work.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <inheritdoc/>
    public void Dispose()
    {
        _request.Dispose();
        _source.Dispose();
    }
}
