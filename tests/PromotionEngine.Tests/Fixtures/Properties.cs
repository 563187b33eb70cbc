using FsCheck;
using FsCheck.Fluent;

namespace PromotionEngine.Tests.Fixtures;

/// <summary>Checks that something holds for many values, always the same ones.</summary>
internal static class Properties
{
    /// <summary>Three hundred values of <paramref name="values"/>; a failure shows the smallest one that was found.</summary>
    public static void Check<T>(Arbitrary<T> values, Action<T> property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261120, 3), Prop.ForAll(values, (T value) =>
        {
            using var context = new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext();
            property(value);
        }));
}
