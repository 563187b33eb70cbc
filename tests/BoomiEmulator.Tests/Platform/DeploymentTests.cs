using BoomiEmulator.State;

namespace BoomiEmulator.Tests.Platform;

internal sealed class DeploymentTests : PlatformFixture
{
    [Test]
    public async Task Environment_IsCreatedQueriedRenamedAndDeleted()
    {
        var created = await PostAsync("Environment", "{\"name\":\"Prod\"}");
        var id = created.Json.GetProperty("id").GetString()!;
        Assert.That(created.Json.GetProperty("classification").GetString(), Is.EqualTo("PROD"), "the default");
        Assert.That((await PostAsync("Environment", "{\"name\":\"prod\"}")).Status, Is.EqualTo(400), "names are unique");
        Assert.That((await PostAsync("Environment", "{\"name\":\"T\",\"classification\":\"PRODUCTION\"}")).Status, Is.EqualTo(400));
        await PostAsync("Environment", "{\"name\":\"T\",\"classification\":\"TEST\"}");
        var found = await PostAsync("Environment/query", Filter(Group("and", Test("EQUALS", "name", "Prod"), Test("EQUALS", "classification", "PROD"))));
        Assert.That(found.Rows.Single().GetProperty("id").GetString(), Is.EqualTo(id));
        Assert.That((await PostAsync($"Environment/{id}", $"{{\"id\":\"{id}\",\"name\":\"Live\"}}")).Json.GetProperty("name").GetString(), Is.EqualTo("Live"));
        await DeleteAsync($"Environment/{id}");
        Assert.That((await GetAsync($"Environment/{id}")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task C3_Environment_IsTheSameThroughThePartnerApi()
    {
        World.AddEnvironment(Sub, "Prod", "PROD", Guid(50));
        var direct = await GetAsync($"Environment/{Guid(50)}", account: Sub);
        var partner = await SendAsync(HttpMethod.Get, $"/partner/api/rest/v1/{Account}/Environment/{Guid(50)}?overrideAccount={Sub}", null, null, "application/json");
        Assert.That((partner.Status, partner.Text), Is.EqualTo((200, direct.Text)));
        Assert.That((await GetAsync($"Environment/{Guid(50)}")).Status, Is.EqualTo(400), "of another account");
    }

    [Test]
    public async Task C41_DeployTwice_IsADuplicate_AndANewPackageTakesOver()
    {
        var process = AddProcess(1);
        var environment = World.AddEnvironment(Account, "Test", "TEST").Id;
        var first = World.AddPackage(Account, process, "1.0", "n").PackageId;
        var deployed = await DeployAsync($"\"environmentId\":\"{environment}\",\"packageId\":\"{first}\",\"notes\":\"n\",\"listenerStatus\":\"PAUSED\"");
        Assert.That((deployed.Json.GetProperty("active").GetBoolean(), deployed.Json.GetProperty("version").GetInt32()), Is.EqualTo((true, 1)));
        Assert.That(deployed.Json.GetProperty("listenerStatus").GetString(), Is.EqualTo("PAUSED"));
        var again = await DeployAsync($"\"environmentId\":\"{environment}\",\"packageId\":\"{first}\"");
        Assert.That(again.Status, Is.EqualTo(400));
        Assert.That(again.Message, Does.Contain("duplicate"));
        var second = World.AddPackage(Account, process, "2.0", "n").PackageId;
        var newer = await DeployAsync($"\"environmentId\":\"{environment}\",\"packageId\":\"{second}\"");
        Assert.That(newer.Json.GetProperty("version").GetInt32(), Is.EqualTo(2));
        var rows = (await PostAsync("DeployedPackage/query", Filter(Group("and", Test("EQUALS", "environmentId", environment), Test("EQUALS", "active", "true"))))).Rows;
        Assert.That(rows.Single().GetProperty("packageId").GetString(), Is.EqualTo(second));
        var id = deployed.Json.GetProperty("deploymentId").GetString();
        Assert.That((await GetAsync($"DeployedPackage/{id}")).Json.GetProperty("active").GetBoolean(), Is.False);
    }

    [Test]
    public async Task C42_DeployByComponent_TakesTheNewestRevisionOfAnyBranch()
    {
        var process = AddProcess(1);
        var environment = World.AddEnvironment(Account, "Test", "TEST").Id;
        World.UpdateComponent(Account, process, Process(Guid(9)), NewBranch("promo"));
        var deployed = await DeployAsync($"\"environmentId\":\"{environment}\",\"componentId\":\"{process}\",\"branchName\":\"main\"");
        Assert.That((deployed.Json.GetProperty("componentVersion").GetInt32(), deployed.Json.GetProperty("branchName").GetString()), Is.EqualTo((2, "promo")));
        Assert.That(World.Package(Account, deployed.Json.GetProperty("packageId").GetString()!).ComponentVersion, Is.EqualTo(2));
    }

    [Test]
    public async Task Deploy_ToNowhereOrOfNothing_Answers400()
    {
        var environment = World.AddEnvironment(Account, "Test", "TEST").Id;
        var package = World.AddPackage(Account, AddProcess(1), "1.0", "n").PackageId;
        Assert.That((await DeployAsync($"\"environmentId\":\"{Guid(9)}\",\"packageId\":\"{package}\"")).Status, Is.EqualTo(400));
        Assert.That((await DeployAsync($"\"environmentId\":\"{environment}\",\"packageId\":\"{Guid(9)}\"")).Status, Is.EqualTo(400));
        Assert.That((await DeployAsync($"\"environmentId\":\"{environment}\"")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task Undeploy_FreesThePackage()
    {
        var environment = World.AddEnvironment(Account, "Test", "TEST").Id;
        var package = World.AddPackage(Account, AddProcess(1), "1.0", "n").PackageId;
        var id = (await DeployAsync($"\"environmentId\":\"{environment}\",\"packageId\":\"{package}\"")).Json.GetProperty("deploymentId").GetString();
        Assert.That((await DeleteAsync($"PackagedComponent/{package}")).Status, Is.EqualTo(400));
        Assert.That((await DeleteAsync($"DeployedPackage/{id}")).Status, Is.EqualTo(200));
        Assert.That((await DeleteAsync($"DeployedPackage/{id}")).Status, Is.EqualTo(400));
        Assert.That((await DeleteAsync($"PackagedComponent/{package}")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task Xml_HasChildElements()
    {
        var environment = World.AddEnvironment(Account, "Test", "TEST").Id;
        var package = World.AddPackage(Account, AddProcess(1), "1.0", "n").PackageId;
        var answer = await PostXmlAsync(
            "DeployedPackage", $"<DeployedPackage xmlns=\"{Bns}\"><environmentId>{environment}</environmentId><packageId>{package}</packageId></DeployedPackage>");
        Assert.That(answer.Xml.Elements().Single(e => e.Name.LocalName == "environmentId").Value, Is.EqualTo(environment));
    }

    [Test]
    public async Task Subscriber_InstallsAndAttachesWhatIsReleased()
    {
        var process = AddProcess(1);
        World.AddPackage(Account, process, "1.0", "n");
        var pack = World.AddPack(Account, "Orders", "MULTI", "d", new PackContent(process, "1.0")).Id;
        World.AddPack(Account, "Not released");
        var environment = World.AddEnvironment(Sub, "Prod", "PROD").Id;
        Assert.That((await PartnerAsync("IntegrationPack/query", "{\"QueryFilter\":{}}")).Rows.Single().GetProperty("id").GetString(), Is.EqualTo(pack));
        Assert.That((await PostAsync("IntegrationPack/query", "{\"QueryFilter\":{}}")).Rows, Is.Empty, "the publisher's own are not listed");
        var installed = await PartnerAsync("IntegrationPackInstance", $"{{\"integrationPackId\":\"{pack}\",\"integrationPackOverrideName\":\"North\"}}");
        var instance = installed.Json.GetProperty("id").GetString()!;
        Assert.That(installed.Json.GetProperty("ProcessId")[0].GetProperty("originalProcessId").GetString(), Is.EqualTo(process));
        var attachment = $"{{\"integrationPackInstanceId\":\"{instance}\",\"environmentId\":\"{environment}\"}}";
        Assert.That((await PartnerAsync("IntegrationPackEnvironmentAttachment", attachment)).Status, Is.EqualTo(200));
        Assert.That((await PartnerAsync("IntegrationPackEnvironmentAttachment", attachment)).Status, Is.EqualTo(400));
        Assert.That((await PartnerAsync("IntegrationPackEnvironmentAttachment/query", Filter(Test("EQUALS", "environmentId", environment)))).Rows, Has.Count.EqualTo(1));
        World.DeletePack(Account, pack);
        Assert.That((World.PackInstances(Sub).Count, World.PackAttachments(Sub).Count), Is.EqualTo((0, 0)));
    }

    [Test]
    public async Task SinglePack_IsInstalledOnce_WithoutAName()
    {
        var process = AddProcess(1);
        World.AddPackage(Account, process, "1.0", "n");
        var pack = World.AddPack(Account, "Orders", "SINGLE", "d", new PackContent(process, "1.0")).Id;
        Assert.That((await PartnerAsync("IntegrationPackInstance", $"{{\"integrationPackId\":\"{pack}\",\"integrationPackOverrideName\":\"x\"}}")).Status, Is.EqualTo(400));
        Assert.That((await PartnerAsync("IntegrationPackInstance", $"{{\"integrationPackId\":\"{pack}\"}}")).Status, Is.EqualTo(200));
        Assert.That((await PartnerAsync("IntegrationPackInstance", $"{{\"integrationPackId\":\"{pack}\"}}")).Status, Is.EqualTo(400));
        Assert.That((await PartnerAsync("IntegrationPackInstance", $"{{\"integrationPackId\":\"{Guid(9)}\"}}")).Status, Is.EqualTo(400));
    }

    private Task<Answer> DeployAsync(string members) => PostAsync("DeployedPackage", $"{{{members}}}");

    private Task<Answer> PartnerAsync(string path, string json) =>
        SendAsync(HttpMethod.Post, $"/partner/api/rest/v1/{Account}/{path}?overrideAccount={Sub}", json, "application/json", "application/json");
}
