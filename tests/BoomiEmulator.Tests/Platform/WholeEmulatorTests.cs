using System.Text;
using BoomiEmulator.DataHub;
using BoomiEmulator.Faults;

namespace BoomiEmulator.Tests.Platform;

/// <summary>What the Platform API and DataHub share: the journal, faults, snapshots and files.</summary>
internal sealed class WholeEmulatorTests
{
    private const string Query = "POST /mdm/universes/{universe}/records/query";

    [Test]
    public async Task DataHubCalls_AreJournalledByRoutePattern()
    {
        await using var host = await StartAsync(dataFile: null);
        using var client = new HttpClient { BaseAddress = host.Address };
        Assert.That(await PostAsync(client), Is.EqualTo(401));
        Assert.That(() => host.Journal.Counts().GetValueOrDefault(Query), Is.EqualTo(1).After(2000, 10));
    }

    [Test]
    public async Task Faults_AreDoneToDataHubCallsToo()
    {
        await using var host = await StartAsync(dataFile: null);
        using var client = new HttpClient { BaseAddress = host.Address };
        host.Faults.Add(new FaultRule { Operation = Query, Effect = FaultEffect.Status, Status = 504, Times = 1 });
        Assert.That(await PostAsync(client), Is.EqualTo(504));
        Assert.That(await PostAsync(client), Is.EqualTo(401));
    }

    [Test]
    public async Task Snapshots_CoverDataHub()
    {
        await using var host = await StartAsync(dataFile: null);
        host.State.Save("before");
        host.DataHub.Deploy("repo", Tests.DataHub.TestModel.Request());
        Assert.That(host.DataHub.UniverseId("repo", Tests.DataHub.TestModel.Name), Is.Not.Empty);
        host.State.Restore("before");
        Assert.That(() => host.DataHub.UniverseId("repo", Tests.DataHub.TestModel.Name), Throws.InvalidOperationException);
    }

    [Test]
    public async Task DataFile_CoversDataHub()
    {
        var file = Path.Combine(Path.GetTempPath(), $"emulator-{TestContext.CurrentContext.Test.ID}-{Environment.ProcessId}.json");
        try
        {
            string universe;
            await using (var first = await StartAsync(file))
                universe = first.DataHub.Deploy("repo", Tests.DataHub.TestModel.Request());

            await using var second = await StartAsync(file);
            Assert.That(second.DataHub.UniverseId("repo", Tests.DataHub.TestModel.Name), Is.EqualTo(universe));
            second.Reset();
            Assert.That(second.DataHub.UniverseId("repo", Tests.DataHub.TestModel.Name), Is.EqualTo(universe), "the file's state is the baseline");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Task<EmulatorHost> StartAsync(string? dataFile) => EmulatorHost.StartAsync(new EmulatorOptions
    {
        DataFile = dataFile,
        DataHub = new DataHubOptions { Repositories = [new DataHubRepositoryOptions("Repo", "repo", "repo-user", "repo-token")] },
    });

    private static async Task<int> PostAsync(HttpClient client)
    {
        using var body = new StringContent("<RecordQueryRequest/>", Encoding.UTF8, "application/xml");
        using var response = await client.PostAsync(new Uri("/mdm/universes/u/records/query", UriKind.Relative), body);
        return (int)response.StatusCode;
    }
}
