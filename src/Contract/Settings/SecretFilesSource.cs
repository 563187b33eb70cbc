using Microsoft.Extensions.Configuration;

namespace Contract.Settings;

/// <summary>Where <see cref="SecretFilesProvider"/> finds secrets.</summary>
/// <param name="files">Setting and file of each, from settings whose name ends in <c>File</c>.</param>
/// <param name="directory">Folder of a mounted secret, a file for each setting; empty for none.</param>
/// <param name="clock">Clock of the looks.</param>
internal sealed class SecretFilesSource(IReadOnlyDictionary<string, string> files, string directory, TimeProvider clock) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SecretFilesProvider(files, directory, clock);
}
