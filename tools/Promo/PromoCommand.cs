using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Http.Headers;
using System.Text;
using Contract.Actions;

namespace Promo;

/// <summary>The command line of the service: lists the actions and calls any of them.</summary>
internal static class PromoCommand
{
    internal const string Base = "/fs/PromotionService";

    // The host answers after five minutes at the latest, unless its settings say otherwise.
    private const int UsualPatience = 600;
    private const int LongestPatience = 86_400;

    /// <summary>The command with its sub-commands.</summary>
    public static RootCommand Create() => new("Calls the Promotion Service from a shell.") { Actions(), Call(), AuditCommand.Create(), MaintainCommand.Create() };

    private static Command Actions()
    {
        var command = new Command("actions", "Lists the actions with what each does");
        command.SetAction(_ =>
        {
            foreach (var action in ActionCatalogue.Load().Actions.OrderBy(action => action.Name, StringComparer.Ordinal))
            {
                Console.WriteLine($"{action.Name,-26} {action.Summary}");
            }
        });
        return command;
    }

    private static Command Call()
    {
        var name = new Argument<string>("action") { Description = "Name of the action, for example queryStatus" };
        var body = new Argument<string>("body") { Description = "The request as JSON, or - to read it from standard input", DefaultValueFactory = _ => "{}" };
        var host = new Option<Uri>("--host") { Description = "Address of the host", DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080"), CustomParser = ReadAddress };
        var user = new Option<string>("--user") { Description = "A connector's user; its token is read from PROMO_TOKEN" };
        var timeout = Timeout();
        var command = new Command(
            "call",
            "Calls an action and writes its answer. With --user PROMO_TOKEN is the connector's token, else a user token. "
            + "Exits with 0 when the action succeeded, 1 when it was refused, 2 when there is no such action, 3 when the host cannot be reached, 4 when it did not answer in time") { name, body, host, user, timeout };
        command.SetAction(async (result, cancellationToken) =>
        {
            var action = result.GetRequiredValue(name);
            var catalogue = ActionCatalogue.Load();
            if (catalogue.Find(action) is null)
            {
                Console.Error.WriteLine($"There is no action {action}. Did you mean {catalogue.Nearest(action)}?");
                return 2;
            }

            var text = result.GetRequiredValue(body);
            var request = text == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : text;
            using var http = new HttpClient { Timeout = PatienceOf(result, timeout) };
            return await SendAsync(http, result.GetRequiredValue(host), action, request, Credentials(result.GetValue(user)), cancellationToken);
        });
        return command;
    }

    internal static Uri? ReadAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address))
        {
            return address;
        }

        argument.AddError($"{argument.Tokens[0].Value} is no address; write it like http://127.0.0.1:8080.");
        return null;
    }

    /// <summary>The option for how long an answer is waited for.</summary>
    internal static Option<int> Timeout()
    {
        var timeout = new Option<int>("--timeout")
        {
            Description = "Seconds to wait for an answer; more than the host waits for the engine (Engine:DeadlineSeconds)",
            DefaultValueFactory = _ => UsualPatience,
        };
        timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > LongestPatience)
            {
                result.AddError($"--timeout must be from 1 to {LongestPatience} seconds.");
            }
        });
        return timeout;
    }

    /// <summary>How long an answer is waited for.</summary>
    internal static TimeSpan PatienceOf(ParseResult result, Option<int> timeout) => TimeSpan.FromSeconds(result.GetValue(timeout));

    internal static AuthenticationHeaderValue? Credentials(string? user)
    {
        var token = Environment.GetEnvironmentVariable("PROMO_TOKEN") ?? string.Empty;
        return (user, token) switch
        {
            (null or "", "") => null,
            (null or "", _) => new AuthenticationHeaderValue("Bearer", token),
            _ => new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}"))),
        };
    }

    // A script can tell by the exit code, without reading JSON.
    private static async Task<int> SendAsync(
        HttpClient http, Uri host, string action, string body, AuthenticationHeaderValue? credentials, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(host, $"{Base}/{action}"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = credentials },
        };
        try
        {
            using var response = await http.SendAsync(message, cancellationToken);
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            Console.WriteLine(answer);
            return response.IsSuccessStatusCode && answer.StartsWith("{\"success\":true", StringComparison.Ordinal) ? 0 : 1;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.Error.WriteLine($"{host} did not answer within {http.Timeout.TotalSeconds:0} s. What {action} began may go on: look at how things stand before you call it again.");
            return 4;
        }
        catch (HttpRequestException exception)
        {
            Console.Error.WriteLine($"{host} cannot be reached: {exception.Message}");
            return 3;
        }
    }
}
