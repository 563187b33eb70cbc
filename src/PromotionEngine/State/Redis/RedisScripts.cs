namespace PromotionEngine.State.Redis;

/// <summary>The scripts that the store runs.</summary>
internal static class RedisScripts
{
    /// <summary>The store's clock; the key only leads to the right node of a cluster.</summary>
    public static RedisScript Time { get; } = new("return redis.call('TIME')");

    /// <summary>A page of the keys that match. All keys of ours are on one node, to which the key given leads.</summary>
    public static RedisScript Scan { get; } = new("return redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', '1000')");

    /// <summary>Version and value of each record.</summary>
    public static RedisScript GetMany { get; } = new(
        """
        local found = {}
        for place = 1, #KEYS do
          found[place] = redis.call('HMGET', KEYS[place], 'v', 'd')
        end
        return found
        """);

    /// <summary>The first member of each index with its score, or nothing.</summary>
    public static RedisScript Heads { get; } = new(
        """
        local found = {}
        for place = 1, #KEYS do
          found[place] = redis.call('ZRANGE', KEYS[place], '0', '0', 'WITHSCORES')
        end
        return found
        """);

    /// <summary>Gives a key its name in another layout, and a record its new value. Answers 0 when somebody was faster.</summary>
    public static RedisScript Move { get; } = new(
        """
        if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
        redis.call('RENAME', KEYS[1], KEYS[2])
        if ARGV[1] then redis.call('HSET', KEYS[2], 'd', ARGV[1]) end
        return 1
        """);

    /// <summary>
    /// A commit. <see cref="CommitMessage"/> writes the arguments. The answer begins with a word: <c>done</c> (number and sequences, epoch, and a word more when it was made before),
    /// <c>failed</c> (place of the expectation, version and value found for a chain), <c>epoch</c>, or <c>type</c> (place of the key).
    /// </summary>
    /// <remarks>
    /// A script is not rolled back, so types are checked before the first change; and the first change is one that Redis refuses when it is out of memory,
    /// read-only or cannot persist, after which it refuses no other.
    /// </remarks>
    public static RedisScript Commit { get; } = new(
        """
        -- KEYS: 1 outcome of this commit, 2 number of the last commit, 3 epoch marker, 4 note of lost writes, 5 IDs of the last commits by their numbers,
        -- 6.. what the commit touches.
        -- ARGV: 1 milliseconds to remember the outcome, 2 whether the marker is required, 3 epoch that the client last saw,
        --       4 highest commit number it saw in that epoch, 5 number of expectations, 6 a letter for the kind of each key from 6 on,
        --       7 ID of the commit of that number, or nothing, 8 ID of this commit, 9 how many IDs are kept.
        local epoch = redis.call('HGET', KEYS[3], 'd')
        local made = redis.call('GET', KEYS[1])
        if made then return {'done', made, epoch or '', 'again'} end

        if epoch and epoch == ARGV[3] then
          local stands = redis.call('GET', KEYS[2]) or '0'
          local lost = tonumber(stands) < tonumber(ARGV[4])
          if not lost and ARGV[7] ~= '' then
            -- Others may have reached the number again after a loss. Nothing is known of numbers before the first that is kept.
            local first = redis.call('ZRANGE', KEYS[5], '0', '0', 'WITHSCORES')[2]
            lost = first and tonumber(first) <= tonumber(ARGV[4]) and not redis.call('ZSCORE', KEYS[5], ARGV[7])
          end
          if lost then
            -- The store acknowledged more than it holds: nobody may write to it as if nothing had happened.
            redis.call('HSET', KEYS[4], 'v', '1', 'd', 'Commit ' .. ARGV[4] .. ' was acknowledged, but the store stands at ' .. stands .. ' and does not hold it.')
            redis.call('DEL', KEYS[3])
            epoch = false
          end
        end
        if ARGV[2] == '1' and not epoch then return {'epoch'} end

        local kinds = { r = 'hash', i = 'zset', l = 'list' }
        for place = 6, #KEYS do
          local found = redis.call('TYPE', KEYS[place])['ok']
          if found ~= 'none' and found ~= kinds[string.sub(ARGV[6], place - 5, place - 5)] then return {'type', place - 1} end
        end

        local at = 9
        local function take()
          at = at + 1
          return ARGV[at]
        end

        for place = 1, tonumber(ARGV[5]) do
          local kind, key, holds = take(), KEYS[tonumber(take())], false
          if kind == 'version' then
            holds = (redis.call('HGET', key, 'v') or '0') == take()
          elseif kind == 'chain' then
            local version = redis.call('HGET', key, 'v') or '0'
            if version ~= take() then return {'failed', place - 1, version, redis.call('HGET', key, 'd') or ''} end
            holds = true
          elseif kind == 'count' then
            local limit, others = tonumber(take()), tonumber(take())
            local count = redis.call('ZCARD', key)
            for _ = 1, others do
              if not redis.call('ZSCORE', key, take()) then count = count + 1 end
            end
            holds = count < limit
          elseif kind == 'present' then
            holds = redis.call('ZSCORE', key, take()) ~= false
          elseif kind == 'absent' then
            holds = redis.call('ZSCORE', key, take()) == false
          elseif kind == 'score' then
            local score = redis.call('ZSCORE', key, take())
            local highest = tonumber(take())
            holds = not score or tonumber(score) <= highest
          elseif kind == 'fence' then
            holds = redis.call('HGET', key, 't') == take()
          end
          if not holds then return {'failed', place - 1} end
        end

        if at == #ARGV then return {'done', '0', epoch or ''} end

        local number
        if redis.call('EXISTS', KEYS[2]) == 1 then
          number = string.format('%.0f', redis.call('INCR', KEYS[2]))
        else
          -- Numbers begin at the clock's microseconds, so that a rebuilt store never gives one out again.
          local now = redis.call('TIME')
          number = now[1] .. string.format('%06d', tonumber(now[2]))
          redis.call('SET', KEYS[2], number)
        end

        redis.call('ZADD', KEYS[5], number, ARGV[8])
        redis.call('ZREMRANGEBYRANK', KEYS[5], '0', '-' .. (tonumber(ARGV[9]) + 1))

        local outcome = { number }
        while at < #ARGV do
          local kind, key = take(), KEYS[tonumber(take())]
          if kind == 'put' then
            redis.call('DEL', key)
            redis.call('HSET', key, 'v', number, 'd', take())
            local life, token = take(), take()
            if token ~= '0' then redis.call('HSET', key, 't', token) end
            if life ~= '' then redis.call('PEXPIRE', key, life) end
          elseif kind == 'delete' or kind == 'drop' then
            redis.call('DEL', key)
          elseif kind == 'touch' then
            redis.call('PEXPIRE', key, take())
          elseif kind == 'add' then
            local member = take()
            redis.call('ZADD', key, take(), member)
          elseif kind == 'addnew' then
            local member = take()
            redis.call('ZADD', key, 'NX', take(), member)
          elseif kind == 'addlast' then
            redis.call('ZADD', key, number, take())
          elseif kind == 'remove' then
            redis.call('ZREM', key, take())
          elseif kind == 'append' then
            outcome[#outcome + 1] = string.format('%.0f', redis.call('RPUSH', key, take()))
          elseif kind == 'link' then
            outcome[#outcome + 1] = string.format('%.0f', redis.call('RPUSH', key, take()))
            redis.call('HSET', KEYS[tonumber(take())], 'v', number, 'd', take())
          end
        end

        made = table.concat(outcome, ' ')
        redis.call('SET', KEYS[1], made, 'PX', ARGV[1])
        return {'done', made, epoch or ''}
        """);
}
