using Google.Protobuf;
using Grpc.Core;
using GrpcRuntime.Tests.Protos;

namespace GrpcRuntime.Tests;

/// <summary>
/// What the tests call. Request metadata that begins with <c>x-</c> comes back in headers; with <c>t-</c> in trailers.
/// </summary>
public sealed class EchoService(EchoJournal journal) : Echo.EchoBase
{
    /// <summary>The status that asks for a handler that hears nothing of deadlines and cancellation.</summary>
    public const int DeafHandler = -2;

    public override async Task<EchoResponse> Say(EchoRequest request, ServerCallContext context)
    {
        journal.Started(context);
        await AnswerMetadataAsync(context);
        try
        {
            await Task.Delay(request.Delay, request.Status == DeafHandler ? CancellationToken.None : context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Cancelled();
            throw;
        }

        ThrowIfAsked(request);
        return new EchoResponse
        {
            Text = request.Text,
            Payload = request.Count > 0 ? ByteString.CopyFrom(new byte[request.Count]) : request.Payload,
        };
    }

    public override async Task Repeat(EchoRequest request, IServerStreamWriter<EchoResponse> responseStream, ServerCallContext context)
    {
        journal.Started(context);
        await AnswerMetadataAsync(context);
        try
        {
            for (var index = 0; index < request.Count; index++)
            {
                if (index > 0)
                {
                    await Task.Delay(request.Delay, context.CancellationToken);
                }

                await responseStream.WriteAsync(
                    new EchoResponse { Text = request.Text, Payload = request.Payload, Index = index },
                    context.CancellationToken);
                journal.Wrote();
            }
        }
        catch (OperationCanceledException)
        {
            journal.Cancelled();
            throw;
        }

        ThrowIfAsked(request);
    }

    private static async Task AnswerMetadataAsync(ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (var entry in context.RequestHeaders)
        {
            if (entry.Key.StartsWith("x-", StringComparison.Ordinal))
            {
                headers.Add(entry);
            }
            else if (entry.Key.StartsWith("t-", StringComparison.Ordinal))
            {
                context.ResponseTrailers.Add(entry);
            }
        }

        if (headers.Count > 0)
        {
            await context.WriteResponseHeadersAsync(headers);
        }
    }

    private static void ThrowIfAsked(EchoRequest request)
    {
        switch (request.Status)
        {
            case 0:
                return;
            case DeafHandler:
                return;
            case -1:
                throw new InvalidOperationException("secret: " + request.StatusMessage);
            default:
                throw new RpcException(
                    new Status((StatusCode)request.Status, request.StatusMessage),
                    new Metadata { { "reason", "asked" }, { "reason-bin", [0, 1, 255] } });
        }
    }
}
