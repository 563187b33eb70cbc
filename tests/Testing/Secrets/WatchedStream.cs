using System.Text;

namespace Testing.Secrets;

/// <summary>A stream whose bytes are looked at while they are read, and after the last of them what <paramref name="trailers"/> gives.</summary>
internal sealed class WatchedStream(Stream body, string where, SecretWatch watch, Func<string> trailers) : Stream
{
    // What was read last and may begin a word that goes on in what is read next.
    private string _tail = string.Empty;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = body.Read(buffer);
        Look(buffer[..read], buffer.Length > 0);
        return read;
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        Look(buffer.Span[..read], buffer.Length > 0);
        return read;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Look(ReadOnlySpan<byte> bytes, bool isRead)
    {
        if (bytes.Length == 0)
        {
            if (isRead)
            {
                watch.Look($"{where}, trailers", trailers());
            }

            return;
        }

        var text = _tail + Encoding.Latin1.GetString(bytes);
        watch.Look(where, text);
        _tail = text.Length > SecretWatch.Overlap ? text[^SecretWatch.Overlap..] : text;
    }
}
