using System.IO.Pipelines;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Grpc.Wire;

namespace GrpcRuntime.Tests.Wire;

public sealed class MessageReaderTests
{
    [Test]
    public void ReadAsync_FramesCutAnywhere_ComeOutWhole() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(31, 13),
            Prop.ForAll<byte[][], PositiveInt>((payloads, piece) =>
            {
                var sent = (payloads ?? []).Select(payload => payload ?? []).ToList();
                var body = sent.SelectMany(payload => MessageBuffer.Frame(payload, (bytes, context) => context.Complete(bytes), maxLength: null).ToArray());
                var received = ReadAllAsync([.. body], 1 + (piece.Get % 7)).GetAwaiter().GetResult();
                return received.Count == sent.Count && received.Zip(sent).All(pair => pair.First.SequenceEqual(pair.Second));
            }));

    [Test]
    public void ReadAsync_AnyBytes_EndsWithMessagesOrAStatus() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(37, 17),
            Prop.ForAll<byte[]>(body =>
            {
                try
                {
                    ReadAllAsync(body ?? [], 3).GetAwaiter().GetResult();
                    return true;
                }
                catch (RpcException exception)
                {
                    return exception.StatusCode is StatusCode.Internal or StatusCode.ResourceExhausted or StatusCode.Unimplemented;
                }
            }));

    private static async Task<List<byte[]>> ReadAllAsync(byte[] body, int piece)
    {
        var pipe = new Pipe();
        var write = Task.Run(async () =>
        {
            foreach (var chunk in body.Chunk(piece))
            {
                await pipe.Writer.WriteAsync(chunk);
            }

            await pipe.Writer.CompleteAsync();
        });
        var reader = new MessageReader(pipe.Reader, maxLength: 1000, encoding: null, StatusCode.Unimplemented);
        var messages = new List<byte[]>();
        try
        {
            while (await reader.ReadAsync(context => context.PayloadAsNewBuffer(), CancellationToken.None) is { } message)
            {
                messages.Add(message);
            }
        }
        finally
        {
            await pipe.Reader.CompleteAsync();
            await write;
        }

        return messages;
    }
}
