using NUnit.Framework;
using NUnit.Framework.Interfaces;

namespace Testing.Secrets;

/// <summary>
/// Fails the test after which a planted secret was found to have been given away. Tests run side by side, so it may be another one than that which did it; the finding
/// says where it was. Every test project carries it for all of its tests.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class)]
public sealed class NoSecretsAttribute : Attribute, ITestAction
{
    /// <inheritdoc/>
    public ActionTargets Targets => ActionTargets.Test;

    /// <inheritdoc/>
    public void BeforeTest(ITest test) => _ = WatchedTraces.OfThisRun;

    /// <inheritdoc/>
    public void AfterTest(ITest test) => Require(SecretWatch.OfThisRun);

    /// <summary>Fails when <paramref name="watch"/> found something.</summary>
    public static void Require(SecretWatch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        if (watch.Take() is { Count: > 0 } findings)
        {
            throw new AssertionException($"A planted secret was given away:{Environment.NewLine}{string.Join(Environment.NewLine, findings)}");
        }
    }
}
