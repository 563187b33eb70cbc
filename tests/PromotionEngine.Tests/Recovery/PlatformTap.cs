using System.Text;

namespace PromotionEngine.Tests.Recovery;

/// <summary>Writing calls on a plain HTTP/1.1 connection, on which requests follow each other: the answer to one comes before the next is sent.</summary>
internal sealed class PlatformTap : IWireTap
{
    private static readonly string[] Writing = ["POST ", "PUT ", "DELETE "];
    private static readonly string[] Reading = ["/query", "/queryMore", "/bulk"];
    private readonly Lock _lock = new();
    private bool _isUnderWay;
    private string? _write;

    public string? Sent(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (_isUnderWay)
            {
                return null;
            }

            _isUnderWay = true;
            var end = bytes.IndexOf((byte)'\r');
            var line = Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]).Replace(" HTTP/1.1", string.Empty, StringComparison.Ordinal);
            var path = line.Split('?')[0];
            var isWrite = Array.Exists(Writing, verb => line.StartsWith(verb, StringComparison.Ordinal))
                && !Array.Exists(Reading, tail => path.EndsWith(tail, StringComparison.Ordinal));
            _write = isWrite ? path : null;
            return _write;
        }
    }

    public string? Answered(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            var write = _write;
            (_isUnderWay, _write) = (false, null);
            return write;
        }
    }
}
