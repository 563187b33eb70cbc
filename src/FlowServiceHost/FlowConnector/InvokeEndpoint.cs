using FlowServiceHost.Actions;
using FlowServiceHost.FlowConnector.Metadata;
using FlowServiceHost.FlowConnector.Values;
using FlowServiceHost.FlowConnector.Waiting;
using FlowServiceHost.Hosting;
using FlowServiceHost.Identity;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.FlowConnector;

/// <summary>
/// <c>POST {base}/actions/{action}</c>: what a Message step calls. Checked in the order of the JSON endpoint. Business outcomes, good or bad, are 200; every
/// other status comes with a problem, whose message the flow shows.
/// </summary>
internal sealed partial class InvokeEndpoint(
    FlowCatalogue catalogue, FlowGate gate, ActionRunner runner, InvocationWait wait, IOptions<ActionEndpointOptions> endpoint, IOptions<FlowOptions> flow, ILogger<InvokeEndpoint> logger)
{
    /// <summary>Answers a request for the action called <paramref name="name"/>.</summary>
    public async Task HandleAsync(HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            if (await AnswerSafelyAsync(context, name) is { } problem)
            {
                await problem.WriteAsync(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            context.Abort();
        }
    }

    private async Task<FlowProblem?> AnswerSafelyAsync(HttpContext context, string name)
    {
        try
        {
            return await AnswerAsync(context, name);
        }
        catch (BadHttpRequestException exception)
        {
            return new FlowProblem(exception.StatusCode, "The request could not be read whole.");
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            Failed(logger, catalogue.Find(name)?.Action.Name ?? "an unknown action", context.CorrelationId(), exception);
            return new FlowProblem(
                StatusCodes.Status500InternalServerError,
                $"Something went wrong inside the service. When reporting it, give the correlation ID {context.CorrelationId()}.");
        }
    }

    private async Task<FlowProblem?> AnswerAsync(HttpContext context, string name)
    {
        var (credential, problem) = await gate.EnterAsync(context);
        var action = catalogue.Find(name);
        if (credential is null)
        {
            return problem;
        }

        if (action is not null && FlowGate.Forbid(credential, action) is { } forbidden)
        {
            return forbidden;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            return new FlowProblem(StatusCodes.Status405MethodNotAllowed, "Actions are called with POST.");
        }

        if (action is null)
        {
            return new FlowProblem(StatusCodes.Status404NotFound, $"There is no action {FieldReader.Quoted(name)}. Install the connector again to see which there are.");
        }

        if (!JsonBody.Is(context.Request))
        {
            return new FlowProblem(StatusCodes.Status415UnsupportedMediaType, "Send the request as application/json in UTF-8, without content encoding.");
        }

        return await FlowBody.ReadAsync(context, endpoint.Value.MaxBodyBytes) is { } bytes
            ? await RunAsync(context, action, credential, bytes)
            : FlowBody.TooLarge(endpoint.Value.MaxBodyBytes);
    }

    private async Task<FlowProblem?> RunAsync(HttpContext context, FlowAction action, Credential credential, ReadOnlyMemory<byte> bytes)
    {
        var (json, problem) = FlowBody.Parse(bytes);
        if (json is null)
        {
            return problem;
        }

        Invocation invocation;
        using (json)
        {
            var (request, why) = ServiceRequest.Read(json.RootElement);
            if (request is null)
            {
                return FlowBody.Malformed(why);
            }

            invocation = InvocationReader.Read(runner, action, request, new ActionCall(
                credential, context.Connection.RemoteIpAddress?.ToString() ?? string.Empty, context.CorrelationId(), request.Token), flow.Value.PrimaryAccountId);
        }

        return await wait.AnswerAsync(context, invocation);
    }

    [LoggerMessage(EventId = 3601, Level = LogLevel.Error, Message = "Answering the flow's call of {Action} failed; correlation ID {CorrelationId}.")]
    private static partial void Failed(ILogger logger, string action, string correlationId, Exception exception);
}
