using Contract.Actions;

namespace Contract.Tests.Actions;

/// <summary>Holds every field of the contract against the list of types by name.</summary>
public sealed class DocumentedTypesTests
{
    private static readonly HashSet<string> Booleans = new(StringComparer.Ordinal)
    {
        "success", "createNewPack", "hotfixCreateNewTestPack", "branchPreserved", "needsPackAssignment", "branchDeleted", "isValid",
    };

    private static readonly HashSet<string> Integers = new(StringComparer.Ordinal)
    {
        "depth", "version", "line", "column", "warningCount", "connectionsSkipped", "componentsTotal", "componentsCreated", "componentsUpdated",
        "componentsFailed", "branchVersion", "mainVersion", "componentCount", "connectionCount", "processPropertyCount", "dynamicPropertyCount",
        "mapExtensionCount", "updatedFieldCount", "fieldsCopied", "encryptedFieldsSkipped",
    };

    private static readonly HashSet<string> DateTimes = new(StringComparer.Ordinal)
    {
        "createdDate", "requestDate", "startDate", "endDate", "initiatedAt", "testDeployedAt", "peerReviewedAt", "adminApprovedAt", "lastPromoted",
    };

    private static readonly HashSet<string> HotfixFlagIsBooleanIn = new(StringComparer.Ordinal)
    {
        "PackageAndDeployRequest", "PackageAndDeployResponse", "SubmitForReviewRequest", "PromotionMetadata",
    };

    private static readonly ActionCatalogue Catalogue = ActionCatalogue.Load();

    [TestCaseSource(nameof(AllActions))]
    public void Fields_OfTheDocuments_HaveTheTypeThatTheirNameSays(string action)
    {
        var definition = Catalogue.Find(action)!;
        Assert.Multiple(() =>
        {
            foreach (var (message, field) in FieldsOf(definition.Request).Concat(FieldsOf(definition.Response)))
            {
                var where = $"{message.Name}.{field.Name}";
                if (Booleans.Contains(field.Name))
                {
                    Assert.That(field.Kind, Is.EqualTo(FieldKind.Flag), where);
                }
                else if (field.Name == "isHotfix")
                {
                    Assert.That(field.Kind, Is.EqualTo(HotfixFlagIsBooleanIn.Contains(message.Name) ? FieldKind.Flag : FieldKind.Text), where);
                }
                else if (Integers.Contains(field.Name))
                {
                    Assert.That(field.Kind, Is.EqualTo(FieldKind.Number), where);
                }
                else if (field.Name == "userSsoGroups")
                {
                    Assert.That(field.IsList && field.Kind == FieldKind.Text, where);
                }
                else if (!field.Additive && field.Kind != FieldKind.Object && definition.Process.Length > 0)
                {
                    Assert.That(field.Kind == FieldKind.Text || IsOurNumber(field), where);
                    Assert.That(field.IsList, Is.False, where);
                }

                Assert.That(field.DateTime || !DateTimes.Contains(field.Name), $"{where} is a date-time");
                Assert.That(field.Name is "validatedAt" or "startTime" or "completionTime" && field.DateTime, Is.False, $"{where} is plain text");
            }
        });
    }

    [TestCaseSource(nameof(AllActions))]
    public void Response_OfEveryAction_BeginsWithTheEnvelope(string action) =>
        Assert.That(
            Catalogue.Find(action)!.Response.Fields.Take(3).Select(field => (field.Name, field.Kind, field.Descriptor.FieldNumber)),
            Is.EqualTo(new[] { ("success", FieldKind.Flag, 1), ("errorCode", FieldKind.Text, 2), ("errorMessage", FieldKind.Text, 3) }));

    [TestCaseSource(nameof(AllActions))]
    public void Request_OfEveryAction_MayNameTheCallersGroupsAndEmail(string action)
    {
        var names = Catalogue.Find(action)!.Request.Fields.Select(field => field.Name).ToList();
        Assert.That(names, Does.Contain("userSsoGroups").And.Contain("userEmail"));
    }

    [Test]
    public void Absent_OnlyTheFieldsOfExecutePromotion_MayBeLeftOut()
    {
        var absent = Catalogue.Actions
            .SelectMany(action => FieldsOf(action.Response))
            .Where(pair => pair.Field.AbsentWhenEmpty || pair.Field.TracksPresence)
            .Select(pair => $"{pair.Message.Name}.{pair.Field.Name}");
        Assert.That(absent, Is.EqualTo(new[]
        {
            "ExecutePromotionResponse.branchId", "ExecutePromotionResponse.branchName",
            "ExecutePromotionResponse.missingConnectionMappings", "ExecutePromotionResponse.missingConnections",
        }));
    }

    internal static IEnumerable<(MessageDefinition Message, FieldDefinition Field)> FieldsOf(MessageDefinition message) =>
        message.Fields.SelectMany(field => field.Members is null ? [(message, field)] : FieldsOf(field.Members).Prepend((message, field)));

    private static IEnumerable<string> AllActions() => Catalogue.Actions.Select(action => action.Name);

    // Ours, although the protos do not mark them: they stand in messages that are additive as a whole.
    private static bool IsOurNumber(FieldDefinition field) => field.Name is "offset" or "limit";
}
