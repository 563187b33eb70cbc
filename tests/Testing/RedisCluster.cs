using System.Globalization;

namespace Testing;

/// <summary>Three real redis-servers on loopback as a cluster of three masters, each with a third of the slots. Skips the running test where there is none.</summary>
public sealed class RedisCluster : IAsyncDisposable
{
    private const int Slots = 16_384;

    private readonly IReadOnlyList<RedisServer> _nodes;
    private readonly List<RedisServer> _replicas = [];

    private RedisCluster(IReadOnlyList<RedisServer> nodes) => _nodes = nodes;

    /// <summary>The nodes.</summary>
    public IReadOnlyList<RedisServer> Nodes => _nodes;

    /// <summary>What a client connects to.</summary>
    public string ConnectionString => string.Join(',', _nodes.Select(node => node.ConnectionString));

    /// <summary>Starts the nodes and returns when each says that the cluster is whole, about two seconds later: no node says so in its first two.</summary>
    public static async Task<RedisCluster> StartAsync()
    {
        var nodes = new List<RedisServer>();
        try
        {
            for (var number = 0; number < 3; number++)
            {
                var (first, behind) = (Slots * number / 3, Slots * (number + 1) / 3);
                var (node, bus) = await NodeAsync();
                nodes.Add(node);
                await node.AskAsync(string.Create(CultureInfo.InvariantCulture, $"CLUSTER ADDSLOTSRANGE {first} {behind - 1}"));
                await node.AskAsync(string.Create(CultureInfo.InvariantCulture, $"CLUSTER SET-CONFIG-EPOCH {number + 1}"));
                if (number > 0)
                {
                    await nodes[0].AskAsync(string.Create(CultureInfo.InvariantCulture, $"CLUSTER MEET 127.0.0.1 {node.Port} {bus}"));
                }
            }

            foreach (var node in nodes)
            {
                await node.UntilAsync("CLUSTER INFO", "cluster_state:ok");
                await node.UntilAsync("CLUSTER INFO", "cluster_known_nodes:3");
            }

            return new RedisCluster(nodes);
        }
        catch
        {
            await StopAsync(nodes);
            throw;
        }
    }

    /// <summary>Gives <paramref name="master"/> a replica, and returns when that has everything that its master had, and all nodes know of each other.</summary>
    public async Task<RedisServer> AddReplicaAsync(RedisServer master)
    {
        ArgumentNullException.ThrowIfNull(master);
        var (replica, bus) = await NodeAsync();
        _replicas.Add(replica);
        await master.AskAsync("CONFIG SET repl-diskless-sync-delay 0");
        await master.AskAsync(string.Create(CultureInfo.InvariantCulture, $"CLUSTER MEET 127.0.0.1 {replica.Port} {bus}"));
        var id = (await master.AskAsync("CLUSTER MYID")).Split("\r\n")[1];
        await replica.UntilAsync("CLUSTER NODES", id);
        await replica.UntilAsync($"CLUSTER REPLICATE {id}", "+OK");
        await replica.UntilAsync("INFO replication", "master_link_status:up");
        await replica.CatchUpAsync(master);
        foreach (var node in _nodes.Append(replica))
        {
            await node.UntilAsync("CLUSTER INFO", $"cluster_known_nodes:{(_nodes.Count + _replicas.Count).ToString(CultureInfo.InvariantCulture)}");
            await node.UntilAsync("CLUSTER INFO", "cluster_state:ok");
        }

        return replica;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(_replicas);
        await StopAsync(_nodes);
    }

    private static async Task<(RedisServer Node, int Bus)> NodeAsync()
    {
        var bus = LoopbackPort.Free();
        return (await RedisServer.StartAsync(settings: ["--cluster-enabled", "yes", "--cluster-port", bus.ToString(CultureInfo.InvariantCulture)]), bus);
    }

    private static async ValueTask StopAsync(IReadOnlyList<RedisServer> nodes)
    {
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }
    }
}
