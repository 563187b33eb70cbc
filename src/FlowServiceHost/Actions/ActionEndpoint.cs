using System.Text.Json;
using System.Text.Unicode;
using Contract.Actions;
using Contract.Errors;
using FlowServiceHost.Hosting;
using FlowServiceHost.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FlowServiceHost.Actions;

/// <summary>
/// <c>POST {base}/{action}</c> with plain JSON. Checked in this order: credentials, whether they may call the action, verb, name, content type, size, JSON;
/// then <see cref="ActionRunner"/> takes over. Nothing of a body is read for who has no credentials.
/// </summary>
public sealed partial class ActionEndpoint(
    ActionCatalogue catalogue, CredentialReader credentials, ActionRunner runner, IOptions<ActionEndpointOptions> options, ILogger<ActionEndpoint> logger)
{
    /// <summary>Answers a request for the action called <paramref name="name"/>.</summary>
    public async Task HandleAsync(HttpContext context, string name)
    {
        ArgumentNullException.ThrowIfNull(context);
        var action = catalogue.Find(name);
        try
        {
            await OutcomeWriter.WriteAsync(context, await AnswerSafelyAsync(context, name, action));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            context.Abort();
        }
    }

    private static ActionOutcome Refuse(ActionDefinition? action, int status, string message, string code = ErrorCodes.InvalidRequest) =>
        ActionOutcome.Refused(action, code, message, status);

    private static bool PrefersAsync(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(value => (value ?? string.Empty).Split(','))
        .Any(preference => preference.Split(';')[0].Trim().Equals("respond-async", StringComparison.OrdinalIgnoreCase));

    private static string? IdempotencyKeyOf(HttpRequest request) =>
        request.Headers.TryGetValue("Idempotency-Key", out var keys) ? string.Join(' ', keys.ToArray()) : null;

    private async Task<ActionOutcome> AnswerSafelyAsync(HttpContext context, string name, ActionDefinition? action)
    {
        try
        {
            return await AnswerAsync(context, name, action);
        }
        catch (BadHttpRequestException exception)
        {
            return Refuse(action, exception.StatusCode, "The request could not be read whole.");
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            Failed(logger, action?.Name ?? "an unknown action", context.CorrelationId(), exception);
            return ActionOutcome.Refused(
                action,
                ErrorCodes.InternalError,
                $"Something went wrong inside the service. When reporting it, give the correlation ID {context.CorrelationId()}.");
        }
    }

    private async Task<ActionOutcome> AnswerAsync(HttpContext context, string name, ActionDefinition? action)
    {
        var request = context.Request;
        var proved = await credentials.ReadAsync(request, context.RequestAborted);
        if (proved.Credential is not { } credential)
        {
            return ActionOutcome.Refused(action, proved.ErrorCode, proved.Message, proved.Status, proved.RetryAfter);
        }

        if (action is not null && credential is ConnectorCredential connector && !connector.MayCall(action.Name))
        {
            return Refuse(action, StatusCodes.Status403Forbidden, $"The connector {connector.Name} may not call {action.Name}.", ErrorCodes.Unauthorized);
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            return Refuse(action, StatusCodes.Status405MethodNotAllowed, "Actions are called with POST.");
        }

        if (action is null)
        {
            var nearest = catalogue.Nearest(name) is { } meant ? $" Did you mean {meant}?" : string.Empty;
            return Refuse(action, StatusCodes.Status404NotFound, $"There is no action {FieldReader.Quoted(name)}.{nearest}");
        }

        return JsonBody.Is(request)
            ? await RunAsync(context, action, credential)
            : Refuse(action, StatusCodes.Status415UnsupportedMediaType, "Send the fields as application/json in UTF-8, without content encoding.");
    }

    private async Task<ActionOutcome> RunAsync(HttpContext context, ActionDefinition action, Credential credential)
    {
        if (await BoundedBody.ReadAsync(context.Request, options.Value.MaxBodyBytes, context.RequestAborted) is not { } body)
        {
            return Refuse(action, StatusCodes.Status413PayloadTooLarge, $"The body is larger than {options.Value.MaxBodyBytes} bytes.");
        }

        if (!Utf8.IsValid(body.Span))
        {
            return Malformed(action, "it is not UTF-8");
        }

        try
        {
            if (!JsonTexts.AreValid(body.Span, options.Value.MaxJsonDepth))
            {
                return Malformed(action, "a text in it is not valid Unicode");
            }

            using var json = JsonDocument.Parse(
                body, new JsonDocumentOptions { MaxDepth = options.Value.MaxJsonDepth, AllowDuplicateProperties = false });
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? await runner.RunAsync(action, json.RootElement, CallOf(context, credential), context.RequestAborted)
                : Malformed(action, "it is not an object");
        }
        catch (JsonException exception)
        {
            return Malformed(action, $"line {exception.LineNumber + 1 ?? 1}, byte {exception.BytePositionInLine + 1 ?? 1}: {ReasonOf(exception, body.Length)}");
        }
    }

    private static string ReasonOf(JsonException exception, int length) => length == 0
        ? "it is empty; send {} when there is nothing to say"
        : exception.Message.Split(". Path:")[0].Split(" LineNumber:")[0].TrimEnd('.');

    private static ActionOutcome Malformed(ActionDefinition action, string why) =>
        Refuse(action, StatusCodes.Status400BadRequest, $"The body is not JSON that can be read: {why}.");

    private static ActionCall CallOf(HttpContext context, Credential credential) => new(
        credential,
        context.Connection.RemoteIpAddress?.ToString() ?? string.Empty,
        context.CorrelationId(),
        IdempotencyKeyOf(context.Request),
        PrefersAsync(context.Request));
}
