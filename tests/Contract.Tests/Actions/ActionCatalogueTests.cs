using Contract.Actions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using PromotionService.V1;

namespace Contract.Tests.Actions;

public sealed class ActionCatalogueTests
{
    private static readonly string[] Documented =
    [
        "getDevAccounts", "listDevPackages", "resolveDependencies", "executePromotion", "packageAndDeploy", "queryStatus", "queryPeerReviewQueue",
        "submitPeerReview", "queryTestDeployments", "cancelTestDeployment", "withdrawPromotion", "manageMappings", "generateComponentDiff",
        "listIntegrationPacks", "listClientAccounts", "getExtensions", "updateExtensions", "copyExtensionsTestToProd", "updateMapExtension",
        "checkReleaseStatus", "validateScript",
    ];

    private static readonly string[] Ours =
    [
        "submitForReview", "submitAdminReview", "getPromotionProgress", "saveSession", "restoreSession", "manageAccess", "queryAudit", "rebuildExtensionCache",
    ];

    private readonly ActionCatalogue _catalogue = ActionCatalogue.Load();

    [Test]
    public void Load_TheProtosOfTheHouse_HasEveryDocumentedActionAndOurOwn()
    {
        Assert.That(_catalogue.Actions.Where(action => action.Process.Length > 0).Select(action => action.Name), Is.EquivalentTo(Documented));
        Assert.That(_catalogue.Actions.Where(action => action.Process.Length == 0).Select(action => action.Name), Is.EquivalentTo(Ours));
    }

    [Test]
    public void Actions_OfTheDocuments_HaveADistinctLetterEach()
    {
        var letters = _catalogue.Actions.Select(action => action.Process).Where(process => process.Length > 0).ToList();

        Assert.That(letters, Is.Unique.And.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
    }

    [TestCase("executePromotion", true)]
    [TestCase("packageAndDeploy", true)]
    [TestCase("manageMappings", true)]
    [TestCase("queryStatus", false)]
    [TestCase("validateScript", false)]
    public void Writes_OfAnAction_IsWhatTheOptionSays(string name, bool writes) =>
        Assert.That(_catalogue.Find(name)!.Writes, Is.EqualTo(writes));

    [Test]
    public void MethodPath_OfAnAction_IsTheGrpcPath() =>
        Assert.That(_catalogue.Find("executePromotion")!.MethodPath, Is.EqualTo("/promotion.v1.Promotions/ExecutePromotion"));

    [TestCase("executepromotion", "executePromotion")]
    [TestCase("listDevPackage", "listDevPackages")]
    [TestCase("submitPearReview", "submitPeerReview")]
    public void Nearest_AMisspeltName_IsTheNameMeant(string misspelt, string meant)
    {
        Assert.That(_catalogue.Find(misspelt), Is.Null);
        Assert.That(_catalogue.Nearest(misspelt), Is.EqualTo(meant));
    }

    [Test]
    public void Nearest_NothingLikeAnAction_IsNull()
    {
        Assert.That(_catalogue.Nearest("coffee"), Is.Null);
        Assert.That(_catalogue.Nearest(new string('x', 100_000)), Is.Null);
    }

    [Test]
    public void Rules_BesideAField_AreRead()
    {
        var request = _catalogue.Find("submitPeerReview")!.Request;

        Assert.Multiple(() =>
        {
            Assert.That(request.Find("promotionId")!.Required, Is.True);
            Assert.That(request.Find("promotionId")!.MaxLength, Is.EqualTo(1024));
            Assert.That(request.Find("decision")!.Words, Is.EqualTo(new[] { "APPROVED", "REJECTED" }));
            Assert.That(request.Find("reviewerEmail")!.Caller, Is.EqualTo(FieldRules.Types.Caller.Email));
            Assert.That(request.Find("reviewerName")!.Caller, Is.EqualTo(FieldRules.Types.Caller.Name));
            Assert.That(request.Find("comments")!.MaxLength, Is.EqualTo(500));
            Assert.That(request.Find("comments")!.Verbatim, Is.True);
            Assert.That(request.Find("userSsoGroups")!.Additive, Is.True);
            Assert.That(_catalogue.Find("updateExtensions")!.Request.Find("extensionPayload")!.Secret, Is.True);
            Assert.That(_catalogue.Find("queryStatus")!.Request.Find("startDate")!.DateTime, Is.True);
            Assert.That(_catalogue.Find("manageAccess")!.Request.Find("isActive")!.AnyCase, Is.True);
            Assert.That(_catalogue.Find("packageAndDeploy")!.Request.Find("isHotfix")!.TracksPresence, Is.True);
        });
    }

    [Test]
    public void Members_OfAnObjectField_AreItsFields()
    {
        var components = _catalogue.Find("executePromotion")!.Request.Find("components")!;

        Assert.That(components.IsList, Is.True);
        Assert.That(components.Kind, Is.EqualTo(FieldKind.Object));
        Assert.That(
            components.Members!.Fields.Select(field => field.Name),
            Is.EqualTo(new[] { "componentId", "componentName", "componentType", "folderFullPath" }));
    }

    [Test]
    public void From_ProtosThatBreakRules_NamesEveryBreach()
    {
        var files = BrokenContract();

        var refused = Assert.Throws<ActionContractException>(() => ActionCatalogue.From(files));

        Assert.That(refused!.Problems, Has.Count.GreaterThanOrEqualTo(6));
        Assert.That(refused.Message, Does.Contain("The action name doIt is used by"));
        Assert.That(refused.Message, Does.Contain("field 1 must be success"));
        Assert.That(refused.Message, Does.Contain("field 2 must be errorCode"));
        Assert.That(refused.Message, Does.Contain("field 3 must be errorMessage"));
        Assert.That(refused.Message, Does.Contain("broken.v1.Reply.big: 64-bit integers become strings"));
        Assert.That(refused.Message, Does.Contain("broken.v1.Ask.count: max_length is for texts"));
        Assert.That(refused.Message, Does.Contain("has no summary"));
    }

    private static IEnumerable<FileDescriptor> BrokenContract()
    {
        var lengthOnANumber = new FieldOptions();
        lengthOnANumber.SetExtension(ActionOptionsExtensions.Field, new FieldRules { MaxLength = 5 });
        var action = new MethodOptions();
        action.SetExtension(ActionOptionsExtensions.Action, new PromotionService.V1.Action { Name = "doIt" });
        var file = new FileDescriptorProto
        {
            Name = "broken.proto",
            Package = "broken.v1",
            Syntax = "proto3",
            Dependency = { "promotion/v1/action_options.proto" },
            MessageType =
            {
                new DescriptorProto
                {
                    Name = "Ask",
                    Field = { new FieldDescriptorProto { Name = "count", Number = 1, Type = FieldDescriptorProto.Types.Type.Int32, Label = FieldDescriptorProto.Types.Label.Optional, Options = lengthOnANumber } },
                },
                new DescriptorProto
                {
                    Name = "Reply",
                    Field = { new FieldDescriptorProto { Name = "big", Number = 1, Type = FieldDescriptorProto.Types.Type.Int64, Label = FieldDescriptorProto.Types.Label.Optional } },
                },
            },
            Service =
            {
                new ServiceDescriptorProto
                {
                    Name = "Broken",
                    Method =
                    {
                        new MethodDescriptorProto { Name = "One", InputType = ".broken.v1.Ask", OutputType = ".broken.v1.Reply", Options = action },
                        new MethodDescriptorProto { Name = "Two", InputType = ".broken.v1.Ask", OutputType = ".broken.v1.Reply", Options = action },
                    },
                },
            },
        };
        var registry = new ExtensionRegistry { ActionOptionsExtensions.Action, ActionOptionsExtensions.Field };
        return FileDescriptor.BuildFromByteStrings(
            [DescriptorReflection.Descriptor.SerializedData, ActionOptionsReflection.Descriptor.SerializedData, file.ToByteString()], registry);
    }
}
