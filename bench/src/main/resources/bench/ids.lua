-- Every request is for another environment, so that none is joined or replayed. The one argument
-- names the run.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(arguments)
  run = arguments[1]
  count = 0
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
end

function request()
  count = count + 1
  return wrk.format(nil, nil, nil,
    '{"applicationEnvironmentId":"' .. run .. "-" .. number .. "-" .. count .. '"}')
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("measured requests=%d micros=%d p50=%d p99=%d refused=%d broken=%d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
