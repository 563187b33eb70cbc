using System.CommandLine;
using System.Text.Json;

namespace Promo;

/// <summary><c>promo audit verify</c>: asks the service whether its audit log is as it was written, and holds it against what was seen the last time.</summary>
internal static class AuditCommand
{
    /// <summary>The command with its sub-commands.</summary>
    public static Command Create() => new("audit", "Looks after the audit log") { Verify() };

    private static Command Verify()
    {
        var host = new Option<Uri>("--host") { Description = "Address of the host", DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080"), CustomParser = PromoCommand.ReadAddress };
        var user = new Option<string>("--user") { Description = "A connector's user; its token is read from PROMO_TOKEN" };
        var mark = new Option<FileInfo?>("--mark")
        {
            Description = "File that keeps how far the log was seen. Whoever can write to the store can also cut the newest entries off and put the head back; this file shows it",
        };
        var timeout = PromoCommand.Timeout();
        var command = new Command(
            "verify", "Exits with 0 when the log is as it was written, 1 when it is not, 2 when it could not be asked. Needs an admin's token in PROMO_TOKEN") { host, user, mark, timeout };
        command.SetAction(async (result, cancellationToken) =>
        {
            using var http = new HttpClient { Timeout = PromoCommand.PatienceOf(result, timeout) };
            var audit = new AuditQueries(http, result.GetRequiredValue(host), PromoCommand.Credentials(result.GetValue(user)));
            try
            {
                return await VerifyAsync(audit, result.GetValue(mark), cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever went wrong, the log was not seen to be changed: 1 is said only where it was.
                await Console.Error.WriteLineAsync($"The audit log could not be asked: {exception.Message}");
                return 2;
            }
        });
        return command;
    }

    private static async Task<int> VerifyAsync(AuditQueries audit, FileInfo? file, CancellationToken cancellationToken)
    {
        var newest = await audit.NewestAsync(cancellationToken);
        var problem = newest.IsIntact ? null : "An entry was changed, removed, put in between or moved: the chain of seals does not hold.";
        if (problem is null && file is { Exists: true })
        {
            var known = JsonSerializer.Deserialize(await File.ReadAllTextAsync(file.FullName, cancellationToken), AuditMarkJson.Default.AuditMark)
                ?? throw new InvalidOperationException($"{file.FullName} holds no mark.");
            problem = await audit.ProblemAsync(known, newest, cancellationToken);
        }

        if (problem is not null)
        {
            await Console.Error.WriteLineAsync(problem);
            return 1;
        }

        if (file is not null)
        {
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(newest.Mark, AuditMarkJson.Default.AuditMark), cancellationToken);
        }

        Console.WriteLine($"The audit log is as it was written: {newest.Mark.Count} entries.");
        return 0;
    }
}
