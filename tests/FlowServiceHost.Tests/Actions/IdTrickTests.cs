using System.Net;
using System.Text.Json.Nodes;
using Contract.Actions;
using FlowServiceHost.Tests.Support;
using Testing;

namespace FlowServiceHost.Tests.Actions;

/// <summary>What stands in place of an ID reaches the engine as it was written, in the field that it was written in, or is named as wrong; nothing of it reaches a header.</summary>
public sealed class IdTrickTests
{
    private static readonly string[] Tricks = [.. IdTricks.With("8c7724fa-dfe7-738c-fb8b-c3be552904cd").Where(trick => trick.Length < 3_000)];

    [TestCaseSource(nameof(Actions))]
    public async Task Ids_WithTricks_ReachTheEngineAsTheyAreOrAreNamed(string action)
    {
        var fields = Bodies.Fields(action).Where(pair => pair.Field is { Kind: FieldKind.Text, IsList: false, Words.Count: 0 } && pair.Field.Name.EndsWith("Id", StringComparison.Ordinal)).ToList();

        // Every trick in each field would be the same code again and again: each field gets every seventh, and all fields together get all.
        for (var index = 0; index < Tricks.Length * fields.Count; index++)
        {
            var (path, field) = fields[index % fields.Count];
            if (index % 7 != 0 && fields.Count > 1)
            {
                continue;
            }

            var trick = Tricks[index / fields.Count];
            var answer = await SharedHost.Host.PostAsync(action, Bodies.With(Bodies.Full(action), path, trick).ToJsonString());

            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.OK), trick);
            Assert.That(answer.Headers.ToString(), Does.Not.Contain("X-Injected"));
            if (answer.Seen is { } seen)
            {
                Assert.That(seen.Method, Is.EqualTo(Bodies.Catalogue.Find(action)!.MethodPath));
                Assert.That(answer.Success, answer.Text);
                var body = JsonNode.Parse(new Google.Protobuf.JsonFormatter(new Google.Protobuf.JsonFormatter.Settings(formatDefaultValues: true)).Format(seen.Message))!;
                Assert.That(JsonNode.DeepEquals(body, Bodies.With(Bodies.Full(action), path, trick.Trim())), $"{path} {trick}: {body}");
                Assert.That(FieldText.Problem(field, trick.Trim()), Is.Null);
            }
            else
            {
                Assert.That(answer.Code, Is.EqualTo("INVALID_REQUEST"), answer.Text);
                Assert.That(answer.Message, Does.Contain(path).And.Not.Match(@"[\u0000-\u001f\u007f-\u009f\u2028\u2029]"));
                Assert.That(FieldText.Problem(field, trick.Trim()) is not null || trick.Trim().Length == 0, $"{path} {trick}");
            }
        }
    }

    private static IEnumerable<string> Actions() => Bodies.Catalogue.Actions.Select(action => action.Name).Where(action => Bodies.Fields(action).Any(pair => pair.Field.Name.EndsWith("Id", StringComparison.Ordinal)));
}
