namespace PromotionEngine.Scripts;

/// <summary>
/// Says at the start of an engine whether Groovy scripts can be checked, and warms what checks scripts meanwhile; the engine does not wait for it. At its stop
/// nobody waits for a compiler any more.
/// </summary>
internal sealed partial class ScriptPreparation(GroovyChecker groovy, JavaScriptChecker javaScript, ScriptOptions options, ILogger<ScriptPreparation> logger) : BackgroundService, IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before anything else is stopped: the server that is stopped next waits for its calls, and those may wait for a compiler that takes long to start.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        groovy.Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WarmGroovyAsync(stoppingToken);
        if (options.StartEarly)
        {
            await WarmJavaScriptAsync(stoppingToken);
        }
    }

    private async Task WarmGroovyAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (GroovyInstallation.FindMissing(options) is { } missing)
            {
                LogMissing(missing);
            }
            else if (options.StartEarly)
            {
                await groovy.WarmAsync(stoppingToken);
            }
        }
        catch (ScriptCheckException exception)
        {
            LogMissing(exception.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The engine stops before the compiler was warm.
        }
    }

    private async Task WarmJavaScriptAsync(CancellationToken stoppingToken)
    {
        try
        {
            await javaScript.WarmAsync(stoppingToken);
        }
        catch (ScriptCheckException)
        {
            // So many are checked already that nothing needs to be warmed.
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The engine stops before the parser was warm.
        }
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "{Missing} validateScript answers VALIDATION_INTERNAL_ERROR for Groovy; everything else works")]
    private partial void LogMissing(string missing);
}
