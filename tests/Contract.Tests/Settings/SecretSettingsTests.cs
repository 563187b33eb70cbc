using Contract.Calls;
using Contract.Settings;
using Microsoft.Extensions.Configuration;

namespace Contract.Tests.Settings;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SecretSettingsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("secrets-");
    private readonly SteppedTimer _clock = new();
    private readonly ConfigurationManager _configuration = new();

    public void Dispose()
    {
        _configuration.Dispose();
        _folder.Delete(recursive: true);
    }

    [Test]
    public void File_NamedByItsSetting_GivesTheSecret()
    {
        Set("Boomi:Platform:TokenFile", Write("token", "from-file\n"));

        _configuration.AddSecretFiles(_clock);

        Assert.That(_configuration["Boomi:Platform:Token"], Is.EqualTo("from-file"));
    }

    [Test]
    public void Folder_OfAMountedSecret_GivesEachFilesSecret()
    {
        Write("Audit__PreviousKeys__0", "old");
        Write("Engine__SharedKey", "key");
        Write("..data", "the mounting's own");
        Set(SecretSettings.DirectorySetting, _folder.FullName);

        _configuration.AddSecretFiles(_clock);

        Assert.That((_configuration["Audit:PreviousKeys:0"], _configuration["Engine:SharedKey"], _configuration["..data"]), Is.EqualTo(("old", "key", (string?)null)));
    }

    [Test]
    public void File_WrittenAnew_CountsAtTheNextLook()
    {
        Set("Mail:PasswordFile", Write("password", "one"));
        _configuration.AddSecretFiles(_clock);
        var changes = 0;
        using var subscription = Microsoft.Extensions.Primitives.ChangeToken.OnChange(((IConfiguration)_configuration).GetReloadToken, () => changes++);

        _clock.Tick();
        Write("password", "two");
        Assert.That(_configuration["Mail:Password"], Is.EqualTo("one"));
        _clock.Tick();

        Assert.That((_configuration["Mail:Password"], changes), Is.EqualTo(("two", 1)));
    }

    [Test]
    public void File_ThatVanishes_LeavesTheLastValue()
    {
        var file = Write("token", "one");
        Set("Boomi:DataHub:TokenFile", file);
        _configuration.AddSecretFiles(_clock);

        File.Delete(file);
        _clock.Tick();

        Assert.That(_configuration["Boomi:DataHub:Token"], Is.EqualTo("one"));
    }

    [Test]
    public void File_ThatIsNotThere_StopsTheStartAndIsNamed()
    {
        Set("Audit:KeyFile", Path.Combine(_folder.FullName, "nowhere"));

        Assert.That(() => _configuration.AddSecretFiles(_clock), Throws.InvalidOperationException.With.Message.Contains("Audit:KeyFile: there is no file"));
    }

    [Test]
    public void File_OfASettingThatIsNoSecret_IsNotRead()
    {
        Set("Audit:SomethingFile", Write("x", "y"));

        _configuration.AddSecretFiles(_clock);

        Assert.That(_configuration["Audit:Something"], Is.Null);
    }

    [TestCase("""{"Boomi":{"Platform":{"Token":"canary"}}}""", "Boomi:Platform:Token")]
    [TestCase("""{"Audit":{"PreviousKeys":["canary"]}}""", "Audit:PreviousKeys:0")]
    [TestCase("""{"Identity":{"SignIn":{"ClientSecret":"canary"}}}""", "Identity:SignIn:ClientSecret")]
    [TestCase("""{"State":{"Redis":"redis:6379,password=canary"}}""", "State:Redis")]
    public void Secret_InACommittedFile_StopsTheStartAndIsNamedWithoutItsValue(string json, string setting)
    {
        _configuration.AddJsonFile(Write("appsettings.Production.json", json));

        var refused = Assert.Throws<InvalidOperationException>(() => _configuration.AddSecretFiles(_clock));

        Assert.That(refused!.Message, Does.Contain($"{setting} in appsettings.Production.json").And.Not.Contain("canary"));
    }

    [Test]
    public void Address_InACommittedFile_IsNoSecret()
    {
        _configuration.AddJsonFile(Write("appsettings.json", """{"State":{"Redis":"redis:6379"},"Boomi":{"Platform":{"Token":""}}}"""));

        Assert.That(() => _configuration.AddSecretFiles(_clock), Throws.Nothing);
    }

    [Test]
    public void SharedKeys_ChangedWhileTheProgramRuns_AreFollowedAndHalfWrittenOnesNot()
    {
        Set(SharedKeys.CurrentSetting, SharedKey.Generate());
        var keys = SharedKeys.Follow(_configuration);
        var first = keys().Current;

        Set(SharedKeys.CurrentSetting, "half");
        ((IConfigurationRoot)_configuration).Reload();
        Assert.That(keys().Current, Is.SameAs(first));
        Set(SharedKeys.CurrentSetting, SharedKey.Generate());
        ((IConfigurationRoot)_configuration).Reload();

        Assert.That(keys().Current, Is.Not.SameAs(first));
    }

    private void Set(string setting, string value) => _configuration[setting] = value;

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A clock whose timers run when they are told to.</summary>
    private sealed class SteppedTimer : TimeProvider
    {
        private readonly List<(TimerCallback Callback, object? State)> _timers = [];

        public void Tick() => _timers.ForEach(timer => timer.Callback(timer.State));

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Add((callback, state));
            return new Nothing();
        }

        private sealed class Nothing : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
