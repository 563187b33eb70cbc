using System.Xml;
using PromotionEngine.Accounts;
using PromotionEngine.Boomi;
using PromotionEngine.Boomi.Platform;

namespace PromotionEngine.Extensions;

/// <summary>
/// Finds which processes declare an extension. The platform does not answer that, so the processes of the packs that a client account has installed are
/// read, as main has them in the primary account, and what stands below their <c>processOverrides</c> is theirs.
/// </summary>
/// <param name="platform">The platform.</param>
public sealed class ExtensionOwners(PlatformClient platform)
{
    /// <summary>The processes by the components, in any case, that they make extensible; of one component by name. A process that cannot be read declares nothing.</summary>
    public async Task<ILookup<string, ExtensionOwner>> OfAsync(AccountId account, CallScope scope, CancellationToken cancellationToken)
    {
        var boomi = platform.In(scope);
        var processes = await boomi.PackInstances.ProcessesAsync(account, cancellationToken);
        var current = await boomi.Metadata.CurrentAsync(platform.Primary, processes, cancellationToken);
        var documents = await boomi.Components.GetManyAsync(
            platform.Primary, [.. current.Select(process => new ComponentVersion(process.Id, process.Version))], cancellationToken);
        var names = current.ToDictionary(process => process.Id, process => process.Name);
        return documents
            .Where(document => document.Xml is not null)
            .Select(document => (Owner: new ExtensionOwner(document.Id.Value, names.GetValueOrDefault(document.Id, string.Empty)), Components: DeclaredIn(document.Xml!)))
            .OrderBy(process => process.Owner.Name, StringComparer.Ordinal)
            .ThenBy(process => process.Owner.ProcessId, StringComparer.Ordinal)
            .SelectMany(process => process.Components.Select(component => (component, process.Owner)))
            .ToLookup(pair => pair.component, pair => pair.Owner, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Everything that a process's declarations name by ID: the components, and their fields, whose IDs are no components'.</summary>
    internal static IReadOnlySet<string> DeclaredIn(string xml)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        using var reader = SafeXml.Open(xml);
        var depth = int.MaxValue;
        while (reader.ReadBounded())
        {
            if (reader.NodeType == XmlNodeType.Element && depth == int.MaxValue && reader.LocalName == "processOverrides" && !reader.IsEmptyElement)
            {
                depth = reader.Depth;
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
            {
                depth = int.MaxValue;
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.Depth > depth)
            {
                found.UnionWith(new[] { reader.GetAttribute("id"), reader.GetAttribute("componentId") }.OfType<string>());
            }
        }

        return found;
    }
}
