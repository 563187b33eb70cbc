using System.Collections;
using System.Text.Json;
using Contract.Actions;
using Google.Protobuf;

namespace FlowServiceHost.Actions;

/// <summary>
/// Makes the request message of an action from JSON: lenient in form, strict in what the rules beside the fields say.
/// Other dialects bring their values into plain JSON first and are read here too.
/// </summary>
/// <param name="problems">Takes everything that is wrong.</param>
/// <param name="isSatisfied">Whether a required field may be absent, because the caller's credentials say what it would.</param>
public sealed class RequestReader(FieldProblems problems, Func<FieldDefinition, bool> isSatisfied)
{
    private readonly FieldReader _fields = new(problems);

    /// <summary>Reads <paramref name="body"/>, which must be an object. Unknown fields are ignored, <c>null</c> equals absent.</summary>
    public IMessage Read(MessageDefinition definition, JsonElement body) => Read(definition, body, string.Empty);

    private IMessage Read(MessageDefinition definition, JsonElement body, string prefix)
    {
        var message = definition.Descriptor.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in definition.Fields)
        {
            var path = prefix + field.Name;
            var isThere = body.TryGetProperty(field.Name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
            var state = isThere ? Set(message, field, path, value) : Reading.Absent;
            if (state == Reading.Absent && field.Required && !isSatisfied(field))
            {
                problems.Missing(path);
            }
        }

        return message;
    }

    private Reading Set(IMessage message, FieldDefinition field, string path, JsonElement value)
    {
        var before = problems.Count;
        var isSet = field switch
        {
            { IsList: true, Kind: FieldKind.Object } => SetObjects(message, field, path, value),
            { IsList: true } => SetTexts(message, field, path, value),
            { Kind: FieldKind.Object } => SetObject(message, field, path, value),
            _ => SetSingle(message, field, path, value),
        };
        return isSet ? Reading.Set : problems.Count > before ? Reading.Wrong : Reading.Absent;
    }

    private bool SetSingle(IMessage message, FieldDefinition field, string path, JsonElement value)
    {
        object? read = field.Kind switch
        {
            FieldKind.Flag => _fields.Flag(path, value),
            FieldKind.Number => _fields.Number(path, value),
            _ => _fields.Text(field, path, value),
        };
        if (read is null)
        {
            return false;
        }

        field.Descriptor.Accessor.SetValue(message, read);
        return true;
    }

    private bool SetTexts(IMessage message, FieldDefinition field, string path, JsonElement value)
    {
        if (_fields.Texts(field, path, value) is not { Count: > 0 } texts)
        {
            return false;
        }

        var list = (IList)field.Descriptor.Accessor.GetValue(message);
        foreach (var text in texts)
        {
            list.Add(text);
        }

        return true;
    }

    private bool SetObject(IMessage message, FieldDefinition field, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            problems.Wrong(path, $"must be an object, not {FieldReader.Kind(value)}");
            return false;
        }

        field.Descriptor.Accessor.SetValue(message, Read(field.Members!, value, $"{path}."));
        return true;
    }

    private bool SetObjects(IMessage message, FieldDefinition field, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            problems.Wrong(path, $"must be a list of objects, not {FieldReader.Kind(value)}");
            return false;
        }

        var list = (IList)field.Descriptor.Accessor.GetValue(message);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var itemPath = $"{path}[{index++}]";
            if (item.ValueKind == JsonValueKind.Object)
            {
                list.Add(Read(field.Members!, item, $"{itemPath}."));
            }
            else
            {
                problems.Wrong(itemPath, $"must be an object, not {FieldReader.Kind(item)}");
            }
        }

        return index > 0;
    }

    private enum Reading
    {
        Absent,
        Wrong,
        Set,
    }
}
