-- Asks for the paths of a file in random order; every request is made before the clock starts. Ends with one line:
-- RESULT requests microseconds errors
local asked

function init(args)
    asked = {}
    for path in io.lines(args[1]) do
        asked[#asked + 1] = wrk.format("GET", path)
    end
    math.randomseed(os.time())
end

function request()
    return asked[math.random(#asked)]
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format("RESULT %d %d %d\n", summary.requests, summary.duration,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
