using Google.Protobuf;

namespace PromotionEngine.Failures;

/// <summary>Reads and writes the three fields that the answer of every action begins with. Answers between our own programs have none.</summary>
internal static class Envelope
{
    private const int SuccessField = 1;
    private const int ErrorCodeField = 2;
    private const int ErrorMessageField = 3;
    private const string SuccessName = "success";

    /// <summary>Whether <paramref name="response"/> begins with them.</summary>
    public static bool IsOn(IMessage response) => response.Descriptor.FindFieldByNumber(SuccessField)?.Name == SuccessName;

    /// <summary>An answer that tells of <paramref name="failure"/> and holds nothing else.</summary>
    public static TResponse Of<TResponse>(PromotionFailure failure)
        where TResponse : class
    {
        var response = Activator.CreateInstance<TResponse>();
        var message = (IMessage)response;
        Set(message, SuccessField, false);
        Set(message, ErrorCodeField, failure.Code);
        Set(message, ErrorMessageField, failure.Message);
        return response;
    }

    /// <summary>The code of an answer; empty for one that succeeded.</summary>
    public static string CodeOf(IMessage response) => (string)response.Descriptor.Fields[ErrorCodeField].Accessor.GetValue(response);

    private static void Set(IMessage message, int field, object value) => message.Descriptor.Fields[field].Accessor.SetValue(message, value);
}
