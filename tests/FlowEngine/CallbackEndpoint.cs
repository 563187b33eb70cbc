using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace FlowEngine;

/// <summary>Plays the platform's <c>/api/run/1/response</c> on a loopback port.</summary>
public sealed class CallbackEndpoint : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonObject>> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Callback> _callbacks = new();

    private CallbackEndpoint(WebApplication app) => _app = app;

    /// <summary>What came so far, in order.</summary>
    public IReadOnlyList<Callback> Callbacks => [.. _callbacks];

    /// <summary>Answers instead of the platform; null, or a null answer, for the platform's own.</summary>
    public Func<Callback, HttpContext, Task<IResult?>>? Answer { get; set; }

    /// <summary>The address that callbacks go to.</summary>
    public string Address => $"{_app.Urls.Single()}/api/run/1/response";

    /// <summary>Starts the endpoint.</summary>
    public static async Task<CallbackEndpoint> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var app = builder.Build();
        var endpoint = new CallbackEndpoint(app);

        // As a plain request delegate its result would be dropped.
        app.MapPost("/api/run/1/response", (Delegate)endpoint.TakeAsync);
        await app.StartAsync();
        return endpoint;
    }

    /// <summary>Waits for the final answer to <paramref name="token"/>.</summary>
    public Task<JsonObject> FinalAsync(string token) => _waiting.GetOrAdd(token, _ => New()).Task;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static TaskCompletionSource<JsonObject> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        var body = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))!.AsObject();
        var callback = new Callback(
            body,
            context.Request.Headers["ManyWhoTenant"].ToString(),
            context.Request.Headers.Authorization.ToString(),
            context.Request.ContentType ?? string.Empty);
        _callbacks.Enqueue(callback);
        if (Answer is { } answer && await answer(callback, context) is { } own)
        {
            return own;
        }

        var waits = _waiting.GetOrAdd(callback.Token, _ => New());
        if (waits.Task.IsCompleted)
        {
            return Results.Json("TOKEN_COMPLETED");
        }

        if (callback.InvokeType == "FORWARD")
        {
            waits.TrySetResult(body);
        }

        return Results.Json(callback.InvokeType == "FORWARD" ? "SUCCESS" : "WAIT");
    }
}
