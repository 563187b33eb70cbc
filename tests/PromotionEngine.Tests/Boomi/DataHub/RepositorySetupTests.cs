using PromotionEngine.Boomi.DataHub;
using EmulatorOptions = BoomiEmulator.DataHub.DataHubOptions;

namespace PromotionEngine.Tests.Boomi.DataHub;

internal sealed class RepositorySetupTests : EmulatedDataHub
{
    protected override EmulatorOptions Emulated => new() { DeploymentDelay = TimeSpan.FromSeconds(3), SourceTransitionDelay = TimeSpan.FromSeconds(2) };

    [Test]
    public async Task Ensure_EmptyRepository_MakesEverythingThatWritingNeeds()
    {
        var report = await SetUpRepositoryAsync();

        Assert.That(report.Universes.Keys, Is.EquivalentTo(GoldenRecordModels.All.Select(model => model.Name)));
        foreach (var model in GoldenRecordModels.All)
        {
            Assert.That(await Client.UniverseAsync(model), Is.EqualTo(report.Universes[model.Name]));
            foreach (var source in model.Sources)
            {
                var fields = model.Fields.Where(field => field.Required).ToDictionary(field => field.Name, field => Sample(field, source));
                var outcome = (await Client.UpsertAsync(model, source, [new GoldenRecordWrite(fields)])).Single();
                Assert.That(outcome.Kind, Is.EqualTo(WriteOutcomeKind.Created), $"{model.Name} by {source}: {outcome.Cause} {outcome.Message}");
            }
        }
    }

    [Test]
    public async Task Ensure_Again_ChangesNothing()
    {
        await SetUpRepositoryAsync();

        var again = await SetUpRepositoryAsync();

        Assert.That(again.Changes, Is.Empty);
    }

    [Test]
    public async Task Ensure_BrokeOffBeforeTheInitialLoads_GoesOn()
    {
        using var cancel = new CancellationTokenSource();
        var setup = NewSetup().EnsureAsync(cancel.Token);
        await Task.WhenAny(setup, UntilSomethingIsDeployedAsync());
        await cancel.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => setup);

        await SetUpRepositoryAsync();

        Assert.That((await SetUpRepositoryAsync()).Changes, Is.Empty);
    }

    [Test]
    public void Ensure_WrongAdministrationToken_IsAuthFailedWithoutTheToken()
    {
        Options.AdministrationToken = "wrong-token";

        var thrown = Assert.ThrowsAsync<DataHubException>(SetUpRepositoryAsync);

        Assert.That(thrown!.Kind, Is.EqualTo(DataHubErrorKind.AuthFailed));
        Assert.That(thrown.ToString(), Does.Not.Contain("wrong-token"));
    }

    [Test]
    public void Setup_MissingSettings_NamesAll()
    {
        Options.AdministrationAccountId = string.Empty;
        Options.AdministrationUser = string.Empty;

        Assert.That(NewSetup, Throws.ArgumentException.With.Message.Contains("AdministrationAccountId").And.Message.Contains("AdministrationUser"));
    }

    private static string Sample(GoldenRecordField field, string source) => field.Type switch
    {
        GoldenFieldType.Integer => "7",
        GoldenFieldType.DateTime => "2026-02-01T10:15:00Z",
        _ => GoldenRecordWriter.Cut($"{source} {field.Name} {new string('x', 300)}", field.MaxLength),
    };

    private async Task UntilSomethingIsDeployedAsync()
    {
        while (!(await Client.DeployedAsync(CancellationToken.None)).HasElements)
        {
            await Task.Yield();
        }
    }
}
