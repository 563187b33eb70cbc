using System.Net;

namespace GrpcRuntime.Tests.Misuse;

/// <summary>A body that sends its beginning and then neither goes on nor ends.</summary>
internal sealed class StallingContent(byte[] beginning) : HttpContent
{
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(beginning);
        await stream.FlushAsync();
        await _disposed.Task;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _disposed.TrySetResult();
        base.Dispose(disposing);
    }
}
