-- What load.sh has wrk do: questions in rotation, none conditional, so many of them; then the figures, one a line.
-- With `check` each answer is read: all its titles must begin with one word for their version, and all answers of one
-- generation, which the entity tag names, with the same.

local questions, asked, most = {}, 0, 0

local function encoded(text)
    return (text:gsub("[^%w]", function(byte) return string.format("%%%02X", string.byte(byte)) end))
end

local threads = {}
function setup(thread)
    table.insert(threads, thread)
end

function init(arguments)
    for line in io.lines(arguments[1]) do
        table.insert(questions, "/api/search?q=" .. encoded(line))
    end
    most, done_file = tonumber(arguments[2]), arguments[3]
    answers, failed, mixed, seen, of_generation = 0, 0, 0, 0, {}
    if arguments[4] == "check" then response = check end
end

function request()
    asked = asked + 1
    if asked > most then
        -- wrk itself goes on until it is told to stop.
        io.open(done_file, "w"):close()
        wrk.thread:stop()
    end
    return wrk.format("GET", questions[asked % #questions + 1])
end

function check(status, headers, body)
    answers = answers + 1
    if status ~= 200 then failed = failed + 1 return end
    local version, one = nil, true
    for found in body:gmatch('"title":"(zqv%d+q) ') do
        one = one and (version == nil or version == found)
        version = found
    end
    local _, titles = body:gsub('"title":"', "")
    local _, marked = body:gsub('"title":"zqv%d+q ', "")
    local tag = headers["etag"] or headers["ETag"] or headers["Etag"]
    if version and tag then
        if not of_generation[tag] then of_generation[tag] = version; seen = seen + 1 end
        one = one and of_generation[tag] == version
    end
    if not one or titles ~= marked or not tag then mixed = mixed + 1 end
end

function done(summary, latency)
    local seconds = summary.duration / 1e6
    local errors = summary.errors
    local failures = errors.connect + errors.read + errors.write + errors.status + errors.timeout
    io.write(string.format("searches a second %.0f (%d in %.1f s)\n", summary.requests / seconds, summary.requests, seconds))
    io.write(string.format("p50 %.1f ms\np99 %.1f ms\nfailures %d\n", latency:percentile(50) / 1000, latency:percentile(99) / 1000, failures))
    local checked, mixed, seen = 0, 0, 0
    for _, thread in ipairs(threads) do
        checked = checked + (thread:get("answers") or 0)
        mixed = mixed + (thread:get("mixed") or 0)
        seen = seen + (thread:get("seen") or 0)
    end
    if checked > 0 then io.write(string.format("versions %d\nmixed %d\n", seen, mixed)) end
end
