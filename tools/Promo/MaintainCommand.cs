using System.CommandLine;
using Contract.Calls;
using Grpc.Core;
using Grpc.Net.Client;
using PromotionService.V1;

namespace Promo;

/// <summary><c>promo maintain</c>: does at once what a scheduler does from time to time, and what only an operator asks for.</summary>
internal static class MaintainCommand
{
    private const string KeyVariable = "PROMO_ENGINE_KEY";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, Func<Maintenance.MaintenanceClient, MaintainOrder, CallOptions, Task<MaintenanceReport>>> Works = new(StringComparer.OrdinalIgnoreCase)
    {
        ["publishOutbox"] = async (client, order, call) => (await client.PublishOutboxAsync(new PublishOutboxRequest { DryRun = order.DryRun, MailsAgain = order.MailsAgain, RecordsAgain = order.RecordsAgain }, call)).Report,
        ["recoverRuns"] = async (client, order, call) => (await client.RecoverRunsAsync(new RecoverRunsRequest { DryRun = order.DryRun }, call)).Report,
        ["reconcileSlots"] = async (client, order, call) => (await client.ReconcileSlotsAsync(new ReconcileSlotsRequest { DryRun = order.DryRun }, call)).Report,
        ["sweepOrphanBranches"] = async (client, order, call) => (await client.SweepOrphanBranchesAsync(new SweepOrphanBranchesRequest { DryRun = order.DryRun }, call)).Report,
        ["expirePromotions"] = async (client, order, call) => (await client.ExpirePromotionsAsync(new ExpirePromotionsRequest { DryRun = order.DryRun }, call)).Report,
        ["pollReleases"] = async (client, order, call) => (await client.PollReleasesAsync(new PollReleasesRequest { DryRun = order.DryRun }, call)).Report,
        ["rebuild"] = async (client, order, call) => (await client.RebuildAsync(new RebuildRequest { DryRun = order.DryRun }, call)).Report,
    };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var work = new Argument<string>("work") { Description = $"One of {string.Join(", ", Works.Keys)}" };
        work.AcceptOnlyFromAmong([.. Works.Keys]);
        var dryRun = new Option<bool>("--dry-run") { Description = "Only tells what would be done" };
        var mailsAgain = new Option<bool>("--mails-again") { Description = "With publishOutbox: sends again the mails that were set aside" };
        var recordsAgain = new Option<bool>("--records-again") { Description = "With publishOutbox: sends again, as they are now, the records that DataHub refused and that were set aside" };
        var engine = new Option<Uri>("--engine") { Description = "Address of an engine", DefaultValueFactory = _ => new Uri("http://127.0.0.1:5051"), CustomParser = PromoCommand.ReadAddress };
        var command = new Command(
            "maintain", $"Looks after the service. Exits with 0 when nothing needs a person, 1 when something does, 2 when it could not be done. Needs Engine:SharedKey in {KeyVariable}") { work, dryRun, mailsAgain, recordsAgain, engine };
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                var order = new MaintainOrder(result.GetValue(dryRun), result.GetValue(mailsAgain), result.GetValue(recordsAgain));
                return Tell(await AskAsync(result.GetRequiredValue(engine), result.GetRequiredValue(work), order, cancellationToken));
            }
            catch (RpcException exception)
            {
                await Console.Error.WriteLineAsync($"The engine could not be asked: {exception.StatusCode}, {exception.Status.Detail}");
            }
            catch (FormatException exception)
            {
                await Console.Error.WriteLineAsync($"{KeyVariable} holds no key: {exception.Message}");
            }

            return 2;
        });
        return command;
    }

    private static async Task<MaintenanceReport> AskAsync(Uri engine, string work, MaintainOrder order, CancellationToken cancellationToken)
    {
        var key = SharedKey.Parse(Environment.GetEnvironmentVariable(KeyVariable) ?? string.Empty);
        using var channel = GrpcChannel.ForAddress(engine, new GrpcChannelOptions { HttpHandler = new SigningHandler(key, TimeProvider.System, new SocketsHttpHandler()) });
        var headers = new Metadata();
        CallerIdentity.ForService("promo", Guid.NewGuid().ToString("n")).AddTo(headers);
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime + Patience;
        return await Works[work](new Maintenance.MaintenanceClient(channel), order, new CallOptions(headers, deadline, cancellationToken));
    }

    private static int Tell(MaintenanceReport report)
    {
        Console.WriteLine($"Looked at {report.Examined}, changed {report.Changed}, {report.Failed} need a person.");
        foreach (var finding in report.Findings)
        {
            Console.WriteLine(finding);
        }

        return report.Failed == 0 ? 0 : 1;
    }
}
