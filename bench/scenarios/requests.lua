-- Sends the requests of a file in random order; every one is made before the clock starts. A line is a path, a body where there is
-- one, and headers, between tabs; with a body it is a POST. {new} in it is another number each time that it is sent. The second
-- argument, where there is one, is how many milliseconds a connection waits on average between an answer and its next request.
-- Ends with one line: RESULT requests microseconds errors p50 p95 p99, the last three in microseconds.
local asked, made, started

-- As wide as the number in its place: how long the body is has been told by then.
local place = "NEWNEWNEWNEWNEWN"

function init(args)
    asked = {}
    for line in io.lines(args[1]) do
        local path, body, rest = line:gsub("{new}", place):match("^([^\t]*)\t?([^\t]*)\t?(.*)$")
        local headers = {}
        for name, value in rest:gmatch("([^\t:]+): ([^\t]*)") do
            headers[name] = value
        end
        if body ~= "" then
            headers["Content-Type"] = "application/json"
        end
        local text = body == "" and wrk.format("GET", path, headers) or wrk.format("POST", path, headers, body)
        asked[#asked + 1] = { text = text, isNew = line:find("{new}", 1, true) ~= nil }
    end
    math.randomseed(os.time())
    -- A million numbers for each second since 1970: a later run begins behind where an earlier one has ended.
    made, started = 0, os.time() * 1000000
    local pause = tonumber(args[2])
    if pause then
        -- wrk asks for a pause only where there is such a function.
        function delay()
            return math.random(0, 2 * pause)
        end
    end
end

function request()
    local one = asked[math.random(#asked)]
    if not one.isNew then
        return one.text
    end
    made = made + 1
    return (one.text:gsub(place, string.format("%.0f", started + made)))
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
