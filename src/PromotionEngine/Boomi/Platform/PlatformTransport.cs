using System.Net.Http.Headers;
using System.Text;
using Polly;
using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>
/// Sends requests of the Platform API: address and credentials, the budget's gate, a time limit for each request, repeats where they do
/// no harm, and one kind of exception for whatever goes wrong.
/// </summary>
internal sealed partial class PlatformTransport
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly HttpClient _http;
    private readonly PlatformOptions _options;
    private readonly IRequestBudget _budget;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AccountId _primary;
    private readonly AuthenticationHeaderValue _credentials;
    private readonly ResiliencePipeline<PlatformAnswer> _repeatable;
    private readonly ResiliencePipeline<PlatformAnswer> _once;

    public PlatformTransport(HttpClient http, PlatformOptions options, IRequestBudget budget, TimeProvider time, ILogger logger, PlatformBackoff backoff)
    {
        _http = http;
        _options = options;
        _budget = budget;
        _time = time;
        _logger = logger;
        _primary = new AccountId(options.AccountId);
        _credentials = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Token}")));
        _repeatable = backoff.Pipeline(repeatable: true);
        _once = backoff.Pipeline(repeatable: false);
    }

    /// <summary>Sends <paramref name="request"/> and answers a success; everything else is a <see cref="PlatformException"/>.</summary>
    public async Task<PlatformAnswer> SendAsync(PlatformRequest request, CallScope scope, CancellationToken cancellationToken)
    {
        PlatformAnswer answer;
        try
        {
            answer = await (request.Repeatable ? _repeatable : _once).ExecuteAsync(
                static async (call, token) => await call.Transport.AttemptAsync(call.Request, call.Scope, token),
                (Transport: this, Request: request, Scope: scope),
                cancellationToken);
        }
        catch (UnsentRequestException exception)
        {
            LogUnreachable(request.Operation, exception.Message);
            throw new PlatformException(PlatformErrorKind.ServerError, 0, exception.Message, request.Operation, exception);
        }
        catch (LostAnswerException exception)
        {
            LogUnreachable(request.Operation, exception.Message);
            throw new PlatformException(request.Repeatable ? PlatformErrorKind.ServerError : PlatformErrorKind.Unclear, 0, exception.Message, request.Operation, exception);
        }

        return answer.IsSuccess ? answer : throw Failure(request, answer);
    }

    private async Task<PlatformAnswer> AttemptAsync(PlatformRequest request, CallScope scope, CancellationToken cancellationToken)
    {
        var payer = _options.OverrideAccountRateLimit ? request.Account : _primary;
        await _budget.TakeAsync(payer, scope.Lane, cancellationToken);
        var limit = TimeLimit(request, scope);
        scope.Count(request.Operation);
        using var clock = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, clock.Token);
        PlatformAnswer answer;
        try
        {
            using var message = Message(request);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            answer = new PlatformAnswer((int)response.StatusCode, await ReadAsync(request, response, either.Token), WaitAskedFor(response.Headers.RetryAfter));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LostAnswerException($"No answer within {limit.TotalSeconds:0.#} s.", exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError)
        {
            throw new UnsentRequestException("The platform cannot be reached.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new LostAnswerException("The connection was cut before the answer was complete.", exception);
        }

        if (answer.IsBusy)
        {
            LogBusy(request.Operation, answer.Status, payer.Value);
            _budget.ReportBusy(payer);
        }

        return answer;
    }

    private TimeSpan TimeLimit(PlatformRequest request, CallScope scope)
    {
        if (scope.TimeLeft is null)
        {
            return _options.CallTimeout;
        }

        var left = scope.TimeLeft();
        return left <= TimeSpan.Zero
            ? throw new PlatformException(PlatformErrorKind.Busy, 0, "There is no time left in which the call could be made.", request.Operation)
            : left < _options.CallTimeout ? left : _options.CallTimeout;
    }

    private HttpRequestMessage Message(PlatformRequest request)
    {
        var message = new HttpRequestMessage(request.Method, Address(request));
        message.Headers.Authorization = _credentials;
        message.Headers.Accept.ParseAdd(request.WantsXml ? "application/xml" : "application/json");
        if (request.BodyForm != PlatformBody.None)
        {
            var type = request.BodyForm switch
            {
                PlatformBody.Xml => "application/xml",
                PlatformBody.Text => "text/plain",
                _ => "application/json",
            };
            message.Content = new StringContent(request.Body, StrictUtf8, type);
        }

        return message;
    }

    private Uri Address(PlatformRequest request)
    {
        var origin = _options.BaseAddress.AbsoluteUri.TrimEnd('/');
        var account = Uri.EscapeDataString(request.Account.Value);
        if (request.Account == _primary || !_options.PartnerApi)
        {
            return new Uri($"{origin}/api/rest/v1/{account}/{request.Path}");
        }

        return new Uri($"{origin}/partner/api/rest/v1/{Uri.EscapeDataString(_primary.Value)}/{request.Path}?overrideAccount={account}");
    }

    private async Task<string> ReadAsync(PlatformRequest request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var max = request.MaxBytes > 0 ? request.MaxBytes : _options.MaxResponseBytes;
        var bytes = await BoundedBody.ReadAsync(response.Content, max, cancellationToken)
            ?? throw Unreadable(request, response, $"The answer is larger than {max} bytes.", exception: null);
        try
        {
            var start = bytes.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
            return StrictUtf8.GetString(bytes.Span[start..]);
        }
        catch (DecoderFallbackException exception)
        {
            throw Unreadable(request, response, "The answer is not UTF-8.", exception);
        }
    }

    /// <summary>A create may have been carried out although its answer is unreadable.</summary>
    private static PlatformException Unreadable(PlatformRequest request, HttpResponseMessage response, string message, Exception? exception) =>
        new(request.Repeatable ? PlatformErrorKind.Malformed : PlatformErrorKind.Unclear, (int)response.StatusCode, message, request.Operation, exception);

    private TimeSpan? WaitAskedFor(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - _time.GetUtcNow() : null);
        return wait is { } value ? (value < TimeSpan.Zero ? TimeSpan.Zero : value) : null;
    }

    private PlatformException Failure(PlatformRequest request, PlatformAnswer answer)
    {
        var message = PlatformErrorText.Read(answer.Text)
            .Replace(_options.Token, "***", StringComparison.Ordinal)
            .Replace(_credentials.Parameter!, "***", StringComparison.Ordinal);
        return new PlatformException(
            PlatformFailure.KindOf(answer.Status, message, request.Repeatable),
            answer.Status,
            message.Length > 0 ? message : $"The platform answered {answer.Status} without a message.",
            request.Operation);
    }
}
