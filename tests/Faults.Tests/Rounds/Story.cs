using System.Text.Json.Nodes;
using Faults.Tests.Callers;
using Faults.Tests.Processes;

namespace Faults.Tests.Rounds;

/// <summary>One promotion on its way, by the people who act on it: at every status the dice say what they do next. Acts are called under idempotency keys, some of them twice at once.</summary>
internal sealed class Story(Landscape landscape, Dice dice, string name, string initiator, StoryRoot root)
{
    private const int MostActs = 9;
    private readonly string _primary = landscape.Seed.PrimaryAccountId;
    private readonly List<CalledAct> _calls = [];

    /// <summary>Every call that was answered, or was not.</summary>
    public IReadOnlyList<CalledAct> Calls => _calls;

    /// <summary>What answers of equal calls differ in.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>What it promotes.</summary>
    public StoryRoot Root => root;

    /// <summary>The pack of production that it is released in.</summary>
    public string Pack => initiator;

    /// <summary>Who promotes.</summary>
    public string Initiator => initiator;

    /// <summary>Whether it began the promotion.</summary>
    public bool IsOf(string promotionId) => _calls.Any(call => call.Action is "executePromotion" or "submitForReview" && call.Answer.Field("promotionId") == promotionId);

    private string Peer => initiator == "alice" ? "bob" : "dan";

    /// <summary>Plays it to its end, or until nobody wants to go on.</summary>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        var version = Package(out var package);
        var promoted = await CallAsync(initiator, "executePromotion", string.Empty, new JsonObject
        {
            ["devAccountId"] = root.DevAccount,
            ["components"] = new JsonArray(new JsonObject { ["componentId"] = root.Top }, new JsonObject { ["componentId"] = root.Step }),
            ["promotionMetadata"] = new JsonObject { ["devPackageId"] = package },
        }, cancellationToken);
        var id = promoted.Field("promotionId");
        for (var act = 0; act < MostActs && promoted.Success && id.Length > 0; act++)
        {
            var status = await StatusAsync(id, cancellationToken);
            var next = await NextAsync(id, status, version, cancellationToken);
            if (next.Length == 0)
            {
                return;
            }

            id = next;
        }
    }

    /// <summary>Repeats some of the calls under their keys; what is answered must be what was answered before.</summary>
    public async Task RepeatAsync(CancellationToken cancellationToken)
    {
        foreach (var call in _calls.Where(call => call.Answer.IsGiven && dice.Chance(30)).ToList())
        {
            var again = await landscape.Host.CallAsync(call.Person, call.Action, JsonNode.Parse(call.Body)!.AsObject(), call.Key, cancellationToken);
            Compare(call, again);
        }
    }

    /// <summary>Ends the promotion that is still live, so that the next round finds no branch of this one.</summary>
    public async Task EndAsync(string id, string status, CancellationToken cancellationToken)
    {
        var action = status is "TEST_DEPLOYED" or "PENDING_PACK_ASSIGNMENT" or "TEST_DEPLOY_FAILED" ? "cancelTestDeployment" : "withdrawPromotion";
        if (status == "ADMIN_APPROVED")
        {
            // What the platform was told to merge cannot be withdrawn: it is deployed to its end.
            var deployed = await DeployAsync(id, string.Empty, cancellationToken);
            if (deployed.Success)
            {
                return;
            }
        }

        await CallAsync(initiator, action, id, action == "withdrawPromotion" ? Withdrawal(id) : new JsonObject { ["promotionId"] = id }, cancellationToken);
    }

    // The promotion that goes on: the production one after a submission; empty when the story is over.
    private async Task<string> NextAsync(string id, string status, string version, CancellationToken cancellationToken)
    {
        switch (status)
        {
            case "COMPLETED" when dice.Chance(15):
                await CallAsync(initiator, "withdrawPromotion", id, Withdrawal(id), cancellationToken);
                return id;
            case "COMPLETED" when dice.Chance(20):
                return await SubmitAsync(id, version, isHotfix: true, cancellationToken);
            case "COMPLETED" or "TEST_DEPLOY_FAILED":
                await TestAsync(id, version, cancellationToken);
                return id;
            case "TEST_DEPLOYED" when dice.Chance(15):
                await CallAsync(initiator, "cancelTestDeployment", id, new JsonObject { ["promotionId"] = id }, cancellationToken);
                return id;
            case "TEST_DEPLOYED":
                return await SubmitAsync(id, version, isHotfix: false, cancellationToken);
            case "PENDING_PEER_REVIEW" when dice.Chance(10):
                await CallAsync(initiator, "withdrawPromotion", id, Withdrawal(id), cancellationToken);
                return id;
            case "PENDING_PEER_REVIEW":
                await DecideAsync(Peer, "submitPeerReview", id, dice.Chance(85), cancellationToken);
                return id;
            case "PENDING_ADMIN_REVIEW" when dice.Chance(15):
                await DecideAsync("carol", "submitAdminReview", id, isApproval: false, cancellationToken);
                return id;
            case "PENDING_ADMIN_REVIEW" when dice.Chance(50):
                await DecideAsync("carol", "submitAdminReview", id, isApproval: true, cancellationToken);
                return id;
            case "PENDING_ADMIN_REVIEW" or "ADMIN_APPROVED":
                await DeployAsync(id, version, cancellationToken);
                return id;
            case "IN_PROGRESS" or "TEST_DEPLOYING":
                await Task.Delay(200, cancellationToken);
                return id;
            default:
                return string.Empty;
        }
    }

    private Task<Answer> TestAsync(string id, string version, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["promotionId"] = id, ["packageVersion"] = version, ["deploymentTarget"] = "TEST" };
        NamePack(body, $"{initiator} - TEST");
        return CallAsync(initiator, "packageAndDeploy", id, body, cancellationToken);
    }

    private Task<Answer> DeployAsync(string id, string version, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["promotionId"] = id };
        if (version.Length > 0)
        {
            body["packageVersion"] = version;
        }

        NamePack(body, Pack);
        return CallAsync("carol", "packageAndDeploy", id, body, cancellationToken);
    }

    private async Task<string> SubmitAsync(string id, string version, bool isHotfix, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["promotionId"] = id, ["packageVersion"] = version };
        if (isHotfix)
        {
            body["isHotfix"] = true;
            body["hotfixJustification"] = "The orders stand still.";
        }

        var answer = await CallAsync(initiator, "submitForReview", id, body, cancellationToken);
        return answer.Success ? answer.Field("promotionId") : string.Empty;
    }

    private Task<Answer> DecideAsync(string person, string action, string id, bool isApproval, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["promotionId"] = id, ["decision"] = isApproval ? "APPROVED" : "REJECTED" };
        if (!isApproval)
        {
            body["comments"] = "Not like this.";
        }

        return CallAsync(person, action, id, body, cancellationToken);
    }

    private JsonObject Withdrawal(string id) => new() { ["promotionId"] = id, ["reason"] = "Changed my mind." };

    private void NamePack(JsonObject body, string pack)
    {
        if (landscape.Boomi.World.Packs(_primary).FirstOrDefault(view => view.Pack.Name == pack) is { } found)
        {
            body["integrationPackId"] = found.Pack.Id;
        }
        else
        {
            body["createNewPack"] = true;
            body["newPackName"] = pack;
        }
    }

    private string Package(out string package)
    {
        root.Packages++;
        var version = FormattableString.Invariant($"{root.Packages}.0");
        package = landscape.Boomi.World.AddPackage(root.DevAccount, root.Top, version, "made by a story").PackageId;
        return version;
    }

    private async Task<string> StatusAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await landscape.Host.CallAsync(initiator, "queryStatus", new JsonObject { ["promotionId"] = id }, string.Empty, cancellationToken);
        return answer.Rows("promotions").Select(row => (string?)row["status"]).FirstOrDefault() ?? string.Empty;
    }

    private async Task<Answer> CallAsync(string person, string action, string id, JsonObject body, CancellationToken cancellationToken)
    {
        var key = FormattableString.Invariant($"{name}-{_calls.Count}");
        var text = body.ToJsonString();
        var twin = dice.Chance(25) ? landscape.Host.CallAsync(person, action, body, key, cancellationToken) : null;
        var answer = await landscape.Host.CallAsync(person, action, body, key, cancellationToken);
        var call = new CalledAct(person, action, id.Length > 0 ? id : answer.Field("promotionId"), key, text, answer);
        _calls.Add(call);
        if (twin is not null)
        {
            Compare(call, await twin);
        }

        return answer;
    }

    private void Compare(CalledAct call, Answer again)
    {
        if (call.Answer.IsGiven && !again.IsSameAs(call.Answer))
        {
            Differences.Add($"{call}{Environment.NewLine}  first:  {call.Answer.Text}{Environment.NewLine}  repeat: {again.Text}");
        }
    }
}
