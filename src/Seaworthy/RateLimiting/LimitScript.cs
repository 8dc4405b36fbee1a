using Seaworthy.Redis.Commands;

namespace Seaworthy.RateLimiting;

/// <summary>
/// <see cref="Gcra"/> and <see cref="SlidingWindow"/> as Redis runs them: in one call any number of decisions, one after the other at
/// one moment of Redis' own clock, each of all its limits together. Nothing runs in between, so that no count is ever exceeded.
/// </summary>
/// <remarks>
/// KEYS: a client under a limit, one for each limit of each decision. ARGV: how many limits each decision has, a byte each; then
/// for each limit its <see cref="LimitCharge.Words"/>. Answers: the time in microseconds; then for each limit what is left (-1 and less where it
/// does not fit), microseconds as <see cref="LimitReading.After"/> has them, and what <see cref="KnownRefusals"/> keeps. Doubles hold all of it exactly.
/// </remarks>
internal static class LimitScript
{
    /// <summary>Kinds of limits, added up.</summary>
    public const int Sliding = 1, Shadow = 2;

    /// <summary>Integers that answer one limit.</summary>
    public const int AnswersPerLimit = 3;

    public static RedisScript Script { get; } = new("""
        local t = redis.call('TIME')
        local now = t[1] * 1000000 + t[2]
        local states, changed, out = {}, {}, { now }

        -- Both: whether it fits, what is left, how long that lasts, how long nothing is left, and if it fits the next state and its milliseconds.
        local function gcra(state, interval, tolerance, cost)
          local owed = math.max(tonumber(state) or 0, now) - now
          local after = owed + cost * interval
          if after > tolerance then
            return false, math.floor(math.max(0, tolerance - owed) / interval), after - tolerance, owed
          end
          local left = math.floor((tolerance - after) / interval)
          return true, left, left > 0 and after or after + interval - tolerance, after, string.format('%.0f', now + after), math.ceil(after / 1000) + 1
        end

        local function sliding(state, window, limit, unit, cost)
          local moment = math.floor(now / unit)
          local at, current, previous = math.floor(moment / window), 0, 0
          if state then
            local seen, was, before = struct.unpack('<ddd', state)
            if seen >= at then
              at, current, previous = seen, was, before
            elseif seen == at - 1 then
              previous = was
            end
          end
          local late = math.max(0, at * window - moment)
          local rest = window - math.max(0, moment - at * window)
          local spare = limit * window - previous * rest - current * window
          local function micros(units)
            return math.max(0, (late + units) * unit - (now - moment * unit))
          end
          local function wait(wanted)
            if current + wanted <= limit then
              return micros(previous == 0 and 0 or math.max(0, rest - math.floor((limit - current - wanted) * window / previous)))
            end
            return micros(rest + math.max(0, window - math.floor((limit - wanted) * window / current)))
          end
          if spare < cost * window then
            local left = math.max(0, math.floor(spare / window))
            return false, left, wait(cost), left == 0 and wait(1) or 0
          end
          local left = math.floor(spare / window) - cost
          current = current + cost
          local known = left == 0 and wait(1) or 0
          return true, left, left > 0 and micros(rest) or known, known, struct.pack('<ddd', at, current, previous), math.ceil(micros(rest + window) / 1000) + 1
        end

        local line = 0
        for decision = 1, #ARGV[1] do
          local first = line + 1
          local refused, nexts, lives = false, {}, {}
          line = line + string.byte(ARGV[1], decision)
          for i = first, line do
            local kind, a, b, unit, cost = struct.unpack('<ddddd', ARGV[i + 1])
            local key = KEYS[i]
            if states[key] == nil then
              states[key] = redis.call('GET', key)
            end
            local fits, left, after, known
            if kind % 2 == 0 then
              fits, left, after, known, nexts[i], lives[i] = gcra(states[key], a, b, cost)
            else
              fits, left, after, known, nexts[i], lives[i] = sliding(states[key], a, b, unit, cost)
            end
            refused = refused or (not fits and kind < 2)
            out[#out + 1] = fits and left or -1 - left
            out[#out + 1] = after
            out[#out + 1] = known
          end
          for i = first, refused and 0 or line do
            if nexts[i] then
              states[KEYS[i]], changed[KEYS[i]] = nexts[i], lives[i]
            end
          end
        end
        for key, life in pairs(changed) do
          redis.call('SET', key, states[key], 'PX', life)
        end
        return out
        """);
}
