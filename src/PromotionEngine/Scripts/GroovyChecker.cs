using System.Collections.Concurrent;

namespace PromotionEngine.Scripts;

/// <summary>
/// Checks Groovy scripts with a few warm compilers. Each check has a compiler for itself; who comes when all are busy waits. A compiler that ended,
/// or that took too long and was ended, is replaced when the next script comes.
/// </summary>
public sealed class GroovyChecker : IDisposable
{
    private readonly ScriptOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turns;
    private readonly ConcurrentStack<GroovyProcess> _idle = new();
    private readonly ConcurrentDictionary<GroovyProcess, byte> _all = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;

    /// <summary>A checker without a compiler yet.</summary>
    public GroovyChecker(ScriptOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _turns = new SemaphoreSlim(options.Workers);
        _stopped = _stopping.Token;
    }

    /// <summary>Processes of the compilers that run.</summary>
    internal IReadOnlyList<int> ProcessIds => [.. _all.Keys.Where(compiler => compiler.IsAlive).Select(compiler => compiler.Id)];

    /// <summary>Starts a compiler unless one is there.</summary>
    /// <exception cref="ScriptCheckException">None can be started; the message says what is missing.</exception>
    public async Task WarmAsync(CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken);
        await WarmInTurnAsync().WaitAsync(cancellationToken);
    }

    /// <summary>What is wrong with the script; empty for a valid one.</summary>
    /// <exception cref="ScriptCheckException">It could not be checked.</exception>
    public async Task<IReadOnlyList<ScriptFinding>> CheckAsync(string script, CancellationToken cancellationToken)
    {
        await TakeTurnAsync(cancellationToken);

        // Once begun a check is ended by its own time limit only: a caller who hangs up must not leave a compiler in the middle of an answer.
        return await InTurnAsync(script).WaitAsync(cancellationToken);
    }

    /// <summary>
    /// The engine stops: what a compiler reads is still answered, within its time limit, but no compiler is started any more, and nobody waits for one that
    /// is starting, or for a turn.
    /// </summary>
    public void Stop() => _stopping.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_stopped.IsCancellationRequested)
        {
            Stop();
        }

        _stopping.Dispose();
        foreach (var compiler in _all.Keys)
        {
            compiler.Dispose();
        }
    }

    private async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.QueueTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stopped, cancellationToken);
        try
        {
            await _turns.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw _stopped.IsCancellationRequested ? Stopping() : new ScriptCheckException("Too many scripts wait to be checked. Try again in a minute.");
        }
    }

    private async Task WarmInTurnAsync()
    {
        try
        {
            _idle.Push(await TakeCompilerAsync());
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<IReadOnlyList<ScriptFinding>> InTurnAsync(string script)
    {
        try
        {
            // A compiler may have been ended from outside while it was idle; then another one gets the script.
            return await WithCompilerAsync(script) ?? await WithCompilerAsync(script)
                ?? throw new ScriptCheckException("The compiler ended while it read the script. Shorten or simplify it.");
        }
        finally
        {
            _turns.Release();
        }
    }

    // Null when the compiler ended.
    private async Task<IReadOnlyList<ScriptFinding>?> WithCompilerAsync(string script)
    {
        var compiler = await TakeCompilerAsync();
        try
        {
            var findings = await compiler.CheckAsync(script, _options.CheckTimeout, _time);
            _idle.Push(compiler);
            return findings;
        }
        catch (IOException)
        {
            Forget(compiler);
            return null;
        }
        catch (TimeoutException exception)
        {
            Forget(compiler);
            throw new ScriptCheckException($"The compiler did not finish within {_options.CheckTimeout.TotalSeconds:0.#} seconds and was stopped. Simplify the script.", exception);
        }
    }

    private async Task<GroovyProcess> TakeCompilerAsync()
    {
        while (_idle.TryPop(out var idle))
        {
            if (idle.IsAlive)
            {
                return idle;
            }

            Forget(idle);
        }

        if (_stopped.IsCancellationRequested)
        {
            throw Stopping();
        }

        // Known before it is ready: an engine that stops meanwhile ends it, too.
        var started = GroovyProcess.Start(_options);
        _all[started] = 0;
        try
        {
            await started.ReadyAsync(_options.StartTimeout, _time, _stopped);
            return started;
        }
        catch (OperationCanceledException) when (_stopped.IsCancellationRequested)
        {
            Forget(started);
            throw Stopping();
        }
        catch
        {
            Forget(started);
            throw;
        }
    }

    private static ScriptCheckException Stopping() => new("The engine is stopping. Try again.");

    private void Forget(GroovyProcess compiler)
    {
        compiler.Dispose();
        _all.TryRemove(compiler, out _);
    }
}
