using System.Collections;
using Contract.Actions;
using Google.Protobuf;
using Caller = PromotionService.V1.FieldRules.Types.Caller;

namespace FlowServiceHost.Identity;

/// <summary>The fields of one request that name the caller, wherever the rules beside the fields say so.</summary>
public sealed class CallerFields
{
    private readonly IReadOnlyList<Place> _places;
    private readonly IMessage _request;
    private readonly MessageDefinition _definition;

    /// <summary>Finds the fields in <paramref name="request"/>, those of single nested objects included.</summary>
    public CallerFields(MessageDefinition definition, IMessage request)
    {
        _definition = definition;
        _request = request;
        _places = [.. Find(definition, request, string.Empty)];
    }

    /// <summary>The e-mails given, each with the path of its field, in the order of the proto.</summary>
    public IReadOnlyList<(string Path, string Value)> Emails => [.. Texts(Caller.Email)];

    /// <summary>The names given.</summary>
    public IReadOnlyList<(string Path, string Value)> Names => [.. Texts(Caller.Name)];

    /// <summary>The groups given, with the path of their field.</summary>
    public IReadOnlyList<(string Path, string Value)> Groups =>
        [.. Of(Caller.Groups).SelectMany(place => ((IList)place.Value).Cast<string>(), (place, group) => (place.Path, group))];

    /// <summary>Writes what a user token says into every field that names the caller.</summary>
    public void Fill(UserCredential user)
    {
        ArgumentNullException.ThrowIfNull(user);
        foreach (var place in Of(Caller.Email))
        {
            place.Set(user.Email);
        }

        foreach (var place in Of(Caller.Name))
        {
            place.Set(user.Name);
        }

        foreach (var place in Of(Caller.Groups))
        {
            var list = (IList)place.Value;
            list.Clear();
            foreach (var group in user.Groups)
            {
                list.Add(group);
            }
        }
    }

    /// <summary>The text at <paramref name="path"/>, whatever kind of field it is; empty when an object on the way is absent.</summary>
    public string TextAt(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var definition = _definition;
        var message = _request;
        var parts = path.Split('.');
        foreach (var part in parts.SkipLast(1))
        {
            var field = definition.Find(part)!;
            if (field.Descriptor.Accessor.GetValue(message) is not IMessage inner)
            {
                return string.Empty;
            }

            (definition, message) = (field.Members!, inner);
        }

        return (string)definition.Find(parts[^1])!.Descriptor.Accessor.GetValue(message);
    }

    private static IEnumerable<Place> Find(MessageDefinition definition, IMessage message, string prefix)
    {
        foreach (var field in definition.Fields)
        {
            if (field.Caller != Caller.NotTheCaller)
            {
                yield return new Place(field, message, prefix + field.Name);
            }
            else if (field is { Members: { } members, IsList: false } && field.Descriptor.Accessor.GetValue(message) is IMessage inner)
            {
                foreach (var place in Find(members, inner, $"{prefix}{field.Name}."))
                {
                    yield return place;
                }
            }
        }
    }

    private IEnumerable<Place> Of(Caller caller) => _places.Where(place => place.Field.Caller == caller);

    private IEnumerable<(string Path, string Value)> Texts(Caller caller) =>
        Of(caller).Select(place => (place.Path, Value: (string)place.Value)).Where(pair => pair.Value.Length > 0);

    private sealed record Place(FieldDefinition Field, IMessage Owner, string Path)
    {
        public object Value => Field.Descriptor.Accessor.GetValue(Owner);

        public void Set(string text) => Field.Descriptor.Accessor.SetValue(Owner, text);
    }
}
