using System.Collections;
using System.Collections.Frozen;
using Contract.Actions;
using Contract.Errors;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace PromotionEngine.Failures;

/// <summary>
/// Refuses requests whose texts are longer than their fields take or hold control characters, and IDs that are not trimmed. The host refuses or trims them too; what it
/// lets through by mistake, or another program sends, must not be taken for the ID of something else: DataHub compares without blanks at the ends.
/// </summary>
internal sealed class RequestTextInterceptor(ActionCatalogue actions) : Interceptor
{
    private readonly FrozenDictionary<string, MessageDefinition> _requests = actions.Actions.ToFrozenDictionary(action => action.MethodPath, action => action.Request, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (_requests.GetValueOrDefault(context.Method) is { } definition && Problem(definition, (IMessage)request, string.Empty) is { } problem)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, problem);
        }

        return continuation(request, context);
    }

    private static string? Problem(MessageDefinition definition, IMessage message, string prefix)
    {
        foreach (var field in definition.Fields.Where(field => field.Kind is FieldKind.Text or FieldKind.Object))
        {
            var value = field.Descriptor.Accessor.GetValue(message);
            var values = field.IsList ? (IList)value : value is null ? [] : new[] { value };
            for (var index = 0; index < values.Count; index++)
            {
                var path = $"{prefix}{field.Name}{(field.IsList ? $"[{index}]" : string.Empty)}";
                var problem = values[index] is string text ? OfText(field, path, text) : Problem(field.Members!, (IMessage)values[index]!, $"{path}.");
                if (problem is not null)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    private static string? OfText(FieldDefinition field, string path, string text) => FieldText.Problem(field, text) is { } problem
        ? $"{path} {problem}."
        : field.Name.EndsWith("Id", StringComparison.Ordinal) && text.Length > 0 && (char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])) ? $"{path} must not begin or end with a blank." : null;
}
