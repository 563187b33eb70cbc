using BoomiEmulator.State;
using BoomiEmulator.Wire;

namespace BoomiEmulator.Platform;

/// <summary>An object that can be queried.</summary>
/// <typeparam name="TRow">What a query goes over.</typeparam>
internal abstract class QueryResource<TRow>(QueryPages pages) : Resource
{
    /// <summary>The properties that a filter may name.</summary>
    protected abstract IReadOnlyCollection<string> Properties { get; }

    /// <summary>Whether property names match in any case.</summary>
    protected virtual bool IgnoreCase => false;

    /// <inheritdoc/>
    public override PlatformAnswer Query(PlatformCall call)
    {
        var filter = QueryFilter.Read(call.Read("QueryConfig"), Properties, IgnoreCase, call.Settings.Switches.EmptyGroupMatchesAll);
        Check(filter);
        var matches = new List<TRow>();
        foreach (var row in Rows(call, filter))
        {
            if (filter.Matches(property => Read(call, row, property)))
                matches.Add(row);
        }

        return PlatformAnswer.Ok(pages.First(call, Name, matches.Count, i => WriteRow(call, matches[i])));
    }

    /// <inheritdoc/>
    public override PlatformAnswer QueryMore(PlatformCall call) => PlatformAnswer.Ok(pages.Next(call, Name));

    /// <summary>Refuses filters that the object does not take.</summary>
    protected virtual void Check(FilterExpression filter)
    {
    }

    /// <summary>The rows that could match: at least all that do.</summary>
    protected abstract IEnumerable<TRow> Rows(PlatformCall call, FilterExpression filter);

    /// <summary>A property of a row.</summary>
    protected abstract object? Read(PlatformCall call, TRow row, string property);

    /// <summary>A row of a query's result.</summary>
    protected abstract WireObject WriteRow(PlatformCall call, TRow row);

    /// <summary>Whether a filter names a property.</summary>
    protected static bool Names(FilterExpression filter, string property) => filter.Tests().Any(test => test.Property == property);

    /// <summary>Refuses a filter that names one property without another.</summary>
    protected static void RefuseAlone(FilterExpression filter, string property, string companion)
    {
        if (Names(filter, property) && !Names(filter, companion))
            throw new PlatformRefusal($"{property} should always be accompanied by {companion}");
    }
}
