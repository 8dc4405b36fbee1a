#!/usr/bin/env bash
# Redis for tests: on loopback, keeping nothing, any free port.
#   redis.sh start DIR [ARGUMENT…]   starts it, with more of redis-server's own arguments, and prints its URL; one that
#                                    runs there already is left running;
#                                    SERVER_PORT=N so that it comes back where it was
#   redis.sh stop DIR                stops it by its pid
set -euo pipefail
verb=$1 dir=$2
shift 2
is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

case $verb in
start)
    command -v redis-server >/dev/null || { echo "Redis is missing: apt-get install redis-server" >&2; exit 3; }
    mkdir -p "$dir"
    # A process that has ended and was not waited for yet has no program any more.
    if [ -f "$dir/pid" ] && readlink "/proc/$(cat "$dir/pid")/exe" >/dev/null; then
        cat "$dir/url"
        exit
    fi
    port=${SERVER_PORT:-$((10000 + RANDOM % 9000))}
    until [ -n "${SERVER_PORT:-}" ] || is_free "$port"; do port=$((10000 + RANDOM % 9000)); done
    : >"$dir/log"
    setsid redis-server --port "$port" --bind 127.0.0.1 --dir "$dir" --save "" --appendonly no --daemonize no \
        --maxmemory 256mb --maxmemory-policy allkeys-lru "$@" >"$dir/log" 2>&1 </dev/null &
    echo $! >"$dir/pid"
    for _ in $(seq 1 200); do
        grep -qs "Ready to accept connections" "$dir/log" && break
        kill -0 "$(cat "$dir/pid")" 2>/dev/null || { cat "$dir/log" >&2; exit 3; }
        sleep 0.05
    done
    echo "redis://127.0.0.1:$port" | tee "$dir/url"
    ;;
stop)
    [ -f "$dir/pid" ] || exit 0
    kill -TERM "$(cat "$dir/pid")" 2>/dev/null || true
    kill -CONT "$(cat "$dir/pid")" 2>/dev/null || true
    for _ in $(seq 1 200); do kill -0 "$(cat "$dir/pid")" 2>/dev/null || break; sleep 0.05; done
    rm -f "$dir/pid"
    ;;
*)
    echo "usage: redis.sh start|stop DIR" >&2
    exit 2
    ;;
esac
