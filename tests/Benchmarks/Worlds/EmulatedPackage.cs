namespace Benchmarks.Worlds;

/// <summary>A package to promote, and what a promotion of it needs at least when everything in it is new.</summary>
/// <param name="Account">The development account.</param>
/// <param name="PackageId">The package.</param>
/// <param name="RootId">Its root component.</param>
/// <param name="Components">Components in it.</param>
/// <param name="LongestChain">Components in the longest chain in which each needs the next one's new ID.</param>
/// <param name="CycleFixes">Components that are written twice because they close a cycle.</param>
/// <param name="MeanCharacters">Mean length of the documents.</param>
internal sealed record EmulatedPackage(string Account, string PackageId, string RootId, int Components, int LongestChain, int CycleFixes, int MeanCharacters);
