using Jint.Parser;

namespace PromotionEngine.Scripts;

/// <summary>
/// Checks JavaScript with an ECMAScript 5 parser in this process. The parser works by recursion, so it gets a thread with a stack that the deepest
/// script of the allowed length fits into, after <see cref="NestingScan"/>.
/// </summary>
public sealed class JavaScriptChecker(ScriptOptions options, TimeProvider time) : IDisposable
{
    // 10,240 open brackets, the deepest that such a script can be, were measured to need less than half of it.
    private const int StackBytes = 64 * 1024 * 1024;

    private readonly SemaphoreSlim _turns = new(options.Workers);

    /// <summary>What is wrong with the script; empty for a valid one.</summary>
    /// <exception cref="ScriptCheckException">It could not be checked.</exception>
    public async Task<IReadOnlyList<ScriptFinding>> CheckAsync(string script, CancellationToken cancellationToken)
    {
        if (!await WaitForTurnAsync(cancellationToken))
        {
            throw new ScriptCheckException("Too many scripts wait to be checked. Try again in a minute.");
        }

        var done = new TaskCompletionSource<IReadOnlyList<ScriptFinding>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => Work(script, done), StackBytes) { IsBackground = true, Name = "JavaScript check" };
        thread.Start();
        return await done.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    private async Task<bool> WaitForTurnAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(options.QueueTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _turns.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Work(string script, TaskCompletionSource<IReadOnlyList<ScriptFinding>> done)
    {
        try
        {
            done.SetResult(FindIn(script));
        }
        catch (Exception exception)
        {
            done.SetException(new ScriptCheckException("The JavaScript parser failed on this script.", exception));
        }
        finally
        {
            _turns.Release();
        }
    }

    private static IReadOnlyList<ScriptFinding> FindIn(string script)
    {
        if (NestingScan.FindTooDeep(script) is { } tooDeep)
        {
            return [tooDeep];
        }

        try
        {
            return JavaScriptRules.FindIn(new JavaScriptParser().Parse(script));
        }
        catch (ParserException exception)
        {
            return [new ScriptFinding(ScriptFindingKind.Syntax, exception.LineNumber, exception.Column, exception.Description)];
        }
        catch (ArgumentException exception)
        {
            // A regular expression or a number that .NET does not take.
            return [new ScriptFinding(ScriptFindingKind.Syntax, 0, 0, exception.Message)];
        }
    }
}
