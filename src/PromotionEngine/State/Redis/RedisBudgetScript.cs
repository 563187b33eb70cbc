namespace PromotionEngine.State.Redis;

/// <summary>The script of the shared request budget: <see cref="BudgetBucket"/> in Lua, step by step.</summary>
internal static class RedisBudgetScript
{
    /// <summary>
    /// KEYS: 1 the account's budget. ARGV: 1 <c>take</c>, <c>slow</c> or <c>rate</c>; 2 lane from 1, or pause in milliseconds; 3 rate; 4 burst; 5 to 7 shares;
    /// 8 shrink factor; 9 smallest factor; 10 recovery; 11 waiting slack; 12 Unix milliseconds, or nothing for the store's clock.
    /// Answers 1 or 0, and milliseconds to wait; or the rate.
    /// </summary>
    public static RedisScript Budget { get; } = new(
        """
        local whole = 1 - 1e-9
        local rate, burst = tonumber(ARGV[3]), tonumber(ARGV[4])
        local shares = { tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]) }
        local now = tonumber(ARGV[12])
        if not now then
          local time = redis.call('TIME')
          now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
        end

        local kept = redis.call('HMGET', KEYS[1], 'tokens', 'factor', 'at', 'shrunk', 'lane1', 'lane2', 'lane3', 'wait1', 'wait2', 'wait3')
        local function number(place, otherwise) return tonumber(kept[place] or otherwise) end
        local tokens, factor, at, shrunk = number(1, burst), number(2, 1), number(3, 0), number(4, -1e15)
        local lanes = { number(5, 1), number(6, 1), number(7, 1) }
        local waits = { number(8, 0), number(9, 0), number(10, 0) }

        if now < at then
          local by = at - now
          at, shrunk = now, shrunk - by
          for lane = 1, 3 do waits[lane] = waits[lane] - by end
        end

        local seconds = 0
        if at ~= 0 then seconds = (now - at) / 1000 end
        local current = rate * factor
        tokens = math.min(burst, tokens + seconds * current)
        for lane = 1, 3 do lanes[lane] = math.min(2, lanes[lane] + seconds * current * shares[lane]) end
        factor = math.min(1, factor + seconds * tonumber(ARGV[10]))
        at = now

        local answer
        if ARGV[1] == 'take' then
          local own = tonumber(ARGV[2])
          current = rate * factor
          local needed = whole
          if lanes[own] < whole then
            for lane = 1, 3 do
              if lane ~= own and waits[lane] > now and lanes[lane] >= whole then needed = needed + 1 end
            end
          end
          if tokens < needed then
            local wait = math.ceil((needed - tokens) / current * 1000)
            waits[own] = now + wait + tonumber(ARGV[11])
            answer = { 0, wait }
          else
            tokens = tokens - 1
            if lanes[own] >= whole then lanes[own] = lanes[own] - 1 end
            waits[own] = 0
            local wait = 0
            if tokens < whole then wait = math.ceil((whole - tokens) / current * 1000) end
            answer = { 1, wait }
          end
        elseif ARGV[1] == 'slow' then
          if now - shrunk >= 1000 then
            factor = math.max(tonumber(ARGV[9]), factor * tonumber(ARGV[8]))
            shrunk = now
          end
          tokens = math.min(tokens, whole - tonumber(ARGV[2]) / 1000 * rate * factor)
          answer = { 1, 0 }
        else
          answer = string.format('%.17g', rate * factor)
        end

        local function text(value) return string.format('%.17g', value) end
        redis.call('HSET', KEYS[1], 'tokens', text(tokens), 'factor', text(factor), 'at', text(at), 'shrunk', text(shrunk),
          'lane1', text(lanes[1]), 'lane2', text(lanes[2]), 'lane3', text(lanes[3]), 'wait1', text(waits[1]), 'wait2', text(waits[2]), 'wait3', text(waits[3]))
        redis.call('EXPIRE', KEYS[1], 3600)
        return answer
        """);
}
