using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Contract.Actions;

namespace ContractTester;

/// <summary>
/// Checks the answers of a running service against the documented profiles. A first step: it sends every action an empty request and checks that the
/// answer has every field that the profile promises, with its type.
/// </summary>
internal static class ContractTesterCommand
{
    /// <summary>The command.</summary>
    public static RootCommand Create()
    {
        var host = new Option<string>("--host") { Description = "Address of the service, with the path to it", DefaultValueFactory = _ => "http://127.0.0.1:8080/fs/PromotionService" };
        host.Validators.Add(result =>
        {
            if (!Uri.TryCreate(result.Tokens.Count > 0 ? result.Tokens[0].Value : result.GetValueOrDefault<string>(), UriKind.Absolute, out _))
            {
                result.AddError("--host is no address; write it like http://127.0.0.1:8080/fs/PromotionService.");
            }
        });
        var user = new Option<string>("--user") { Description = "A connector's user; its token is read from PROMO_TOKEN", DefaultValueFactory = _ => "flow" };
        var command = new RootCommand("Checks the answers of a running service against the documented profiles.") { host, user };
        command.SetAction((result, cancellationToken) => RunAsync(new Uri($"{result.GetRequiredValue(host).TrimEnd('/')}/"), result.GetRequiredValue(user), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Uri host, string user, CancellationToken cancellationToken)
    {
        var token = Environment.GetEnvironmentVariable("PROMO_TOKEN") ?? string.Empty;
        using var http = new HttpClient { BaseAddress = host };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{token}")));
        var failed = 0;
        var actions = ActionCatalogue.Load().Actions;
        foreach (var action in actions)
        {
            var problems = await CheckAsync(http, action, cancellationToken);
            failed += problems.Count > 0 ? 1 : 0;
            Console.WriteLine($"{(problems.Count == 0 ? "ok  " : "FAIL")} {action.Name}");
            foreach (var problem in problems)
            {
                Console.WriteLine($"       {problem}");
            }
        }

        Console.WriteLine($"{actions.Count - failed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(HttpClient http, ActionDefinition action, CancellationToken cancellationToken)
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        try
        {
            using var response = await http.PostAsync(new Uri(action.Name, UriKind.Relative), content, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return [$"HTTP status {(int)response.StatusCode}; a business outcome is 200"];
            }

            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
            return ProfileCheck.Problems(action, answer.RootElement);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException)
        {
            return [exception.Message];
        }
    }
}
