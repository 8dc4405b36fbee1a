-- Sends the requests of a file in random order; every one is made before the clock starts. A line is a path, and after tabs
-- what Authorization says, a body, and what Accept-Encoding says, where there are any; with a body it is a POST. The second argument, where there is one,
-- is how many milliseconds a connection waits on average between an answer and its next request.
-- Ends with one line: RESULT requests microseconds errors p50 p95 p99, the last three in microseconds.
local asked

function init(args)
    asked = {}
    for line in io.lines(args[1]) do
        local path, authorization, body, encoding = line:match("^([^\t]*)\t?([^\t]*)\t?([^\t]*)\t?(.*)$")
        local headers = {}
        if authorization ~= "" then
            headers["Authorization"] = authorization
        end
        if encoding ~= "" then
            headers["Accept-Encoding"] = encoding
        end
        if body == "" then
            asked[#asked + 1] = wrk.format("GET", path, headers)
        else
            headers["Content-Type"] = "application/json"
            asked[#asked + 1] = wrk.format("POST", path, headers, body)
        end
    end
    math.randomseed(os.time())
    local pause = tonumber(args[2])
    if pause then
        -- wrk asks for a pause only where there is such a function.
        function delay()
            return math.random(0, 2 * pause)
        end
    end
end

function request()
    return asked[math.random(#asked)]
end

function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
        errors.status + errors.connect + errors.read + errors.write + errors.timeout,
        latency:percentile(50), latency:percentile(95), latency:percentile(99)))
end
