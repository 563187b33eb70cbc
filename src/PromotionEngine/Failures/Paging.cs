using Contract.Errors;

namespace PromotionEngine.Failures;

/// <summary>Which rows of a list to answer.</summary>
/// <param name="Limit">Rows to answer.</param>
/// <param name="Offset">Rows to leave out at the beginning.</param>
public readonly record struct Paging(int Limit, int Offset)
{
    private const int DefaultLimit = 50;
    private const int HighestLimit = 200;

    /// <summary>The page that a request names; 50 rows unless it says otherwise, 200 at most.</summary>
    /// <exception cref="PromotionFailure">INVALID_REQUEST when a number is out of range.</exception>
    public static Paging Read(int? limit, int offset)
    {
        if (limit is < 1 or > HighestLimit)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"limit is {limit}; it must be from 1 to {HighestLimit}.");
        }

        if (offset < 0)
        {
            throw new PromotionFailure(ErrorCodes.InvalidRequest, $"offset is {offset}; it must not be negative.");
        }

        return new Paging(limit ?? DefaultLimit, offset);
    }
}
