using NUnit.Framework;

namespace Testing;

/// <summary>
/// Programs that some tests run against and that a machine may lack. A test that needs one calls <see cref="Require"/>:
/// where it is missing the test is skipped, visibly, with the way to install it.
/// </summary>
public static class ExternalTool
{
    /// <summary>The whole path of <paramref name="name"/> on PATH, or null.</summary>
    public static string? Find(string name)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>The whole path of <paramref name="name"/>; skips the running test with <paramref name="installHint"/> when it is not there.</summary>
    public static string Require(string name, string installHint)
    {
        var found = Find(name);
        if (found is null)
        {
            Assert.Ignore($"{name} is not on this machine. Install it with: {installHint}");
        }

        return found!;
    }
}
