using System.Net;
using System.Text.Json.Nodes;

namespace FlowEngine;

/// <summary>A running flow: keeps its values, runs Message steps, and waits when it is told to.</summary>
public sealed class FlowState(InstalledConnector connector, CallbackEndpoint callbacks, string tenantId)
{
    private readonly Dictionary<string, JsonObject> _values = new(StringComparer.Ordinal);
    private readonly string _stateId = Guid.NewGuid().ToString("D");

    /// <summary>The connector's configuration, as the builder filled it in.</summary>
    public JsonArray Configuration { get; init; } = [];

    /// <summary>What people read while the flow waited, in order.</summary>
    public List<string> WaitMessages { get; } = [];

    /// <summary>A value of the flow.</summary>
    public JsonObject this[string name]
    {
        get => _values[name];
        set => _values[name] = value;
    }

    /// <summary>The content of a simple value.</summary>
    public string? Text(string name) => (string?)_values[name]["contentValue"];

    /// <summary>
    /// Runs a Message step. Inputs are bound to flow values; each output goes to the flow value <c>{action}.{output}</c>. A step that is told to wait goes on
    /// when the final answer comes.
    /// </summary>
    /// <returns>The final answer.</returns>
    /// <exception cref="InvalidOperationException">The step failed as a step does whose flow has no fault outcome.</exception>
    public async Task<JsonObject> MessageAsync(string action, params (string Input, string Value)[] bindings)
    {
        var request = Request(action, bindings.Select(binding => Bound(binding.Input, _values[binding.Value])));
        var (status, answer) = await connector.PostAsync(action, request);
        if (status != HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{action} failed with {(int)status}: {(string?)answer["message"]}");
        }

        Read(action, answer);
        if ((string)answer["invokeType"]! == "WAIT")
        {
            WaitMessages.Add((string)answer["waitMessage"]!);
            answer = await callbacks.FinalAsync((string)request["token"]!);
            Read(action, answer);
        }

        return answer;
    }

    /// <summary>A service request of this flow, with everything that the engine sends.</summary>
    public JsonObject Request(string action, IEnumerable<JsonObject> inputs, string? token = null) => new()
    {
        ["joinPlayerUri"] = $"https://flow.example/{tenantId}/play/default?join={_stateId}",
        ["playerUri"] = $"https://flow.example/{tenantId}/play/default",
        ["uri"] = $"https://service.example/actions/{action}",
        ["inputs"] = new JsonArray([.. inputs]),
        ["outcomes"] = new JsonArray(new JsonObject { ["id"] = "05b326b8-fd07-4909-80f1-7e1e1ecce6bf", ["developerName"] = "go", ["label"] = "go", ["order"] = 0 }),
        ["token"] = token ?? Guid.NewGuid().ToString("D"),
        ["tenantId"] = tenantId,
        ["stateId"] = _stateId,
        ["callbackUri"] = callbacks.Address,
        ["culture"] = new JsonObject { ["id"] = null, ["language"] = "EN", ["country"] = "USA", ["variant"] = null },
        ["executionMode"] = null,
        ["configurationValues"] = Configuration.DeepClone(),
        ["authorization"] = new JsonObject { ["globalAuthenticationType"] = "PUBLIC", ["streamBehaviourType"] = "NONE", ["groups"] = null, ["users"] = null },
        ["annotations"] = null,
        ["attributes"] = null,
    };

    private static JsonObject Bound(string input, JsonObject value)
    {
        var bound = value.DeepClone().AsObject();
        bound["developerName"] = input;
        bound["valueElementId"] = Guid.NewGuid().ToString("D");
        return bound;
    }

    private void Read(string action, JsonObject answer)
    {
        var breaches = Shape.BreachesOf("ServiceResponse", answer);
        if (breaches.Count > 0)
        {
            throw new InvalidOperationException($"{action} answered what cannot be read: {string.Join("; ", breaches.Take(10))}");
        }

        var described = connector.Actions[action]["serviceOutputs"]!.AsArray().ToDictionary(output => (string)output!["developerName"]!, output => (string)output!["contentType"]!, StringComparer.Ordinal);
        foreach (var output in answer["outputs"]!.AsArray())
        {
            var name = (string)output!["developerName"]!;
            if (described.TryGetValue(name, out var contentType))
            {
                if ((string)output["contentType"]! != contentType)
                {
                    throw new InvalidOperationException($"{action}.{name} was described as {contentType} and came as {output["contentType"]}.");
                }

                _values[$"{action}.{name}"] = output.DeepClone().AsObject();
            }
        }
    }
}
