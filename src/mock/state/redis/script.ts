import { createHash } from 'node:crypto';

/**
 * A session is a hash of its `epoch` and `version`, a hash of its items, and a stream of its latest
 * changes, whose ids are the versions. Each reset changes the epoch, so that an old copy cannot
 * count as current.
 */

/** How many changes a process may miss before it reads all items again. */
export const changesKept = 512;

/**
 * All changes of a session, in one step (Redis runs a script alone). An empty value removes an
 * item. The expiry is renewed only after a hundredth of its time, so that most reads do not write.
 */
export const script = `
local meta, items, changes, sessions = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local what, epoch, version, age = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local most, name, prefix, id = tonumber(ARGV[5]), ARGV[6], ARGV[7], ARGV[8]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function use(isWritten)
  if not isWritten and redis.call('PTTL', meta) > age * 0.99 then return end
  for index = 1, 3 do redis.call('PEXPIRE', KEYS[index], age) end
  if most == 0 then return end
  redis.call('ZADD', sessions, now, name)
  redis.call('PEXPIRE', sessions, age)
end

local function write()
  for index = 9, #ARGV, 2 do
    if ARGV[index + 1] == '' then redis.call('HDEL', items, ARGV[index])
    else redis.call('HSET', items, ARGV[index], ARGV[index + 1]) end
  end
end

local function makeRoom()
  if most == 0 then return end
  redis.call('ZREM', sessions, name)
  redis.call('ZREMRANGEBYSCORE', sessions, '-inf', now - age)
  local over = redis.call('ZCARD', sessions) - most
  if over < 0 then return end
  for _, other in ipairs(redis.call('ZRANGE', sessions, 0, over)) do
    local own = prefix .. '{' .. other .. '}:'
    redis.call('DEL', own .. 'meta', own .. 'items', own .. 'changes')
    redis.call('ZREM', sessions, other)
  end
end

if what == 'forget' then
  redis.call('DEL', meta, items, changes)
  redis.call('ZREM', sessions, name)
  return {'gone'}
end
local known = redis.call('HMGET', meta, 'epoch', 'version')
if what == 'fill' or (what == 'open' and not known[1]) then
  makeRoom()
  redis.call('DEL', items, changes)
  redis.call('HSET', meta, 'epoch', id, 'version', 0)
  write()
  use(true)
  return {'done'}
end
if not known[1] then return {'gone'} end
local own = tonumber(known[2])
if epoch == known[1] and version == own then
  if what ~= 'change' then
    use(false)
    return {'same'}
  end
  own = redis.call('HINCRBY', meta, 'version', 1)
  write()
  if #ARGV > 4000 then redis.call('DEL', changes)
  else redis.call('XADD', changes, 'MAXLEN', '~', ${changesKept}, own .. '-0', 'by', id, unpack(ARGV, 9)) end
  use(true)
  return {'done'}
end
use(false)
if epoch == known[1] and version < own then
  local entries = redis.call('XRANGE', changes, (version + 1) .. '-0', '+')
  if #entries == own - version then return {'behind', entries} end
end
return {'all', known[1], own, redis.call('HGETALL', items)}
`;

export const scriptHash = createHash('sha1').update(script).digest('hex');
