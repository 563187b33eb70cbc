namespace BoomiEmulator.State;

public sealed partial class World
{
    private const string AlreadyDeleted = "Specified branch is already deleted.";

    /// <summary>The clock's present time, to tell the stage of a branch.</summary>
    public DateTimeOffset Clock => Now;

    /// <summary>All live branches of an account; with <paramref name="deletedToo"/> also the deleted ones.</summary>
    public IReadOnlyList<Branch> Branches(string accountId, bool deletedToo = false)
    {
        lock (_gate)
            return [.. State(accountId).Branches.Values.Where(branch => deletedToo || !branch.Deleted)];
    }

    /// <summary>The account's main branch.</summary>
    public Branch MainBranch(string accountId)
    {
        lock (_gate)
            return State(accountId).Main;
    }

    /// <summary>The name of a branch, live or deleted; null when there is none with that id.</summary>
    public string? BranchName(string accountId, string branchId)
    {
        lock (_gate)
            return State(accountId).Branches.GetValueOrDefault(branchId)?.Name;
    }

    /// <summary>A live branch.</summary>
    /// <exception cref="PlatformRefusal">There is none with that id, or it is deleted.</exception>
    public Branch Branch(string accountId, string branchId)
    {
        lock (_gate)
            return LiveBranch(State(accountId), branchId);
    }

    /// <summary>Cuts a branch from another one, or from what a package froze.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="name">Its name; characters other than letters, digits, blanks, dots, dashes and underscores become dashes.</param>
    /// <param name="parentId">The branch to cut from.</param>
    /// <param name="packageId">The package, or the deployment, to cut from.</param>
    /// <param name="user">Who.</param>
    public Branch CreateBranch(string accountId, string? name, string? parentId, string? packageId, string user)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new PlatformRefusal("The branch has no name.");

        lock (_gate)
        {
            var state = State(accountId);
            var switches = _settings.Switches;
            var deployment = packageId is null ? null : state.Deployments.GetValueOrDefault(packageId);
            var package = packageId is null ? null : state.Packages.GetValueOrDefault(deployment?.PackageId ?? packageId);
            if (packageId is not null && (package is null || package.Deleted))
                throw new PlatformRefusal($"Package id {packageId} is invalid.");

            if (package is null && parentId is null && !switches.BranchParentDefaultsToMain)
                throw new PlatformRefusal("Either parentId or packageId must be given to create a branch.");

            var parent = package is not null ? state.Branches[package.BranchId] : parentId is null ? state.Main : LiveBranch(state, parentId);
            if (!parent.IsMain && !switches.BranchOfBranchAllowed)
                throw new PlatformRefusal("A branch can be created from the main branch only.");

            var clean = CleanBranchName(name);
            RefuseBranchName(state, clean, exceptId: null);
            RefuseBeyondLimit(state, switches);
            var branch = new Branch
            {
                Id = NextId("B"),
                Name = clean,
                ParentId = parent.Id,
                Point = package?.Moment ?? state.Moment,
                PackageId = package?.PackageId,
                DeploymentId = deployment?.DeploymentId,
                ReadyAt = Now + _settings.Delays.BranchReady,
                CreatedBy = user,
                CreatedDate = Now,
                ModifiedBy = user,
                ModifiedDate = Now,
            };
            state.Branches.Add(branch.Id, branch);
            return branch;
        }
    }

    /// <summary>Gives a branch another name.</summary>
    public Branch RenameBranch(string accountId, string branchId, string? name, string user)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new PlatformRefusal("The branch has no name.");

        lock (_gate)
        {
            var state = State(accountId);
            var branch = LiveBranch(state, branchId);
            if (branch.IsMain)
                throw new PlatformRefusal("The main branch cannot be renamed.");

            var clean = CleanBranchName(name);
            RefuseBranchName(state, clean, branchId);
            return state.Branches[branchId] = branch with { Name = clean, ModifiedBy = user, ModifiedDate = Now };
        }
    }

    /// <summary>Deletes a branch.</summary>
    public void DeleteBranch(string accountId, string branchId, string user)
    {
        lock (_gate)
        {
            var state = State(accountId);
            var branch = LiveBranch(state, branchId);
            if (branch.IsMain)
                throw new PlatformRefusal("The main branch cannot be deleted.");

            state.Branches[branchId] = branch with { Deleted = true, ModifiedBy = user, ModifiedDate = Now };
        }
    }

    /// <summary>The human name makes the difference: ids are not accepted.</summary>
    private static Branch BranchByName(AccountState state, string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return state.Main;

        return state.Branches.Values.FirstOrDefault(branch => !branch.Deleted && branch.Name == name)
            ?? throw new PlatformRefusal($"Branch '{name}' is not valid");
    }

    private static Branch LiveBranch(AccountState state, string branchId)
    {
        var branch = state.Branches.GetValueOrDefault(branchId) ?? throw new PlatformRefusal($"Branch id {branchId} is invalid.");
        return branch.Deleted ? throw new PlatformRefusal(AlreadyDeleted) : branch;
    }

    /// <summary>The branch a component is written on: main unless another is named and the account has branches at all.</summary>
    private static Branch WritableBranch(AccountState state, string? branchId) =>
        branchId is null || !state.Account.BranchingEnabled ? state.Main : LiveBranch(state, branchId);

    private static string CleanBranchName(string name) =>
        string.Create(name.Trim().Length, name.Trim(), static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = char.IsLetterOrDigit(source[i]) || source[i] is ' ' or '.' or '-' or '_' ? source[i] : '-';
        });

    private void RefuseBranchName(AccountState state, string name, string? exceptId)
    {
        var reusable = _settings.Switches.DeletedBranchNameReusable;
        if (state.Branches.Values.Any(branch => branch.Id != exceptId && branch.Name == name && (!branch.Deleted || !reusable)))
            throw new PlatformRefusal($"A branch with the name {name} already exists.");
    }

    private void RefuseBeyondLimit(AccountState state, EmulatorSwitches switches)
    {
        var limit = _settings.Limits.MaxBranches;
        var counted = state.Branches.Values.Count(branch => !branch.Deleted && (!branch.IsMain || switches.MainCountsTowardBranchLimit));
        if (counted < limit)
            return;

        throw new PlatformRefusal(switches.BranchLimitText switch
        {
            BranchLimitText.LimitExceeded => "Branch limit exceeded.",
            BranchLimitText.Vague => "The branch could not be created.",
            _ => $"The account has reached the maximum number of branches allowed ({limit}).",
        });
    }
}
