#!/usr/bin/env bash
# Redis for tests: on loopback, keeping nothing, any free port.
#   redis.sh start DIR [ARGUMENT…]   starts it, with more of redis-server's own arguments, and prints its URL; one that
#                                    runs there already is left running;
#                                    SERVER_PORT=N so that it comes back where it was
#   redis.sh stop DIR                stops it by its pid
set -euo pipefail
verb=$1 dir=$2
shift 2
# One that has ended and was not waited for yet still has a number.
is_running() { kill -0 "$1" 2>/dev/null && ! grep -qs "^State:.Z" "/proc/$1/status"; }
is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

case $verb in
start)
    command -v redis-server >/dev/null || { echo "Redis is missing: apt-get install redis-server" >&2; exit 3; }
    mkdir -p "$dir"
    if [ -f "$dir/pid" ] && is_running "$(cat "$dir/pid")"; then
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
        is_running "$(cat "$dir/pid")" || { cat "$dir/log" >&2; exit 3; }
        sleep 0.05
    done
    echo "redis://127.0.0.1:$port" | tee "$dir/url"
    ;;
stop)
    [ -f "$dir/pid" ] || exit 0
    kill -TERM "$(cat "$dir/pid")" 2>/dev/null || true
    kill -CONT "$(cat "$dir/pid")" 2>/dev/null || true
    for _ in $(seq 1 500); do is_running "$(cat "$dir/pid")" || break; sleep 0.02; done
    rm -f "$dir/pid"
    ;;
*)
    echo "usage: redis.sh start|stop DIR" >&2
    exit 2
    ;;
esac
