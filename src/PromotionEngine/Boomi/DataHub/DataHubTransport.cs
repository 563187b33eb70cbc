using System.Xml;
using System.Xml.Linq;
using Polly;

namespace PromotionEngine.Boomi.DataHub;

/// <summary>Sends requests of one of DataHub's two APIs: credentials, time limits, repeats, and one kind of exception.</summary>
internal sealed partial class DataHubTransport
{
    // Entity IDs are whole natural keys.
    private const int LongestPath = 6_000;

    private readonly BoomiExchange _exchange;
    private readonly DataHubOptions _options;
    private readonly ILogger _logger;
    private readonly string _base;
    private readonly BoomiCredentials _credentials;
    private readonly ResiliencePipeline<BoomiAnswer> _repeatable;
    private readonly ResiliencePipeline<BoomiAnswer> _once;

    /// <summary>A transport.</summary>
    /// <param name="http">The connection.</param>
    /// <param name="options">Limits.</param>
    /// <param name="baseAddress">Address below which the paths are.</param>
    /// <param name="credentials">The Basic credentials.</param>
    /// <param name="time">Clock of limits and waits.</param>
    /// <param name="logger">Log.</param>
    /// <param name="jitter">Numbers from 0 to below 1 that spread repeats.</param>
    public DataHubTransport(HttpClient http, DataHubOptions options, string baseAddress, BoomiCredentials credentials, TimeProvider time, ILogger logger, Func<double> jitter)
    {
        _exchange = new BoomiExchange(http, time);
        _options = options;
        _logger = logger;
        _base = baseAddress;
        _credentials = credentials;
        var backoff = new BoomiBackoff(time, options.MaxRetryAfter, jitter);
        _repeatable = backoff.Pipeline(repeatable: true);
        _once = backoff.Pipeline(repeatable: false);
    }

    /// <summary>Sends a request and answers the text of a success.</summary>
    /// <param name="method">HTTP method.</param>
    /// <param name="path">Path below the base address, percent-encoded.</param>
    /// <param name="body">XML, or null for none.</param>
    /// <param name="repeatable">Whether sending it twice does no harm.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<string> SendAsync(HttpMethod method, string path, string? body, bool repeatable, CancellationToken cancellationToken) =>
        SendAsync(method, path, body, repeatable, window: null, cancellationToken);

    /// <summary>The same, as long as <paramref name="window"/> is open: a repeat waits first, and by then somebody else may have written something newer.</summary>
    public async Task<string> SendAsync(HttpMethod method, string path, string? body, bool repeatable, WriteWindow? window, CancellationToken cancellationToken)
    {
        BoomiAnswer answer;
        try
        {
            answer = await (repeatable ? _repeatable : _once).ExecuteAsync(
                static async (call, token) =>
                {
                    call.Window?.ThrowIfClosed();
                    return await call.Transport.AttemptAsync(call.Method, call.Path, call.Body, token);
                },
                (Transport: this, Method: method, Path: path, Body: body, Window: window),
                cancellationToken);
        }
        catch (Exception exception) when (exception is UnsentRequestException or LostAnswerException)
        {
            LogUnreachable(method.Method, path, exception.Message);
            throw new DataHubException(DataHubErrorKind.ServerError, 0, $"DataHub: {exception.Message}", exception);
        }
        catch (UnreadableAnswerException exception)
        {
            throw new DataHubException(DataHubErrorKind.Malformed, exception.Status, $"DataHub: {exception.Message}", exception);
        }

        return answer.IsSuccess ? answer.Text : throw Failure(answer);
    }

    /// <summary>Sends a request and answers the root of an XML success.</summary>
    public async Task<XElement> SendForXmlAsync(HttpMethod method, string path, string? body, bool repeatable, CancellationToken cancellationToken)
    {
        var text = await SendAsync(method, path, body, repeatable, cancellationToken);
        try
        {
            return SafeXml.Load(text);
        }
        catch (XmlException exception)
        {
            throw new DataHubException(DataHubErrorKind.Malformed, 200, "The answer of DataHub cannot be read as XML.", exception);
        }
    }

    private async Task<BoomiAnswer> AttemptAsync(HttpMethod method, string path, string? body, CancellationToken cancellationToken)
    {
        var address = RequestAddress.Of(_base, path, LongestPath)
            ?? throw new DataHubException(DataHubErrorKind.NotFound, 0, "Nothing was sent to DataHub: one of the IDs is empty, too long, or consists of dots. Check the ID.");
        using var message = new HttpRequestMessage(method, address);
        message.Headers.Authorization = _credentials.Header;
        message.Headers.Accept.ParseAdd("application/xml");
        if (body is not null)
        {
            message.Content = BoomiExchange.Body(body, "application/xml");
        }

        var answer = await _exchange.SendAsync(message, _options.CallTimeout, _options.MaxResponseBytes, cancellationToken);
        if (answer.IsBusy)
        {
            LogBusy(method.Method, path, answer.Status);
        }

        return answer;
    }

    private DataHubException Failure(BoomiAnswer answer)
    {
        var message = ErrorText.Read(answer.Text, _credentials.Hide);
        var kind = answer.Status switch
        {
            401 => DataHubErrorKind.AuthFailed,
            // DataHub also answers 403 to bodies that it cannot read.
            403 when !message.Contains("unmarshal", StringComparison.OrdinalIgnoreCase) => DataHubErrorKind.AuthFailed,
            404 or 410 => DataHubErrorKind.NotFound,
            429 or 503 => DataHubErrorKind.Busy,
            >= 400 and < 500 => DataHubErrorKind.Refused,
            >= 500 => DataHubErrorKind.ServerError,
            _ => DataHubErrorKind.Malformed,
        };
        return new DataHubException(kind, answer.Status, message.Length > 0 ? message : $"DataHub answered {answer.Status} without a message.");
    }
}
