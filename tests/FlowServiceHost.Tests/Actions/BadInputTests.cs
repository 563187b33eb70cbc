using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Contract.Actions;
using FlowServiceHost.Identity;
using FlowServiceHost.Tests.Support;

namespace FlowServiceHost.Tests.Actions;

/// <summary>Every field of every action, made from the descriptors: missing, null, empty, of the wrong type, over-long, huge, with unknown company.</summary>
public sealed class BadInputTests
{
    private static HostUnderTest Host => SharedHost.Host;

    [TestCaseSource(nameof(AllActions))]
    public async Task Action_EveryFieldRight_ReachesTheEngineWhole(string action)
    {
        var answer = await Host.PostAsync(action, Bodies.Full(action).ToJsonString());

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), answer.Text);
        Assert.That(answer.Success, answer.Text);
        Assert.That(answer.Seen!.Method, Is.EqualTo(Bodies.Catalogue.Find(action)!.MethodPath));
        Assert.That(JsonNode.DeepEquals(Formatted(answer), Bodies.Full(action)), $"{Formatted(answer)} is not {Bodies.Full(action)}");
    }

    [TestCaseSource(nameof(AllFields))]
    public async Task Field_MissingNullOrEmpty_IsNamedWhenRequiredAndElseIgnored(string action, string path)
    {
        var field = FieldAt(action, path);
        JsonNode? empty = field switch
        {
            { IsList: true } => new JsonArray(),
            { Kind: FieldKind.Object } => null,
            _ => "",
        };
        var missing = await Host.PostAsync(action, Bodies.With(Bodies.Full(action), path, value: null, remove: true).ToJsonString());
        var isNull = await Host.PostAsync(action, Bodies.With(Bodies.Full(action), path, value: null).ToJsonString());
        var isEmpty = await Host.PostAsync(action, Bodies.With(Bodies.Full(action), path, empty).ToJsonString());
        var isBlank = field is { IsList: false, Kind: FieldKind.Text }
            ? await Host.PostAsync(action, Bodies.With(Bodies.Full(action), path, " \t\n ").ToJsonString())
            : isEmpty;

        Assert.Multiple(() =>
        {
            foreach (var answer in new[] { missing, isNull, isEmpty, isBlank })
            {
                Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
                if (MustBeThere(action, path, field))
                {
                    Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"), answer.Text);
                    Assert.That(answer.Message, Is.EqualTo($"Missing: {path}."));
                    Assert.That(answer.Seen, Is.Null);
                }
                else
                {
                    Assert.That(answer.Success, answer.Text);
                }
            }
        });
    }

    [TestCaseSource(nameof(AllFields))]
    public async Task Field_OfTheWrongType_IsNamed(string action, string path)
    {
        var field = FieldAt(action, path);
        JsonNode?[] wrong = field switch
        {
            { IsList: true, Kind: FieldKind.Object } => ["text", 5, new JsonObject(), new JsonArray("text"), new JsonArray((JsonNode?)null)],
            { IsList: true } => [5, true, new JsonArray(5), new JsonArray(new JsonArray("x")), new JsonObject { ["count"] = 1 }],
            { Kind: FieldKind.Object } => ["text", 5, new JsonArray()],
            { Kind: FieldKind.Flag } => ["maybe", 1, new JsonObject(), new JsonArray()],
            { Kind: FieldKind.Number } => ["five", 1.5, 2147483648, "99999999999999999999", true, new JsonObject()],
            _ => [5, new JsonObject(), new JsonArray("x")],
        };
        foreach (var value in wrong)
        {
            var answer = await Host.PostAsync(action, Bodies.With(Bodies.Full(action), path, value?.DeepClone()).ToJsonString());

            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"), $"{value?.ToJsonString()}: {answer.Text}");
            Assert.That(answer.Message, Does.StartWith(path).And.Contain(" must be "));
            Assert.That(answer.Seen, Is.Null);
        }
    }

    [TestCaseSource(nameof(TextFields))]
    public async Task Text_LongerThanItMayBe_IsNamedAndAtTheLimitIsTaken(string action, string path)
    {
        var field = FieldAt(action, path);
        JsonNode Value(int length) => field.IsList ? new JsonArray(new string('y', length)) : new string('y', length);

        var over = await Host.PostAsync(action, Bodies.With(Bodies.Full(action), path, Value(field.MaxLength + 1)).ToJsonString());

        Assert.That(over.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(over.Code, Is.EqualTo("INVALID_REQUEST"));
        Assert.That(over.Message, Does.Contain($"has {field.MaxLength + 1} characters; at most {field.MaxLength} are allowed").And.StartWith(path));
        if (field.Words.Count == 0 && !field.DateTime && field.Caller != PromotionService.V1.FieldRules.Types.Caller.Email)
        {
            var at = await Host.PostAsync(action, Bodies.With(Bodies.Full(action), path, Value(field.MaxLength)).ToJsonString());
            Assert.That(at.Success, at.Text);
        }
    }

    [TestCaseSource(nameof(TextFields))]
    public async Task Text_OfTenMegabytes_Is413(string action, string path)
    {
        var field = FieldAt(action, path);
        var huge = new string('z', 10 * 1024 * 1024);
        var json = Bodies.With(Bodies.Full(action), path, field.IsList ? new JsonArray(huge) : huge).ToJsonString();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{HostUnderTest.BasePath}/{action}");
        request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Authorization = HostUnderTest.Basic();
        request.Headers.ExpectContinue = true;

        var answer = await Host.SendAsync(request);

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
    }

    [TestCaseSource(nameof(AllActions))]
    public async Task Action_WithUnknownFieldsOfEveryKind_IgnoresThem(string action)
    {
        var body = Bodies.Full(action);
        foreach (var target in new[] { body }.Concat(body.Select(pair => pair.Value).OfType<JsonObject>()).ToList())
        {
            target["unknownText"] = "x";
            target["unknownObject"] = new JsonObject { ["deep"] = new JsonArray(1, 2, new JsonObject()) };
            target["success"] = false;
            target["__proto__"] = new JsonObject();
        }

        var answer = await Host.PostAsync(action, body.ToJsonString());

        Assert.That(answer.Success, answer.Text);
        Assert.That(JsonNode.DeepEquals(Formatted(answer), Bodies.Full(action)));
    }

    [TestCaseSource(nameof(AllActions))]
    public async Task Action_WithNothing_NamesEveryMissingFieldInOneMessage(string action)
    {
        var answer = await Host.PostAsync(action, "{}");
        var required = Bodies.Catalogue.Find(action)!.Request.Fields.Where(field => field.Required).Select(field => field.Name).ToList();

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK));
        if (required.Count > 0)
        {
            Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"));
            Assert.That(answer.Message, Does.StartWith($"Missing: {string.Join(", ", required)}"));
        }
    }

    private static JsonNode Formatted(Answer answer) =>
        JsonNode.Parse(new Google.Protobuf.JsonFormatter(new Google.Protobuf.JsonFormatter.Settings(formatDefaultValues: true)).Format(answer.Seen!.Message))!;

    private static bool MustBeThere(string action, string path, FieldDefinition field) =>
        field.Required || (PersonRules.ByAction.TryGetValue(action, out var rule) && rule is { Fields.Count: 1, WhenField: null } && rule.Fields[0] == path);

    private static FieldDefinition FieldAt(string action, string path) => Bodies.Fields(action).First(pair => pair.Path == path).Field;

    private static IEnumerable<string> AllActions() => Bodies.Catalogue.Actions.Select(action => action.Name);

    private static IEnumerable<TestCaseData> AllFields() =>
        AllActions().SelectMany(action => Bodies.Fields(action), (action, pair) => new TestCaseData(action, pair.Path));

    private static IEnumerable<TestCaseData> TextFields() =>
        AllActions().SelectMany(action => Bodies.Fields(action).Where(pair => pair.Field.Kind == FieldKind.Text), (action, pair) => new TestCaseData(action, pair.Path));
}
