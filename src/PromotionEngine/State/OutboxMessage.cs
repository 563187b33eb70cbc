namespace PromotionEngine.State;

/// <summary>Something to be sent once the commit that it is part of is made.</summary>
/// <param name="Kind">What it is, for example <c>PromotionLog</c> or <c>mail</c>; says who sends it.</param>
/// <param name="RecordKey">What it is about. Messages of one record are sent one after the other, in the order of their commits.</param>
/// <param name="PayloadJson">What is sent.</param>
public sealed record OutboxMessage(string Kind, string RecordKey, string PayloadJson);
