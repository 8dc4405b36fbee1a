using Seaworthy.Redis.Commands;

namespace Seaworthy.Caching.Shared;

/// <summary>
/// What must happen at one moment, and by Redis' clock. A tag is a text: its version, then a mark for each writer who is about to
/// change what stands under it, with the time at which the mark is over: <c>1764125000000000 a1b2:1764125002000000</c>.
/// </summary>
/// <remarks>
/// A version is the microsecond of its change, and later than the one before: a tag that Redis has forgotten comes back with a
/// version that nothing was ever stored under. A mark that is over counts as a change, because its writer may have died between
/// its commit and telling so.
/// </remarks>
internal static class SharedScripts
{
    private const string Tags = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local function read(key)
          local text = redis.call('GET', key)
          if not text then return 0, {}, false end
          local cut = text:find(' ', 1, true)
          if not cut then return tonumber(text), {}, false end
          local marks, isOver = {}, false
          for writer, due in text:gmatch(' (%w+):(%d+)') do
            if tonumber(due) > now then marks[#marks + 1] = ' ' .. writer .. ':' .. due else isOver = true end
          end
          return tonumber(text:sub(1, cut - 1)), marks, isOver
        end
        local function text(version) return string.format('%.0f', version) end
        local function write(key, version, marks, ttl)
          redis.call('SET', key, text(version) .. table.concat(marks), 'PX', ttl)
        end
        local function later(version) return math.max(version + 1, now) end

        """;

    /// <summary>KEYS: tags. ARGV: how long tags are kept, the writer, how long its mark holds; milliseconds.</summary>
    public static RedisScript Mark { get; } = new(Tags + """
        for _, key in ipairs(KEYS) do
          local version, marks, isOver = read(key)
          if isOver or version == 0 then version = later(version) end
          marks[#marks + 1] = ' ' .. ARGV[2] .. ':' .. text(now + ARGV[3] * 1000)
          write(key, version, marks, ARGV[1])
        end
        return #KEYS
        """);

    /// <summary>KEYS: tags. ARGV: how long tags are kept, the writer whose marks are taken back.</summary>
    public static RedisScript Change { get; } = new(Tags + """
        local own = ' ' .. ARGV[2] .. ':'
        for _, key in ipairs(KEYS) do
          local version, marks = read(key)
          local others = {}
          for _, mark in ipairs(marks) do
            if mark:sub(1, #own) ~= own then others[#others + 1] = mark end
          end
          write(key, later(version), others, ARGV[1])
        end
        return #KEYS
        """);

    /// <summary>KEYS: tags. ARGV: how long tags are kept. Answers for each whether it is still marked; marks that are over are changes.</summary>
    public static RedisScript Settle { get; } = new(Tags + """
        local marked = {}
        for i, key in ipairs(KEYS) do
          local version, marks, isOver = read(key)
          if isOver then write(key, later(version), marks, ARGV[1]) end
          marked[i] = #marks > 0 and 1 or 0
        end
        return marked
        """);

    /// <summary>
    /// KEYS: entry, turn, fence, tags. ARGV: how long tags are kept, whose turn it is, the fence and the entry's time, the entry, each
    /// tag's version as it was before the value was made. Answers whether it was stored, and the time in milliseconds.
    /// </summary>
    public static RedisScript Store { get; } = new(Tags + """
        local versions, isGood = {}, (redis.call('GET', KEYS[3]) or '') == ARGV[3]
        for i = 4, #KEYS do
          local version, marks, isOver = read(KEYS[i])
          local expected = ARGV[i + 2]
          if version == 0 and expected == '' then
            version = now
            write(KEYS[i], version, marks, ARGV[1])
          elseif #marks > 0 or isOver or text(version) ~= expected then
            isGood = false
          end
          versions[#versions + 1] = text(version)
        end
        if redis.call('GET', KEYS[2]) == ARGV[2] then redis.call('DEL', KEYS[2]) end
        if isGood then redis.call('SET', KEYS[1], table.concat(versions, ' ') .. '\n' .. ARGV[5], 'PX', ARGV[4]) end
        return {isGood and 1 or 0, math.floor(now / 1000)}
        """);

    /// <summary>
    /// KEYS: entry, fence, tags. ARGV: how long tags are kept, how long the fence is, the entry's time (0 for none), the entry. What was
    /// begun before is not stored any more.
    /// </summary>
    public static RedisScript Put { get; } = new(Tags + """
        redis.call('SET', KEYS[2], text(now), 'PX', ARGV[2])
        local versions, isGood = {}, tonumber(ARGV[3]) > 0
        for i = 3, #KEYS do
          local version, marks, isOver = read(KEYS[i])
          if version == 0 then
            version = now
            write(KEYS[i], version, marks, ARGV[1])
          end
          isGood = isGood and #marks == 0 and not isOver
          versions[#versions + 1] = text(version)
        end
        if isGood then
          redis.call('SET', KEYS[1], table.concat(versions, ' ') .. '\n' .. ARGV[4], 'PX', ARGV[3])
        else
          redis.call('DEL', KEYS[1])
        end
        return {isGood and 1 or 0, math.floor(now / 1000)}
        """);

    /// <summary>KEYS: turn. ARGV: whose it must be to be given back.</summary>
    public static RedisScript GiveBack { get; } = new("if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0");

    /// <summary>
    /// KEYS: the server, the tag of everything. ARGV: how long tags are kept. A server that is not the one that was here before, or
    /// that was started anew, may have forgotten changes: nothing that it holds is served. It writes in any case, and so fails where this is a replica. Answers the time in milliseconds.
    /// </summary>
    public static RedisScript Arrive { get; } = new(Tags + """
        local run = redis.call('INFO', 'server'):match('run_id:(%w+)') or '?'
        local last = redis.call('GET', KEYS[1])
        redis.call('SET', KEYS[1], run)
        if last ~= run then
          local version, marks = read(KEYS[2])
          write(KEYS[2], later(version), marks, ARGV[1])
        end
        return math.floor(now / 1000)
        """);
}
