using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Contract.Calls;

/// <summary>Lets signed calls pass; see <see cref="SignedCallsExtensions.UseSignedCalls"/>.</summary>
internal sealed partial class SignedCallsMiddleware(
    RequestDelegate next, SignatureVerifier verifier, IOptions<SignedCallsOptions> options, ILogger<SignedCallsMiddleware> logger)
{
    /// <summary>Verifies the call and passes it on with a body that can be read again.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!options.NeedsSignature(context.Request.Path))
        {
            await next(context);
            return;
        }

        if (!context.Request.Headers.ContainsKey(CallMetadata.Signature))
        {
            // Nothing of an unsigned body is read.
            Refuse(context, SignatureVerdict.Missing);
            return;
        }

        var body = await ReadAsync(context.Request, options.Value.MaxBodyBytes, context.RequestAborted);
        if (body is null)
        {
            Answer(context, StatusCode.ResourceExhausted, "The call is larger than the engine takes.");
            return;
        }

        var headers = context.Request.Headers
            .SelectMany(header => header.Value, (header, value) => KeyValuePair.Create(header.Key, value ?? string.Empty))
            .ToList();
        var path = context.Request.Path.Value ?? string.Empty;
        SignatureVerdict verdict;
        try
        {
            verdict = await verifier.VerifyAsync(path, body.Value, headers, context.RequestAborted);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            NonceStoreFailed(logger, exception);
            Answer(context, StatusCode.Unavailable, "The engine cannot check signatures now.");
            return;
        }

        if (verdict != SignatureVerdict.Valid)
        {
            Refuse(context, verdict);
            return;
        }

        if (CallerOf(context.Request) is not { } caller)
        {
            Answer(context, StatusCode.Unauthenticated, "The call names no caller.");
            return;
        }

        context.Features.Set(caller);
        var original = context.Request.Body;
        context.Request.Body = new MemoryStream(body.Value.ToArray(), writable: false);
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Body = original;
        }
    }

    private static CallerIdentity? CallerOf(HttpRequest request)
    {
        var text = request.Headers[CallerIdentity.MetadataKey];
        if (text.Count != 1 || text[0] is not { Length: <= CallerIdentity.MaxEncodedLength * 2 } encoded)
        {
            return null;
        }

        var padded = encoded.TrimEnd('=');
        padded += new string('=', (4 - (padded.Length % 4)) % 4);
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var length) ? CallerIdentity.Decode(bytes.AsSpan(0, length)) : null;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var reader = request.BodyReader;
        using var whole = new MemoryStream();
        while (true)
        {
            var part = await reader.ReadAsync(cancellationToken);
            foreach (var segment in part.Buffer)
            {
                whole.Write(segment.Span);
            }

            reader.AdvanceTo(part.Buffer.End);
            if (whole.Length > limit)
            {
                return null;
            }

            if (part.IsCompleted)
            {
                return whole.ToArray();
            }
        }
    }

    private void Refuse(HttpContext context, SignatureVerdict verdict)
    {
        Refused(logger, context.Request.Path.Value, verdict);
        Answer(context, StatusCode.Unauthenticated, WordsFor(verdict));
    }

    // Whoever is answered about clocks has shown a key of ours; the others learn no more than that theirs is none.
    private static string WordsFor(SignatureVerdict verdict) => verdict switch
    {
        SignatureVerdict.Expired =>
            $"The call is signed with a time that is more than {SignatureVerifier.Tolerance.TotalSeconds:0} s from the engine's clock. Set the clocks of the host, the schedulers and the engines right.",
        SignatureVerdict.Wrong =>
            $"The call is signed with another key than the engine's, or was changed on its way. Give the host, the schedulers and the engines the same {SharedKeys.CurrentSetting}.",
        SignatureVerdict.Replayed => "The call was taken before; every call is signed anew.",
        _ => "The engine takes calls of its own programs only.",
    };

    private static void Answer(HttpContext context, StatusCode status, string message)
    {
        // Trailers only: the status stands in the headers and no body follows.
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)status).ToString();
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(message).Replace("%20", " ", StringComparison.Ordinal);
    }
}
