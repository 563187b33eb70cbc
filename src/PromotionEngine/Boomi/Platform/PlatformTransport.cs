using Polly;
using PromotionEngine.Accounts;

namespace PromotionEngine.Boomi.Platform;

/// <summary>
/// Sends requests of the Platform API: address and credentials, the budget's gate, a time limit for each request, repeats where they do
/// no harm, and one kind of exception for whatever goes wrong.
/// </summary>
internal sealed partial class PlatformTransport
{
    private static readonly TimeSpan LeaseLook = TimeSpan.FromMilliseconds(50);

    // The IDs of the platform are GUIDs or little longer; of a longer one its refusal would be cut before it says so.
    private const int LongestPath = 800;

    private readonly TimeProvider _time;
    private readonly BoomiExchange _exchange;
    private readonly PlatformOptions _options;
    private readonly IRequestBudget _budget;
    private readonly ILogger _logger;
    private readonly AccountId _primary;
    private readonly BoomiCredentials _credentials;
    private readonly ResiliencePipeline<BoomiAnswer> _repeatable;
    private readonly ResiliencePipeline<BoomiAnswer> _once;

    public PlatformTransport(HttpClient http, PlatformOptions options, IRequestBudget budget, TimeProvider time, ILogger logger, BoomiBackoff backoff)
    {
        _time = time;
        _exchange = new BoomiExchange(http, time);
        _options = options;
        _budget = budget;
        _logger = logger;
        _primary = new AccountId(options.AccountId);
        _credentials = new BoomiCredentials(() => (options.User, options.Token));
        _repeatable = backoff.Pipeline(repeatable: true);
        _once = backoff.Pipeline(repeatable: false);
    }

    /// <summary>Sends <paramref name="request"/> and answers a success; everything else is a <see cref="PlatformException"/>.</summary>
    /// <exception cref="OutOfTimeException">The scope's time is over and was not prolonged; nothing was sent.</exception>
    public async Task<BoomiAnswer> SendAsync(PlatformRequest request, CallScope scope, CancellationToken cancellationToken)
    {
        BoomiAnswer answer;
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
        catch (UnreadableAnswerException exception)
        {
            // A create may have been carried out although its answer cannot be read.
            throw new PlatformException(request.Repeatable ? PlatformErrorKind.Malformed : PlatformErrorKind.Unclear, exception.Status, exception.Message, request.Operation, exception);
        }

        return answer.IsSuccess ? answer : throw Failure(request, answer);
    }

    private async Task<BoomiAnswer> AttemptAsync(PlatformRequest request, CallScope scope, CancellationToken cancellationToken)
    {
        var payer = _options.OverrideAccountRateLimit ? request.Account : _primary;
        await _budget.TakeAsync(payer, scope.Lane, cancellationToken);
        var limit = await TimeLimitAsync(request, scope, cancellationToken);
        scope.Count(request.Operation);
        using var message = Message(request);
        BoomiAnswer answer;
        try
        {
            answer = await _exchange.SendAsync(message, limit, request.MaxBytes > 0 ? request.MaxBytes : _options.MaxResponseBytes, cancellationToken);
        }
        catch (Exception exception) when (request.Writes && exception is OperationCanceledException or LostAnswerException)
        {
            scope.LeaveUnanswered();
            throw;
        }

        if (request.Writes && answer.Status is 502 or 504)
        {
            // A gateway gave up waiting; the platform may be at work all the same.
            scope.LeaveUnanswered();
        }

        if (answer.IsBusy)
        {
            LogBusy(request.Operation, answer.Status, payer.Value);
            _budget.ReportBusy(payer);
        }

        return answer;
    }

    // A process that stood still finds its lease run out by its own clock, while the store may know it as its still. The renewal that is due settles that:
    // it gives the call time again, or ends the run.
    private async Task<TimeSpan> TimeLimitAsync(PlatformRequest request, CallScope scope, CancellationToken cancellationToken)
    {
        if (scope.TimeLeft is not { } timeLeft)
        {
            return _options.CallTimeout;
        }

        var began = _time.GetTimestamp();
        var left = timeLeft();
        while (left <= TimeSpan.Zero)
        {
            if (_time.GetElapsedTime(began) >= _options.CallTimeout)
            {
                throw new OutOfTimeException(request.Operation);
            }

            await Task.Delay(LeaseLook, _time, cancellationToken);
            left = timeLeft();
        }

        return left < _options.CallTimeout ? left : _options.CallTimeout;
    }

    private HttpRequestMessage Message(PlatformRequest request)
    {
        var message = new HttpRequestMessage(request.Method, Address(request));
        message.Headers.Authorization = _credentials.Header;
        message.Headers.Accept.ParseAdd(request.WantsXml ? "application/xml" : "application/json");
        if (request.BodyForm != PlatformBody.None)
        {
            var type = request.BodyForm switch
            {
                PlatformBody.Xml => "application/xml",
                PlatformBody.Text => "text/plain",
                _ => "application/json",
            };
            message.Content = BoomiExchange.Body(request.Body, type);
        }

        return message;
    }

    private Uri Address(PlatformRequest request)
    {
        var origin = _options.BaseAddress.AbsoluteUri.TrimEnd('/');
        var account = Uri.EscapeDataString(request.Account.Value);
        if (request.Account == _primary || !_options.PartnerApi)
        {
            return RequestAddress.Of($"{origin}/api/rest/v1", $"{account}/{request.Path}", LongestPath) ?? throw NoAddress(request);
        }

        return RequestAddress.Of($"{origin}/partner/api/rest/v1", $"{Uri.EscapeDataString(_primary.Value)}/{request.Path}?overrideAccount={account}", LongestPath) ?? throw NoAddress(request);
    }

    private static PlatformException NoAddress(PlatformRequest request) =>
        new(PlatformErrorKind.InvalidId, 0, $"Nothing was sent for {request.Operation}: one of its IDs is empty, too long, or consists of dots. Check the ID.", request.Operation);

    private PlatformException Failure(PlatformRequest request, BoomiAnswer answer)
    {
        var message = ErrorText.Read(answer.Text, text => SentSecrets.Hide(_credentials.Hide(text), request));
        return new PlatformException(
            PlatformFailure.KindOf(answer.Status, message, request.Repeatable),
            answer.Status,
            message.Length > 0 ? message : $"The platform answered {answer.Status} without a message.",
            request.Operation);
    }
}
