using PromotionEngine.Scripts;
using Testing;

namespace PromotionEngine.Tests.Scripts;

/// <summary>Warm compilers for all fixtures that do no harm to them; ended after the last.</summary>
[SetUpFixture]
public sealed class SharedCheckers
{
    private const string Hint = "apt-get install groovy default-jre-headless";

    private static readonly GroovyChecker Compilers = new(PatientOptions(), TimeProvider.System);
    private static readonly JavaScriptChecker Parsers = new(PatientOptions(), TimeProvider.System);

    internal static ScriptValidation Validation { get; } = new(Compilers, Parsers);

    internal static JavaScriptChecker JavaScript => Parsers;

    /// <summary>Compilers that may be used by any test; skips the test where there is no Java or no Groovy.</summary>
    internal static GroovyChecker Groovy
    {
        get
        {
            RequireGroovy();
            return Compilers;
        }
    }

    /// <summary>Skips the running test where there is no Java or no Groovy.</summary>
    internal static void RequireGroovy()
    {
        ExternalTool.Require("java", Hint);
        ExternalTool.Require("groovy", Hint);
    }

    /// <summary>Limits that a loaded machine keeps to.</summary>
    internal static ScriptOptions PatientOptions() => new()
    {
        CheckTimeout = TimeSpan.FromSeconds(60),
        QueueTimeout = TimeSpan.FromSeconds(120),
        StartTimeout = TimeSpan.FromSeconds(120),
    };

    [OneTimeTearDown]
    public static void EndCompilers()
    {
        var processes = Compilers.ProcessIds;
        Compilers.Dispose();
        Parsers.Dispose();

        Assert.That(processes.Where(id => Directory.Exists($"/proc/{id}")), Is.Empty, "compilers outlive the engine");
    }
}
