using System.Text;

namespace Sandbox.Mail;

/// <summary>Reads the lines of a connection, a character for each byte, and none that is longer than it may be.</summary>
internal sealed class BoundedLines(Stream stream, int longest)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _at;
    private int _filled;

    /// <summary>The next line without its end; null at the end of the connection.</summary>
    /// <exception cref="InvalidDataException">It is too long.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, await stream.ReadAsync(_buffer, cancellationToken));
                if (_filled == 0)
                {
                    return null;
                }
            }

            var end = Array.IndexOf(_buffer, (byte)'\n', _at, _filled - _at);
            var stop = end < 0 ? _filled : end;
            line.Append(Encoding.Latin1.GetString(_buffer, _at, stop - _at));
            if (line.Length > longest)
            {
                throw new InvalidDataException("The line is too long.");
            }

            _at = stop;
            if (end >= 0)
            {
                _at++;
                return line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();
            }
        }
    }
}
